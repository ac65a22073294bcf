"""Maps in an edition: every area on its tiles with the edition's own cells, dots from afar, names, pictures, words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import pytest
import shapely

from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.maps.tiles import add_tiles, tile_zooms
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.designations import add_designations
from leastfirst.publish.measured.indices import add_indices, add_maps
from leastfirst.publish.publishing import _about
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

LEVELS = ("lsoa-2021", "msoa-2021", "ward-2017", "lad-2024")
LISTS = {"lsoa-2021": "left-behind-lsoas-2025", "msoa-2021": "pride-in-place-2-england"}


def made(folder: Path, plan: EditionDefinition, county: Pack) -> Work:
    with new_edition(folder) as writer:
        work = Work(plan, county, writer)
        for part in (add_areas, add_indices, add_designations, add_maps, add_tiles):
            part(work)
        finish(writer, _about(work))
    return work


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory, plan: EditionDefinition, county: Pack) -> Iterator[Edition]:
    opened = open_edition(made(tmp_path_factory.mktemp("editions"), plan, county).writer.folder)
    yield opened
    opened.close()


def tiles(edition: Edition, geography: str) -> dict[str, dict[str, Any]]:
    told = edition.document("map", geography)
    path = edition.file(f"tiles/{geography}.pmtiles")
    assert told is not None
    assert path is not None
    _, table = pyogrio.read_arrow(path, ZOOM_LEVEL=str(told["zooms"][1]), read_geometry=False)
    return {row["area_code"]: row for row in table.to_pylist()}


def dots(edition: Edition, name: str) -> dict[str, int]:
    path = edition.file(f"tiles/{name}.geojson")
    assert path is not None
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {each["properties"]["kind"]: len(each["geometry"]["coordinates"]) for each in features}


@pytest.mark.parametrize("geography", LEVELS)
def test_the_map_says_what_the_table_says(mapped: Edition, geography: str) -> None:
    on_map = tiles(mapped, geography)
    rows = mapped.rows(f"map-{geography}").rows
    told = mapped.document("map", geography)
    assert told is not None
    assert len(on_map) == len(rows) - told["without_shape"]
    for row in rows:
        area = on_map[row["area_code"]]
        assert area["area_name"] == row["area_name"]
        for each in told["measures"]:
            if each["kind"] == "need":
                assert area.get(f"{each['id']}_decile") == row[f"{each['id']}_decile"]
            else:
                assert area[each["id"]] == int(row[each["id"]])
                assert area.get(f"{each['id']}_class") == row[f"{each['id']}_class"]


def test_dots_are_the_areas_on_the_list_and_the_two_tenths_with_the_greatest_need(mapped: Edition) -> None:
    for geography, listed in LISTS.items():
        on_it = mapped.rows(f"map-{geography}", where={listed: True}).total
        assert sum(dots(mapped, f"{geography}--{listed}").values()) == on_it > 0
        need = dots(mapped, f"{geography}--imd-2025")
        for tenth in ("1", "2"):
            assert need[tenth] == mapped.rows(f"map-{geography}", where={"imd-2025_decile": int(tenth)}).total
        assert set(need) == {"1", "2"}


def test_every_measure_has_a_picture_and_the_largest_district_is_named_first(mapped: Edition) -> None:
    for geography in LEVELS:
        told = mapped.document("map", geography)
        assert told is not None
        for each in told["measures"]:
            assert each["overview"] in ("shapes", "dots")
            assert mapped.file(f"tiles/{geography}--{each['id']}.svg") is not None
    path = mapped.file("tiles/names.geojson")
    assert path is not None
    names = [each["properties"]["name"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]]
    most = mapped.rows("map-lad-2024", order_by="population", descending=True).rows
    assert names == [row["area_name"] for row in most]


def test_the_same_data_give_the_same_files(
    mapped: Edition, tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    again = open_edition(made(tmp_path, plan, county).writer.folder)
    of_maps = {name: sha256 for name, sha256 in mapped.manifest.items() if name.startswith("tiles/")}
    assert of_maps == {name: sha256 for name, sha256 in again.manifest.items() if name.startswith("tiles/")}
    assert len(of_maps) == 4 + 11 + 9 + 1  # tiles, pictures, dots, names
    again.close()


def test_a_level_without_borders_is_left_out_with_a_sentence(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    maps = [each.model_copy(update={"boundaries": f"no-{each.boundaries}"}) for each in plan.maps[:1]]
    work = made(tmp_path, plan.model_copy(update={"maps": (*maps, *plan.maps[1:])}), county)
    assert [each for each in work.left_out if "tiles" in each.lower()] == [
        "Tiles of the map of LSOA 2021: left out, because map of LSOA 2021: the data hold no table "
        "no-boundaries-lsoa-2021; build a pack that has it; the table of these areas is shown without a map."
    ]
    with_map = open_edition(work.writer.folder)
    assert with_map.document("map", "lsoa-2021") is None
    assert with_map.rows("map-lsoa-2021", limit=1).total == 400
    with_map.close()


def boxes(count: int, across: float) -> pa.Table:
    """`count` square areas in a row along the equator, so many degrees across."""
    wkb = [shapely.to_wkb(shapely.box(i * across, 0, (i + 1) * across, across)) for i in range(count)]
    return pa.table({"geometry": wkb})


def test_areas_are_drawn_from_where_they_can_be_seen() -> None:
    # 3 pixels of 0.01 degrees: 360 / 0.01 * 3 / 512 = 211 tiles around the world, so zoom 8; all are in view at zoom 5.
    assert tile_zooms(boxes(500, 0.01))[0] == 8
    assert tile_zooms(boxes(500, 0.01), from_afar=True)[0] == 5
    # Ten large areas are seen as soon as all of them are.
    assert tile_zooms(boxes(10, 0.5)) == (5, 7)


def test_the_nearest_view_has_outlines_in_detail() -> None:
    # 25 steps of 1,024 in a tile across 0.01 degrees: 360 / 0.01 * 25 / 1024 = 879 tiles around the world, so zoom 10.
    assert tile_zooms(boxes(500, 0.01))[1] == 10
    # Districts are seen over smaller areas, nearer by.
    assert tile_zooms(boxes(500, 0.01), from_afar=True)[1] == 12
