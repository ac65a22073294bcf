"""Where an area stands on each index and its domains, in words, as bars and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.publish.area_record.models import AreaRecord, DomainStanding, IndexStanding
from leastfirst.web.look.charts import Bar, bars
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number


@dataclass(frozen=True)
class ShownIndex:
    """An index: what it says of the area in a sentence, and the domains as a chart and a table."""

    id: str
    title: str
    summary: str
    sentence: str
    chart: SafeString | None
    table: DataTable
    note: str


def shown(record: AreaRecord) -> list[ShownIndex]:
    """Every index that ranks areas of this kind."""
    return [
        ShownIndex(each.id, each.title, each.summary, _sentence(each), _chart(each), _table(each), each.note)
        for each in record.indices
    ]


def _sentence(index: IndexStanding) -> str:
    if index.rank is None or index.decile is None:
        return _("It has no rank: some of the figures are missing.")
    return _("Rank %(rank)s of %(of)s, in decile %(decile)s of 10. Rank 1 and decile 1 are the greatest need.") % {
        "rank": number(index.rank),
        "of": number(index.ranked),
        "decile": number(index.decile),
    }


def greater_than(rank: int | None, ranked: int) -> float | None:
    """The share of areas that have less need: 1 for rank 1 of many."""
    return None if rank is None or ranked < 2 else (ranked - rank) / (ranked - 1)


def _chart(index: IndexStanding) -> SafeString | None:
    if not index.domains:
        return None
    return bars(
        [Bar(english(each.title), greater_than(each.rank, each.ranked), _rank(each), "here") for each in index.domains],
        title=_("Part by part: a full bar is the greatest need of all areas"),
        highest=1.0,
    )


def _rank(domain: DomainStanding) -> str:
    if domain.rank is None:
        return ""
    return _("rank %(rank)s of %(of)s") % {"rank": number(domain.rank), "of": number(domain.ranked)}


def _table(index: IndexStanding) -> DataTable:
    whole: list[object] = [Cell(index.title, english=True), number(index.rank), number(index.ranked)]
    return DataTable(
        english(index.title),
        [
            Heading(_("Part")),
            Heading(_("Rank"), unit=_("1 = greatest need"), numeric=True),
            Heading(_("Out of"), numeric=True),
        ],
        [[Cell(each.title, english=True), number(each.rank), number(each.ranked)] for each in index.domains],
        total=whole,
        blocks=True,
        id=f"domains-{index.id}",
    )
