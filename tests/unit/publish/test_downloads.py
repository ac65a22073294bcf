"""What an edition offers to download, read back as others would: by the standards, cell by cell."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leastfirst.exchange.packs import Pack
from leastfirst.ground.provenance import InputRecord, Manifest, sha256_of
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.contents import TableAbout
from leastfirst.publish.downloads import add_downloads
from leastfirst.publish.publishing import _about
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

TYPES = {"string", "integer", "number", "boolean"}
DATATYPES = {"string", "integer", "double", "boolean"}
# RFC 6570: letters, digits, _ and encoded signs, with single dots between; CSVW: none begins with _.
VARIABLE = re.compile(r"(?!_)(\w|%[0-9A-F]{2})(\.?(\w|%[0-9A-F]{2}))*", re.ASCII)


@pytest.fixture(scope="module")
def package(published: Edition) -> dict[str, Any]:
    return json.loads(content(published, "datapackage.json"))  # type: ignore[no-any-return]


def content(edition: Edition, name: str) -> bytes:
    path = edition.file(f"files/{name}")
    assert path is not None, name
    return path.read_bytes()


def rows_of_csv(edition: Edition, about: TableAbout) -> tuple[list[str], list[list[str]]]:
    heading, *rows = csv.reader(io.StringIO(content(edition, f"{about.id}.csv").decode()))
    return heading, rows


def written(value: Any) -> str:
    """A value of a table as CSV has it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def all_rows(edition: Edition, about: TableAbout) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < about.rows:
        found += edition.rows(about.id, limit=1000, offset=len(found), counted=False).rows
    return found


def test_every_cell_of_the_files_is_the_cell_that_pages_show(published: Edition) -> None:
    for about in published.tables.values():
        shown = all_rows(published, about)
        heading, rows = rows_of_csv(published, about)
        assert heading == about.names
        assert rows == [[written(row[name]) for name in heading] for row in shown], about.id
        assert json.loads(content(published, f"{about.id}.json")) == shown
        parquet = pq.read_table(io.BytesIO(content(published, f"{about.id}.parquet")))
        assert parquet.to_pylist() == shown


