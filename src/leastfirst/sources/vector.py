"""Read boundary files of a user's own: GeoPackage, GeoJSON and Shapefile, through pyogrio (the extra `geo`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

VECTOR_ENDINGS = (".gpkg", ".geojson", ".shp")
# Longitude and latitude, WGS84: the same system under its two names.
_WGS84 = ("EPSG:4326", "OGC:CRS84")


def read_vector(path: Path) -> pa.Table:
    """Read the first layer of a boundary file; the shapes stand in the column `geometry` as well-known binary.

    Raises DataError when pyogrio is not installed, the file is damaged, or its coordinates are not WGS84 degrees.
    """
    try:
        import pyogrio
    except ImportError:
        raise DataError(
            "reading this kind of file needs an extra",
            where=str(path),
            do="install it with `pip install 'leastfirst[geo]'`",
        ) from None
    try:
        meta, table = pyogrio.read_arrow(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        reason = str(error).splitlines()[0].rstrip(". ")
        raise DataError(f"it is damaged or no boundary file ({reason})", where=str(path), do="fetch it again") from None
    if meta["crs"] not in _WGS84:
        raise DataError(
            f"its coordinates are {meta['crs'] or 'of no stated system'}, not WGS84 degrees (EPSG:4326)",
            where=str(path),
            do="save it in EPSG:4326 with the program that made it",
        )
    name = meta["geometry_name"] or "wkb_geometry"
    return table.rename_columns(["geometry" if each == name else each for each in table.column_names])
