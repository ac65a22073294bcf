"""Boundary files of a user's own are read through the extra `geo`, or refused with a sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely

from leastfirst.ground.errors import DataError
from leastfirst.sources.tabular import read_raw

SQUARE = shapely.box(-1.5, 53, -1.4, 53.1)


def write(path: Path, *, crs: str = "EPSG:4326") -> Path:
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb([SQUARE]),
        field_data=[np.array(["E01000001"], dtype=object)],
        fields=["code"],
        geometry_type="Polygon",
        crs=crs,
    )
    return path


@pytest.mark.parametrize("name", ["areas.gpkg", "areas.geojson", "areas.shp"])
def test_the_three_formats_give_codes_and_shapes(tmp_path: Path, name: str) -> None:
    table = read_raw(write(tmp_path / name), ["code", "geometry"])
    assert table["code"].to_pylist() == ["E01000001"]
    assert shapely.from_wkb(table["geometry"].to_pylist()[0]).equals(SQUARE)


def test_other_coordinates_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"its coordinates are EPSG:27700, not WGS84 degrees .*; save it in EPSG:4326"):
        read_raw(write(tmp_path / "areas.gpkg", crs="EPSG:27700"), ["code"])


def test_a_damaged_file_and_a_missing_column_are_named(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "Nothing"}))
    with pytest.raises(DataError, match="it is damaged or no boundary file"):
        read_raw(path, ["code"])
    with pytest.raises(DataError, match="it has no column 'name'"):
        read_raw(write(tmp_path / "areas.gpkg"), ["name"])
    (tmp_path / "areas.kmz").write_text("")
    with pytest.raises(DataError, match=r"files that end in '\.kmz' cannot be read; use \.parquet"):
        read_raw(tmp_path / "areas.kmz", ["code"])


def test_without_the_extra_the_sentence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "areas.gpkg")
    monkeypatch.setitem(sys.modules, "pyogrio", None)
    with pytest.raises(DataError, match=r"needs an extra; install it with `pip install 'leastfirst\[geo\]'`"):
        read_raw(path, ["code"])
