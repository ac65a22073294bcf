"""The SQLite file of an edition: what was written is read again, in order, by any thread, and nothing can change it."""

from __future__ import annotations

import gc
import random
import sqlite3
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from leastfirst.engines.on_sqlite import ReadOnly, add_document, add_table, creating
from leastfirst.ground.errors import DataError

TYPES = {"code": "string", "name": "string", "rank": "integer", "share": "number", "on": "boolean"}
PLACES = pa.table(
    {
        "code": pa.array(["a", "b", "c", "d", "e"]),
        "name": pa.array(["Salt 100%", "salt_marsh", "Saltmarsh", None, 'O"Brien!']),
        "rank": pa.array([2, 1, None, 2, 3]),
        "share": pa.array([0.5, None, 0.25, 1.0, 0.0]),
        "on": pa.array([True, False, None, True, False]),
    }
)


def write(path: Path) -> Path:
    with creating(path) as connection:
        add_table(connection, "places", PLACES, TYPES, key=["code"], indexed=[["rank"], ["name", "rank"]])
        add_document(connection, "list", "b", {"title": "Zweite – second", "n": 1})
        add_document(connection, "list", "a", {"title": "First", "n": None})
    return path


@pytest.fixture
def file(tmp_path: Path) -> Iterator[ReadOnly]:
    opened = ReadOnly(write(tmp_path / "a ?#%20.sqlite"))
    yield opened
    opened.close()


def codes(file: ReadOnly, **asked: object) -> str:
    given = {"where": {}, "matching": {}, "order_by": [], "limit": 100, "offset": 0, **asked}
    return "".join(code for (code,) in file.select("places", ["code"], **given))  # type: ignore[arg-type]


def test_rows_come_as_they_were_written(file: ReadOnly) -> None:
    found = file.select("places", PLACES.column_names, where={}, matching={}, order_by=[], limit=9, offset=0)
    assert [dict(zip(PLACES.column_names, row, strict=True)) for row in found] == PLACES.to_pylist()


def test_missing_values_come_last_whichever_way_and_ties_keep_their_order(file: ReadOnly) -> None:
    assert codes(file, order_by=[("rank", False)]) == "badec"
    assert codes(file, order_by=[("rank", True)]) == "eadbc"
    assert codes(file, order_by=[("on", True), ("share", False)]) == "adebc"
    assert codes(file, order_by=[("share", True)]) == "daceb"


def test_every_page_in_every_order_is_that_of_the_whole_sorted(tmp_path: Path) -> None:
    """Whether an index serves the order or not, and whatever is asked for beside it."""
    chance = random.Random(7)
    rows = [(i, chance.choice([None, 1, 2, 3]), chance.choice([None, "a", "b"]), chance.random()) for i in range(200)]
    names = ("n", "rank", "name", "share")
    table = pa.table({name: pa.array([row[at] for row in rows]) for at, name in enumerate(names)})
    types = {"n": "integer", "rank": "integer", "name": "string", "share": "number"}
    with creating(tmp_path / "x.sqlite") as connection:
        add_table(connection, "t", table, types, key=["n"], indexed=[["rank"], ["name", "rank"]])
    file = ReadOnly(tmp_path / "x.sqlite")
    keys = [(name, down) for name in names for down in (False, True)]
    for order in ([one] for one in keys), ([one, other] for one in keys for other in keys if one[0] != other[0]):
        for order_by in order:
            for where in ({}, {"rank": 2}, {"name": ["a", "b"]}):
                wanted = [row for row in rows if all(row[names.index(c)] in _many(v) for c, v in where.items())]
                for name, down in reversed(order_by):
                    at = names.index(name)
                    known = [row for row in wanted if row[at] is not None]
                    known.sort(key=lambda row, at=at: row[at], reverse=down)  # type: ignore[misc]
                    wanted = known + [row for row in wanted if row[at] is None]
                found = file.select("t", ["n"], where=where, matching={}, order_by=order_by, limit=30, offset=25)
                assert [n for (n,) in found] == [row[0] for row in wanted[25:55]], (order_by, where)
    file.close()


def _many(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def test_an_index_serves_a_sorted_page(file: ReadOnly) -> None:
    for way in ("ASC", "DESC"):
        ((*_, plan), *_rest) = file.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM places ORDER BY rank {way} NULLS LAST, rowid LIMIT 9"
        )
        assert plan == "SCAN places USING INDEX places by rank"


