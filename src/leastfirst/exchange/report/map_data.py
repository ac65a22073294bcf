"""What maps take from the tables of a pack: shapes and points of areas, in kilometres on one flat map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from leastfirst.exchange.report.map import Flat
from leastfirst.exchange.report.map_marks import Mark
from leastfirst.ground.tables import Inputs

Shapes = Mapping[str, Any]
Points = Mapping[str, tuple[float, float]]


def flat_of(inputs: Inputs, shapes: Iterable[str | None], areas: str) -> Flat | None:
    """The flat map around the first of some tables of shapes that is there, or around the points of a table of areas.

    None where the data have neither.
    """
    import shapely

    for table_id in shapes:
        if table_id and table_id in inputs:
            west, _, east, _ = shapely.total_bounds(shapely.from_wkb(_column(inputs, table_id, "geometry")))
            return Flat(west, east)
    if areas not in inputs or "longitude" not in inputs[areas].data.column_names:
        return None
    ends = pc.min_max(inputs[areas].data["longitude"]).as_py()
    return Flat(ends["min"], ends["max"]) if ends["min"] is not None else None


def _column(inputs: Inputs, table_id: str, column: str) -> Any:
    return inputs[table_id].data[column].to_numpy(zero_copy_only=False)


def shapes_of(inputs: Inputs, table_id: str | None, flat: Flat) -> dict[str, Any]:
    """The shapes of a table by the codes of their areas; none where the table is not there."""
    if not table_id or table_id not in inputs:
        return {}
    data = inputs[table_id].data
    data = data.filter(pc.is_valid(data["geometry"]))
    shapes = flat.shapes(data["geometry"].to_numpy(zero_copy_only=False))
    return dict(zip(data["area_code"].to_pylist(), shapes, strict=True))


def points_of(inputs: Inputs, table_id: str, flat: Flat) -> dict[str, tuple[float, float]]:
    """The points of a table of areas by their codes; none where it has no points."""
    if table_id not in inputs or not {"latitude", "longitude"} <= set(inputs[table_id].data.column_names):
        return {}
    data = inputs[table_id].data
    data = data.filter(pc.and_(pc.is_valid(data["latitude"]), pc.is_valid(data["longitude"])))
    xy = flat.points(data["longitude"].to_numpy(), data["latitude"].to_numpy())
    return {code: (x, y) for code, (x, y) in zip(data["area_code"].to_pylist(), xy.tolist(), strict=True)}


def where(code: str, shapes: Shapes, points: Points) -> tuple[Any, float, float] | None:
    """The shape of an area, if there is one, and its middle; None where neither is known."""
    shape = shapes.get(code)
    if shape is not None:
        return shape, shape.centroid.x, shape.centroid.y
    return (None, *points[code]) if code in points else None


def as_array(shapes: Iterable[Any]) -> NDArray[Any]:
    """Shapes as an array of objects."""
    made = list(shapes)
    out = np.empty(len(made), dtype=object)
    out[:] = made
    return out


def bounds_of(shapes: NDArray[Any], marks: Sequence[Mark]) -> tuple[float, float, float, float]:
    """What shapes cover, or the middles of marks where there are none: west, south, east, north."""
    import shapely

    if len(shapes):
        west, south, east, north = shapely.total_bounds(shapes)
        return float(west), float(south), float(east), float(north)
    x, y = [mark.x for mark in marks], [mark.y for mark in marks]
    return min(x), min(y), max(x), max(y)
