"""Point tables that people bring: a CSV or Parquet file with a position in each row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from leastfirst.ground.errors import DataError
from leastfirst.ground.provenance import sha256_of
from leastfirst.ground.tables import Field, Table, TableMeta

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# What people call the columns, in the order in which a name is looked for.
LATITUDE = ("latitude", "lat")
LONGITUDE = ("longitude", "lon", "lng", "long")
EASTING, NORTHING = ("easting", "eastings"), ("northing", "northings")
CLASS, NAME, OPEN = ("class", "type", "kind", "category"), ("name", "title"), ("open", "is_open")
ENDINGS = (".csv", ".tsv", ".parquet")


class _Range(NamedTuple):
    low: float
    high: float
    unit: str


def read_points(path: str | Path) -> Table:
    """Read a table of points as a table of the kind `assets`, whose id is the path.

    The file has columns `latitude` and `longitude` (WGS84 degrees), or `easting` and `northing` (British National Grid,
    metres; brought to WGS84 within about 5 m), and may have `class`, `name` and `open`. Without a class the file's name
    is the class of all. A row without a position keeps its place with the position missing.

    Raises DataError if the file is missing, damaged or empty, has no columns of positions, or holds a number that
    cannot be what its column says: an easting under `latitude`, say.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from leastfirst.sources.tabular import as_type, read_raw

    path = Path(path)
    where = str(path)
    names = _columns(path)
    position = _position(names, where)
    others = {"class": _first(names, CLASS), "name": _first(names, NAME), "open": _first(names, OPEN)}
    raw = read_raw(path, [names[each] for each in (*position, *others.values()) if each])
    if raw.num_rows == 0:
        raise DataError("it has no rows", where=where, do="give it a row for each point")
    first, second = (
        as_type(raw[names[each]], "number", name=names[each], where=where).combine_chunks() for each in position
    )
    latitude, longitude = _degrees(first, second, position, names, where)
    n = raw.num_rows
    columns: dict[str, pa.Array] = {"asset_id": pa.array([f"row-{i + 1}" for i in range(n)])}
    for each in ("name", "class"):
        found = others[each]
        known = as_type(raw[names[found]], "string", name=each, where=where) if found else pa.nulls(n, pa.string())
        # `Village Hall` and ` village hall ` are one class.
        columns[each] = (
            pc.fill_null(pc.utf8_lower(pc.utf8_trim_whitespace(known)), path.stem) if each == "class" else known
        )
    columns |= {"latitude": latitude, "longitude": longitude}
    found = others["open"]
    is_open = as_type(raw[names[found]], "boolean", name="open", where=where) if found else pa.nulls(n, pa.bool_())
    columns["open"] = pc.fill_null(is_open, True)
    types = {"latitude": "number", "longitude": "number", "open": "boolean"}
    fields = tuple(Field(each, types.get(each, "string"), required=False) for each in columns)  # type: ignore[arg-type]
    meta = TableMeta(where, "assets", path.name, fields, key=("asset_id",), source=f"your own table {path.name}")
    return Table(meta, pa.table(columns), sha256_of(path.read_bytes()))


def _columns(path: Path) -> dict[str, str]:
    """The file's columns by their names in lower case."""
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise DataError(
            f"points are not read from files that end in '{ending}'", where=str(path), do=f"use {', '.join(ENDINGS)}"
        )
    if not path.is_file():
        raise DataError("there is no such file of points", where=str(path), do="correct the path after --points")
    try:
        if ending == ".parquet":
            found = pq.read_schema(path).names
        else:
            options = csv.ParseOptions(delimiter="," if ending == ".csv" else "\t")
            with csv.open_csv(path, parse_options=options) as file:
                found = file.schema.names
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0].rstrip(". ")
        raise DataError(
            f"it cannot be read as a table ({reason})", where=str(path), do="give it a heading line and a row a point"
        ) from None
    return {name.strip().lower(): name for name in found}


def _first(names: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((name for name in wanted if name in names), None)


def _position(names: dict[str, str], where: str) -> tuple[str, str]:
    for pair in ((LATITUDE, LONGITUDE), (EASTING, NORTHING)):
        first, second = _first(names, pair[0]), _first(names, pair[1])
        if first and second:
            return first, second
    raise DataError(
        f"it has no columns that say where the points are (found: {', '.join(names.values())})",
        where=where,
        do="name two columns latitude and longitude (WGS84), or easting and northing (British National Grid)",
    )


def _degrees(
    first: pa.Array, second: pa.Array, position: tuple[str, str], names: dict[str, str], where: str
) -> tuple[pa.Array, pa.Array]:
    import numpy as np
    import pyarrow as pa

    from leastfirst.ground.british_grid import EASTINGS, NORTHINGS, to_wgs84

    on_grid = position[0] in EASTING
    if on_grid:
        ranges = (_Range(*EASTINGS, "metres"), _Range(*NORTHINGS, "metres"))
    else:
        ranges = (_Range(-90, 90, "degrees"), _Range(-180, 180, "degrees"))
    values = [each.to_numpy(zero_copy_only=False).astype(np.float64) for each in (first, second)]
    for each, allowed, column in zip(values, ranges, position, strict=True):
        _check_range(each, allowed, names[column], where, on_grid=on_grid)
    unknown = np.isnan(values[0]) | np.isnan(values[1])
    if on_grid:
        known = ~unknown
        values[0][known], values[1][known] = to_wgs84(values[0][known], values[1][known])
    return pa.array(values[0], mask=unknown), pa.array(values[1], mask=unknown)


def _check_range(values: Numbers, allowed: _Range, column: str, where: str, *, on_grid: bool) -> None:
    import numpy as np

    wrong = (values < allowed.low) | (values > allowed.high)
    if not wrong.any():
        return
    i = int(np.argmax(wrong))
    if on_grid:
        do = "give metres on the British National Grid, or name the columns latitude and longitude if they are degrees"
    else:
        do = "give WGS84 degrees, or name the columns easting and northing if they are on the British National Grid"
    raise DataError(
        f"row {i + 1} has {column} = {values[i]:g}, which is beyond {allowed.low:,.0f} to {allowed.high:,.0f} "
        f"{allowed.unit}",
        where=where,
        do=do,
    )
