"""Read an edition: rows of its tables, its documents, its files. Nothing here ever changes one."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from leastfirst.engines.on_sqlite import ReadOnly, Where
from leastfirst.ground.errors import DataError
from leastfirst.publish.contents import About, TableAbout, rows_as_records
from leastfirst.publish.search.finding import Hit, PostcodeFound, find, find_postcode

if TYPE_CHECKING:
    from leastfirst.exchange.packs import Pack

REPUBLISH = "publish the edition again"
CURRENT = "current"
DATABASE, MANIFEST, PACK = "edition.sqlite", "manifest.json", "pack"
# Nobody reads more rows than this in one page; whole tables are files.
MOST_ROWS = 1_000
# Nobody looks for a longer text, and SQLite gives up on very long ones.
LONGEST = 200

Record = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """One page of rows, and how many there are in all."""

    rows: list[Record]
    total: int


class Edition:
    """An edition that is open for reading, by any number of threads.

    `id` is its name and stands for its bytes; `about` its head; `tables` what is in it, by id.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.id = folder.name
        self.manifest = _manifest(folder)
        _same(folder / DATABASE, self.manifest.get(DATABASE, ""))
        self.file_of_tables = _opened(folder / DATABASE)
        try:
            self.about = About.model_validate(self._one("edition", "about"))
            found = [TableAbout.model_validate(each) for each in self.file_of_tables.documents("table")]
        except (sqlite3.Error, ValidationError, ValueError, KeyError) as error:
            self.close()
            raise _damaged(folder / DATABASE, error) from None
        self._choices: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        self.tables: Mapping[str, TableAbout] = {each.id: each for each in found}

    @property
    def title(self) -> str:
        """What the edition is called."""
        return self.about.title

    @property
    def fictional(self) -> bool:
        """Whether it is invented; every page must say so."""
        return self.about.fictional

    @property
    def queries(self) -> int:
        """How many queries this thread has asked of it."""
        return self.file_of_tables.queries

    def table(self, table_id: str) -> TableAbout:
        """What a table is; raises DataError if there is none of that id."""
        try:
            return self.tables[table_id]
        except KeyError:
            raise DataError(
                f"there is no table '{table_id}'", where=self.title, do="choose one from the data page"
            ) from None

    def row(self, table_id: str, *key: str | int) -> Record | None:
        """The row of a table with that key, or None."""
        about = self.table(table_id)
        found = self.rows(table_id, where=dict(zip(about.key, key, strict=True)), limit=1, counted=False)
        return found.rows[0] if found.rows else None

    def rows(
        self,
        table_id: str,
        *,
        columns: Sequence[str] = (),
        where: Where | None = None,
        matching: Mapping[str, str] | None = None,
        order_by: str | Sequence[tuple[str, bool]] = (),
        descending: bool = False,
        limit: int = MOST_ROWS,
        offset: int = 0,
        counted: bool = True,
    ) -> Rows:
        """A page of rows: those whose columns are equal to (or one of) what `where` says.

        `matching` asks for text that a column contains, with capitals or without. `order_by` is a column, or several
        with whether each goes down; missing values come last either way. Raises DataError for a column that is not
        there, for more than 1,000 rows at once, and for a text of more than 200 letters. Without `counted`, `total` is
        the number of rows returned.
        """
        about = self.table(table_id)
        order = [(order_by, descending)] if isinstance(order_by, str) else list(order_by)
        asked = {**(where or {}), **(matching or {})}
        for name in (*columns, *asked, *(name for name, _ in order)):
            if about.column(name) is None:
                raise DataError(
                    f"there is no column '{name}'", where=about.title, do=f"use one of {', '.join(about.names)}"
                )
        if not 0 <= limit <= MOST_ROWS or offset < 0:
            raise DataError(f"{limit:,} rows from {offset:,} cannot be read at once", do=f"ask for up to {MOST_ROWS:,}")
        for name, text in (matching or {}).items():
            if len(text) > LONGEST:
                raise DataError(
                    f"the text sought in '{name}' has {len(text):,} letters",
                    where=about.title,
                    do=f"write up to {LONGEST}",
                )
        names = list(columns) or about.names
        found = self.file_of_tables.select(
            table_id,
            names,
            where=where or {},
            matching=matching or {},
            order_by=order,
            limit=limit,
            offset=offset,
        )
        types = [each.type for name in names if (each := about.column(name))]
        total = (
            self.file_of_tables.count(table_id, where=where or {}, matching=matching or {}) if counted else len(found)
        )
        return Rows(rows_as_records(names, types, found), total)

    def choices(self, table_id: str, *columns: str) -> list[tuple[Any, ...]]:
        """The different values that some columns of a table hold together, in order: what rows can be chosen by.

        At most 1,000; looked for once, as an edition never changes. Raises DataError for a column that is not there.
        """
        about = self.table(table_id)
        for name in columns:
            if about.column(name) is None:
                raise DataError(f"there is no column '{name}'", where=about.title, do=f"use {', '.join(about.names)}")
        found = self._choices.get((table_id, *columns))
        if found is None:
            found = self.file_of_tables.distinct(table_id, columns, limit=MOST_ROWS)
            self._choices[table_id, *columns] = found
        return list(found)

    def document(self, kind: str, id_: str) -> Record | None:
        """A document, or None if there is none of that kind and id."""
        return self.file_of_tables.document(kind, id_)

    def documents(self, kind: str) -> list[Record]:
        """All documents of a kind, in the order of the edition."""
        return self.file_of_tables.documents(kind)

    def search(self, text: str, limit: int = 10) -> list[Hit]:
        """What a code, a postcode or a name may mean, the best first; at most 50."""
        return find(self.file_of_tables, text, limit=limit)

    def postcode(self, text: str, limit: int = 10) -> PostcodeFound | None:
        """The areas of a postcode or of its first half; None if the text is not written like a postcode."""
        return find_postcode(self.file_of_tables, text, limit=limit)

    def file(self, name: str) -> Path | None:
        """Where a file of the edition lies, such as `files/x.csv`; None unless the manifest names it."""
        return self.folder / name if name in self.manifest else None

    def pack(self) -> Pack:
        """The data pack behind it, for what is worked out when it is asked for. Raises DataError if it is damaged."""
        from leastfirst.exchange.packs import open_pack

        return open_pack(self.folder / PACK)

    def close(self) -> None:
        """Let go of the file."""
        self.file_of_tables.close()

    def _one(self, kind: str, id_: str) -> Record:
        found = self.document(kind, id_)
        if found is None:
            raise KeyError(f"no {kind} {id_}")
        return found


