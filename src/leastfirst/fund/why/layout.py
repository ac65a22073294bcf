"""Plain text for a terminal: paragraphs wrapped, tables lined up."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

WIDTH = 100


def paragraph(text: str, *, indent: str = "", hang: str = "") -> str:
    """Some sentences, wrapped; lines after the first stand in by `hang` more than the first."""
    return textwrap.fill(
        text,
        width=WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 58) -> list[str]:
    """Rows under a head: words in the first column to the left, figures to the right; long words are cut short."""
    shown = [[each if len(each) <= widest else f"{each[: widest - 1].rstrip()}…" for each in row] for row in rows]
    widths = [max(len(row[at]) for row in [list(head), *shown]) for at in range(len(head))]
    lines = []
    for row in [list(head), *shown]:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True))]
        lines.append(f"  {'  '.join(cells)}".rstrip())
    return lines
