"""Nearby: how many assets lie within a distance of where people live, by class, and for how many people."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import aligned, areas_of, lookup_of, population_of
from leastfirst.ground.errors import DataError
from leastfirst.ground.lookups import find_lookup
from leastfirst.ground.tables import Inputs, Table, TableMeta, split_reference
from leastfirst.measure.around import Around, CountWithin, Positions
from leastfirst.measure.nearby_result import Nearby, NearbyPlan
from leastfirst.measure.points import gather
from leastfirst.measure.roll_up import Members

MOST_M = 80_000.0
"""About 50 miles. The square of it in mm² is a whole number that a double holds exactly, so every engine agrees."""


def nearby_plan(tables: Mapping[str, TableMeta], level: str, *, population: str = "") -> NearbyPlan:
    """What to read for a level, such as lsoa, msoa, ward or lad-2024.

    `population` is the column of residents of the small areas in which people are counted; without it, the smallest
    areas of the latest vintage are taken. Raises DataError for a level that no lookup leads to, and when the data hold
    no small areas with positions.
    """
    base, population = _named(population, tables) if population else _small_areas(tables)
    assets = tuple(sorted(table_id for table_id, meta in tables.items() if meta.kind == "assets"))
    if level in (base.level, str(base)):
        return NearbyPlan(base, population, None, base, assets)
    try:
        through = find_lookup(tables, base, level)
    except DataError as error:
        raise DataError(
            f"nothing can be counted for the level '{level}'",
            do=error.do.replace("use one of ", f"use one of {base}, "),
        ) from None
    target = tables[through].target
    assert target is not None, "find_lookup gives lookups only"
    return NearbyPlan(base, population, through, target, assets)


def nearby(
    inputs: Inputs, plan: NearbyPlan, *, radius_m: float, count_within: CountWithin, own: Table | None = None
) -> Nearby:
    """Count the assets within `radius_m` metres of each area, by class.

    An asset is near a small area when it lies no further than that from the area's point, as the crow flies. A larger
    area's count is the mean over its residents: each is counted in the small area where they live.

    Args:
        inputs: the tables that `plan.needs()` asks for.
        plan: from `nearby_plan`.
        radius_m: metres, above 0 and at most 80,000 (about 50 miles).
        count_within: `engines.count_within` with its engine.
        own: a table of the kind `assets` that the user brought; its classes stay apart from those of the data.

    Raises:
        DataError: for a radius out of bounds, or points that lie elsewhere than the areas.
    """
    if not 0 < radius_m <= MOST_M:
        raise DataError(
            f"a radius of {radius_m:g} m cannot be used",
            where="--radius-m",
            do=f"give metres above 0 and at most {MOST_M:,.0f}, such as 1609 for a mile",
        )
    small = areas_of(inputs, plan.base)
    table = inputs[f"areas-{plan.base}"]
    latitude, longitude = aligned(table, "latitude", small), aligned(table, "longitude", small)
    residents = population_of(inputs, plan.population, small)
    placed = np.flatnonzero(~np.isnan(latitude) & ~np.isnan(longitude))
    if len(placed) == 0:
        raise DataError("no area has a position", where=f"table {table.id}", do="add latitude and longitude")
    homes = Positions(latitude[placed], longitude[placed])
    assets = gather([inputs[each] for each in plan.assets], own, homes, radius_m=radius_m)
    if not assets.classes:
        raise DataError("there are no assets to count", where=inputs.origin, do="bring a table of points with --points")
    around = Around.of(radius_m, [homes, assets.at], count_within)
    count = np.full((len(small), len(assets.classes)), np.nan)
    count[placed] = around.count(homes, assets.at, kind=assets.kind, kinds=len(assets.classes))
    # A class of which no place is known is not near nobody: missing is never zero.
    count[:, [each.counted == 0 and each.no_position > 0 for each in assets.classes]] = np.nan
    people = np.full(len(small), np.nan)
    people[placed] = around.count(homes, homes, weight=np.nan_to_num(residents[placed]))[:, 0]
    classes = assets.with_near_no_area(around.count(assets.at, homes)[:, 0] > 0)
    if plan.through is None:
        return Nearby(plan, radius_m, small, residents, classes, count, people, small, residents, count, people)
    larger = areas_of(inputs, plan.target)
    lookup = lookup_of(inputs, plan.through)
    everybody = Members.of(small, residents, lookup, larger).total
    # A small area without a position says nothing about its larger area, for or against.
    members = Members.of(small, np.where(np.isnan(people), 0.0, residents), lookup, larger)
    values = (*count.T, people)
    means = np.column_stack([members.mean(np.where(np.isnan(people), 0.0, column)) for column in values])
    residents_of_larger = np.where(everybody > 0, everybody, np.nan)
    return Nearby(
        plan,
        radius_m,
        larger,
        residents_of_larger,
        classes,
        means[:, :-1],
        means[:, -1],
        small,
        residents,
        count,
        people,
    )


def _named(population: str, tables: Mapping[str, TableMeta]) -> tuple[Geography, str]:
    """The small areas whose residents a column counts; they need positions, too."""
    table_id, column = split_reference(population)
    meta = tables.get(table_id)
    if meta is None or meta.geography is None:
        raise DataError(f"there is no table '{table_id}' of areas", do="name a column of residents of the data")
    meta.field(column)
    areas = tables.get(f"areas-{meta.geography}")
    if areas is None or not {"latitude", "longitude"} <= {each.name for each in areas.fields}:
        raise DataError(f"{meta.geography.words} have no positions in these data", where=population, do="add them")
    return meta.geography, population


def _small_areas(tables: Mapping[str, TableMeta]) -> tuple[Geography, str]:
    """The smallest areas, of the latest vintage, that have positions and one column of residents."""
    for level in ("oa", "lsoa", "data_zone", "soa"):
        found = []
        for meta in tables.values():
            columns = [each.name for each in meta.fields if each.name != "area_code"]
            if meta.kind == "population" and meta.geography and meta.geography.level == level and len(columns) == 1:
                areas = tables.get(f"areas-{meta.geography}")
                if areas and {"latitude", "longitude"} <= {each.name for each in areas.fields}:
                    found.append((meta.geography, f"{meta.id}.{columns[0]}"))
        if found:
            return max(found, key=lambda each: each[0].vintage)
    raise DataError(
        "the data hold no small areas with both a position and a number of residents",
        do="build a pack that has them, such as england",
    )
