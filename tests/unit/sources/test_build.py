"""One engine builds any country's pack from a definition; each fault in raw tables is one sentence that says where."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import yaml

from leastfirst.definitions.pack import load_pack_definition
from leastfirst.ground.errors import AreaCodeError, ConservationError, DataError, DefinitionError, LeastfirstError
from leastfirst.sources import build_pack

A, B, C = "E01000001", "E01000002", "E01000003"
M, N = "E02000001", "E02000002"

DEFINITION = """
id: small
title: A small country
version: "1"
status: published
recognised_by: [people.parquet]
licences:
  ogl: {name: OGL-UK-3.0, title: Open Government Licence v3.0}
tables:
  population:
    kind: population
    title: Residents
    geography: lsoa-2021
    rows: 3
    licence: ogl
    from: {file: people.parquet}
    columns:
      area_code: {type: string, raw: lsoa, title: Area code}
      residents: {type: integer, raw: count, title: Residents, unit: people, total: 6000}
  areas-lsoa-2021:
    kind: areas
    title: LSOAs
    geography: lsoa-2021
    from: {file: lookup.csv, take: {area_code: lsoa, area_name: lsoa_name}}
    join: {file: points.parquet, by: {area_code: code}, take: {latitude: lat}}
    columns:
      area_code: {type: string, title: Area code}
      area_name: {type: string, title: Name}
      latitude: {title: Latitude, unit: degrees, required: false}
  areas-msoa-2021:
    kind: areas
    title: MSOAs
    geography: msoa-2021
    from:
      - {file: extra.csv, take: {area_code: code, area_name: name}}
      - {file: lookup.csv, take: {area_code: msoa}, distinct: true}
    join: {file: names.csv, by: {area_code: code}, take: {area_name: name}, fill: true, first: true}
    columns:
      area_code: {type: string, title: Area code}
      area_name: {type: string, title: Name}
  lsoa-2021--msoa-2021:
    kind: lookup
    title: LSOAs to MSOAs
    geography: lsoa-2021
    target: msoa-2021
    lookup_kind: exact
    from: {file: lookup.csv, take: {from_code: lsoa, to_code: msoa}}
  by-share:
    kind: lookup
    title: LSOAs to MSOAs by share
    geography: lsoa-2021
    target: msoa-2021
    lookup_kind: weighted
    note: Rounded.
    from: {file: shares.csv, take: {from_code: lsoa, to_code: msoa}}
    weights: {column: share, within: 0.001}
  by-people:
    kind: lookup
    title: MSOAs to LSOAs by people
    geography: msoa-2021
    target: lsoa-2021
    lookup_kind: weighted
    from: {file: lookup.csv, take: {from_code: msoa, to_code: lsoa}}
    weights: {shared_by: population.residents}
  by-most:
    kind: lookup
    title: Old MSOAs to new
    geography: msoa-2021
    target: msoa-2021
    lookup_kind: best-fit
    from: {file: lookup.csv, take: {from_code: msoa, to_code: other_msoa}, recode: {to_code: {E02000009: E02000002}}}
    weights: {most: population.residents, by: lsoa}
  homes:
    kind: indicators
    title: Homes
    geography: lsoa-2021
    from: {file: homes.parquet}
    complete: true
    columns:
      area_code: {type: string, raw: lsoa, title: Area code}
    repeat:
      over: {rented: {raw: rent, words: Rented}, owned: {raw: own, words: Owned}}
      columns:
        "{name}": {type: integer, raw: "{raw}", title: "{words} homes", unit: homes, required: false}
        "{name}_share":
          title: "{words} homes, share"
          required: false
          share: {of: [rented], among: [rented, owned]}
  libraries:
    kind: assets
    title: Libraries
    from: {file: libraries.csv}
    columns:
      asset_id: {type: string, title: Number, number_rows: true, prefix: "library-"}
      name: {type: string, title: Name}
      class: {type: string, title: Kind, constant: library}
      open: {type: boolean, title: Open, is_missing: closed}
      place: {type: string, title: Place, slug: name}
  boundaries:
    kind: boundaries
    title: Boundaries
    geography: lsoa-2021
    from: {file: shapes.parquet}
    columns:
      area_code: {type: string, raw: lsoa, title: Area code}
      geometry: {type: geometry, title: Shape}
  near:
    kind: neighbours
    title: Neighbours
    geography: lsoa-2021
    neighbours_of: boundaries
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    pq.write_table(pa.table({"lsoa": [C, A, B], "count": [3000.0, 1000.0, 2000.0]}), folder / "people.parquet")
    (folder / "lookup.csv").write_text(
        "lsoa,lsoa_name,msoa,other_msoa\n"
        f'{A},"Ash, north",{M},{M}\n{B},Birch,{M},E02000009\n{C},"Cedar ""old""",{N},{N}\n'
    )
    pq.write_table(pa.table({"code": [B, A], "lat": [52.5, float("nan")]}), folder / "points.parquet")
    (folder / "extra.csv").write_text(f"code,name\n{N},North\n")
    (folder / "names.csv").write_text(f"code,name\n{M},Middle\n{M},Older name\n{N},Not taken\n")
    (folder / "shares.csv").write_text(f"lsoa,msoa,share\n{A},{M},1\n{B},{M},0.3333\n{B},{N},0.6666\n{C},{N},1.0\n")
    pq.write_table(pa.table({"lsoa": [A, B], "rent": [30, 0], "own": [70, 0]}), folder / "homes.parquet")
    (folder / "libraries.csv").write_text("name,closed\nSt John's Café,\nOld Hall,2013\n")
    shapes = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.box(2, 1, 3, 2)]
    pq.write_table(pa.table({"lsoa": [A, B, C], "geometry": shapely.to_wkb(shapes)}), folder / "shapes.parquet")
    return folder


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(DEFINITION, encoding="utf-8")
    return path


