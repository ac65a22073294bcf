"""Plain tables and JSON documents in one SQLite file that never changes once it is written.

A public page asks for one row by its key or one sorted page of rows; SQLite answers that in microseconds, with next to
no memory and any number of readers. The file is opened read-only and as immutable, so that no lock is ever taken.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

Value = str | int | float | bool | None
Where = Mapping[str, Value | Sequence[Value]]

_SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def quoted(name: str) -> str:
    """The name of a table or a column as SQL."""
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def creating(path: Path) -> Iterator[sqlite3.Connection]:
    """A new file to fill; what was written is there when the block ends, compacted, in the same bytes each time."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nobody reads the file before it is whole, so a crash may leave anything: the folder is thrown away then.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "page_size = 8192"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE document (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("VACUUM")
    finally:
        connection.close()


def add_table(
    connection: sqlite3.Connection,
    name: str,
    table: pa.Table,
    types: Mapping[str, str],
    *,
    key: Sequence[str],
    indexed: Iterable[Sequence[str]] = (),
) -> None:
    """Write an Arrow table; `key` is unique, and each of `indexed` is a list of columns to find or sort rows by."""
    columns = ", ".join(f"{quoted(column)} {_SQL_TYPES[types[column]]}" for column in table.column_names)
    connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")
    marks = ", ".join("?" for _ in table.column_names)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({marks})", rows)
    if key:
        connection.execute(f"CREATE UNIQUE INDEX {quoted(f'{name} key')} ON {quoted(name)} ({_listed(key)})")
    for each in indexed:
        index = quoted(f"{name} by {' '.join(each)}")
        connection.execute(f"CREATE INDEX {index} ON {quoted(name)} ({_listed(each)})")


def add_document(connection: sqlite3.Connection, kind: str, id_: str, body: Mapping[str, Any]) -> None:
    """Write one JSON document; its kind and id are unique. Raises ValueError for what JSON has no word for (NaN)."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    connection.execute("INSERT INTO document VALUES (?, ?, ?)", (kind, id_, text))


class _Open:
    """A thread's connection, closed when the thread ends: servers start and stop threads all day."""

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def __del__(self) -> None:
        if hasattr(self, "connection"):
            self.connection.close()


class ReadOnly:
    """An immutable SQLite file, read by any number of threads, each over a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[_Open] = weakref.WeakSet()
        self.execute("SELECT 1 FROM document LIMIT 1")  # raises sqlite3.Error for what is no such file

    def execute(self, sql: str, values: Sequence[Value] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises DataError for a value that SQLite cannot look for."""
        self._local.queries = self.queries + 1
        try:
            return self._connection().execute(sql, values).fetchall()
        except (OverflowError, UnicodeEncodeError):
            raise DataError(
                "what is asked for is no text that can be written, or a number too large",
                do="write it in letters and smaller numbers",
            ) from None

    @property
    def queries(self) -> int:
        """How many queries this thread has asked."""
        return int(getattr(self._local, "queries", 0))

    def close(self) -> None:
        """Close every thread's connection; nobody may read any more."""
        with self._lock:
            for each in list(self._connections):
                each.connection.close()
            self._connections.clear()

    def document(self, kind: str, id_: str) -> dict[str, Any] | None:
        """A JSON document, or None."""
        rows = self.execute("SELECT body FROM document WHERE kind = ? AND id = ?", (kind, id_))
        return json.loads(rows[0][0]) if rows else None

    def documents(self, kind: str) -> list[dict[str, Any]]:
        """All documents of a kind, in the order in which they were written."""
        rows = self.execute("SELECT body FROM document WHERE kind = ? ORDER BY rowid", (kind,))
        return [json.loads(body) for (body,) in rows]

    def select(
        self,
        table: str,
        columns: Sequence[str],
        *,
        where: Where,
        matching: Mapping[str, str],
        order_by: Sequence[tuple[str, bool]],
        limit: int,
        offset: int,
    ) -> list[tuple[Any, ...]]:
        """Rows of a table whose columns hold what `where` says and contain the text of `matching`.

        Sorted by the columns of `order_by`, each with whether it goes down; missing values always come last, and ties
        keep the order of the table.
        """
        condition, values = _condition(where, matching)
        # NULLS LAST and not `c IS NULL, c`: only so an index is used, and a page comes a hundred times as fast.
        order = "".join(f"{quoted(c)} {'DESC' if down else 'ASC'} NULLS LAST, " for c, down in order_by)
        return self.execute(
            f"SELECT {_listed(columns)} FROM {quoted(table)}{condition} ORDER BY {order}rowid LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )

    def count(self, table: str, *, where: Where, matching: Mapping[str, str]) -> int:
        """How many rows there are of such."""
        condition, values = _condition(where, matching)
        return int(self.execute(f"SELECT count(*) FROM {quoted(table)}{condition}", values)[0][0])

    def distinct(self, table: str, columns: Sequence[str], *, limit: int) -> list[tuple[Any, ...]]:
        """The different values of some columns together, in order; missing values are left out."""
        known = " AND ".join(f"{quoted(each)} IS NOT NULL" for each in columns)
        listed = _listed(columns)
        return self.execute(
            f"SELECT DISTINCT {listed} FROM {quoted(table)} WHERE {known} ORDER BY {listed} LIMIT ?", (limit,)
        )

    def _connection(self) -> sqlite3.Connection:
        opened: _Open | None = getattr(self._local, "opened", None)
        if opened is None:
            opened = self._local.opened = _Open(self.path)
            with self._lock:
                self._connections.add(opened)
        return opened.connection


def _condition(where: Where, matching: Mapping[str, str]) -> tuple[str, list[Value]]:
    parts: list[str] = []
    values: list[Value] = []
    for column, wanted in where.items():
        if wanted is None:
            parts.append(f"{quoted(column)} IS NULL")
        elif isinstance(wanted, (str, int, float)):
            parts.append(f"{quoted(column)} = ?")
            values.append(wanted)
        else:
            parts.append(f"{quoted(column)} IN ({', '.join('?' for _ in wanted)})")
            values.extend(wanted)
    for column, text in matching.items():
        parts.append(f"{quoted(column)} LIKE ? ESCAPE '!'")
        values.append("%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(map(quoted, columns))