def open_edition(folder: str | Path) -> Edition:
    """Open the edition in a folder, or the one that is up in a folder of editions. Raises DataError in a sentence."""
    path = Path(folder)
    return Edition(path if (path / MANIFEST).is_file() else current(path))


def current(editions: Path) -> Path:
    """The folder of the edition that is up. Raises DataError when none is."""
    try:
        name = (editions / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        name = ""
    if not name or name != Path(name).name or name.startswith("."):
        raise DataError("no edition is up", where=str(editions), do="run `leastfirst publish` first")
    return editions / name


def _opened(path: Path) -> ReadOnly:
    try:
        return ReadOnly(path)
    except sqlite3.Error as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> DataError:
    reason = str(error).splitlines()[0].rstrip(".")
    return DataError(f"it is damaged or no edition ({reason})", where=str(path), do=REPUBLISH)


def _same(path: Path, sha256: str) -> None:
    """Raises DataError unless the tables are byte for byte those that were published: damage need not change a size.

    The other files are only handed on, with their sha256, and are too many to be read here.
    """
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise DataError("a file of the edition cannot be read", where=str(path), do=REPUBLISH) from None
    if found != sha256:
        raise DataError("a file of the edition is not as it was published", where=str(path), do=REPUBLISH)


def _manifest(folder: Path) -> dict[str, str]:
    """The files of an edition with their sha256. A file that is missing or has another size is found here."""
    try:
        record = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        outputs, sizes = dict(record["outputs"]), dict(record["bytes"])
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError):
        raise DataError("it is no edition, or its manifest is damaged", where=str(folder), do=REPUBLISH) from None
    for name, size in sizes.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise DataError("a file of the edition is missing or cut short", where=str(path), do=REPUBLISH)
    return outputs
