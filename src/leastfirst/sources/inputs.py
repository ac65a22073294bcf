"""Load what a recipe or a designation needs: the tables of the pack, and the user's own beside the definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leastfirst.ground.area_codes import check_area_codes
from leastfirst.ground.errors import DataError
from leastfirst.ground.provenance import sha256_of
from leastfirst.ground.tables import Field, Inputs, Needs, Table, TableMeta, Type

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from leastfirst.definitions.recipe import OwnTable, Recipe
    from leastfirst.exchange.packs import Pack


def load_inputs(pack: Pack, needs: Needs, *, recipes: Iterable[Recipe] = ()) -> Inputs:
    """The tables that `needs` asks for: those in `own_tables` of a recipe from its own files, the rest from the pack.

    Raises DataError if a file or a column is missing, and AreaCodeError if its codes are not those of its geography.
    """
    own = {table_id: (recipe, plan) for recipe in recipes for table_id, plan in recipe.own_tables.items()}
    from_pack = Needs({table_id: columns for table_id, columns in needs.columns.items() if table_id not in own})
    tables = list(pack.load(from_pack).values())
    for table_id, (recipe, plan) in own.items():
        columns = needs.columns.get(table_id)
        if columns:
            tables.append(_read_own(table_id, plan, recipe.folder, columns))
    return Inputs(tables, origin=f"pack {pack.path}")


def _read_own(table_id: str, plan: OwnTable, folder: Path, columns: set[str]) -> Table:
    import pyarrow as pa

    from leastfirst.sources.tabular import as_type, read_raw

    path = folder / plan.file
    names = ["area_code", *sorted(columns - {"area_code"})]
    raw = read_raw(path, names)
    types: dict[str, Type] = {name: "string" if name == "area_code" else "number" for name in names}
    data = pa.table({name: as_type(raw[name], types[name], name=name, where=str(path)) for name in names})
    if data.num_rows == 0:
        raise DataError("it has no rows", where=str(path), do="give it a row for each area")
    check_area_codes(data["area_code"], level=plan.geography.level, where=str(path))
    meta = TableMeta(
        table_id,
        "indicators",
        plan.title,
        tuple(Field(name, types[name]) for name in names),
        geography=plan.geography,
        source=plan.source,
    )
    return Table(meta, data.sort_by("area_code").combine_chunks(), sha256_of(path.read_bytes()))
