"""Point tables that people bring: what is understood, and one sentence for what is not."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leastfirst.ground.errors import DataError
from leastfirst.sources.points import read_points


def points(folder: Path, text: str, name: str = "halls.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_degrees_with_everything_said(tmp_path: Path) -> None:
    rows = "Name,Class,Latitude,Longitude,Open\nA,hall,51.5,-0.1,true\nB,hut,,,\nC,hall,52,-1,false\n"
    table = read_points(points(tmp_path, rows)).data.to_pydict()
    assert table["name"] == ["A", "B", "C"]
    assert table["class"] == ["hall", "hut", "hall"]
    assert table["latitude"] == [51.5, None, 52.0]
    assert table["longitude"] == [-0.1, None, -1.0]
    assert table["open"] == [True, True, False]


def test_without_a_class_the_file_gives_its_name(tmp_path: Path) -> None:
    assert read_points(points(tmp_path, "lat,lng\n51.5,-0.1\n")).data["class"].to_pylist() == ["halls"]


def test_eastings_and_northings(tmp_path: Path) -> None:
    pq.write_table(pa.table({"easting": [530_000], "northing": [180_000]}), tmp_path / "halls.parquet")
    table = read_points(tmp_path / "halls.parquet").data.to_pydict()
    assert table["latitude"][0] == pytest.approx(51.50399, abs=1e-5)
    assert table["longitude"][0] == pytest.approx(-0.12835, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("latitude,longitude\n", "it has no rows; give it a row for each point"),
        ("", "it cannot be read as a table"),
        ("x,y\n1,2\n", "it has no columns that say where the points are (found: x, y); name two columns latitude"),
        ("latitude,longitude\nnorth,2\n", "row 1 has latitude = 'north', which is not a number"),
        ("latitude,longitude\n51,0\n530000,180000\n", "row 2 has latitude = 530000, which is beyond -90 to 90 degrees"),
        ("easting,northing\n51.5,-0.1\n", "row 1 has northing = -0.1, which is beyond 0 to 1,300,000 metres"),
    ],
)
def test_bad_tables(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(DataError) as error:
        read_points(points(tmp_path, text))
    assert sentence in str(error.value)
    assert "halls.csv" in str(error.value)


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file of points"):
        read_points(tmp_path / "none.csv")
    with pytest.raises(DataError, match=r"points are not read from files that end in '.txt'"):
        read_points(points(tmp_path, "latitude,longitude\n1,2\n", "halls.txt"))
    with pytest.raises(DataError, match="it cannot be read as a table"):
        read_points(points(tmp_path, "latitude,longitude\n1,2\n", "halls.parquet"))
