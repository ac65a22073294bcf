"""What an explanation is made of, paragraphs, steps and tables, and how they stand on a terminal: wrapped, lined up."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 100


@dataclass(frozen=True)
class Paragraph:
    """Some sentences; on a terminal they stand in by `indent`, lines after the first by `hang` more."""

    text: str
    indent: str = ""
    hang: str = ""

    def lines(self) -> list[str]:
        """As it stands on a terminal."""
        return textwrap.wrap(
            self.text,
            width=WIDTH,
            initial_indent=self.indent,
            subsequent_indent=self.indent + self.hang,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values; `level` 2 belongs to the paragraph before it."""
        return {"kind": "text", "level": max(1, len(self.indent) // 2), "text": self.text}


@dataclass(frozen=True)
class Step:
    """One step of a formula: what it is called, and its numbers."""

    number: int
    title: str
    words: str

    def lines(self) -> list[str]:
        """As it stands on a terminal."""
        return Paragraph(f"{self.number}. {self.title}: {self.words}", indent="  ", hang="   ").lines()

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"kind": "step", "number": self.number, "title": self.title, "words": self.words}


@dataclass(frozen=True)
class Grid:
    """Rows under a head: words in the first column, figures in the others; long words are cut short at `widest`."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widest: int = 58

    def lines(self) -> list[str]:
        """As it stands on a terminal: words to the left, figures to the right."""
        widest = self.widest
        shown = [
            [each if len(each) <= widest else f"{each[: widest - 1].rstrip()}…" for each in row] for row in self.rows
        ]
        widths = [max(len(row[at]) for row in [list(self.head), *shown]) for at in range(len(self.head))]
        lines = []
        for row in [list(self.head), *shown]:
            cells = [
                row[0].ljust(widths[0]),
                *(cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True)),
            ]
            lines.append(f"  {'  '.join(cells)}".rstrip())
        return lines

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {"kind": "table", "head": list(self.head), "rows": [list(row) for row in self.rows]}


Part = Paragraph | Step | Grid


def paragraph(text: str, *, indent: str = "", hang: str = "") -> Paragraph:
    """Some sentences, to be wrapped; lines after the first stand in by `hang` more than the first."""
    return Paragraph(text, indent, hang)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 58) -> Grid:
    """Rows under a head, to be lined up."""
    return Grid(head, rows, widest)
