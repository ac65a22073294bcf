"""Which areas share a stretch of border, found from their boundaries.

The boundaries must have been simplified together, so that the same stretch of border has the same points in both areas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

# 1e-7 of a degree is about a centimetre: finer than any published boundary, coarser than rounding errors.
_GRID = 1e7


def neighbours(codes: pa.Array, shapes: pa.Array, *, where: str = "the boundaries") -> pa.Table:
    """Pairs of areas that share at least one segment of border, both ways round, sorted.

    `codes` are n area codes and `shapes` their n polygons or multipolygons as well-known binary. Returns a table of
    `area_code` and `neighbour_code`. Areas that touch only in a point are no neighbours. Raises DataError when a shape
    cannot be read.
    """
    import numpy as np
    import pyarrow as pa
    import shapely

    try:
        polygons = shapely.from_wkb(shapes.to_numpy(zero_copy_only=False))
    except shapely.errors.GEOSException as error:
        raise DataError(f"a shape cannot be read ({error})", where=where, do="fetch the boundaries again") from None
    parts, area_of_part = shapely.get_parts(polygons, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    one, other = _shared(points, ring, area_of_part[part_of_ring[ring]])
    pairs = np.unique(np.concatenate([one * len(codes) + other, other * len(codes) + one]))
    first, second = np.divmod(pairs, max(len(codes), 1))
    table = pa.table({"area_code": codes.take(pa.array(first)), "neighbour_code": codes.take(pa.array(second))})
    return table.sort_by([("area_code", "ascending"), ("neighbour_code", "ascending")])


def _shared(
    points: NDArray[np.float64], ring: NDArray[np.int64], area: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The areas on both sides of every segment that two areas have in common.

    `points` are the n corners of all rings one after the other, `ring` and `area` say whose each corner is.
    """
    import numpy as np

    x, y = np.rint(points * _GRID).astype(np.int64).T
    # Two numbers of 32 bits each make one of 64: longitudes span 3.6e9 steps, latitudes 1.8e9.
    place = ((x + 1_800_000_000).astype(np.uint64) << np.uint64(32)) | (y + 900_000_000).astype(np.uint64)
    real = (ring[:-1] == ring[1:]) & (place[:-1] != place[1:])
    low, high = np.minimum(place[:-1], place[1:])[real], np.maximum(place[:-1], place[1:])[real]
    area = area[:-1][real]
    # One mixed number sorts several times faster than the pair; whether the pairs are equal is looked at afterwards.
    order = np.argsort(low * np.uint64(0x9E3779B97F4A7C15) ^ high * np.uint64(0xC2B2AE3D27D4EB4F), kind="stable")
    low, high, area = low[order], high[order], area[order]
    both = (low[:-1] == low[1:]) & (high[:-1] == high[1:]) & (area[:-1] != area[1:])
    return area[:-1][both].astype(np.int64), area[1:][both].astype(np.int64)
