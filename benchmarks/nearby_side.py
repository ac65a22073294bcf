"""One side of the nearby benchmark in a process of its own: `python -m benchmarks.nearby_side leastfirst PACK SCALE`.

It counts whenever it reads `run`, and at `end` says what it counted and how much memory it needed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.nearby import RADIUS_M, SLACK
from benchmarks.worker import peak_megabytes

Numbers = NDArray[np.float64]
# England is 8.1 degrees wide, so copies that stand this far apart do not touch.
DEGREES_APART, METRES_APART = 8.3, 1_000_000.0


def degrees(pack: Path, scale: int) -> tuple[Numbers, Numbers]:
    """Latitude and longitude (n x 2) of homes and of points: north of the equator, then south of it as in a mirror."""
    from leastfirst.exchange.packs import open_pack

    tables = open_pack(pack)
    homes = _positions(tables.table("areas-lsoa-2021").data)
    points = np.concatenate([_positions(tables.table(each).data) for each in ("libraries", "pubs")])
    return _copies(homes, scale), _copies(points, scale)


def _positions(data: Any) -> Numbers:
    both = np.column_stack([data[each].to_numpy(zero_copy_only=False) for each in ("latitude", "longitude")])
    return both[~np.isnan(both).any(axis=1)].astype(float)


def _copies(at: Numbers, scale: int) -> Numbers:
    in_a_row = int(340 // DEGREES_APART)
    copies = []
    for copy in range(scale):
        row, column = divmod(copy, in_a_row)
        # England itself, its mirror image, and so on towards the equator, where copies are a little wider.
        mirror = np.array([-1.0 if row % 2 else 1.0, 1.0])
        copies.append((at - [7.0 * (row // 2), 0]) * mirror + [0, DEGREES_APART * column - 165])
    return np.concatenate(copies)


def leastfirst(pack: Path, scale: int) -> tuple[Callable[[], int], dict[str, Any]]:
    import functools

    from leastfirst.engines import count_within, open_engine
    from leastfirst.measure.around import Around, Positions

    homes, points = (Positions(each[:, 0], each[:, 1]) for each in degrees(pack, scale))

    def count(radius_m: float = RADIUS_M) -> int:
        with open_engine() as engine:
            around = Around.of(radius_m, [homes, points], functools.partial(count_within, engine))
            return int(around.count(homes, points).sum())

    about = {"homes": len(homes), "points": len(points)}
    if scale <= 10:
        about |= {"low": count(RADIUS_M * (1 - SLACK)), "high": count(RADIUS_M * (1 + SLACK))}
    else:  # the copies are all alike but for the width of those towards the equator
        about |= {"low": 0, "high": 1 << 60}
    return count, about


def geopandas(pack: Path, scale: int, *, buffers: bool = False) -> tuple[Callable[[], int], dict[str, Any]]:
    """The counts by a spatial join, within a distance or within circles of 64 corners, which are a little too small."""
    import geopandas as gpd
    from pyproj import Transformer

    across = Transformer.from_crs(4326, 27700, always_xy=True)
    places = []
    for each in degrees(pack, 1):
        # The one copy stands where `_copies` put it: back to England, then side by side in metres.
        x, y = across.transform(each[:, 1] + 165, each[:, 0])
        places.append(
            (
                np.concatenate([np.asarray(x) + METRES_APART * copy for copy in range(scale)]),
                np.concatenate([np.asarray(y)] * scale),
            )
        )
    (home_x, home_y), (point_x, point_y) = places

    def count() -> int:
        homes = gpd.GeoDataFrame(geometry=gpd.points_from_xy(home_x, home_y), crs=27700)
        points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(point_x, point_y), crs=27700)
        if buffers:
            near = gpd.sjoin(homes.set_geometry(homes.buffer(RADIUS_M)), points, predicate="contains")
        else:
            near = gpd.sjoin(homes, points, predicate="dwithin", distance=RADIUS_M)
        counts = near.groupby(level=0).size().reindex(homes.index, fill_value=0)
        return int(counts.sum())

    return count, {}


def geopandas_buffers(pack: Path, scale: int) -> tuple[Callable[[], int], dict[str, Any]]:
    return geopandas(pack, scale, buffers=True)


def main() -> None:
    side, pack, scale = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    sides = {"leastfirst": leastfirst, "geopandas": geopandas, "buffers": geopandas_buffers}
    count, about = sides[side](pack, scale)
    total = 0
    for line in sys.stdin:
        if line.strip() == "end":
            print(json.dumps({**about, "total": total, "peak": peak_megabytes()}), flush=True)
            break
        start = time.perf_counter()
        total = count()
        print(json.dumps({"seconds": time.perf_counter() - start}), flush=True)


if __name__ == "__main__":
    main()
