"""From degrees to kilometres on a flat map, and from shapes to short SVG paths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088
PER_PIXEL = 10
"""Map coordinates are whole tenths of a pixel: short to write, fine enough to look at."""


def transverse_mercator(degrees: NDArray[np.float64], *, meridian: float) -> NDArray[np.float64]:
    """Longitude and latitude (k x 2, WGS84) to kilometres east of `meridian` and north of the equator (k x 2).

    The spherical form, which keeps shapes true and is off by less than 0.5% in England: x = R/2 ln((1 + B) / (1 - B)),
    y = R atan2(tan(lat), cos(dlon)), B = cos(lat) sin(dlon). Source: Snyder, Map Projections: A Working Manual,
    USGS Professional Paper 1395 (1987), equations 8-1 to 8-5.
    """
    east, north = np.radians(degrees[:, 0] - meridian), np.radians(degrees[:, 1])
    b = np.cos(north) * np.sin(east)
    x = EARTH_RADIUS_KM / 2 * np.log((1 + b) / (1 - b))
    y = EARTH_RADIUS_KM * np.arctan2(np.tan(north), np.cos(east))
    return np.column_stack([x, y])


def path_of(shapes: Iterable[Any]) -> str:
    """Lines and polygons, in whole numbers already, as one SVG path of relative steps without repeated points."""
    import shapely

    parts = shapely.get_parts(np.asarray(list(shapes), dtype=object))
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings = shapely.get_rings(parts[polygons])
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    pieces = [_steps(shapely.get_coordinates(ring), closed=True) for ring in rings]
    pieces += [_steps(shapely.get_coordinates(line), closed=False) for line in lines]
    return "".join(pieces)


def _steps(points: NDArray[np.float64], *, closed: bool) -> str:
    whole = np.round(points).astype(np.int64)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if closed:
        steps = steps[:-1]
    if len(steps) < (2 if closed else 1):
        return ""
    text = "".join(_pair(x, y) for x, y in steps.tolist())
    return f"M{whole[0][0]} {whole[0][1]}l{text.lstrip()}{'z' if closed else ''}"


def _pair(x: int, y: int) -> str:
    return f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}"
