"""What the report of a fund asks for beside what sharing it reads."""

from __future__ import annotations

from collections.abc import Container

from leastfirst.definitions.fund import Fund
from leastfirst.definitions.fund_places import Areas, Designated, OwnBoundaries
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Needs


def fund_report_needs(fund: Fund, available: Container[str] | None = None) -> Needs:
    """The tables for the map: shapes of the places, outlines of larger areas, and points.

    With `available` (the ids of a pack's tables) only those are asked for that are there: the report then says what
    it could not show.
    """
    geography = geography_of(fund)
    wanted = [fund.boundaries, fund.outline, f"areas-{geography}"] if geography else []
    needs = Needs()
    for table in wanted:
        if table and (available is None or table in available):
            needs.add(table)
    return needs


def geography_of(fund: Fund) -> Geography | None:
    """What a fund's places are made of; None where they are only names."""
    places = fund.places
    if isinstance(places, Designated):
        return fund.designations[places.designation].geography
    if isinstance(places, Areas):
        return places.geography
    return places.base if isinstance(places, OwnBoundaries) else None
