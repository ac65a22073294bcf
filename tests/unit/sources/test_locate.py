"""Where the data come from: what was named, then LEASTFIRST_DATA, then what is installed, then the fictional county."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leastfirst.definitions import yaml_files
from leastfirst.definitions.vocabulary import vocabulary
from leastfirst.exchange.packs import Pack, write_pack
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Field, Table, TableMeta
from leastfirst.sources import open_data, places, raw_folder
from leastfirst.sources.catalogue import packs_text

RAW = """
id: tiny
title: A tiny country
version: "1"
status: published
recognised_by: [people.parquet, more/names.csv]
licences: {}
tables:
  areas-lsoa-2021:
    kind: areas
    title: LSOAs
    geography: lsoa-2021
    from: {file: more/names.csv}
    columns:
      area_code: {type: string, title: Area code}
      area_name: {type: string, title: Name}
  population:
    kind: population
    title: Residents
    geography: lsoa-2021
    from: {file: people.parquet}
    columns:
      area_code: {type: string, title: Area code}
      residents: {type: integer, title: Residents}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing is installed, with one shipped definition of a country."""
    vocabulary()  # read and kept, before nothing but one pack definition is shipped
    shipped = tmp_path / "shipped"
    (shipped / "packs").mkdir(parents=True)
    (shipped / "packs" / "tiny.yaml").write_text(RAW)
    monkeypatch.setattr(yaml_files, "files", lambda _: shipped)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path / "data"))
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.delenv("LEASTFIRST_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make_pack(folder: Path) -> Pack:
    meta = TableMeta(
        "areas-lsoa-2021", "areas", "Areas", (Field("area_code", "string"),), geography=Geography("lsoa", 2021)
    )
    table = Table(meta, pa.table({"area_code": ["E01000001"]}))
    return write_pack(folder, id=folder.name, title=folder.name, tables=[table])


def raw_tables(folder: Path, people: int = 1500) -> Path:
    (folder / "more").mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"area_code": ["E01000001"], "residents": [people]}), folder / "people.parquet")
    (folder / "more" / "names.csv").write_text("area_code,area_name\nE01000001,Ash\n")
    return folder


def test_the_order_in_which_data_are_looked_for(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert open_data().fictional
    assert capsys.readouterr().err == "No data was named or installed, so the fictional county is used.\n"
    make_pack(places.packs_folder() / "installed")
    assert open_data().id == "installed"
    monkeypatch.setenv("LEASTFIRST_DATA", str(make_pack(home / "in-the-setting").path))
    assert open_data().id == "in-the-setting"
    assert open_data(make_pack(home / "named").path).id == "named"
    assert open_data("installed").id == "installed"
    assert open_data("county").fictional
    assert capsys.readouterr().err == ""


def test_what_is_not_there_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_pack(places.packs_folder() / "wales")
    with pytest.raises(DataError, match=r"there is no data pack 'nowhere'; give the folder .* or one of wales, county"):
        open_data("nowhere")
    (home / "empty").mkdir()
    with pytest.raises(DataError, match="empty: there is no data pack"):
        open_data("empty")
    monkeypatch.setenv("LEASTFIRST_DATA", "gone")
    with pytest.raises(DataError, match="LEASTFIRST_DATA: there is no data pack 'gone'"):
        open_data()
    monkeypatch.delenv("LEASTFIRST_DATA")
    make_pack(places.packs_folder() / "england")
    with pytest.raises(DataError, match="more than one pack is installed; say --data with one of england, wales"):
        open_data()


def test_the_folder_of_raw_tables_is_known_where_there_is_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, pack = raw_tables(home / "raw"), make_pack(home / "pack")
    assert raw_folder() is None
    assert raw_folder(raw) == raw
    assert raw_folder(pack.path) is None
    (home / "county").mkdir()
    assert raw_folder("county") is None
    monkeypatch.setenv("LEASTFIRST_DATA", str(raw))
    assert raw_folder() == raw
    assert raw_folder("") == raw
    assert raw_folder(pack.path) is None


def test_raw_tables_are_built_into_a_pack_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = raw_tables(home / "raw")
    first = open_data(raw)
    assert first.table("population").data["residents"].to_pylist() == [1500]
    assert capsys.readouterr().err.startswith("Building the data pack 'tiny' from ")
    made_at = (first.path / "datapackage.json").stat().st_mtime_ns
    again = open_data(str(raw))
    assert again.path == first.path
    assert (again.path / "datapackage.json").stat().st_mtime_ns == made_at
    assert capsys.readouterr().err == ""
    assert sorted(path.name for path in raw.rglob("*") if path.is_file()) == ["names.csv", "people.parquet"]


def test_changed_raw_tables_are_built_anew_and_the_old_pack_goes(home: Path) -> None:
    first = open_data(raw_tables(home / "raw"))
    raw_tables(home / "raw", people=1600)
    os.utime(home / "raw" / "people.parquet", ns=(1, 1))
    second = open_data(home / "raw")
    assert second.table("population").data["residents"].to_pylist() == [1600]
    assert list(places.cached_packs()) == [second.path]
    assert first.path != second.path


def test_raw_tables_of_which_one_is_missing_are_recognised(home: Path) -> None:
    raw = raw_tables(home / "raw")
    (raw / "people.parquet").unlink()
    with pytest.raises(DataError, match=r"the raw tables of the pack 'tiny', but people\.parquet is missing"):
        open_data(raw)


def test_the_list_shows_what_is_there(home: Path) -> None:
    make_pack(places.packs_folder() / "wales")
    open_data(raw_tables(home / "raw"))
    (places.packs_folder() / "broken").mkdir()
    (places.packs_folder() / "broken" / "datapackage.json").write_text("{")
    text = packs_text()
    assert "  tiny             A tiny country, version 1, 2 tables" in text
    assert "  wales            wales, " in text
    assert "it is not valid JSON" in text
    assert "  county " in text
