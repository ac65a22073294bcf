"""The areas that have pages: who they are, how many people live there, and in which larger areas they lie."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from leastfirst.definitions import load_profile
from leastfirst.definitions.profile import ProfileDefinition
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import (
    AreaList,
    Values,
    aligned,
    areas_of,
    larger_areas,
    local_name_column,
    lookup_of,
    numbers,
    population_of,
)
from leastfirst.ground.tables import Inputs, Needs, TableMeta, split_reference
from leastfirst.measure.about import count_called
from leastfirst.measure.roll_up import Members
from leastfirst.publish.measured.meanings import AREA
from leastfirst.publish.work import Work

Tables = Mapping[str, TableMeta]
LARGER = ("lad", "region")


def add_areas(work: Work) -> None:
    """`areas-<geography>`: a row for each area that has a page. Raises DataError where the data hold no such areas."""
    for geography in work.geographies:
        work.tell(f"Areas of {geography.words}")
        _add(work, geography)


def _add(work: Work, geography: Geography) -> None:
    tables = work.pack.tables
    facts = load_profile("residents")
    counted = residents_by(facts, geography, tables)
    above = {level: way_to(level, geography, tables) for level in LARGER}
    needs = Needs().add(f"areas-{geography}")
    for through in above.values():
        if through:
            needs.add(through).add(f"areas-{tables[through].target}")
    reference, through = counted
    if reference:
        needs.add_reference(reference)
        if through:
            needs.add(through).add(f"areas-{tables[through].geography}")
    inputs = work.load(needs)
    areas = areas_of(inputs, geography)
    people = population_of(inputs, reference, areas, through=through or None) if reference else _unknown(areas)
    latitude, longitude = _points(areas, inputs, reference, through)
    columns: dict[str, pa.Array] = {
        "area_code": areas.codes,
        "area_name": areas.names,
        **{"local_name": pa.nulls(len(areas), pa.string()), **local_name_column(inputs, areas)},
        "population": _whole(people),
        "latitude": numbers(latitude),
        "longitude": numbers(longitude),
    }
    for level, way in above.items():
        columns |= _above(level, way, areas, inputs)
    title = f"Areas: {geography.words}"
    work.writer.table(
        f"areas-{geography}",
        pa.table(columns),
        subject="areas",
        title=title,
        note=counted_by(work, reference) if reference else "",
        geography=str(geography),
        vintage=str(geography.vintage),
        manifest=work.manifest(title, inputs, [facts.record]),
        fields=AREA,
        indexed=["area_name", "lad_code", "population"],
    )


def counted_by(work: Work, reference: str) -> str:
    """By which count residents are told, in words: lists of different years count people of different years."""
    table_id, column = split_reference(reference)
    meta = work.pack.tables.get(table_id)
    return f"How residents are counted: {count_called(meta, column)}." if meta else ""


def residents_by(facts: ProfileDefinition, geography: Geography, tables: Tables) -> tuple[str, str]:
    """The column that counts the residents of areas, the best first, and the lookup that carries it to them.

    Both are empty where no column reaches them; the lookup is empty where the column is of those very areas.
    """
    for reference in facts.populations:
        table_id, column = split_reference(reference)
        meta = tables.get(table_id)
        if meta is None or meta.geography is None or column not in (each.name for each in meta.fields):
            continue
        if meta.geography == geography:
            return reference, ""
        if f"{meta.geography}--{geography}" in tables and meta.geography.level != geography.level:
            return reference, f"{meta.geography}--{geography}"
    return "", ""


def way_to(level: str, geography: Geography, tables: Tables) -> str:
    """The lookup from some areas to a larger level, of the latest vintage; empty where there is none."""
    found = [
        (meta.target.vintage, table_id)
        for table_id, meta in tables.items()
        if meta.kind == "lookup" and meta.geography == geography and meta.target and meta.target.level == level
    ]
    return max(found)[1] if found and geography.level != level else ""


def _above(level: str, through: str, areas: AreaList, inputs: Inputs) -> dict[str, pa.Array]:
    if through:
        larger = larger_areas(through, areas, inputs)
        return {f"{level}_code": larger.codes, f"{level}_name": larger.names}
    if areas.geography.level == level:
        return {f"{level}_code": areas.codes, f"{level}_name": areas.names}
    nothing = pa.nulls(len(areas), pa.string())
    return {f"{level}_code": nothing, f"{level}_name": nothing}


def _points(areas: AreaList, inputs: Inputs, reference: str, through: str) -> tuple[Values, Values]:
    """A point in each area; where the source gives none, the middle of where its people live."""
    own = inputs[f"areas-{areas.geography}"]
    if {"latitude", "longitude"} <= set(own.data.column_names):
        return aligned(own, "latitude", areas), aligned(own, "longitude", areas)
    if not through:
        return _unknown(areas), _unknown(areas)
    lookup = lookup_of(inputs, through)
    smaller = areas_of(inputs, lookup.source)
    table = inputs[f"areas-{smaller.geography}"]
    if not {"latitude", "longitude"} <= set(table.data.column_names):
        return _unknown(areas), _unknown(areas)
    members = Members.of(smaller, population_of(inputs, reference, smaller), lookup, areas)
    return (
        np.round(members.mean(aligned(table, "latitude", smaller)), 6),
        np.round(members.mean(aligned(table, "longitude", smaller)), 6),
    )


def _unknown(areas: AreaList) -> Values:
    return np.full(len(areas), np.nan)


def _whole(values: Values) -> pa.Array:
    return pa.array(np.nan_to_num(np.round(values)).astype(np.int64), mask=np.isnan(values))
