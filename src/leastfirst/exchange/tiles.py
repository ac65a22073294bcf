"""Areas as map tiles: one PMTiles file that a browser reads in small pieces, from a far view to a near one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.ground.errors import DataError, OutputError

if TYPE_CHECKING:
    import pyarrow as pa

UNITS = 1024
"""Whole steps across a tile. A tile is 512 pixels wide, so a step is half a pixel: what is finer cannot be seen."""

# Shapes are simplified to one pixel where a nearer view follows, and by one step in the nearest, which is enlarged
# for all views beyond. No tile is thinned out for its size: only what is too small to be seen is left to nearer views.
_OPTIONS = {
    "EXTENT": str(UNITS),
    "BUFFER": "8",
    "SIMPLIFICATION": "2",
    "SIMPLIFICATION_MAX_ZOOM": "1",
    "MAX_SIZE": "100000000",
    "MAX_FEATURES": "100000000",
}


def write_tiles(boundaries: pa.Table, attributes: pa.Table, out: Path, *, layer: str, zooms: tuple[int, int]) -> None:
    """Write areas with their attributes as vector tiles (Mapbox Vector Tile 2) in one PMTiles 3 file.

    `boundaries` holds `area_code` and `geometry` (well-known binary in WGS84 degrees); `attributes` holds `area_code`
    and text, whole numbers or truth values (written as 0 and 1). A missing value is left out of its area, never
    written as zero, and an area without attributes is drawn with its code alone; one without a shape is not drawn.
    `zooms` are the farthest and the nearest view: at zoom z the world is 2^z tiles of 512 pixels wide. In far views an
    area that would be smaller than a step is left out; in the nearest every area is there.
    The same tables give the same bytes, in any order of their rows and whatever the file is called.

    Raises DataError for an area that stands twice in a table, for no shape at all and for another type of attribute;
    OutputError when the file cannot be written.
    """
    import pyarrow as pa
    import pyogrio

    table = _joined(boundaries, attributes, where=layer)
    names = {"NAME": layer, "MINZOOM": str(zooms[0]), "MAXZOOM": str(zooms[1])}
    try:
        with tempfile.TemporaryDirectory(prefix=".tiles-", dir=out.parent) as folder:
            made = Path(folder) / "made.pmtiles"
            pyogrio.write_arrow(
                table.cast(pa.schema(_plain(field) for field in table.schema)),
                made,
                driver="PMTiles",
                layer=layer,
                geometry_name="geometry",
                geometry_type="MultiPolygon",
                crs="OGC:CRS84",
                dataset_options={**_OPTIONS, **names},
            )
            made.replace(out)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        reason = str(error).splitlines()[0].rstrip(". ")
        raise OutputError(
            f"the map tiles cannot be written ({reason})", where=str(out), do="make room or choose another place"
        ) from None


def _joined(boundaries: pa.Table, attributes: pa.Table, *, where: str) -> pa.Table:
    """The shapes in the order of their codes, each with its attributes."""
    import pyarrow.compute as pc

    for what, table in (("boundaries", boundaries), ("attributes", attributes)):
        if len(pc.unique(table["area_code"])) != table.num_rows:
            raise DataError(f"an area stands twice among the {what}", where=where, do="give each area one row")
    shapes = boundaries.select(["area_code", "geometry"])
    shapes = shapes.filter(pc.is_valid(shapes["geometry"])).sort_by("area_code").combine_chunks()
    if shapes.num_rows == 0:
        raise DataError("there is no shape to draw", where=where, do="name a table of boundaries that has some")
    rows = pc.index_in(shapes["area_code"], attributes["area_code"].combine_chunks())
    told = attributes.drop_columns(["area_code"]).take(rows)
    joined = shapes.select(["area_code"])
    for name in told.column_names:
        joined = joined.append_column(name, told[name])
    return joined.append_column("geometry", shapes["geometry"])


def _plain(field: pa.Field) -> pa.Field:
    """A type that a vector tile has a short form for."""
    import pyarrow as pa

    if field.name == "geometry":
        return pa.field(field.name, pa.binary())
    if pa.types.is_boolean(field.type) or pa.types.is_integer(field.type):
        return pa.field(field.name, pa.int32())
    if pa.types.is_string(field.type) or pa.types.is_large_string(field.type):
        return pa.field(field.name, pa.string())
    raise DataError(
        f"the attribute {field.name} holds {field.type}", do="give text, whole numbers or truth values to a map"
    )
