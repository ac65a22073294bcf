"""Indices at every level that the map shows, and what the map shows of each area."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from leastfirst.definitions.edition import Mapped
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import areas_of
from leastfirst.ground.errors import DataError
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.tables import Field
from leastfirst.measure import DesignationResult, remarks, roll_up
from leastfirst.publish.measured.areas import counted_by
from leastfirst.publish.measured.meanings import AREA, decile, of_index, rank
from leastfirst.publish.work import Work

FROM_AREAS = ("area_code", "area_name", "local_name", "lad_code", "lad_name", "region_name", "population")


def add_indices(work: Work) -> None:
    """`index-<index>-<geography>`: scores, ranks and deciles, summed up where the index is of smaller areas."""
    for mapped in work.plan.maps:
        for index_id in mapped.indices:
            recipe = work.recipes[index_id]
            with work.part(f"{recipe.title}, {mapped.geography.words}"):
                _add_index(work, index_id, mapped.geography)


def add_maps(work: Work) -> None:
    """`map-<geography>`: a row for each area with all that the map and the table beside it show."""
    for mapped in work.plan.maps:
        with work.part(f"Map of {mapped.geography.words}"):
            _add_map(work, mapped)


def table_of(index_id: str, geography: Geography) -> str:
    """The id of the table of an index at a level."""
    return f"index-{index_id}-{geography}"


def _add_index(work: Work, index_id: str, geography: Geography) -> None:
    recipe = work.recipes[index_id]
    needs = recipe.needs()
    through = ""
    if recipe.geography != geography:
        through = f"{recipe.geography}--{geography}"
        if through not in work.pack.tables:
            raise DataError(
                f"it is of {recipe.geography.words}, and no lookup leads from there to {geography.words}",
                where=recipe.id,
                do="leave it out of that map, or build a pack with the lookup",
            )
        needs.add(through).add(f"areas-{geography}")
    inputs = work.load(needs, recipes=[recipe])
    index = work.index(index_id)
    notes = remarks(index, inputs)
    table = index.table()
    if through:
        table = roll_up(index, Lookup.from_table(inputs[through]), areas_of(inputs, geography)).table()
        notes.append(
            f"Summed up from {recipe.geography.words} to {geography.words} by the average of the scores over residents."
        )
    work.writer.table(
        table_of(index_id, geography),
        table,
        subject="index",
        of=index_id,
        title=f"{recipe.title}, {geography.words}",
        note=" ".join([counted_by(work, recipe.population), *notes]),
        geography=str(geography),
        vintage=recipe.vintage,
        manifest=work.manifest(f"index {recipe.id} by {geography}", inputs, [recipe.record]),
        fields=of_index(recipe),
        indexed=["rank", "decile"],
    )


def columns_of_list(result: DesignationResult, classes: pa.Array | None) -> dict[str, pa.Array]:
    """Who is on a list, and how sure that is where it was worked out: null for areas that were not assessed."""
    unknown, id_ = ~result.assessed, result.designation.id
    columns = {id_: pa.array(result.designated, mask=unknown)}
    if classes is not None:
        columns[f"{id_}_class"] = pc.if_else(pa.array(unknown), None, classes)
    return columns


def _add_map(work: Work, mapped: Mapped) -> None:
    areas = work.writer.data[f"areas-{mapped.geography}"]
    columns = {name: areas[name] for name in FROM_AREAS}
    fields: list[Field] = [*AREA]
    sources = [f"areas-{mapped.geography}"]
    for index_id in mapped.indices:
        table_id = table_of(index_id, mapped.geography)
        if table_id not in work.writer.data:
            continue
        title = work.recipes[index_id].title
        sources.append(table_id)
        for name, meaning in (("rank", rank), ("decile", decile)):
            columns[f"{index_id}_{name}"] = work.writer.data[table_id][name]
            fields.append(meaning(f"{index_id}_{name}", f"{title}: {name}"))
    for designation_id in mapped.designations:
        result = work.results.get(designation_id)
        if result is None:
            continue
        title = result.designation.title
        sources.append(f"designation-{designation_id}")
        sure = work.certainties.get(designation_id)
        columns |= columns_of_list(result, sure.classes if sure else None)
        fields.append(Field(designation_id, "boolean", f"On the list: {title}"))
        if sure is not None:
            fields.append(Field(f"{designation_id}_class", "string", f"{title}: how sure"))
    title = f"Map of {mapped.geography.words}"
    sought = [name for name in columns if name not in ("local_name", "region_name")]
    work.writer.table(
        f"map-{mapped.geography}",
        pa.table(columns),
        subject="map",
        title=title,
        geography=str(mapped.geography),
        manifest=work.writer.manifest_of(title, sources),
        fields=fields,
        indexed=[name for name in sought if name != "area_code"],
    )
