"""How much lies within a distance of each area: one expression, joined by cells of a grid, then measured exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leastfirst.engines.running import Engine

if TYPE_CHECKING:
    import pyarrow as pa

PLACED = {"x": "float64", "y": "float64", "z": "float64", "cell": "int64"}


def count_within(engine: Engine, areas: pa.Table, points: pa.Table, steps: pa.Table, *, limit_mm2: int) -> pa.Table:
    """Add up, for each area and kind of point, the weights of the points within a distance.

    Args:
        engine: where it runs; every engine gives the same rows, because only whole numbers are compared and added
            (those of positions are held in doubles, which is faster and exact for them).
        areas: `area` (a whole number), and `x`, `y`, `z` (whole mm) and `cell` as `ground.positions` makes them.
        points: `kind` and `weight` (whole numbers), and `x`, `y`, `z`, `cell`.
        steps: `step`, what to add to a cell to reach it and those around it.
        limit_mm2: the square of the longest straight line that counts as within.

    Returns:
        `area`, `kind`, `amount`, in that order of rows; pairs with no point within have no row.
    """
    expression = within_expression(limit_mm2)
    return engine.run(expression, {"areas": areas, "points": points, "steps": steps}, order=("area", "kind"))


def within_expression(limit_mm2: int) -> Any:
    """The expression of `count_within` over the unbound tables areas, points and steps."""
    import ibis

    areas = ibis.table({"area": "int32", **PLACED}, name="areas")
    points = ibis.table({"kind": "int32", "weight": "int64", **PLACED}, name="points")
    steps = ibis.table({"step": "int64"}, name="steps")
    spread = areas.cross_join(steps).select("area", ax="x", ay="y", az="z", cell=lambda each: each.cell + each.step)
    pairs = points.join(spread, "cell")
    dx, dy, dz = pairs.x - pairs.ax, pairs.y - pairs.ay, pairs.z - pairs.az
    near = pairs.filter(dx * dx + dy * dy + dz * dz <= float(limit_mm2))
    return near.group_by("area", "kind").agg(amount=near.weight.sum().cast("int64"))
