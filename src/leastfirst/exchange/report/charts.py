"""Charts as inline SVG: bars, a grid of tenths against tenths, rows of points, and curves. Made with Vega-Altair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from leastfirst.exchange.report.drawing import (
    CHOSEN,
    FAINT,
    INK,
    LINE,
    LONG_NAMES,
    OTHER,
    PHONE,
    STEPS,
    WHITE,
    WIDE,
    Drawing,
    Names,
    Sheet,
    altair,
    svg,
)

DASHES = ([1, 0], [8, 3], [2, 3], [9, 3, 2, 3], [5, 5])
"""What tells curves apart without colour."""


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, its length, and the words at its end."""

    name: str
    value: float
    words: str


@dataclass(frozen=True)
class Cell:
    """One square of a grid: column and row from 1, how dark it is (0 to 6), and the words in it."""

    column: int
    row: int
    step: int
    words: str
    strong: bool = False


@dataclass(frozen=True)
class Row:
    """One row of points on a scale of 0 to 100: the main point, and another to hold it against."""

    name: str
    main: float
    other: float | None


@dataclass(frozen=True)
class Line:
    """One curve with its name: k points (x, y), both shares from 0 to 1."""

    name: str
    points: tuple[tuple[float, float], ...]


def bars(
    data: Sequence[Bar],
    *,
    alternative: str,
    id: str,
    name: str = "",
    long_names: bool = False,
    most: float | None = None,
) -> Drawing:
    """Bars from the left, in the order given, with words at their ends; long names stand above their bars.

    `most` is the value of the longest bar that there could be, where several drawings share a scale.
    """

    def draw(sheet: Sheet) -> Markup:
        alt = altair()
        rows = [{"row": str(i), "value": bar.value, "words": bar.words} for i, bar in enumerate(data)]
        names = Names.of([bar.name for bar in data], sheet)
        length = sheet.width - sheet.left
        room = length - 8.6 * max((len(bar.words) for bar in data), default=0) - 6
        longest = (most or max((bar.value for bar in data), default=0) or 1) * length / max(room, 60)
        base = alt.Chart(alt.Data(values=rows)).encode(
            y=names.axis(),
            x=alt.X("value:Q", scale=alt.Scale(domain=[0, longest], nice=False), axis=None),
        )
        marks = base.mark_bar(color=CHOSEN, height=18)
        words = base.mark_text(align="left", dx=6, fontSize=13, color=INK).encode(text="words:N")
        layers = alt.layer(marks, words, *names.above())
        height = (names.row_height if sheet.above else 32) * len(rows)
        return svg(layers, sheet, height=height, right=0, top=12 if sheet.above else 4, alternative=alternative, id=id)

    return Drawing(name, draw(LONG_NAMES if long_names else WIDE), draw(PHONE))


def grid(
    cells: Sequence[Cell], *, corner: float | None, x: str, y: str, alternative: str, id: str, name: str = ""
) -> Drawing:
    """Ten columns by ten rows, worst first from the top left; `corner` frames that many columns and rows.

    `x` and `y` say by what the tenths are.
    """

    def draw(sheet: Sheet) -> Markup:
        alt = altair()
        rows = [
            {
                "x": cell.column - 1,
                "x2": cell.column,
                "y": cell.row - 1,
                "y2": cell.row,
                "step": min(max(cell.step, 0), len(STEPS) - 1),
                "words": cell.words.replace(",", "") if sheet.phone else cell.words,
                "weight": "bold" if cell.strong else "normal",
            }
            for cell in cells
        ]
        size = 10 if sheet.phone else 12
        titled = "Tenth by {} (1 = worst)" if sheet.phone else "Tenths by {} (1 = greatest need)"
        axis = {"values": [n + 0.5 for n in range(10)], "labelExpr": "floor(datum.value) + 1", "tickCount": 20}
        axis |= {
            "grid": False,
            "ticks": False,
            "domain": False,
            "labelFontSize": size + 1,
            "minExtent": 18,
            "labelPadding": 5,
        }
        axis |= {"maxExtent": 18, "titlePadding": 3 if sheet.phone else 8}
        base = alt.Chart(alt.Data(values=rows))
        across, down = alt.Scale(domain=[0, 10], nice=False), alt.Scale(domain=[10, 0], nice=False)
        squares = base.mark_rect(stroke=WHITE, strokeWidth=1.5).encode(
            x=alt.X("x:Q", scale=across, axis=alt.Axis(title=titled.format(x), orient="top", **axis)),
            x2="x2:Q",
            y=alt.Y("y:Q", scale=down, axis=alt.Axis(title=titled.format(y), **axis)),
            y2="y2:Q",
            color=alt.Color("step:O", scale=alt.Scale(domain=list(range(len(STEPS))), range=list(STEPS)), legend=None),
        )
        layers = [squares]
        for strong in (False, True):
            words = base.transform_filter(f"(datum.weight == 'bold') == {str(strong).lower()}")
            words = words.transform_calculate(middle_x="datum.x + 0.5", middle_y="datum.y + 0.5")
            weight: Any = "bold" if strong and not sheet.phone else "normal"
            text = words.mark_text(fontSize=size, color=INK, fontWeight=weight)
            layers.append(text.encode(x="middle_x:Q", y="middle_y:Q", text="words:N"))
        if corner is not None:
            frame = alt.Chart(alt.Data(values=[{"x": 0, "x2": corner, "y": 0, "y2": corner}]))
            framed = frame.mark_rect(fill="none", stroke=CHOSEN, strokeWidth=2.5 if sheet.phone else 4)
            layers.append(framed.encode(x="x:Q", x2="x2:Q", y="y:Q", y2="y2:Q"))
        edge, height = (36, 252) if sheet.phone else (46, 340)
        return svg(
            alt.layer(*layers), sheet, height=height, left=edge, top=edge, right=2, alternative=alternative, id=id
        )

    return Drawing(name, draw(WIDE), draw(PHONE))


