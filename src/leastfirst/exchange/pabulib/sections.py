"""The three sections of a .pb file: META, PROJECTS, VOTES, in that order, each with the names of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, NamedTuple

from leastfirst.exchange.pabulib.faults import Faults
from leastfirst.exchange.pabulib.lines import Row, Rows

NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}


@dataclass(frozen=True)
class Section:
    """One section: the line of its heading, the names of its columns, and the place of each."""

    name: str
    line: int
    columns: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each column by its name."""
        return {column: i for i, column in enumerate(self.columns)}


class Placed(NamedTuple):
    """A row of a section that has as many cells as the section has columns."""

    section: Section
    line: int
    cells: list[str]


class Walk:
    """A walk through a file, once, from top to bottom.

    `sections` holds those that were met, `refused` how many rows of each were left out for their number of cells, and
    `unread` the ids of the projects among them, so that the votes for these are not taken for faults as well.

    A row with another number of cells than its section has columns is a fault, and left out: most often a name with a
    semicolon stands there without quotes. Empty cells beyond the last column, as spreadsheets write them, and empty
    lines are passed over: they say nothing. A section that stands there twice, without its columns or before its turn
    is a fault.
    """

    def __init__(self, stream: BinaryIO, faults: Faults) -> None:
        self.sections: dict[str, Section] = {}
        self.refused: Counter[str] = Counter()
        self.unread: set[str] = set()
        self._faults = faults
        self._now: Section | None = None
        self._rows = Rows(stream, faults, lambda: len(self._now.columns) if self._now else 0)

    def __iter__(self) -> Iterator[Placed]:
        heading: Row | None = None
        for row in self._rows:
            cells = row.cells
            # A heading stands alone on its line, so that a voter or a key of that name is none.
            if not row.quoted and _names_section(cells):
                self._without_columns(heading)
                heading, self._now = row, None
            elif heading is not None:
                self._now = self._begin(heading, cells)
                heading = None
            elif self._now is None:
                self._stray(row)
            elif any(cells):
                if len(cells) == len(self._now.columns):
                    yield Placed(self._now, row.line, cells)
                elif len(trimmed := self._trim(cells)) == len(self._now.columns):
                    yield Placed(self._now, row.line, trimmed)
                else:
                    self._wrong_number(row)
        self._without_columns(heading)
        for name in NEEDED:
            if name not in self.sections:
                self._faults.add(0, f"there is no section {name}", f"add the line {name} and what belongs under it")

    def _begin(self, heading: Row, cells: list[str]) -> Section | None:
        name, line = heading.cells[0].strip().upper(), heading.line
        columns = [cell.strip() for cell in cells]
        while columns and not columns[-1]:
            columns.pop()
        section = Section(name, line, tuple(columns))
        if name in self.sections:
            self._faults.add(line, f"section {name} begins a second time", "put all of its rows under the first")
            return None
        if late := [each for each in self.sections if list(NEEDED).index(each) > list(NEEDED).index(name)]:
            self._faults.add(line, f"section {name} stands after {late[-1]}", "order them META, PROJECTS, VOTES")
        self.sections[name] = section
        if missing := [each for each in NEEDED[name] if each not in columns]:
            self._faults.add(
                line + 1,
                f"section {name} has no column {' and no column '.join(missing)}",
                f"begin it with a line such as {';'.join(NEEDED[name])}",
            )
            return None
        if again := [each for i, each in enumerate(columns) if each in columns[:i]]:
            self._faults.add(line + 1, f"two columns are called '{again[0]}'", "give each its own name")
        return section

    def _without_columns(self, heading: Row | None) -> None:
        if heading is not None:
            self._begin(heading, [])

    def _stray(self, row: Row) -> None:
        # Said once, at the first row; the rows of a section that is refused were named with it.
        if not self.sections and any(cell.strip() for cell in row.cells) and not self._faults.number:
            self._faults.add(row.line, "a row stands before the first section", "begin the file with the line META")

    def _trim(self, cells: list[str]) -> list[str]:
        width = len(self._now.columns) if self._now else 0
        return cells[:width] if not any(cell.strip() for cell in cells[width:]) else cells

    def _wrong_number(self, row: Row) -> None:
        columns = self._now.columns if self._now else ()
        self.refused[self._now.name if self._now else ""] += 1
        if self._now and (at := self._now.place.get("project_id", len(row.cells))) < len(row.cells):
            self.unread.add(row.cells[at].strip())
        number = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
        more = len(row.cells) > len(columns)
        self._faults.add(
            row.line,
            f"the row has {number}, and its section has {len(columns)} columns",
            'write a text that holds a semicolon in quotes, "like; this"'
            if more
            else "write a semicolon for each cell, an empty one too",
        )


def _names_section(cells: list[str]) -> bool:
    return cells[0].strip().upper() in NEEDED and not any(cell.strip() for cell in cells[1:])