def test_csv_on_the_web_says_what_every_column_is(published: Edition) -> None:
    for about in published.tables.values():
        said = json.loads(content(published, f"{about.id}.csv-metadata.json"))
        assert said["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
        assert said["url"] == f"{about.id}.csv"
        assert said["dc:title"] == about.title
        columns = said["tableSchema"]["columns"]
        heading, rows = rows_of_csv(published, about)
        # A validator matches the titles with the heading, in order.
        assert [column["titles"] for column in columns] == heading
        names = [column["name"] for column in columns]
        assert len(names) == len(set(names))
        assert all(VARIABLE.fullmatch(name) for name in names), names
        assert {column["datatype"] for column in columns} <= DATATYPES
        assert set(said["tableSchema"]["primaryKey"]) <= set(names)
        assert [n for n, column in zip(heading, columns, strict=True) if column.get("required")] == [
            n for n in heading if n in about.key
        ]
        for at, column in enumerate(columns):
            cells = [row[at] for row in rows if row[at]]
            if column["datatype"] == "integer":
                assert all(re.fullmatch(r"-?\d+", cell) for cell in cells)
            elif column["datatype"] == "boolean":
                assert set(cells) <= {"true", "false"}
            elif column["datatype"] == "double":
                assert all(float(cell) is not None for cell in cells)
        assert said["dc:license"][0] == "https://opensource.org/license/mit"
        if about.made_from and about.made_from[0].source:
            assert said["dc:source"]


def test_units_and_directions_go_with_the_columns(published: Edition) -> None:
    said = json.loads(content(published, "map-lsoa-2021.csv-metadata.json"))
    columns = {column["titles"]: column for column in said["tableSchema"]["columns"]}
    assert columns["imd-2025_rank"]["name"] == "imd%2D2025_rank"
    assert "Lower means greater need." in columns["imd-2025_rank"]["dc:description"]
    pounds = json.loads(content(published, "fund-example-four-pots-places.csv-metadata.json"))
    paid = next(each for each in pounds["tableSchema"]["columns"] if each["titles"] == "paid_pence")
    assert paid["dc:description"] == "Unit: pence."


def test_the_data_package_names_every_file_with_its_size_hash_columns_and_licence(
    published: Edition, package: dict[str, Any]
) -> None:
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["name"] == "leastfirst-county"
    assert package["description"].startswith("Fictional: no real place, no real money.")
    resources = package["resources"]
    names = [each["name"] for each in resources]
    assert len(names) == len(set(names))
    for each in resources:
        data = content(published, each["path"])
        assert "/" not in each["path"]
        assert each["bytes"] == len(data)
        assert each["hash"] == f"sha256:{sha256_of(data)}"
        assert each["mediatype"]
        assert all(licence.get("name") or licence.get("path") for licence in each["licenses"])
        assert all(source["title"] for source in each.get("sources", ()))
    offered_files = {each["path"] for each in resources}
    for about in published.tables.values():
        assert {f"{about.id}.{kind}" for kind in ("csv", "json", "parquet")} <= offered_files
        resource = next(each for each in resources if each["name"] == about.id)
        assert (resource["type"], resource["path"]) == ("table", f"{about.id}.csv")
        assert [column["name"] for column in resource["schema"]["fields"]] == about.names
        assert {column["type"] for column in resource["schema"]["fields"]} <= TYPES
        assert resource["schema"]["primaryKey"] == list(about.key)
    assert package["version"] == "0.1.0+seed-12"
    # The reasons for sums and the record of a count are files, too.
    assert {"fund-example-four-pots-explain.json", "vote-skaythorpe-2026-outcome.json"} <= offered_files
    assert all(path.name in offered_files or "metadata" in path.name for path in _files(published))


def _files(edition: Edition) -> list[Path]:
    return [each for each in (edition.folder / "files").iterdir() if each.name != "datapackage.json"]


def test_a_map_comes_with_the_shapes_of_its_areas_and_says_whose_they_are(published: Edition, county: Pack) -> None:
    import shapely

    said = json.loads(content(published, "map-msoa-2021.geojson"))
    assert said["type"] == "FeatureCollection"
    whose = county.meta("boundaries-msoa-2021").attribution
    assert whose
    assert said["attribution"].startswith(whose)
    rows = all_rows(published, published.tables["map-msoa-2021"])
    assert [each["properties"] for each in said["features"]] == rows
    assert [each["id"] for each in said["features"]] == [row["area_code"] for row in rows]
    shapes = county.table("boundaries-msoa-2021").data
    by_code = dict(zip(shapes["area_code"].to_pylist(), shapes["geometry"].to_pylist(), strict=True))
    for each in said["features"]:
        shape = shapely.geometry.shape(each["geometry"])
        own = shapely.from_wkb(by_code[each["id"]])
        assert shape.symmetric_difference(own).area < 0.001 * own.area
        for part in shapely.get_parts(shape):
            assert shapely.is_ccw(part.exterior)
    assert published.file("files/within.geojson") is None


def test_names_that_a_spreadsheet_would_run_are_made_harmless_in_csv_alone(tmp_path: Path, work_of: Any) -> None:
    table = pa.table({"project_id": ["=1+1", "b"], "name": ["@cmd", "-2"], "votes": [3, 4]})
    work = work_of(tmp_path, "vote-x-projects", table, subject="vote", key=("project_id",))
    edition = open_edition(work.writer.folder)
    heading, rows = rows_of_csv(edition, edition.tables["vote-x-projects"])
    assert heading == ["project_id", "name", "votes"]
    assert rows == [["'=1+1", "'@cmd", "3"], ["b", "'-2", "4"]]
    assert json.loads(content(edition, "vote-x-projects.json"))[0] == {"project_id": "=1+1", "name": "@cmd", "votes": 3}
    edition.close()


@pytest.fixture
def work_of(plan: Any, county: Pack) -> Any:
    """A work that holds one table, whose downloads have been written."""

    def make(folder: Path, id_: str, table: pa.Table, *, pack: Pack = county, **said: Any) -> Work:
        with new_edition(folder) as writer:
            work = Work(plan, pack, writer)
            writer.table(
                id_, table, title="A table", **{"subject": "x", "manifest": Manifest("a test", (), ()), **said}
            )
            add_downloads(work)
            finish(writer, _about(work))
        return work

    return make


def test_a_published_column_without_a_stated_licence_is_shown_but_not_passed_on(
    tmp_path: Path, work_of: Any, county: Pack
) -> None:
    """`cni-2023.civic_assets_score` is the publisher's own figure; what we work out from it is ours."""
    from dataclasses import replace

    unstated = {"name": "not-stated-ocsi", "title": "Not stated; ask"}
    meta = replace(county.meta("cni-2023"), licence="Not stated; ask")
    descriptor = replace(county.descriptor, licences=(unstated,), tables={**county.tables, "cni-2023": meta})
    table = pa.table(
        {
            "area_code": ["X1", "X2"],
            "cni-2023.civic_assets_score": [1.0, 2.0],
            "imd-2025.income_score": [0.1, None],
            "rank": [1, 2],
        }
    )
    work = work_of(tmp_path, "indicators-x", table, pack=replace(county, descriptor=descriptor))
    edition = open_edition(work.writer.folder)
    about = edition.tables["indicators-x"]
    assert [each.name for each in about.columns if not each.passed_on] == ["cni-2023.civic_assets_score"]
    assert rows_of_csv(edition, about) == (
        ["area_code", "imd-2025.income_score", "rank"],
        [["X1", "0.1", "1"], ["X2", "", "2"]],
    )
    said = json.loads(content(edition, "indicators-x.csv-metadata.json"))
    assert (
        "Not in the files, as their publishers state no licence: cni-2023.civic_assets_score." in said["dc:description"]
    )
    assert len(edition.rows("indicators-x").rows[0]) == 4
    edition.close()


def test_a_source_that_states_no_licence_is_said_to_state_none(tmp_path: Path, work_of: Any) -> None:
    read = InputRecord("x.pb", "2024", "A vote elsewhere", "", "", "0" * 64)
    table = pa.table({"project_id": ["a"], "name": ["b"]})
    said = {"subject": "vote", "key": ("project_id",), "manifest": Manifest("a test", (read,), ())}
    edition = open_edition(work_of(tmp_path, "vote-x-projects", table, **said).writer.folder)
    resource = json.loads(content(edition, "datapackage.json"))["resources"][0]
    assert [each["name"] for each in resource["licenses"]] == ["MIT", "not-stated"]
    assert resource["sources"] == [{"title": "A vote elsewhere", "version": "2024"}]
    edition.close()


def test_a_table_that_is_not_to_be_passed_on_has_no_file(tmp_path: Path, work_of: Any) -> None:
    table = pa.table({"postcode": ["X1 1AA"], "area_code": ["X01"]})
    work = work_of(tmp_path, "postcodes", table, key=("postcode",), download=False)
    edition = open_edition(work.writer.folder)
    assert edition.file("files/postcodes.csv") is None
    assert json.loads(content(edition, "datapackage.json")).get("resources", []) == []
    edition.close()


def test_the_same_tables_make_the_same_bytes(tmp_path: Path, work_of: Any) -> None:
    table = pa.table({"area_code": ["X1", "X2"], "score": [0.1, None], "ok": [True, None]})
    first, second = (work_of(tmp_path / each, "x", table) for each in ("a", "b"))
    assert first.writer.folder.name == second.writer.folder.name
