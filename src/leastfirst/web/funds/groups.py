"""What groups of places get by one rule and by another: by region, by need, by how sure the list is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.web.funds.pictures import side_by_side
from leastfirst.web.look.tables import DataTable, Heading
from leastfirst.web.look.told import unbroken
from leastfirst.web.words.figures import change, money, number

Group = Mapping[str, Any]
UNKNOWN = "not known"


def named(group: Group) -> str:
    """What a group is called for readers."""
    name = str(group["name"])
    if name == UNKNOWN:
        return _("not known")
    if group["by"] == "need decile":
        return _("Tenth %(number)s by need") % {"number": name}
    known = {
        "firm": _("Firm: on the list at least 9 times in 10"),
        "likely": _("Likely: at least half the time"),
        "borderline": _("Borderline: at least 1 time in 10"),
        "unlikely": _("Unlikely: less often"),
        "gets money and is not firm": _("Gets money, and is not firmly on the list"),
        "just outside the list, at the fund's mean for each resident": _(
            "Just outside the list, at the fund's mean for each resident: an estimate, promised to nobody"
        ),
        "gain": _("Would gain"),
        "lose": _("Would lose"),
        "stay": _("Would get the same"),
        "only in a": _("Would leave the list"),
        "only in b": _("Would come on to the list"),
    }
    return known.get(name, name)


def of_kind(groups: Sequence[Group], by: str) -> list[Group]:
    """The groups of one kind, in their order."""
    return [each for each in groups if each["by"] == by]


def group_table(groups: Sequence[Group], by: str, *, a: str, b: str, sign: str) -> DataTable | None:
    """What each group of a kind gets by both rules; None where there is no such group."""
    heads = {
        "region": (_("Sums by region"), _("Region"), ""),
        "need decile": (_("Sums by need"), _("Tenth of these places"), _("tenth 1 = greatest need")),
        "certainty": (_("By how sure it is that places belong on the list"), _("How sure"), ""),
        "at stake": (_("What hangs on uncertain cases"), _("Who"), ""),
        "gain or loss": (_("Sums of those who gain and who lose"), _("Places"), ""),
    }
    found, (caption, head, unit) = of_kind(groups, by), heads[by]
    if not found:
        return None
    return DataTable(
        caption=caption,
        headings=[
            Heading(head, unit=unit),
            Heading(_("Places"), numeric=True),
            Heading(a[:1].upper() + a[1:], numeric=True),
            Heading(b[:1].upper() + b[1:], numeric=True),
            Heading(_("Difference"), numeric=True),
        ],
        rows=[
            [
                named(each),
                number(each["places"]),
                money(each["a_pence"], sign),
                money(each["b_pence"], sign),
                unbroken(change(each["difference_pence"], sign)),
            ]
            for each in found
        ],
        blocks=True,
    )


def group_chart(groups: Sequence[Group], by: str, *, title: str, a: str, b: str, sign: str) -> SafeString | None:
    """Two bars for each group of a kind; None where there are fewer than two groups to compare."""
    found = [each for each in of_kind(groups, by) if each["name"] != UNKNOWN]
    if len(found) < 2:
        return None
    return side_by_side(
        [(named(each), each["a_pence"], each["b_pence"]) for each in found], title=title, a=a, b=b, sign=sign
    )
