"""GeoJSON as RFC 7946 has it: outer rings anticlockwise, coordinates in degrees, and null where there is no shape."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import shapely

from leastfirst.exchange.geojson import features


def collection(table: pa.Table, shapes: dict[str, bytes], **about: Any) -> dict[str, Any]:
    return json.loads(features(table, shapes, code="area_code", about=about))  # type: ignore[no-any-return]


def wkb(text: str) -> bytes:
    return shapely.to_wkb(shapely.from_wkt(text))  # type: ignore[no-any-return]


def test_rows_keep_their_order_and_their_columns_and_stand_with_their_shape() -> None:
    table = pa.table({"area_code": ["X2", "X1", "X3"], "rank": [1, None, 3], "sure": [True, False, None]})
    clockwise = "POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0), (0.2 0.2, 0.4 0.2, 0.4 0.4, 0.2 0.4, 0.2 0.2))"
    two = "MULTIPOLYGON (((5 5, 5 6, 6 6, 5 5)), ((7 7, 7 8, 8 8, 7 7)))"
    said = collection(table, {"X1": wkb(clockwise), "X2": wkb(two)}, name="Ranks", attribution="© Crown “copyright”")
    assert (said["type"], said["name"], said["attribution"]) == ("FeatureCollection", "Ranks", "© Crown “copyright”")
    assert [each["properties"] for each in said["features"]] == table.to_pylist()
    assert [each["id"] for each in said["features"]] == ["X2", "X1", "X3"]
    first, second, third = (each["geometry"] for each in said["features"])
    assert third is None
    assert first["type"] == "MultiPolygon"
    outer, hole = second["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw
    assert shapely.geometry.shape(second).equals(shapely.from_wkt(clockwise))


def test_coordinates_are_exact_to_a_metre_and_neighbours_keep_their_border() -> None:
    table = pa.table({"area_code": ["A", "B"]})
    left = "POLYGON ((0 0, 1.123456789 0.2, 1.1 1, 0 1, 0 0))"
    right = "POLYGON ((1.123456789 0.2, 2 0, 2 1, 1.1 1, 1.123456789 0.2))"
    said = collection(table, {"A": wkb(left), "B": wkb(right)})
    a, b = (shapely.geometry.shape(each["geometry"]) for each in said["features"])
    assert [1.12346, 0.2] in [list(each) for each in a.exterior.coords]
    assert a.intersection(b).length > 0.7
    assert a.intersection(b).area == 0


def test_a_table_without_rows_is_an_empty_collection() -> None:
    said = collection(pa.table({"area_code": pa.array([], pa.string())}), {})
    assert said == {"type": "FeatureCollection", "features": []}
