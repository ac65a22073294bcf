"""What the report of a fund asks for beside what sharing it reads."""

from __future__ import annotations

from collections.abc import Container

from leastfirst.definitions.fund import Fund
from leastfirst.ground.tables import Needs


def fund_report_needs(fund: Fund, available: Container[str] | None = None) -> Needs:
    """The tables for the map: shapes of the places, outlines of larger areas, and points.

    With `available` (the ids of a pack's tables) only those are asked for that are there: the report then says what
    it could not show.
    """
    geography = fund.geography
    wanted = [fund.boundaries, fund.outline, f"areas-{geography}"] if geography else []
    needs = Needs()
    for table in wanted:
        if table and (available is None or table in available):
            needs.add(table)
    return needs


def with_usual_map(fund: Fund, available: Container[str]) -> Fund:
    """The fund with the usual tables for its map where it names none: shapes of its areas, and districts around them.

    `available` holds the ids of the tables that there are; of several editions of the districts the latest is taken.
    """
    geography = fund.geography
    if geography is None:
        return fund
    years = range(2040, 1990, -1)
    usual = {
        "boundaries": [f"boundaries-{geography}"],
        "outline": [f"boundaries-lad-{year}" for year in years],
    }
    found = {
        key: next((each for each in ids if each in available), None)
        for key, ids in usual.items()
        if getattr(fund, key) is None
    }
    return fund.model_copy(update=found)
