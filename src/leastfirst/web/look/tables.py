"""A table as people read it: what `{% data_table %}` shows.

The first cell of each row names the row. A cell that is None is said to be not known: it is never shown as zero or left
blank. Numbers come as words, already written for the reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from django.http import QueryDict

# What the address calls the order of a table and the page of it that is shown.
SORT = "sort"
PAGE = "page"


@dataclass(frozen=True)
class Heading:
    """The head of a column. `unit` stands under it: the unit, or the direction ("1 = greatest need").

    `sort` is what the address says to put rows in the order of this column; without it, there is no such link.
    """

    text: object
    unit: object = ""
    numeric: bool = False
    sort: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell that is more than words: a link, a badge of that kind, a small line under it, words of the stages.

    `english` marks words that the stages say in English, on a page in another language.
    """

    text: object
    href: str = ""
    badge: str = ""
    note: object = ""
    english: bool = False


@dataclass(frozen=True)
class DataTable:
    """A table with a caption.

    `total` is a last row that sums up; `here` holds the positions of the rows that are about the place itself;
    `sorted_by` is the order that the rows are in, a column's `sort` or with - before it; `blocks` turns each row into a
    block on a phone, instead of letting the table move within its frame; `empty` is said when there are no rows.
    """

    caption: object
    headings: Sequence[Heading]
    rows: Sequence[Sequence[object]]
    total: Sequence[object] = ()
    here: frozenset[int] = frozenset()
    sorted_by: str = ""
    blocks: bool = False
    empty: object = ""
    id: str = ""


@dataclass(frozen=True)
class ShownHeading:
    """A heading as the template takes it: `order` is "ascending", "descending" or empty."""

    heading: Heading
    href: str = ""
    order: str = ""


def headings_of(table: DataTable, query: QueryDict | None) -> list[ShownHeading]:
    """The headings, those that can be sorted with the address that does so and keeps the rest of the question."""
    by, down = table.sorted_by.removeprefix("-"), table.sorted_by.startswith("-")
    shown = []
    for heading in table.headings:
        if not heading.sort:
            shown.append(ShownHeading(heading))
            continue
        sorted_here = heading.sort == by
        order = ("descending" if down else "ascending") if sorted_here else ""
        wanted = f"-{heading.sort}" if sorted_here and not down else heading.sort
        shown.append(ShownHeading(heading, asking(query, **{SORT: wanted, PAGE: ""}), order))
    return shown


def id_of(table: DataTable) -> str:
    """What other parts of the page call the table by: its id, else one made from its caption."""
    return table.id or f"table-{crc32(str(table.caption).encode()):08x}"


def asking(query: QueryDict | None, **changes: str) -> str:
    """The address of this page with its question changed; an empty value takes that part of the question away."""
    asked = query.copy() if query is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value:
            asked[name] = value
        else:
            asked.pop(name, None)
    return f"?{asked.urlencode()}"