def test_every_way_to_fill_a_column(tmp_path: Path, raw: Path, definition: Path) -> None:
    told: list[tuple[int, int, str]] = []
    pack = build_pack(definition, raw, tmp_path / "pack", progress=lambda *step: told.append(step))

    def rows(table_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = pack.table(table_id).data.to_pylist()
        return found

    assert [each["residents"] for each in rows("population")] == [1000, 2000, 3000]
    assert rows("areas-lsoa-2021") == [
        {"area_code": A, "area_name": "Ash, north", "latitude": None},
        {"area_code": B, "area_name": "Birch", "latitude": 52.5},
        {"area_code": C, "area_name": 'Cedar "old"', "latitude": None},
    ]
    assert [each["area_name"] for each in rows("areas-msoa-2021")] == ["Middle", "North"]
    assert [each["weight"] for each in rows("lsoa-2021--msoa-2021")] == [1, 1, 1]
    assert [each["weight"] for each in rows("by-share")] == pytest.approx([1, 3333 / 9999, 6666 / 9999, 1])
    assert pack.tables["by-share"].note == (
        "Rounded. The shares of 1 of 3 areas did not add up to 1 (by up to 0.0001) and were brought to 1."
    )
    assert [each["weight"] for each in rows("by-people")] == pytest.approx([1 / 3, 2 / 3, 1])
    assert rows("by-most") == [
        {"from_code": M, "to_code": N, "weight": 1.0},
        {"from_code": N, "to_code": N, "weight": 1.0},
    ]
    assert "1 of 2 areas lie in more than one target" in pack.tables["by-most"].note
    assert "1,000 people live in another" in pack.tables["by-most"].note
    assert [each["rented_share"] for each in rows("homes")] == [0.3, None, None]
    assert pack.tables["homes"].field("owned").title == "Owned homes"
    assert rows("libraries") == [
        {
            "asset_id": "library-00001",
            "name": "St John's Café",
            "class": "library",
            "open": True,
            "place": "st-johns-cafe",
        },
        {"asset_id": "library-00002", "name": "Old Hall", "class": "library", "open": False, "place": "old-hall"},
    ]
    assert [(each["area_code"], each["neighbour_code"]) for each in rows("near")] == [(A, B), (B, A)]
    assert pack.tables["population"].licence == "Open Government Licence v3.0"
    assert pack.descriptor.definition == f"small sha256:{load_pack_definition(definition)[1]}"
    assert told[0] == (0, 12, "population")
    assert told[-1] == (12, 12, "")


def change(raw: Path, name: str, **columns: list[Any]) -> None:
    pq.write_table(pa.table(columns), raw / name)


@pytest.mark.parametrize(
    ("name", "columns", "error", "sentence"),
    [
        ("people.parquet", {"lsoa": [A, B], "count": [1, 2]}, DataError, "it has 2 rows, but the definition expects 3"),
        (
            "people.parquet",
            {"lsoa": [A, B, C], "count": [1, 2, 3]},
            DataError,
            "residents adds up to 6, but the definition expects 6,000",
        ),
        ("people.parquet", {"lsoa": [A, B, C], "people": [1, 2, 3]}, DataError, "it has no column 'count'"),
        (
            "people.parquet",
            {"lsoa": [A, B, C], "count": [1000, 2000.5, 2999.5]},
            DataError,
            "row 2 has count = '2000.5', which is not an integer",
        ),
        (
            "people.parquet",
            {"lsoa": [A, B, C], "count": ["1000", "many", "3000"]},
            DataError,
            "row 2 has count = 'many', which is not an integer",
        ),
        ("people.parquet", {"lsoa": [A, B, C], "count": [-1, 3001, 3000]}, DataError, f"{A} has residents = -1"),
        (
            "people.parquet",
            {"lsoa": [A, B, B], "count": [1000, 2000, 3000]},
            AreaCodeError,
            f"the area code {B} stands there more than once",
        ),
        (
            "people.parquet",
            {"lsoa": [A, B, None], "count": [1000, 2000, 3000]},
            AreaCodeError,
            "has no area code",
        ),
        (
            "homes.parquet",
            {"lsoa": [A, "E01777777"], "rent": [1, 2], "own": [1, 1]},
            AreaCodeError,
            "E01777777 is not among",
        ),
        ("points.parquet", {"code": [A, A], "lat": [1.0, 2.0]}, DataError, "a code stands there more than once"),
        ("shapes.parquet", {"lsoa": [A], "geometry": [b"no shape"]}, DataError, "a shape cannot be read"),
    ],
)
def test_a_faulty_raw_table_is_named(
    tmp_path: Path,
    raw: Path,
    definition: Path,
    name: str,
    columns: dict[str, list[Any]],
    error: type[LeastfirstError],
    sentence: str,
) -> None:
    change(raw, name, **columns)
    with pytest.raises(error) as caught:
        build_pack(definition, raw, tmp_path / "pack")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw", "small.yaml"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            f"{A},{M},1\n{B},{M},0.3\n{B},{N},0.6\n{C},{N},1\n",
            f"the shares of {B} add up to 0.9, which is more than 0.001",
        ),
        (f"{A},{M},1\n{B},{M},1\n{C},,1\n", "row 3 has no to_code"),
        (f"{A},{M},1\n{B},{M},1\n", f"{C} of LSOA 2021 has no row"),
    ],
)
def test_shares_that_do_not_add_up_are_refused(
    tmp_path: Path, raw: Path, definition: Path, text: str, sentence: str
) -> None:
    (raw / "shares.csv").write_text("lsoa,msoa,share\n" + text)
    with pytest.raises((ConservationError, DataError)) as caught:
        build_pack(definition, raw, tmp_path / "pack")
    assert sentence in str(caught.value)
    assert "table by-share" in str(caught.value)


