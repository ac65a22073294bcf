"""An edition written and read again: tables, documents, files; and what is wrong with one is said in a sentence."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from leastfirst.ground.errors import DataError, OutputError
from leastfirst.ground.provenance import DefinitionRecord, InputRecord, Manifest
from leastfirst.ground.tables import Field
from leastfirst.publish import MOST_ROWS, About, Edition, open_edition
from leastfirst.publish.reading import current
from leastfirst.publish.removing import remove_old
from leastfirst.publish.writing import EditionWriter, finish, new_edition, put_up

ABOUT = About(
    definition="made-up",
    title="Made up",
    summary="A test",
    leading="one",
    fictional=True,
    pack_id="made-up",
    pack_title="Made up",
    pack_version="1",
    code_version="0",
    designations=("one",),
    geographies=(),
    funds=(),
    votes=(),
)
MANIFEST = Manifest(
    "a test",
    (InputRecord("imd", "2025", "MHCLG", "OGL v3", "Contains public sector information", "ab" * 32),),
    (DefinitionRecord("one", "inferred", "cd" * 32),),
    seed=7,
)
PLACES = pa.table(
    {
        "area_code": pa.array(["E1", "E2", "E3"]),
        "area_name": pa.array(["Salt 100%", "Saltmarsh", None]),
        "rank": pa.array([2, None, 1], pa.int64()),
        "share": pa.array([0.5, 1.0, None], pa.float64()),
        "designated": pa.array([True, None, False]),
    }
)

RANK = Field("rank", "integer", "Rank", "rank, 1 = greatest need", "lower-is-worse")


def fill(writer: EditionWriter, *, title: str = "Places") -> None:
    meant = [Field("rank", "integer", "Rank", "rank, 1 = greatest need", "lower-is-worse")]
    writer.table(
        "places", PLACES, subject="areas", of="one", title=title, manifest=MANIFEST, fields=meant, indexed=["rank"]
    )
    many = pa.table({"n": pa.array(range(2 * MOST_ROWS))})
    writer.table("many", many, subject="numbers", title="Many", key=("n",), manifest=MANIFEST, download=False)
    writer.document("designation", "one", {"finding": "Two of three."})
    writer.file("files/places.csv", b"area_code\n")
    finish(writer, ABOUT)


def made(editions: Path, *, title: str = "Places") -> Path:
    with new_edition(editions) as writer:
        fill(writer, title=title)
    return writer.folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "editions")


@pytest.fixture
def edition(folder: Path) -> Iterator[Edition]:
    opened = open_edition(folder)
    yield opened
    opened.close()


def test_what_was_written_is_read(edition: Edition) -> None:
    assert edition.rows("places").rows == PLACES.to_pylist()
    assert edition.row("places", "E2") == PLACES.to_pylist()[1]
    assert edition.row("places", "E9") is None
    assert edition.document("designation", "one") == {"finding": "Two of three."}
    assert edition.document("designation", "two") is None
    assert edition.about == ABOUT
    assert (edition.title, edition.fictional) == ("Made up", True)


def test_truth_values_stay_so_where_some_columns_are_read(edition: Edition) -> None:
    found = edition.rows("places", columns=["designated", "area_code"], where={"designated": True})
    assert found.rows == [{"designated": True, "area_code": "E1"}]
    assert found.rows[0]["designated"] is True


def test_a_table_says_what_it_is_and_what_it_was_made_from(edition: Edition) -> None:
    about = edition.table("places")
    assert (about.subject, about.of, about.rows, about.key, about.seed) == ("areas", "one", 3, ("area_code",), 7)
    assert [column.type for column in about.columns] == ["string", "string", "integer", "number", "boolean"]
    rank = about.column("rank")
    assert rank is not None
    assert (rank.title, rank.unit, rank.direction) == ("Rank", "rank, 1 = greatest need", "lower-is-worse")
    assert (about.made_from[0].licence, about.made_from[0].sha256) == ("OGL v3", "ab" * 32)
    assert about.made_by == ({"id": "one", "status": "inferred", "sha256": "cd" * 32},)
    assert about.download
    assert not edition.table("many").download


def test_a_page_of_many_rows_and_how_many_there_are(edition: Edition) -> None:
    found = edition.rows("many", order_by="n", descending=True, limit=2, offset=1)
    assert [row["n"] for row in found.rows] == [1998, 1997]
    assert found.total == 2 * MOST_ROWS
    assert len(edition.rows("many").rows) == MOST_ROWS
    assert edition.rows("many", limit=3, counted=False).total == 3


def test_one_page_is_two_questions_and_one_row_is_one(edition: Edition) -> None:
    before = edition.queries
    edition.rows("places", where={"rank": 1})
    assert edition.queries - before == 2
    edition.row("places", "E1")
    assert edition.queries - before == 3


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda e: e.rows("nowhere"), "Made up: there is no table 'nowhere'; choose one from the data page"),
        (lambda e: e.rows("places", columns=["size"]), "Places: there is no column 'size'; use one of area_code"),
        (lambda e: e.rows("places", where={"size; DROP TABLE places": 1}), "there is no column 'size; DROP"),
        (lambda e: e.rows("places", order_by="size"), "there is no column 'size'"),
        (lambda e: e.rows("places", order_by=[("rank", True), ('rank" DESC --', False)]), "there is no column"),
        (lambda e: e.rows("places", matching={"size": "x"}), "there is no column 'size'"),
        (lambda e: e.choices("places", "size"), "there is no column 'size'"),
        (lambda e: e.rows("many", limit=1001), "1,001 rows from 0 cannot be read at once; ask for up to 1,000"),
        (lambda e: e.rows("many", limit=-1), "-1 rows from 0 cannot be read at once"),
        (lambda e: e.rows("many", offset=-1), "1,000 rows from -1 cannot be read at once"),
        (lambda e: e.rows("many", offset=10**40), "a number too large; write it in letters and smaller numbers"),
        (lambda e: e.rows("places", matching={"area_name": "x" * 201}), "has 201 letters; write up to 200"),
        (lambda e: e.rows("places", where={"area_code": "\udfff"}), "no text that can be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(edition: Edition, ask: Callable[[Edition], object], sentence: str) -> None:
    with pytest.raises(DataError) as error:
        ask(edition)
    assert sentence in str(error.value)
    assert str(error.value).count(". ") == 0
    assert len(edition.rows("places").rows) == 3


def test_only_files_that_the_manifest_names_can_be_had(edition: Edition, folder: Path) -> None:
    (folder / "files" / "secret.txt").write_text("x", encoding="utf-8")
    found = edition.file("files/places.csv")
    assert found is not None
    assert found.read_bytes() == b"area_code\n"
    for name in ("files/secret.txt", "../editions/current", "/etc/passwd", "manifest.json", "files"):
        assert edition.file(name) is None


def cut(folder: Path) -> None:
    path = folder / "edition.sqlite"
    path.write_bytes(path.read_bytes()[:-1])


def lose(folder: Path) -> None:
    (folder / "files" / "places.csv").unlink()


def spoil(folder: Path) -> None:
    path = folder / "edition.sqlite"
    path.write_bytes(b"\0" * path.stat().st_size)


def unwrite(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"outputs": 3}', encoding="utf-8")


def unname(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"outputs": {}, "bytes": {}}', encoding="utf-8")
    (folder / "edition.sqlite").unlink()


def forget_head(folder: Path) -> None:
    """A file whose size is right and whose head is not there."""
    path = folder / "edition.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("UPDATE document SET kind = 'lost' WHERE kind = 'edition'")
    connection.commit()
    connection.close()
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told["bytes"]["edition.sqlite"] = path.stat().st_size
    told["outputs"]["edition.sqlite"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut, "edition.sqlite: a file of the edition is missing or cut short; publish the edition again."),
        (lose, "places.csv: a file of the edition is missing or cut short; publish the edition again."),
        (spoil, "edition.sqlite: a file of the edition is not as it was published; publish the edition again."),
        (unwrite, "it is no edition, or its manifest is damaged; publish the edition again."),
        (unname, "edition.sqlite: a file of the edition cannot be read; publish the edition again."),
        (forget_head, "it is damaged or no edition ('no edition about'); publish the edition again."),
    ],
)
def test_a_damaged_edition_is_one_sentence(folder: Path, damage: Callable[[Path], None], sentence: str) -> None:
    damage(folder)
    with pytest.raises(DataError) as error:
        Edition(folder)
    assert str(error.value).endswith(sentence)


@pytest.mark.parametrize("named", [None, "", "..", "../x", ".new-abc", "a/b"])
def test_no_edition_is_up(tmp_path: Path, named: str | None) -> None:
    if named is not None:
        (tmp_path / "current").write_text(named, encoding="utf-8")
    with pytest.raises(DataError, match=r"no edition is up; run `leastfirst publish` first"):
        open_edition(tmp_path)


def test_a_new_one_goes_up_while_the_old_one_is_read_on(tmp_path: Path) -> None:
    first = made(tmp_path)
    put_up(first)
    reader = open_edition(tmp_path)
    second = made(tmp_path, title="Places, again")
    assert current(tmp_path) == first
    put_up(second)
    later = open_edition(tmp_path)
    assert (reader.table("places").title, later.table("places").title) == ("Places", "Places, again")
    assert reader.rows("places").total == 3
    assert (reader.id, later.id) == (first.name, second.name)
    reader.close()
    later.close()


def test_the_same_contents_are_the_same_edition(tmp_path: Path) -> None:
    first = made(tmp_path)
    reader = open_edition(first)
    assert made(tmp_path) == first
    assert made(tmp_path / "elsewhere").name == first.name
    assert reader.rows("places").total == 3
    reader.close()
    assert made(tmp_path, title="Another").name != first.name


def test_the_manifest_names_every_file_with_its_sha256(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = {
        p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"
    }
    assert told["outputs"] == {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in files.items()}
    assert told["bytes"] == {name: p.stat().st_size for name, p in files.items()}
    assert told["id"] == folder.name


@pytest.mark.parametrize("error", [RuntimeError("a bug"), DataError("no data"), KeyboardInterrupt()])
def test_when_it_fails_nothing_of_it_stays(tmp_path: Path, error: BaseException) -> None:
    before = made(tmp_path)
    put_up(before)

    def break_off() -> None:
        with new_edition(tmp_path) as writer:
            fill(writer)
            raise error

    with pytest.raises(type(error)):
        break_off()
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([before.name, "current"])
    assert current(tmp_path) == before


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    def write(reason: OSError | None) -> None:
        with new_edition(tmp_path) as writer:
            if reason is not None:
                raise reason
            writer.connection.execute("PRAGMA max_page_count = 4")
            fill(writer)

    for reason in (OSError(28, "No space left on device"), None):
        words = "no space left on device" if reason else "database or disk is full"
        with pytest.raises(OutputError, match=rf"cannot be written \({words}\); make room or choose another place"):
            write(reason)
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="the folder cannot be made"), new_edition(tmp_path / "file" / "editions"):
        pass


def test_tables_and_documents_stand_there_once_and_rows_are_told_apart(tmp_path: Path) -> None:
    with new_edition(tmp_path) as writer:
        fill(writer)
        with pytest.raises(DataError, match="the table 'places' is there twice"):
            writer.table("places", PLACES, subject="areas", title="Places", manifest=MANIFEST)
        with pytest.raises(DataError, match="the document 'designation/one' is there twice"):
            writer.document("designation", "one", {})
        alike = pa.table({"rank": pa.array([1, 1])})
        with pytest.raises(DataError, match="table alike of the edition: two of its rows are alike in rank"):
            writer.table("alike", alike, subject="areas", title="Alike", key=("rank",), manifest=MANIFEST)
    opened = open_edition(writer.folder)
    assert sorted(opened.tables) == ["many", "places"]
    opened.close()


def test_a_table_of_several_was_made_from_all_of_theirs(tmp_path: Path) -> None:
    other = Manifest(
        "b", (InputRecord("cni", "2023", "OCSI", "", "", "ef" * 32),), MANIFEST.definitions, fictional=True
    )
    with new_edition(tmp_path) as writer:
        fill(writer)
        writer.table("others", PLACES, subject="areas", title="Others", manifest=other)
        both = writer.manifest_of("both", ["others", "places"])
    assert [each.id for each in both.inputs] == ["cni", "imd"]
    assert both.definitions == MANIFEST.definitions
    assert (both.made, both.seed, both.fictional) == ("both", 7, True)


def aged(editions: Path, *titles: str) -> list[Path]:
    """Editions, the first written the longest ago."""
    folders = [made(editions, title=title) for title in titles]
    for age, folder in enumerate(reversed(folders)):
        os.utime(folder / "manifest.json", (1_000_000 - age, 1_000_000 - age))
    return folders


def test_the_last_two_stay_and_the_one_that_is_up(tmp_path: Path) -> None:
    one, two, three, four = aged(tmp_path, "1", "2", "3", "4")
    put_up(one)
    assert remove_old(tmp_path) == (two.name,)
    assert {each.name for each in tmp_path.iterdir()} == {one.name, three.name, four.name, "current"}
    put_up(four)
    assert remove_old(tmp_path, keep=1) == (one.name, three.name)
    assert remove_old(tmp_path, keep=1) == ()
    assert current(tmp_path) == four


def test_an_edition_that_is_made_again_counts_as_the_latest(tmp_path: Path) -> None:
    one, two, three = aged(tmp_path, "1", "2", "3")
    assert made(tmp_path, title="1") == one
    assert remove_old(tmp_path) == (two.name,)
    assert {each.name for each in tmp_path.iterdir()} == {one.name, three.name}


def test_what_broke_off_long_ago_goes_and_what_may_be_written_now_stays(tmp_path: Path) -> None:
    made(tmp_path)
    for name, age in ((".new-old", 90_000), (".new-young", 60)):
        (tmp_path / name).mkdir()
        newest = max(path.stat().st_mtime for path in tmp_path.glob("*/manifest.json"))
        os.utime(tmp_path / name, (newest - age, newest - age))
    (tmp_path / "notes").mkdir()
    assert remove_old(tmp_path) == ()
    assert sorted(each.name for each in tmp_path.glob(".new-*")) == [".new-young"]
    assert (tmp_path / "notes").is_dir()


def test_at_least_one_is_kept(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="--keep: 0 editions cannot be kept; keep 1 or more"):
        remove_old(tmp_path, keep=0)
