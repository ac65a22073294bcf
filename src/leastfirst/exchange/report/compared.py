"""Groups of areas held against each other, indicator by indicator: a strip, a reading, and the numbers.

A strip is a few marks on a line as wide as the screen allows, written by hand: its places are percentages, so that it
needs no second layout for a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from leastfirst.definitions.vocabulary import vocabulary
from leastfirst.exchange.report.page import TableView
from leastfirst.ground.words import capital, counted, listed
from leastfirst.measure import ComparisonResult, Estimate, Indicator, Row

FROM_ZERO = ("share", "percent", "rate", "ratio", "distance")
"""Kinds of numbers whose strip begins at zero; a score has no zero that means anything."""
LANES = (9, 21, 33)
SHAPES = ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "M0-6l6 6-6 6-6-6z", "M0-7v14")
NAMES = ("chosen", "other", "all")


@dataclass(frozen=True)
class Reading:
    """One indicator: its strip, what it says, and how it stands to the claim that chosen places are worse off.

    `stands` is `fails` where they are clearly better off than some other group, `unclear` where they are not clearly
    worse off than the group next to them, else empty. `by_design` says that it is part of what they were chosen by.
    """

    title: str
    strip: Markup
    words: str
    stands: str
    mark: str
    by_design: bool


@dataclass(frozen=True)
class Dimension:
    """The readings of one dimension, with what it is about."""

    name: str
    about: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Compared:
    """All that the page says of a comparison. `legend` names each group with its mark and how many areas it has."""

    said: str
    claim: str
    fails: tuple[str, ...]
    legend: tuple[tuple[str, str, str], ...]
    dimensions: tuple[Dimension, ...]
    table: TableView
    left_out: int
    clusters: str
    control: str


def compared(found: ComparisonResult | None) -> Compared | None:
    """Put a comparison into strips and words; None when there is none."""
    if found is None:
        return None
    about = vocabulary().dimensions
    dimensions = tuple(
        Dimension(capital(name), about.get(name, ""), tuple(_reading(row, found) for row in rows))
        for name, rows in groupby(found.rows, key=lambda row: row.indicator.dimension)
    )
    shown = zip(found.groups, NAMES, strict=False)
    return Compared(
        found.told(),
        f"{found.groups[0].called} are worse off than {listed([each.called for each in found.groups[1:]])}",
        tuple(_fails(found)),
        tuple((mark, capital(group.called), counted(group.count, "area")) for group, mark in shown),
        dimensions,
        _table(found),
        len(found.left_out),
        found.comparison.clusters_called,
        {"holm": "Holm", "benjamini-hochberg": "Benjamini and Hochberg"}.get(found.comparison.control, ""),
    )


def _fails(found: ComparisonResult) -> Iterator[str]:
    """For each other group, a sentence that names all on which the first group is clearly better off."""
    first, *others = found.groups
    for at, other in enumerate(others):
        titles = [_title(row.indicator) for row in found.rows if row.verdicts[at] == "better"]
        if titles:
            yield (
                f"On {counted(len(titles), 'indicator')} people in {other.called} are clearly worse off than people in "
                f"{first.called}: {listed([f'‘{title}’' for title in titles])}."
            )


def _reading(row: Row, found: ComparisonResult) -> Reading:
    others = found.groups[1:]
    better = [other.called for other, verdict in zip(others, row.verdicts, strict=True) if verdict == "better"]
    stands, mark = "", ""
    if better:
        stands, mark = "fails", f"The claim fails here: better off than in {listed(better)}"
    elif row.verdicts[0] in ("unclear", "unknown"):
        stands, mark = "unclear", f"No clear difference from {others[0].called}"
    return Reading(_title(row.indicator), strip(row.indicator, row.estimates), row.reading, stands, mark, row.chosen_by)


def strip(indicator: Indicator, estimates: Sequence[Estimate]) -> Markup:
    """The value of each group with its interval, worse to the right, on the scale of this indicator alone."""
    ends = [
        each for estimate in estimates for each in (estimate.value, estimate.low, estimate.high) if each is not None
    ]
    low, high = min(ends), max(ends)
    from_zero = indicator.kind in FROM_ZERO and low >= 0
    low = 0.0 if from_zero else low
    span = high - low or 1.0
    flip = indicator.direction == "lower-is-worse"

    def place(value: float) -> str:
        share = 3 + 94 * (value - low) / span
        return f"{100 - share if flip else share:.1f}%"

    zero = f'<line class="zero" x1="{place(0)}" x2="{place(0)}" y1="0" y2="42"/>' if from_zero else ""
    parts = [f'<svg class="strip" width="100%" height="42" aria-hidden="true">{zero}']
    for estimate, name, lane, shape in zip(estimates, NAMES, LANES, SHAPES, strict=False):
        if estimate.value is None:
            continue
        if estimate.low is not None and estimate.high is not None:
            parts.append(
                f'<line class="{name}" x1="{place(estimate.low)}" x2="{place(estimate.high)}" y1="{lane}" y2="{lane}"/>'
            )
        parts.append(f'<svg class="{name}" x="{place(estimate.value)}" y="{lane}"><path d="{shape}"/></svg>')
    return Markup("".join(parts) + "</svg>")


def _table(found: ComparisonResult) -> TableView:
    columns = ["Indicator"]
    for group in found.groups:
        columns += [capital(group.called), "Areas"]
    rows = []
    for row in found.rows:
        cells = [f"{_title(row.indicator)} ({row.indicator.unit}, {row.indicator.vintage})"]
        for estimate in row.estimates:
            ends = [_figure(row.indicator, each) for each in (estimate.low, estimate.high)]
            between = f" ({ends[0]} to {ends[1]})" if all(ends) else ""
            missing = f" ({estimate.missing:,} missing)" if estimate.missing else ""
            cells += [f"{_figure(row.indicator, estimate.value)}{between}", f"{estimate.n:,}{missing}"]
        rows.append(tuple(cells))
    return TableView(
        "Every indicator by group, with 95% intervals and the number of areas",
        tuple(columns),
        tuple(rows),
        frozenset(range(2, len(columns), 2)),
    )


def _title(indicator: Indicator) -> str:
    return indicator.title.removesuffix(": score")


def _figure(indicator: Indicator, value: float | None) -> str:
    if value is None:
        return ""
    if indicator.kind == "share":
        return f"{value:.1%}"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    digits = 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1
    return f"{value + 0.0:.{digits}f}".replace("-", "\N{MINUS SIGN}")
