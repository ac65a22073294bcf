"""The list: every chosen area with its reason, by region and district; the near misses; those not assessed."""

from __future__ import annotations

from dataclasses import dataclass

from leastfirst.exchange.report.certainty import Certainty, Sure
from leastfirst.exchange.report.findings import Findings
from leastfirst.exchange.report.places import Group, Places
from leastfirst.measure import DesignationResult

COMPOSITE = "composite_rank"
MOST_NOT_ASSESSED = 50
"""More areas than these that were not assessed are counted, not listed."""
OPEN_UP_TO = 300
"""Longer lists keep each district closed until it is opened."""


@dataclass(frozen=True)
class Listed:
    """One area of the list."""

    code: str
    name: str
    local_name: str
    district: str
    residents: str
    sure: Sure | None
    ranks: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class District:
    """The chosen areas of a district, greatest need first."""

    group: Group
    areas: tuple[Listed, ...]


@dataclass(frozen=True)
class Region:
    """The districts of a region that have chosen areas, in the order of their names."""

    group: Group | None
    districts: tuple[District, ...]


@dataclass(frozen=True)
class Listing:
    """All that the page lists."""

    rank_columns: tuple[str, ...]
    regions: tuple[Region, ...]
    open: bool
    misses: tuple[Listed, ...]
    passed_over: tuple[Listed, ...]
    passed_over_in_all: int
    not_assessed: tuple[Listed, ...]


def list_areas(
    result: DesignationResult, places: Places, findings: Findings, certainty: Certainty | None = None
) -> Listing:
    """Put the areas in the order in which people look for them: region, district, then greatest need first.

    With certainty those just outside are the ones that are surest of being on the list, else those nearest to the line.
    """
    reasons = result.reason.to_pylist()
    by_district: dict[tuple[tuple[str, str], tuple[str, str]], list[int]] = {}
    for i in result.order.tolist():
        by_district.setdefault((places.region[i], places.district[i]), []).append(i)
    districts = {group.code: group for group in places.districts()}
    regions = {group.code: group for group in places.regions()}
    blocks: dict[tuple[str, str], list[District]] = {}
    for (region, district), at in sorted(by_district.items(), key=lambda item: (item[0][0][1], item[0][1][1])):
        people = round(sum(places.people[i] for i in at))
        group = districts.get(district[0]) or Group("", district[1], len(at), people, len(at), people)
        rows = tuple(_listed(i, result, places, reasons[i], certainty) for i in at)
        blocks.setdefault(region, []).append(District(group, rows))
    misses = findings.near.misses
    if certainty and certainty.outside:
        misses = tuple((i, reasons[i]) for i in certainty.listed_outside)
    over = findings.near.passed_over
    unknown = findings.not_assessed if len(findings.not_assessed) <= MOST_NOT_ASSESSED else ()
    rank_columns = tuple(f"Rank, {m.measure.short}" for m in result.measures)
    if COMPOSITE in result.columns:
        rank_columns = ("Rank, all together", *rank_columns)
    return Listing(
        rank_columns,
        tuple(Region(regions.get(code), tuple(found)) for (code, _), found in blocks.items()),
        result.count <= OPEN_UP_TO,
        tuple(_listed(i, result, places, words, certainty) for i, words in misses),
        tuple(_listed(i, result, places, reasons[i], certainty) for i in over[:20]),
        len(over),
        tuple(_listed(i, result, places, reasons[i], None) for i in unknown),
    )


def _listed(i: int, result: DesignationResult, places: Places, reason: str, certainty: Certainty | None) -> Listed:
    people = result.population[i]
    ranks = [int(m.rank[i]) for m in result.measures]
    if COMPOSITE in result.columns:
        ranks.insert(0, result.columns[COMPOSITE][i].as_py() or 0)
    return Listed(
        places.codes[i],
        places.names[i],
        places.local_names[i],
        places.district[i][1],
        "not known" if people != people else f"{people:,.0f}",
        certainty.of[i] if certainty else None,
        tuple(f"{rank:,}" if rank else "none" for rank in ranks),
        reason,
    )
