"""Check a data pack: every file, every table by itself, and the tables against each other.

`check_pack` collects all findings, good and bad, so that a reader sees what was checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leastfirst.exchange.packs import across, rows
from leastfirst.ground.errors import DataError, LeastfirstError

if TYPE_CHECKING:
    from leastfirst.exchange.packs.reading import Pack
    from leastfirst.ground.tables import Table


@dataclass(frozen=True)
class Finding:
    """One check of one table: what was looked at, and the fault if there was one.

    `check` says what was checked in words that are the same for every table, `of` which column or which other table.
    """

    table: str
    check: str
    of: str = ""
    fault: LeastfirstError | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return self.fault is None


def check_pack(pack: Pack, *, progress: Callable[[int, int, str], None] | None = None) -> list[Finding]:
    """Check everything that can be wrong with a pack and return a finding for each check.

    `progress` is called with the tables done, the tables in all, and the name of the table that comes next.
    """
    findings: list[Finding] = []
    book = across.Book()
    for done, table_id in enumerate(pack.tables):
        if progress:
            progress(done, len(pack.tables), table_id)
        findings.extend(_check_table(pack, table_id, book))
    findings.extend(Finding(table_id, check, of, fault) for table_id, check, of, fault in across.check(book))
    if progress:
        progress(len(pack.tables), len(pack.tables), "")
    return findings


def _check_table(pack: Pack, table_id: str, book: across.Book) -> Iterator[Finding]:
    unread = _fault(lambda: _check_hash(pack, table_id))
    yield Finding(table_id, "the file is the one that was written (bytes, sha256)", fault=unread)
    if unread is not None:
        return
    table: list[Table] = []
    unread = _fault(lambda: table.append(pack.table(table_id)))
    yield Finding(table_id, "columns, types and rows are as described", fault=unread)
    if unread is not None:
        return
    sound = True
    for name, check in rows.CHECKS.items():
        if check.applies(table[0].meta):
            fault = _fault(lambda check=check: check.run(table[0]))  # type: ignore[misc]
            sound = sound and fault is None
            yield Finding(table_id, name, fault=fault)
    if sound:
        book.add(table[0])


def _check_hash(pack: Pack, table_id: str) -> None:
    path, resource = pack.file(table_id), pack.resource(table_id)
    try:
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
    except FileNotFoundError:
        raise DataError(
            f"the file of table {table_id} is missing", where=str(path), do="build the pack again"
        ) from None
    except OSError as error:
        raise DataError(f"it cannot be read ({error.strerror})", where=str(path)) from None
    if digest != resource.sha256:
        raise DataError(
            "it is not the file that was written, as its sha256 differs from datapackage.json",
            where=str(path),
            do="build the pack again",
        )


def _fault(check: Callable[[], None]) -> LeastfirstError | None:
    try:
        check()
    except LeastfirstError as fault:
        return fault
    return None
