"""Neighbours share a stretch of border, not only a point."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.sources.neighbours import neighbours


def pairs(shapes: list[shapely.Geometry]) -> set[tuple[str, str]]:
    codes = [f"X01{i:06d}" for i in range(len(shapes))]
    found = neighbours(pa.array(codes), pa.array(shapely.to_wkb(shapes)))
    listed = list(zip(found["area_code"].to_pylist(), found["neighbour_code"].to_pylist(), strict=True))
    assert listed == sorted(set(listed)), "sorted, each pair once"
    return set(listed)


def reference(shapes: list[shapely.Geometry]) -> set[tuple[str, str]]:
    """The slow, obvious way: two areas are neighbours if what they have in common has a length."""
    codes = [f"X01{i:06d}" for i in range(len(shapes))]
    return {
        (codes[i], codes[j])
        for i, one in enumerate(shapes)
        for j, other in enumerate(shapes)
        if i != j and shapely.intersection(one, other).length > 0
    }


def test_a_corner_is_not_a_border() -> None:
    grid = [shapely.box(x, y, x + 1, y + 1) for y in range(2) for x in range(2)]
    a, b, c, d = (f"X01{i:06d}" for i in range(4))
    assert pairs(grid) == {(a, b), (b, a), (a, c), (c, a), (b, d), (d, b), (c, d), (d, c)}


def test_islands_holes_and_lone_areas() -> None:
    lake = shapely.box(1, 1, 2, 2)
    around = shapely.Polygon(shapely.box(0, 0, 3, 3).exterior, [lake.exterior.coords])
    two_parts = shapely.MultiPolygon([shapely.box(3, 0, 4, 3), shapely.box(10, 10, 11, 11)])
    far = shapely.box(20, 20, 21, 21)
    shapes = [lake, around, shapely.union(two_parts, shapely.box(30, 30, 31, 31)), far]
    assert (
        pairs(shapes)
        == reference(shapes)
        == {
            ("X01000000", "X01000001"),
            ("X01000001", "X01000000"),
            ("X01000001", "X01000002"),
            ("X01000002", "X01000001"),
        }
    )
    assert pairs([far]) == set()


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7), st.integers(2, 7), st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_as_the_slow_way_on_random_coverages(width: int, height: int, seed: int, areas: int) -> None:
    """Cells of a bent grid, shared out at random among some areas, around the prime meridian."""
    random = np.random.default_rng(seed)
    corners = np.round(
        np.stack(np.meshgrid(np.arange(width + 1), np.arange(height + 1)), axis=-1) * 0.01
        + random.uniform(-0.004, 0.004, (height + 1, width + 1, 2))
        - [0.02, -51],
        5,
    )
    cells = [
        shapely.Polygon([corners[y, x], corners[y, x + 1], corners[y + 1, x + 1], corners[y + 1, x]])
        for y in range(height)
        for x in range(width)
    ]
    owner = random.integers(0, areas, len(cells))
    shapes = [
        shapely.MultiPolygon([cell for cell, of in zip(cells, owner, strict=True) if of == k]) for k in range(areas)
    ]
    cell_pairs = reference(cells)
    expected = set()
    for one, other in cell_pairs:
        i, j = owner[int(one[3:])], owner[int(other[3:])]
        if i != j:
            expected.add((f"X01{i:06d}", f"X01{j:06d}"))
    assert pairs(shapes) == expected
