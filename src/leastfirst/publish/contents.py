"""What an edition says of itself: its head, and each of its tables with columns, licence and provenance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from leastfirst.ground.tables import Direction, Type


class Part(BaseModel):
    """A part of what an edition says of itself; it never changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Part):
    """One column of a table: its type, what it means, its unit, and which direction is worse.

    `passed_on` is False where it repeats what a publisher gave without stating a licence: pages show it, files and the
    interface for programs leave it out.
    """

    name: str
    type: Type
    title: str = ""
    unit: str = ""
    direction: Direction | None = None
    passed_on: bool = True


class Licence(Part):
    """A source that went in, with the licence and the words that it asks for, and the sha256 of its file."""

    id: str
    source: str
    vintage: str = ""
    licence: str = ""
    attribution: str = ""
    sha256: str = ""


class TableAbout(Part):
    """A table: what it is, by which columns a row is told apart, and what it was made from.

    `subject` says what it is about (`areas`, `map`, `designation`, `fund`, ...), `of` the id of the definition behind
    it. `key` is unique. `download` tells whether the whole table is offered as a file: a lookup of postcodes is not,
    nor one whose licence does not allow it. `made_by` names the definitions with their status and sha256.
    """

    id: str
    subject: str
    of: str = ""
    title: str
    note: str = ""
    geography: str = ""
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int
    vintage: str = ""
    made_from: tuple[Licence, ...] = ()
    made_by: tuple[dict[str, str], ...] = ()
    seed: int | None = None
    download: bool = True

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((each for each in self.columns if each.name == name), None)

    @property
    def names(self) -> list[str]:
        """The names of its columns, in order."""
        return [each.name for each in self.columns]

    @property
    def given(self) -> TableAbout:
        """The table as it may be passed on: without the columns that may only be shown."""
        return self.model_copy(update={"columns": tuple(each for each in self.columns if each.passed_on)})

    @property
    def kept_back(self) -> list[str]:
        """The names of the columns that may only be shown."""
        return [each.name for each in self.columns if not each.passed_on]


class About(Part):
    """The head of an edition: whose it is, what it was made from and by which version. It holds no clock time."""

    format: Literal["leastfirst/edition/1"] = "leastfirst/edition/1"
    definition: str
    title: str
    summary: str
    leading: str
    fictional: bool
    pack_id: str
    pack_title: str
    pack_version: str
    code_version: str
    designations: tuple[str, ...]
    geographies: tuple[str, ...]
    funds: tuple[str, ...]
    votes: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def rows_as_records(names: Sequence[str], types: Sequence[Type], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows as SQLite holds them, as records: a truth value is one again."""
    truths = [i for i, each in enumerate(types) if each == "boolean"]
    records = []
    for row in rows:
        record = dict(zip(names, row, strict=True))
        for i in truths:
            if row[i] is not None:
                record[names[i]] = bool(row[i])
        records.append(record)
    return records
