"""Map tiles: every area is there with what is known of it, and the same tables give the same file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import pytest
import shapely
from numpy.typing import NDArray

from leastfirst.exchange.packs import Pack
from leastfirst.exchange.tiles import write_tiles
from leastfirst.ground.errors import DataError, OutputError
from leastfirst.sources import open_data

GEOGRAPHIES = ("lsoa-2021", "msoa-2021", "ward-2017", "lad-2024")


@pytest.fixture(scope="module")
def county() -> Pack:
    return open_data("county")


def attributes_of(pack: Pack, geography: str) -> pa.Table:
    """Names and invented needs; every seventh decile is not known, and of the first area nothing is."""
    areas = pack.table(f"areas-{geography}", ["area_code", "area_name"]).data
    n = areas.num_rows
    table = areas.append_column("need_decile", pa.array([None if i % 7 == 3 else i % 10 + 1 for i in range(n)]))
    table = table.append_column("chosen", pa.array([i % 5 == 0 for i in range(n)]))
    return table.append_column("chosen_class", pa.array(["firm" if i % 5 == 0 else None for i in range(n)])).slice(1)


def read_back(path: Path, zoom: int) -> list[dict[str, Any]]:
    """The areas of one zoom as GDAL decodes them; an area that lies in several tiles comes several times."""
    _, table = pyogrio.read_arrow(path, ZOOM_LEVEL=str(zoom))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


@pytest.mark.parametrize("geography", GEOGRAPHIES)
def test_every_area_is_on_the_map_with_what_is_known_of_it(county: Pack, tmp_path: Path, geography: str) -> None:
    boundaries = county.table(f"boundaries-{geography}").data
    attributes = attributes_of(county, geography)
    write_tiles(boundaries, attributes, tmp_path / "a.pmtiles", layer="areas", zooms=(6, 10))
    known = {row.pop("area_code"): row for row in attributes.to_pylist()}
    found = {row["area_code"]: row for row in read_back(tmp_path / "a.pmtiles", 10)}
    assert set(found) == set(boundaries["area_code"].to_pylist())
    for code, row in found.items():
        told = known.get(code, {})
        assert (row["area_name"], row["need_decile"]) == (told.get("area_name"), told.get("need_decile"))
        assert (row["chosen"], row["chosen_class"]) == (told.get("chosen"), told.get("chosen_class"))


def test_shapes_stand_where_they_are(county: Pack, tmp_path: Path) -> None:
    boundaries = county.table("boundaries-lad-2024").data
    write_tiles(boundaries, boundaries.select(["area_code"]), tmp_path / "a.pmtiles", layer="areas", zooms=(6, 10))
    pieces: dict[str, list[Any]] = {}
    for row in read_back(tmp_path / "a.pmtiles", 10):
        pieces.setdefault(row["area_code"], []).append(shapely.from_wkb(row["wkb_geometry"]))
    for code, wkb in zip(boundaries["area_code"].to_pylist(), boundaries["geometry"].to_pylist(), strict=True):
        there = shapely.transform(shapely.from_wkb(wkb), web_mercator)
        drawn = shapely.union_all(shapely.buffer(pieces[code], 0))
        assert shapely.symmetric_difference(there, drawn).area < 0.003 * there.area


def web_mercator(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    east, north = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return 6_378_137.0 * np.column_stack([east, np.log(np.tan(np.pi / 4 + north / 2))])


def test_the_same_tables_give_the_same_bytes_in_any_order_and_by_any_name(county: Pack, tmp_path: Path) -> None:
    boundaries, attributes = county.table("boundaries-lsoa-2021").data, attributes_of(county, "lsoa-2021")
    write_tiles(boundaries, attributes, tmp_path / "a.pmtiles", layer="areas", zooms=(7, 10))
    write_tiles(
        boundaries.sort_by([("area_code", "descending")]),
        attributes.sort_by([("area_code", "descending")]),
        tmp_path / "other.pmtiles",
        layer="areas",
        zooms=(7, 10),
    )
    assert (tmp_path / "a.pmtiles").read_bytes() == (tmp_path / "other.pmtiles").read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.pmtiles", "other.pmtiles"]


def test_what_is_not_known_is_left_out_and_never_zero(county: Pack, tmp_path: Path) -> None:
    boundaries = county.table("boundaries-lad-2024").data
    codes = boundaries["area_code"]
    attributes = pa.table({"area_code": codes, "need": pa.array([None] * (len(codes) - 1) + [0])})
    write_tiles(boundaries, attributes, tmp_path / "a.pmtiles", layer="areas", zooms=(8, 8))
    needs = {row["area_code"]: row["need"] for row in read_back(tmp_path / "a.pmtiles", 8)}
    assert sorted(needs.values(), key=str) == [0, None, None, None]


def test_an_area_that_stands_twice_is_refused(county: Pack, tmp_path: Path) -> None:
    boundaries = county.table("boundaries-lad-2024").data
    codes = boundaries.select(["area_code"])
    with pytest.raises(DataError, match="an area stands twice among the boundaries"):
        write_tiles(
            pa.concat_tables([boundaries, boundaries]), codes, tmp_path / "a.pmtiles", layer="areas", zooms=(6, 8)
        )
    with pytest.raises(DataError, match="an area stands twice among the attributes"):
        write_tiles(boundaries, pa.concat_tables([codes, codes]), tmp_path / "a.pmtiles", layer="areas", zooms=(6, 8))


def test_shares_and_empty_tables_are_refused(county: Pack, tmp_path: Path) -> None:
    boundaries = county.table("boundaries-lad-2024").data
    codes = boundaries.select(["area_code"])
    with pytest.raises(DataError, match="the attribute share holds double; give text, whole numbers or truth values"):
        write_tiles(
            boundaries,
            codes.append_column("share", pa.array([0.5] * len(codes))),
            tmp_path / "a.pmtiles",
            layer="areas",
            zooms=(6, 8),
        )
    with pytest.raises(DataError, match="there is no shape to draw"):
        write_tiles(boundaries.slice(0, 0), codes, tmp_path / "a.pmtiles", layer="areas", zooms=(6, 8))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_one_sentence(county: Pack, tmp_path: Path) -> None:
    boundaries = county.table("boundaries-lad-2024").data
    with pytest.raises(OutputError, match="the map tiles cannot be written"):
        write_tiles(
            boundaries,
            boundaries.select(["area_code"]),
            tmp_path / "not there" / "a.pmtiles",
            layer="areas",
            zooms=(6, 8),
        )
