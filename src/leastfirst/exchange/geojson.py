"""GeoJSON (RFC 7946): rows with the shapes of their areas, in degrees (WGS84), for maps that others draw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

DECIMALS = 5
"""Of a degree: about a metre."""


def features(table: pa.Table, shapes: Mapping[str, bytes], *, code: str, about: Mapping[str, Any]) -> bytes:
    """A feature for each row of a table, with all its columns; without a shape its geometry is null.

    `shapes` holds WKB in degrees by the code that stands in the column `code`, which becomes the feature's id. `about`
    is said once for all, such as title and attribution. Outer rings run anticlockwise, as the standard asks.
    """
    rows = table.to_pylist()
    drawn = _geometries([shapes.get(row[code]) for row in rows])
    head = json.dumps({"type": "FeatureCollection", **about}, ensure_ascii=False)[:-1]
    lines = [
        f'{{"type":"Feature","id":{_json(row[code])},"properties":{_json(row)},"geometry":{geometry}}}'
        for row, geometry in zip(rows, drawn, strict=True)
    ]
    return (f'{head}, "features": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def _geometries(wkb: list[bytes | None]) -> list[str]:
    import numpy as np
    import shapely

    shapes = shapely.from_wkb(np.asarray(wkb, dtype=object))
    # Pointwise, so that neighbours keep the border that they share.
    rounded = shapely.set_precision(shapes, 10**-DECIMALS, mode="pointwise")
    texts = shapely.to_geojson(shapely.orient_polygons(rounded))
    return [text if isinstance(text, str) else "null" for text in texts]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
