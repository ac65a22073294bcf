"""A pack comes back as it was written; what is wrong with one is said in a sentence, and nothing is half-written."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.exchange.packs import Pack, check_pack, open_pack, write_pack
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError, ConservationError, DataError, LeastfirstError, OutputError
from leastfirst.ground.tables import Field, Needs, Table, TableMeta

LSOA, OLD, MSOA = Geography("lsoa", 2021), Geography("lsoa", 2011), Geography("msoa", 2021)
CODE = Field("area_code", "string")
A, B, C = "E01000001", "E01000002", "E01000003"
M, N = "E02000001", "E02000002"


def areas(*codes: str, geography: Geography = LSOA) -> Table:
    meta = TableMeta(f"areas-{geography}", "areas", "Areas", (CODE, Field("area_name", "string")), geography=geography)
    return Table(meta, pa.table({"area_code": codes, "area_name": [f"Name of {code}" for code in codes]}))


def population(codes: list[str], people: list[int | None], *, geography: Geography = LSOA) -> Table:
    fields = (CODE, Field("residents", "integer", unit="people"))
    meta = TableMeta("population", "population", "Residents", fields, geography=geography)
    return Table(meta, pa.table({"area_code": codes, "residents": pa.array(people, pa.int64())}))


def lookup(rows: list[tuple[str, str, float]], *, kind: Any = "weighted") -> Table:
    fields = (Field("from_code", "string"), Field("to_code", "string"), Field("weight", "number"))
    meta = TableMeta(
        "lookup", "lookup", "Lookup", fields, ("from_code", "to_code"), LSOA, target=MSOA, lookup_kind=kind
    )
    return Table(meta, pa.table(dict(zip(("from_code", "to_code", "weight"), zip(*rows, strict=True), strict=True))))


def index(codes: list[str], ranks: list[int | None]) -> Table:
    fields = (CODE, Field("need_rank", "integer", direction="lower-is-worse", required=False))
    meta = TableMeta("need", "index", "Need", fields, geography=LSOA)
    return Table(meta, pa.table({"area_code": codes, "need_rank": pa.array(ranks, pa.int64())}))


def neighbours(pairs: list[tuple[str, str]]) -> Table:
    fields = (CODE, Field("neighbour_code", "string"))
    meta = TableMeta("near", "neighbours", "Neighbours", fields, ("area_code", "neighbour_code"), LSOA)
    return Table(meta, pa.table({"area_code": [a for a, _ in pairs], "neighbour_code": [b for _, b in pairs]}))


def sound() -> list[Table]:
    return [
        areas(A, B, C),
        areas(M, N, geography=MSOA),
        population([A, B, C], [1500, 1600, 1700]),
        lookup([(A, M, 1.0), (B, M, 0.25), (B, N, 0.75), (C, N, 1.0)]),
        index([A, B, C], [2, 1, None]),
        neighbours([(A, B), (B, A)]),
    ]


def written(folder: Path, tables: list[Table]) -> Pack:
    return write_pack(folder, id="small", title="A small pack", version="1", tables=tables)


def faults(pack: Pack) -> list[str]:
    return [str(finding.fault) for finding in check_pack(pack) if finding.fault]


def test_a_pack_says_what_is_in_it_and_loads_what_is_asked_for(tmp_path: Path) -> None:
    pack = written(tmp_path / "pack", sound())
    assert (pack.id, pack.title, pack.version, pack.fictional) == ("small", "A small pack", "1", False)
    assert pack.tables["lookup"].target == MSOA
    inputs = pack.load(Needs().add("population").add("need", ["need_rank"]))
    assert inputs["population"].data.to_pydict() == {"area_code": [A, B, C], "residents": [1500, 1600, 1700]}
    assert inputs["need"].data.to_pydict() == {"need_rank": [2, 1, None]}
    assert inputs["need"].sha256 == pack.sha256("need")
    assert inputs["need"].meta.field("need_rank").direction == "lower-is-worse"
    findings = check_pack(pack)
    assert [finding.fault for finding in findings if finding.fault] == []
    assert len(findings) > 30


def test_rows_are_sorted_by_key_and_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    one = written(tmp_path / "one", sound())
    tables = sound()
    tables[2] = population([C, A, B], [1700, 1500, 1600])
    other = written(tmp_path / "other", tables)
    assert sorted(path.name for path in one.path.iterdir()) == sorted(path.name for path in other.path.iterdir())
    for path in one.path.iterdir():
        assert path.read_bytes() == (other.path / path.name).read_bytes(), path.name


def test_the_description_is_a_data_package_that_others_can_read(tmp_path: Path) -> None:
    pack = written(tmp_path / "pack", sound())
    content = json.loads((pack.path / "datapackage.json").read_text())
    assert content["name"] == "small"
    need = next(each for each in content["resources"] if each["name"] == "need")
    assert need["path"] == "need.parquet"
    assert need["hash"].startswith("sha256:")
    assert need["schema"]["primaryKey"] == ["area_code"]
    assert need["schema"]["fields"][1]["leastfirst"] == {"direction": "lower-is-worse"}
    assert need["leastfirst"]["geography"] == "lsoa-2021"
    assert pq.read_table(pack.path / "need.parquet").num_rows == 3


def replaced(table: Table) -> list[Table]:
    return [table if each.id == table.id else each for each in sound()]


@pytest.mark.parametrize(
    ("table", "error", "sentence"),
    [
        (population([A, B, B], [1, 2, 3]), AreaCodeError, f"the area code {B} stands there more than once"),
        (population([A, B, C], [1, -2, 3]), DataError, f"{B} has residents = -2"),
        (population([A, B, C], [1, None, 3]), DataError, f"residents is missing for {B}"),
        (population([A, B], [1, 2]), AreaCodeError, f"{C} of LSOA 2021 has no row"),
        (population([A, B, M], [1, 2, 3]), AreaCodeError, f"'{M}', which is not the code of an LSOA"),
        (
            population([A, B, "E01009999"], [1, 2, 3]),
            AreaCodeError,
            "E01009999 is not among the areas of LSOA 2021",
        ),
        (lookup([(A, M, 1.0), (B, M, 0.25), (B, N, 0.7), (C, N, 1.0)]), ConservationError, f"weights of {B} add up to"),
        (lookup([(A, M, 1.0), (B, M, 1.5), (B, N, -0.5), (C, N, 1.0)]), ConservationError, f"{B} has the weight"),
        (lookup([(A, M, 1.0), (B, M, 1.0)]), AreaCodeError, f"{C} of LSOA 2021 has no row"),
        (lookup([(A, M, 1.0), (B, M, 1.0), (C, "E02000009", 1.0)]), AreaCodeError, "E02000009 is not among"),
        (
            lookup([(A, M, 1.0), (B, M, 0.5), (B, N, 0.5), (C, N, 1.0)], kind="exact"),
            ConservationError,
            "some areas go to more than one target",
        ),
        (index([A, B, C], [2, 1, 4]), DataError, f"{C} has need_rank = 4"),
        (index([A, B, C], [0, 1, 2]), DataError, f"{A} has need_rank = 0"),
        (neighbours([(A, B)]), DataError, f"{B} is a neighbour of {A} but not the other way round"),
        (neighbours([(A, A)]), DataError, f"{A} is its own neighbour"),
        (neighbours([(A, B), (A, B), (B, A)]), DataError, f"{A} and {B} stands there more than once"),
    ],
)
def test_a_faulty_table_is_refused_and_nothing_is_left(
    tmp_path: Path, table: Table, error: type[LeastfirstError], sentence: str
) -> None:
    with pytest.raises(error) as caught:
        written(tmp_path / "pack", replaced(table))
    assert sentence in str(caught.value)
    assert f"table {table.id}" in str(caught.value) or f"lookup {table.id}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_2011_that_says_it_is_of_2021_is_refused(tmp_path: Path) -> None:
    old = population([A, B, "E01000009"], [1, 2, 3], geography=LSOA)
    with pytest.raises(
        AreaCodeError, match="E01000009 is not among the areas of LSOA 2021; check that the table is of"
    ):
        written(tmp_path / "pack", [areas(A, B, "E01000009", geography=OLD), *replaced(old)])


def test_a_faulty_pack_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    old = written(tmp_path / "pack", sound())
    before = {path.name: path.read_bytes() for path in old.path.iterdir()}
    with pytest.raises(DataError):
        written(tmp_path / "pack", replaced(population([A, B, C], [1, -2, 3])))
    assert {path.name: path.read_bytes() for path in old.path.iterdir()} == before
    new = written(tmp_path / "pack", replaced(population([A, B, C], [1, 2, 3])))
    assert new.table("population").data["residents"].to_pylist() == [1, 2, 3]
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


class FullDisk:
    """Stands in the place of a file on a disk that is full after some bytes."""

    def __init__(self, file: Any, room: int) -> None:
        self.file, self.room = file, room

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> int:
        self.room -= len(content)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self.file.write(content))


@pytest.mark.parametrize("name", ["population.parquet", "datapackage.json"])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    written(tmp_path / "pack", sound())
    before = (tmp_path / "pack" / "datapackage.json").read_bytes()
    really: Callable[..., Any] = Path.open

    def open_on_full_disk(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        file = really(path, mode, *rest, **more)
        return FullDisk(file, 100) if path.name == name and mode == "wb" else file

    monkeypatch.setattr(Path, "open", open_on_full_disk)
    with pytest.raises(OutputError, match="the disk is full, so nothing was written; free some space"):
        written(tmp_path / "pack", replaced(population([A, B, C], [1, 2, 3])))
    with pytest.raises(OutputError, match="the disk is full"):
        written(tmp_path / "new", sound())
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]
    assert (tmp_path / "pack" / "datapackage.json").read_bytes() == before


def test_a_pack_never_replaces_something_else(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="holds something that is not a data pack"):
        written(tmp_path / "mine", sound())
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="there is a file of that name"):
        written(tmp_path / "file", sound())
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"


def test_a_missing_pack_table_or_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"there is no data pack: datapackage\.json is missing"):
        open_pack(tmp_path / "none")
    pack = written(tmp_path / "pack", sound())
    with pytest.raises(DataError, match="there is no table 'imd-2031'"):
        pack.load(Needs().add("imd-2031"))
    with pytest.raises(
        DataError, match="table need: there is no column 'need_scores'; use one of area_code, need_rank"
    ):
        pack.load(Needs().add("need", ["need_scores"]))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def remove(path: Path) -> None:
    path.unlink()


def other_type(path: Path) -> None:
    _rewrite(path, {"area_code": [A, B, C], "residents": ["many", "few", "none"]})


def other_name(path: Path) -> None:
    _rewrite(path, {"area_code": [A, B, C], "people": [1500, 1600, 1700]})


def fewer_rows(path: Path) -> None:
    _rewrite(path, {"area_code": [A, B], "residents": [1500, 1600]})


def no_parquet(path: Path) -> None:
    path.write_bytes(b"area_code,residents\n" + bytes(path.stat().st_size - 20))


def _rewrite(path: Path, content: dict[str, list[Any]]) -> None:
    """Put another table there and let the description say its size, so that only the content is wrong."""
    pq.write_table(pa.table(content), path)
    description = path.parent / "datapackage.json"
    told = json.loads(description.read_text())
    for each in told["resources"]:
        if each["path"] == path.name:
            each["bytes"] = path.stat().st_size
    description.write_text(json.dumps(told))


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut, "bytes, but datapackage.json says"),
        (remove, "the file of table population is missing"),
        (other_type, "the column residents holds string, but datapackage.json says integer"),
        (other_name, "it has no column 'residents'"),
        (fewer_rows, "it has 2 rows, but datapackage.json says 3"),
        (no_parquet, "it is damaged or no Parquet file"),
    ],
)
def test_a_damaged_file_is_named_in_one_sentence(tmp_path: Path, damage: Callable[[Path], None], sentence: str) -> None:
    written(tmp_path / "pack", sound())
    path = tmp_path / "pack" / "population.parquet"
    damage(path)
    pack = open_pack(tmp_path / "pack")
    with pytest.raises(DataError) as caught:
        pack.load(Needs().add("population"))
    assert sentence in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert faults(pack), "the check must see it too"
    assert pack.table("need").data.num_rows == 3, "the other tables can still be read"


def test_a_flipped_bit_never_gives_other_numbers(tmp_path: Path) -> None:
    pack = written(tmp_path / "pack", sound())
    expected = pack.table("population").data
    path = tmp_path / "pack" / "population.parquet"
    content = path.read_bytes()
    refused = 0
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ (0x10, 0x80)[place % 2]]) + content[place + 1 :])
        try:
            assert open_pack(tmp_path / "pack").table("population").data.equals(expected)
        except DataError:
            refused += 1
    assert refused > 100


def test_a_check_names_every_fault_and_not_only_the_first(tmp_path: Path) -> None:
    written(tmp_path / "pack", sound())
    cut(tmp_path / "pack" / "need.parquet")
    remove(tmp_path / "pack" / "near.parquet")
    found = faults(open_pack(tmp_path / "pack"))
    assert len(found) == 2
    assert "need.parquet" in found[0]
    assert "near.parquet" in found[1]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda told: told.pop("resources"), "the property 'resources' is missing"),
        (lambda told: told["resources"][0].pop("schema"), "the property 'schema' is missing"),
        (lambda told: told["resources"][0].update(path="../elsewhere.parquet"), "leads out of the pack"),
        (lambda told: told["resources"][0].update(path="/etc/passwd"), "leads out of the pack"),
        (lambda told: told["resources"][0]["leastfirst"].update(kind="sheet"), "the kind is 'sheet'"),
        (lambda told: told["resources"][0]["leastfirst"].update(geography="lsoa"), "'lsoa' is not a geography"),
        (lambda told: told["resources"].append(told["resources"][0]), "two resources are called 'areas-lsoa-2021'"),
        (lambda told: told.update(resources=7), "it is not laid out as a data pack"),
    ],
)
def test_a_faulty_description_is_named_in_one_sentence(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    written(tmp_path / "pack", sound())
    path = tmp_path / "pack" / "datapackage.json"
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))
    with pytest.raises(LeastfirstError) as caught:
        open_pack(tmp_path / "pack")
    assert sentence in str(caught.value)
    path.write_text("{")
    with pytest.raises(DataError, match="it is not valid JSON"):
        open_pack(tmp_path / "pack")


def test_who_comes_second_keeps_the_pack_of_who_came_first(tmp_path: Path) -> None:
    written(tmp_path / "pack", sound())
    other = replaced(population([A, B, C], [1, 2, 3]))
    pack = write_pack(tmp_path / "pack", id="small", title="Later", tables=other, keep=True)
    assert pack.title == "A small pack"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


_codes = st.lists(st.integers(0, 999_999).map(lambda n: f"E01{n:06d}"), min_size=1, max_size=30, unique=True)
_values = {
    "string": st.text(max_size=8),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "date": st.dates(),
    "geometry": st.binary(max_size=8),
}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    codes = data.draw(_codes)
    kinds = data.draw(st.lists(st.sampled_from(sorted(_values)), max_size=4))
    fields = [CODE, *(Field(f"column_{i}", kind, required=False) for i, kind in enumerate(kinds))]  # type: ignore[arg-type]
    content: dict[str, Any] = {"area_code": codes}
    arrow = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    arrow |= {"date": pa.date32(), "geometry": pa.binary()}
    for i, kind in enumerate(kinds):
        values = data.draw(st.lists(st.none() | _values[kind], min_size=len(codes), max_size=len(codes)))
        content[f"column_{i}"] = pa.array(values, arrow[kind])
    meta = TableMeta("facts", "indicators", "Facts", tuple(fields), geography=LSOA)
    table = Table(meta, pa.table(content))
    folder = tmp_path_factory.mktemp("round") / "pack"
    pack = written(folder, [areas(*codes), table])
    read = pack.table("facts")
    assert read.data.equals(table.data.sort_by("area_code"))
    assert read.meta == replace(table.meta)
    wanted = data.draw(st.sets(st.sampled_from([each.name for each in fields]), min_size=1))
    some = pack.load(Needs().add("facts", wanted))["facts"].data
    assert some.column_names == [each.name for each in fields if each.name in wanted]
    assert some.equals(read.data.select(some.column_names))