def points(rows: Sequence[Row], *, x: str, middle: str, alternative: str, id: str, name: str = "") -> Drawing:
    """Rows of points on a scale from 0 (greatest need) to 100; the line at 50 is called `middle`."""

    def draw(sheet: Sheet) -> Markup:
        alt = altair()
        main = [{"row": str(i), "at": row.main, "other": row.other} for i, row in enumerate(rows)]
        known = [row for row in main if row["other"] is not None]
        names = Names.of([row.name for row in rows], sheet)
        y = names.axis()
        axis = alt.Axis(
            title=x, values=[0, 25, 50, 75, 100], gridColor=LINE, domain=False, ticks=False, labelFontSize=12
        )
        at = alt.X("at:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)
        rule = alt.Chart(alt.Data(values=[{"at": 50}])).mark_rule(color=FAINT, strokeWidth=2).encode(x=at)
        note = alt.Chart(alt.Data(values=[{"at": 50, "words": middle}]))
        base, both = alt.Chart(alt.Data(values=main)), alt.Chart(alt.Data(values=known))
        hollow = both.mark_point(shape="diamond", stroke=OTHER, fill=WHITE, size=190, strokeWidth=2.2, opacity=1)
        filled = base.mark_point(shape="circle", fill=CHOSEN, stroke=WHITE, size=95, strokeWidth=1, opacity=1)
        layers = [
            rule,
            note.mark_text(align="center", y=-9, fontSize=12, color=FAINT).encode(x=at, text="words:N"),
            both.mark_rule(color=FAINT, strokeWidth=1.5).encode(y=y, x=at, x2="other:Q"),
            hollow.encode(y=y, x="other:Q"),
            filled.encode(y=y, x=at),
            *names.above(),
        ]
        height = (names.row_height + 2 if sheet.above else 36) * len(rows)
        return svg(
            alt.layer(*layers), sheet, height=height, top=22, right=16, bottom=44, alternative=alternative, id=id
        )

    return Drawing(name, draw(WIDE), draw(PHONE))


def curves(
    lines: Sequence[Line],
    *,
    mark: tuple[str, float, float] | None,
    x: str,
    y: str,
    alternative: str,
    id: str,
    name: str = "",
) -> Drawing:
    """Curves from the origin with their names at their ends, told apart by dashes; `mark` is one point with a name."""

    def draw(sheet: Sheet) -> Markup:
        alt = altair()
        most = max(point[0] for line in lines for point in line.points)
        height, right = (250, 66) if sheet.phone else (320, 84)
        axis = {"format": "%", "gridColor": LINE, "domain": False, "ticks": False, "labelFontSize": 12, "tickCount": 6}
        at = alt.X("x:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=alt.Axis(title=x, **axis))
        up = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=alt.Axis(title=y, **axis))
        layers = []
        ends = _apart([line.points[-1][1] for line in lines], 17 / height)
        for i, (line, end) in enumerate(zip(lines, ends, strict=True)):
            data = [{"x": a, "y": b} for a, b in line.points]
            stroke = {"color": CHOSEN if i == 0 else OTHER, "strokeWidth": 2.5, "strokeDash": DASHES[i % len(DASHES)]}
            layers.append(alt.Chart(alt.Data(values=data)).mark_line(**stroke).encode(x=at, y=up))
            label = alt.Chart(alt.Data(values=[{"x": most, "y": end, "words": line.name}]))
            words = label.mark_text(align="left", dx=6, fontSize=13, color=INK, clip=False)
            layers.append(words.encode(x=at, y=up, text="words:N"))
        if mark:
            spot = alt.Chart(alt.Data(values=[{"x": mark[1], "y": mark[2], "words": mark[0]}]))
            shape = spot.mark_point(shape="diamond", fill=WHITE, stroke=INK, size=150, strokeWidth=2, opacity=1)
            layers.append(shape.encode(x=at, y=up))
            words = spot.mark_text(align="left", dx=10, dy=12, fontSize=13, color=INK, stroke=WHITE, strokeWidth=3)
            layers.append(words.encode(x=at, y=up, text="words:N"))
        return svg(
            alt.layer(*layers),
            sheet,
            height=height,
            left=58,
            top=12,
            right=right,
            bottom=46,
            alternative=alternative,
            id=id,
        )

    return Drawing(name, draw(WIDE), draw(PHONE))


def _apart(places: Sequence[float], gap: float) -> list[float]:
    """Places moved down as little as is needed for names at them not to cover each other."""
    out, below = list(places), float("inf")
    for i in sorted(range(len(places)), key=lambda i: -places[i]):
        out[i] = below = min(places[i], below - gap)
    return out
