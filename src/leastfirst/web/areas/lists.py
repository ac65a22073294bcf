"""What the lists say of an area: on it or not and why, how sure that is, with the ranks as charts and a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leastfirst.publish.area_record.models import AreaRecord, ListStanding, MeasureStanding, Related, Verdict
from leastfirst.web.areas.kinds import counted_words, kind_words
from leastfirst.web.look.addresses import address, area_address
from leastfirst.web.look.charts import interval
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number, percent

CLASSES: dict[str, Promise] = {
    "firm": gettext_lazy("Firmly on the list"),
    "likely": gettext_lazy("Likely to be on the list"),
    "borderline": gettext_lazy("Borderline"),
    "unlikely": gettext_lazy("Unlikely to be on the list"),
}
STATUSES: dict[str, Promise] = {
    "published": gettext_lazy("rule as published"),
    "decided": gettext_lazy("rule as decided"),
    "inferred": gettext_lazy("rule worked out by us"),
    "recalled": gettext_lazy("rule from memory"),
    "example": gettext_lazy("an example"),
}


AT_ONCE = 8


@dataclass(frozen=True)
class Sure:
    """How sure it is: a word with its sign, and how often the area was on the list."""

    kind: str
    word: object
    often: str


@dataclass(frozen=True)
class ShownVerdict:
    """What a list says of one area. `where` is empty for the area itself, else how it lies in or overlaps that one."""

    where: str
    name: str
    href: str
    on: bool
    kind: str
    badge: str
    reason: str
    sure: Sure | None
    charts: tuple[SafeString, ...]
    table: DataTable | None


@dataclass(frozen=True)
class ShownList:
    """One list: its title, how far its rule can be relied on, and what it says of the area or of areas in it."""

    id: str
    title: str
    called_one: str
    href: str
    status: str
    status_words: object
    answer: SafeString | str
    verdicts: tuple[ShownVerdict, ...]
    inside: str
    inside_table: DataTable | None

    @property
    def inside_many(self) -> bool:
        """Whether so many areas in it are on the list that they are shown on demand."""
        return self.inside_table is not None and len(self.inside_table.rows) > AT_ONCE


def shown(record: AreaRecord) -> list[ShownList]:
    """Every list, the leading one first."""
    return [_shown(each) for each in record.lists]


def _shown(standing: ListStanding) -> ShownList:
    return ShownList(
        standing.id,
        standing.title,
        standing.called_one,
        address("designations:detail", standing.id),
        standing.status,
        STATUSES.get(standing.status, standing.status),
        _answer(standing),
        tuple(_verdict(each, standing) for each in standing.verdicts),
        _inside(standing),
        _inside_table(standing),
    )


def _answer(standing: ListStanding) -> SafeString | str:
    """Yes or no in one sentence, as far as the list can say it of this area."""
    if not standing.verdicts:
        return ""
    first = standing.verdicts[0]
    if not first.assessed:
        return _("That cannot be said: some of the figures are missing.")
    if standing.relation == "itself":
        yes, no = _("Yes. It is one of the {}."), _("No. It is not one of the {}.")
    else:
        yes, no = _("It lies in a place that is one of the {}."), _("It lies in a place that is not one of the {}.")
    return format_html(yes if first.designated else no, english(standing.called))


def _verdict(verdict: Verdict, standing: ListStanding) -> ShownVerdict:
    if not verdict.assessed:
        kind, badge = "neutral", _("Not assessed")
    else:
        kind, badge = ("chosen", _("On the list")) if verdict.designated else ("outside", _("Not on the list"))
    own = standing.relation == "itself"
    area = verdict.area
    return ShownVerdict(
        "" if own else where_words(area),
        area.name,
        area_address(area.geography, area.code) if area.has_page and not own else "",
        verdict.designated,
        kind,
        badge,
        verdict.reason,
        sure_of(verdict),
        _charts(verdict, standing),
        _table(verdict, standing),
    )


def where_words(area: Related) -> str:
    """How this area lies in another one: wholly, or with so many of its people."""
    kind = kind_words(area.geography)
    if area.share is None or area.share >= 0.995:
        return _("It lies in this %(kind)s:") % {"kind": kind}
    return _("%(share)s of its people live in this %(kind)s:") % {"share": percent(area.share), "kind": kind}


def sure_of(verdict: Verdict) -> Sure | None:
    """How sure a verdict is; None where nothing was worked out again."""
    if verdict.certainty is None or verdict.times is None or verdict.tries is None:
        return None
    often = _("on the list in %(times)s of %(tries)s tries") % {
        "times": number(verdict.times),
        "tries": number(verdict.tries),
    }
    return Sure(verdict.certainty, CLASSES.get(verdict.certainty, verdict.certainty), often)


def _charts(verdict: Verdict, standing: ListStanding) -> tuple[SafeString, ...]:
    """A rank with its interval for each measure, or for the rank of need by the rule where measures have none."""
    drawn = [_chart(each) for each in verdict.measures]
    if any(drawn):
        return tuple(each for each in drawn if each)
    low, middle, high, of = verdict.rank_p05, verdict.rank_p50, verdict.rank_p95, verdict.ranked
    if low is None or middle is None or high is None or not of:
        return ()
    said = _(
        "Half the tries put it at rank %(middle)s or before, where 1 is the greatest need. "
        "9 in 10 put it between %(low)s and %(high)s."
    ) % {
        "middle": number(middle),
        "low": number(low),
        "high": number(high),
    }
    title = _("Rank of need by the rule of this list")
    return (interval(rank=middle, low=low, high=high, of=of, title=title, description=said),)


def _chart(measure: MeasureStanding) -> SafeString | None:
    low, high = measure.rank_p05, measure.rank_p95
    if measure.rank is None or low is None or high is None or not measure.ranked:
        return None
    said = _("Rank %(rank)s of %(of)s, where 1 is the greatest need.") % {
        "rank": number(measure.rank),
        "of": number(measure.ranked),
    }
    if low == high:
        said += " " + _("In 9 of 10 tries it was %(rank)s.") % {"rank": number(low)}
    else:
        said += " " + _("In 9 of 10 tries it was between %(low)s and %(high)s.") % {
            "low": number(low),
            "high": number(high),
        }
    return interval(
        rank=measure.rank,
        low=min(low, measure.rank),
        high=max(high, measure.rank),
        of=measure.ranked,
        line=measure.line,
        title=english(measure.title),
        description=said,
    )


def _table(verdict: Verdict, standing: ListStanding) -> DataTable | None:
    rows: list[list[object]] = [
        [
            Cell(each.title, english=True),
            number(each.rank),
            number(each.ranked),
            number(each.line) or "–",
            _between(each.rank_p05, each.rank_p95),
        ]
        for each in verdict.measures
    ]
    if verdict.rank_p50 is not None:
        rows.append(
            [
                _("Need by the rule of the list (middle of all tries)"),
                number(verdict.rank_p50),
                number(verdict.ranked),
                "–",
                _between(verdict.rank_p05, verdict.rank_p95),
            ]
        )
    if not rows:
        return None
    return DataTable(
        _("Ranks, and how far they may be off"),
        [
            Heading(_("Measure")),
            Heading(_("Rank"), unit=_("1 = greatest need"), numeric=True),
            Heading(_("Out of"), numeric=True),
            Heading(_("Last rank inside the list"), numeric=True),
            Heading(_("In 9 of 10 tries"), unit=_("1 = greatest need"), numeric=True),
        ],
        rows,
        blocks=True,
        id=f"ranks-{standing.id}-{verdict.area.code}",
    )


def _between(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return "–"
    if low == high:
        return number(low) or ""
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def _inside(standing: ListStanding) -> str:
    if standing.relation != "holds":
        return ""
    if not standing.areas_inside:
        return _("This list is of other areas. None of them lies in this one.")
    many = counted_words(standing.geography, standing.areas_inside, number(standing.areas_inside) or "")
    return _("Of the %(many)s in it, %(on)s are on the list.") % {"many": many, "on": number(standing.listed_inside)}


def _rounded_down(p: float | None) -> str:
    """A share in whole percent that never looks surer than it is."""
    return "–" if p is None else percent(math.floor(100 * p + 1e-9) / 100) or "–"


def _inside_table(standing: ListStanding) -> DataTable | None:
    if not standing.inside:
        return None
    rows = [
        [
            Cell(each.name, href=area_address(standing.geography, each.code)),
            Cell(CLASSES.get(each.certainty, each.certainty), badge=each.certainty) if each.certainty else "–",
            _rounded_down(each.p_designated),
        ]
        for each in standing.inside
    ]
    return DataTable(
        _("Areas in it that are on the list, the surest first"),
        [
            Heading(_("Area")),
            Heading(_("How sure")),
            Heading(_("On the list in"), unit=_("of all tries"), numeric=True),
        ],
        rows,
        blocks=True,
        id=f"inside-{standing.id}",
    )
