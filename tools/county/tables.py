"""The county's tables: they mean what England's tables mean, because they take their columns from its definition.

So whatever runs on England's pack runs on the county: the same ids, columns, units, directions and ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pyarrow as pa

from leastfirst.definitions.pack import load_pack_definition
from leastfirst.ground.tables import Table, TableMeta

LICENCE = "CC0 1.0 or MIT, as you like"
NOTE = (
    "Invented by a seeded generator. No such county exists: it is drawn on the Dogger Bank in the North Sea, and its "
    "areas, people and places are fictional."
)
# Tables that England's open data does not hold, and the table whose columns they share.
EXTRA = {"community-centres": ("pubs", "Community centres, halls and institutes")}
# Titles that speak of England or of a source that the county does not have.
_TITLES = {
    "areas-region-2024": "Regions",
    "postcodes": "Postcodes",
    "pubs": "Pubs",
    "libraries": "Public libraries, open and closed",
    "pride-in-place-1": "Places of the first phase of Pride in Place",
    "imd-2019": "Indices of Deprivation 2019",
    "imd-2025": "Indices of Deprivation 2025",
    "boundaries-ward-2017": "Boundaries of wards of December 2017",
}
_COLUMN_TITLES = {"asset_id": "Number of the asset", "open": "Whether it is open"}
_TYPES = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
    "geometry": pa.binary(),
}  # fmt: skip


@cache
def england() -> dict[str, TableMeta]:
    """What England's pack says about each of its tables."""
    definition, _ = load_pack_definition("england")
    return definition.metas()


def fictional(id: str, columns: Mapping[str, Any], *, seed: int) -> Table:
    """The table of that id with these columns, sorted by its key; NaN and None become missing values.

    Raises ValueError unless the columns are those of England's table, or KeyError if England has no such table.
    """
    meta = fictional_meta(id, seed=seed)
    differ = set(columns) ^ {field.name for field in meta.fields}
    if differ:
        raise ValueError(f"table {id}: the column {min(differ)} is in England's table or in the county's, not in both")
    data = pa.table({f.name: pa.array(columns[f.name], _TYPES[f.type], from_pandas=True) for f in meta.fields})
    return Table(meta, data.sort_by([(column, "ascending") for column in meta.key]))


def fictional_meta(id: str, *, seed: int) -> TableMeta:
    """What England's pack says about the table of that id, made fictional."""
    like, title = EXTRA.get(id, (id, ""))
    meta = england()[like]
    fields = meta.fields
    if meta.kind == "assets":
        fields = tuple(replace(each, title=_COLUMN_TITLES.get(each.name, each.title)) for each in fields)
    return replace(
        meta,
        id=id,
        title=f"Fictional: {title or _TITLES.get(id, meta.title)}",
        fields=fields,
        source=f"leastfirst fictional county, seed {seed}",
        licence=LICENCE,
        note=NOTE,
        fictional=True,
    )