def test_a_missing_or_damaged_raw_file_is_named(tmp_path: Path, raw: Path, definition: Path) -> None:
    with pytest.raises(DataError, match="there is no such folder"):
        build_pack(definition, tmp_path / "nowhere", tmp_path / "pack")
    path = raw / "homes.parquet"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(DataError, match=r"homes\.parquet: it is damaged or not what its ending says"):
        build_pack(definition, raw, tmp_path / "pack")
    path.unlink()
    with pytest.raises(DataError, match=r"homes\.parquet: the raw file is missing"):
        build_pack(definition, raw, tmp_path / "pack")


def _tables(changes: dict[str, Any]) -> str:
    content = yaml.safe_load(DEFINITION)
    for path, value in changes.items():
        *steps, last = path.split("/")
        place = content
        for step in steps:
            place = place[step]
        place[last] = value
    text: str = yaml.safe_dump(content, sort_keys=False)
    return text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tables/population/sheet": 1}, "tables.population.sheet: it is not a known key"),
        ({"tables/population/rows": "three"}, "tables.population.rows: it is not a whole number"),
        ({"tables/population/geography": "parish-2021"}, "'parish-2021' is not a geography"),
        ({"tables/population/licence": "mine"}, "names the licence 'mine', which is not under 'licences'"),
        (
            {"tables/population/from/take": {"people": "count"}},
            "speaks of a column 'people' that is not under 'columns'",
        ),
        ({"tables/near/neighbours_of": "far"}, "table near needs 'far', which must stand before it"),
        ({"tables/population/weights": {"column": "x"}}, "only a lookup has 'weights'"),
        ({"tables/by-share/weights": {"column": "x", "shared_by": "y.z"}}, "say one of column, shared_by and most"),
        ({"tables/by-share/lookup_kind": None}, "a lookup, and nothing else, has 'target' and 'lookup_kind'"),
        ({"tables/homes/repeat/over/rented": {"raw": "rent"}}, "a name in braces is not known: 'words'"),
        ({"tables/libraries/columns/open/type": "string"}, "what this rule makes is of the type boolean"),
        ({"tables/libraries/columns/open/constant": True}, "say one of raw, share, constant"),
    ],
)
def test_a_faulty_definition_is_refused_before_anything_is_read(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(_tables(changes))
    with pytest.raises(DefinitionError) as caught:
        build_pack(path, tmp_path / "nowhere", tmp_path / "pack")
    assert sentence in str(caught.value)
    assert f"{path}: line " in str(caught.value)


def test_the_same_raw_tables_give_the_same_bytes(tmp_path: Path, raw: Path, definition: Path) -> None:
    one, other = (build_pack(definition, raw, tmp_path / name) for name in ("one", "other"))
    for path in one.path.iterdir():
        assert path.read_bytes() == (other.path / path.name).read_bytes(), path.name


def test_the_example_on_the_page_about_packs_builds(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "data-packs.md").read_text(encoding="utf-8")
    example = page[page.index("    id: my-country") :].split("\n\n")[0]
    (tmp_path / "my-country.yaml").write_text(textwrap.dedent(example))
    (tmp_path / "people.csv").write_text(f"code,name,count\n{A},Ash,1000\n{B},Birch,1500\n{C},Cedar,2000\n")
    pack = build_pack(tmp_path / "my-country.yaml", tmp_path, tmp_path / "pack")
    assert pack.table("population").data["residents"].to_pylist() == [1000, 1500, 2000]