def test_a_page_of_rows(file: ReadOnly) -> None:
    assert codes(file, order_by=[("rank", False)], limit=2, offset=1) == "ad"
    assert codes(file, offset=9) == ""


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ({"rank": 2}, "ad"),
        ({"rank": None}, "c"),
        ({"rank": [1, 3]}, "be"),
        ({"rank": []}, ""),
        ({"code": "d", "rank": 2}, "d"),
        ({"on": True}, "ad"),
        ({"on": False}, "be"),
        ({"name": 'O"Brien!'}, "e"),
        ({"name": "x' OR '1'='1"}, ""),
        ({"rank": "2"}, "ad"),
    ],
)
def test_rows_are_chosen_by_what_they_hold(file: ReadOnly, where: dict[str, object], wanted: str) -> None:
    assert codes(file, where=where) == wanted
    assert file.count("places", where=where, matching={}) == len(wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("salt", "abc"), ("SALT", "abc"), ("%", "a"), ("_", "b"), ("!", "e"), ("t_m", "b"), ("0%", "a"), ('"', "e")],
)
def test_a_text_is_sought_as_it_stands(file: ReadOnly, text: str, wanted: str) -> None:
    assert codes(file, matching={"name": text}) == wanted
    assert file.count("places", where={}, matching={"name": text}) == len(wanted)


def test_different_values_together(file: ReadOnly) -> None:
    assert file.distinct("places", ["on"], limit=9) == [(0,), (1,)]
    assert len(file.distinct("places", ["rank", "on"], limit=2)) == 2


@pytest.mark.parametrize("asked", [{"where": {"code": "\ud800"}}, {"where": {"rank": 2**70}}, {"offset": 10**30}])
def test_what_sqlite_cannot_look_for_is_a_sentence(file: ReadOnly, asked: dict[str, object]) -> None:
    with pytest.raises(DataError, match="no text that can be written, or a number too large"):
        codes(file, **asked)
    assert codes(file, where={"rank": 1}) == "b"


def test_documents_keep_their_order_and_their_words(file: ReadOnly) -> None:
    assert file.document("list", "b") == {"title": "Zweite – second", "n": 1}
    assert [each["title"] for each in file.documents("list")] == ["Zweite – second", "First"]
    assert file.document("list", "c") is None
    assert file.documents("nothing") == []


def test_what_json_has_no_word_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"), creating(tmp_path / "x.sqlite") as connection:
        add_document(connection, "list", "a", {"share": float("nan")})


def test_the_same_contents_are_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "one.sqlite").read_bytes() == write(tmp_path / "two.sqlite").read_bytes()


def test_nothing_can_be_changed(file: ReadOnly) -> None:
    before = file.path.read_bytes()
    for sql in ("DELETE FROM places", "CREATE TABLE x (y)", "UPDATE document SET body = ''"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            file.execute(sql)
    assert file.path.read_bytes() == before
    assert [each.name for each in file.path.parent.iterdir()] == [file.path.name]


def test_two_rows_of_one_key_are_refused(tmp_path: Path) -> None:
    twice = pa.concat_tables([PLACES, PLACES.slice(0, 1)])
    with pytest.raises(sqlite3.IntegrityError), creating(tmp_path / "x.sqlite") as connection:
        add_table(connection, "places", twice, TYPES, key=["code"])


@pytest.mark.parametrize("content", [None, b"", b"not a database at all, but long enough to be read" * 40])
def test_what_is_no_such_file_is_said_when_it_is_opened(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(sqlite3.Error):
        ReadOnly(path)


def test_threads_read_at_once_and_each_counts_its_own_queries(file: ReadOnly) -> None:
    start = threading.Barrier(4)

    def read(turns: int) -> tuple[int, set[str]]:
        start.wait()
        found = {codes(file, order_by=[("rank", False)]) for _ in range(turns)}
        return file.queries, found

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(read, [10, 20, 30, 40]))
    assert [found for _, found in done] == [{"badec"}] * 4
    assert [queries for queries, _ in done] == [10, 20, 30, 40]


def test_a_thread_that_ends_takes_its_connection_with_it(file: ReadOnly) -> None:
    for _ in range(20):
        thread = threading.Thread(target=codes, args=(file,))
        thread.start()
        thread.join()
    gc.collect()
    assert len(file._connections) == 1  # this thread's own


def test_nobody_reads_after_it_is_closed(tmp_path: Path) -> None:
    opened = ReadOnly(write(tmp_path / "x.sqlite"))
    opened.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        codes(opened)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        del opened
        gc.collect()
