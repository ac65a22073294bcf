"""The tables that `make bench` prints."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from benchmarks.turns import Pair, Side

PARTS = ("reading", "indices", "roll-ups", "designations")


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns of text, the first to the left and the others to the right."""
    lines = [list(heading), *(list(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heading))]

    def laid_out(line: Sequence[str]) -> str:
        cells = [
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join([laid_out(lines[0]), "  ".join("-" * width for width in widths), *map(laid_out, lines[1:])])


def whole_job(pairs: Sequence[Pair]) -> str:
    """One row for each pack: both sides, their ratio, growth from the scale before, and memory.

    Seconds are the median of the runs, in brackets the fastest; ratio and growth are those of the medians.
    """
    rows = []
    for i, pair in enumerate(pairs):
        before = pairs[i - 1] if i and pairs[i - 1].scale < pair.scale else None
        growth = f"{pair.ours.seconds / before.ours.seconds:.1f}" if before else ""
        bound = f"{n_log_n(pair.areas) / n_log_n(before.areas):.1f}" if before else ""
        theirs = seconds(pair.pandas) if pair.pandas.runs else pair.pandas.note
        ratio = f"{pair.pandas.seconds / pair.ours.seconds:.1f}" if pair.pandas.runs else ""
        rows.append(
            [
                *(pair.title, f"{pair.areas:,}", seconds(pair.ours), theirs, ratio, growth, bound),
                *(megabytes(pair.ours.peak), megabytes(pair.pandas.peak)),
            ]
        )
    heading = ("everything", "LSOAs", "ours s", "pandas s", "ratio", "growth", "n log n", "ours MB", "pandas MB")
    return table(heading, rows)


def parts(pairs: Sequence[Pair]) -> str:
    """Where the time goes."""
    rows = []
    for pair in pairs:
        for part in PARTS:
            ours = pair.ours.part(part)
            both = pair.pandas.runs
            theirs = f"{pair.pandas.part(part):.3f}" if both else ""
            rows.append(
                [pair.title, part, f"{ours:.3f}", theirs, f"{pair.pandas.part(part) / ours:.1f}" if both else ""]
            )
    return table(("part by part", "", "ours s", "pandas s", "ratio"), rows)


def starts(seconds: dict[str, float]) -> str:
    """Start-up times as ratios to the first, a Python that does nothing."""
    nothing = next(iter(seconds.values()))
    rows = [(name, f"{each:.3f}", f"{each / nothing:.1f}") for name, each in seconds.items()]
    return table(("start-up", "s", "ratio"), rows)


def seconds(side: Side) -> str:
    return f"{side.seconds:.2f} ({side.fastest:.2f})"


def n_log_n(n: int) -> float:
    return n * math.log(n)


def megabytes(peak: float | None) -> str:
    return "" if peak is None else f"{peak:,.0f}"
