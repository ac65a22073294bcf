"""The charts of a fund: each shows the numbers of a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.web.funds.tables import Record
from leastfirst.web.look.charts import Bar, Column, bars, columns
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import money, rounded_money

# The kinds of money by the kinds of mark that charts have.
MARKS = {"capital": "here", "revenue": "group", "either": "everyone"}


def by_year(fund: Record) -> SafeString | None:
    """A column for each year, parted by kind of money; none where there is only one year."""
    years, sign = fund["by_year"], fund["sign"]
    if len(years) < 2:
        return None
    kinds = [kind["kind"] for kind in fund["kinds"]]
    return columns(
        [
            Column(
                each["year"],
                [(MARKS[kind], float(each["kinds"].get(kind, 0))) for kind in kinds],
                rounded_money(each["pence"], sign),
            )
            for each in years
        ],
        title=_("What is paid in each year"),
        description=english(fund["by_year_finding"]),
        names=[(MARKS[kind["kind"]], english(kind["words"])) for kind in fund["kinds"]],
    )


def lines(fund: Record) -> SafeString:
    """A bar for each purpose and kind of money."""
    return bars(
        [
            Bar(
                english(f"{line['title']} ({line['kind_words'].lower()})"),
                line["pence"],
                money(line["pence"], fund["sign"]),
                MARKS[line["kind"]],
            )
            for line in fund["lines"]
        ],
        title=_("What the money is for"),
    )


def side_by_side(
    groups: Sequence[tuple[object, int | None, int | None]], *, title: str, a: object, b: object, sign: str
) -> SafeString:
    """Two bars for each group: what it gets by the one rule and by the other."""
    drawn = []
    for name, first, second in groups:
        drawn.append(Bar(f"{name}: {a}", first, money(first, sign), "group"))
        drawn.append(Bar(f"{name}: {b}", second, money(second, sign), "here"))
    return bars(drawn, title=title)


def by_formula(others: Sequence[tuple[object, int, bool]], *, sign: str) -> SafeString:
    """What one place would get by each formula; the one in force is marked."""
    return bars(
        [Bar(name, pence, money(pence, sign), "here" if own else "group") for name, pence, own in others],
        title=_("What this place would get by other formulas"),
        description=_("Before pots and strings, with the same money, places, floors and caps."),
    )
