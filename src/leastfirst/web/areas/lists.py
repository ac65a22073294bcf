"""What the lists say of an area: on it or not and why, how sure that is, with the ranks as charts and a table."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leastfirst.publish.area_record.models import AreaRecord, ListStanding, Related, Verdict
from leastfirst.web.areas import ranks
from leastfirst.web.areas.kinds import counted_words, kind_words
from leastfirst.web.look.addresses import address, area_address
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
    "published": gettext_lazy("published rule, worked out by us"),
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
        bool(verdict.designated),
        kind,
        badge,
        verdict.reason,
        sure_of(verdict),
        ranks.charts(verdict),
        ranks.table(verdict, standing.id),
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


def _inside(standing: ListStanding) -> str:
    if standing.relation != "holds":
        return ""
    if not standing.areas_inside:
        return _("This list is of other areas. None of them lies in this one.")
    many = counted_words(standing.geography, standing.areas_inside, number(standing.areas_inside) or "")
    return _("On the list: %(on)s of the %(many)s in it.") % {"many": many, "on": number(standing.listed_inside)}


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
