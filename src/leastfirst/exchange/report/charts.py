"""Charts as inline SVG: bars, a grid of tenths against tenths, and rows of points. Made with Vega-Altair.

Sizes are fixed rather than measured, so that the fonts of the machine do not move anything. Colours are written as
custom properties of the page's style, so that a chart follows light and dark.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

WIDTH, LEFT = 480, 180
WRAP = 20
"""Letters of a name that fit on a line left of the chart."""
# Stand-ins that Vega understands; the page's style says what they look like in light and in dark.
INK, FAINT, CHOSEN, OTHER, LINE, WHITE = "#1b1f24", "#5b6470", "#b8350f", "#1f5f8b", "#d4d0c8", "#fffefe"
STEPS = ("#f4f1ea", "#dde6ec", "#bcd2e1", "#96bbd4", "#6fa3c6")
_NAMES = {INK: "ink", FAINT: "faint", CHOSEN: "chosen", OTHER: "other", LINE: "line", WHITE: "paper"} | {
    colour: f"step-{n}" for n, colour in enumerate(STEPS)
}
# What Vega writes for itself and for a font that the page's style decides.
_BOOKKEEPING = re.compile(r' (?:pointer-events|class|role|font-family|aria-[a-z]+)="[^"]*"| opacity="1"')


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, its length, and the words at its end."""

    name: str
    value: float
    words: str


@dataclass(frozen=True)
class Cell:
    """One square of a grid: column and row from 1, how dark it is (0 to 4), and the words in it."""

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


def bars(data: Sequence[Bar], *, alternative: str, id: str) -> Markup:
    """Bars from the left, in the order given, with words at their ends."""
    alt = _altair()
    rows = [{"name": _wrapped(bar.name), "value": bar.value, "words": bar.words} for bar in data]
    room = WIDTH - LEFT - 8.6 * max((len(bar.words) for bar in data), default=0) - 6
    most = (max((bar.value for bar in data), default=0) or 1) * (WIDTH - LEFT) / max(room, 60)
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=_names_axis(alt, [str(row["name"]) for row in rows]),
        x=alt.X("value:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=None),
    )
    marks = base.mark_bar(color=CHOSEN, height=18)
    words = base.mark_text(align="left", dx=6, fontSize=13, color=INK).encode(text="words:N")
    return _svg(marks + words, height=32 * len(rows), right=0, alternative=alternative, id=id)


def grid(cells: Sequence[Cell], *, corner: float | None, x: str, y: str, alternative: str, id: str) -> Markup:
    """Ten columns by ten rows, worst first from the top left; `corner` frames that many columns and rows."""
    alt = _altair()
    rows = [
        {
            "x": cell.column - 1,
            "x2": cell.column,
            "y": cell.row - 1,
            "y2": cell.row,
            "step": min(max(cell.step, 0), len(STEPS) - 1),
            "words": cell.words,
            "weight": "bold" if cell.strong else "normal",
        }
        for cell in cells
    ]
    axis = {"values": [n + 0.5 for n in range(10)], "labelExpr": "floor(datum.value) + 1", "tickCount": 20}
    axis |= {"grid": False, "ticks": False, "domain": False, "labelFontSize": 13, "minExtent": 18, "maxExtent": 18}
    base = alt.Chart(alt.Data(values=rows))
    across, down = alt.Scale(domain=[0, 10], nice=False), alt.Scale(domain=[10, 0], nice=False)
    squares = base.mark_rect(stroke=WHITE, strokeWidth=1.5).encode(
        x=alt.X("x:Q", scale=across, axis=alt.Axis(title=x, orient="top", **axis)),
        x2="x2:Q",
        y=alt.Y("y:Q", scale=down, axis=alt.Axis(title=y, **axis)),
        y2="y2:Q",
        color=alt.Color("step:O", scale=alt.Scale(domain=list(range(len(STEPS))), range=list(STEPS)), legend=None),
    )
    layers = [squares]
    for strong in (False, True):
        words = base.transform_filter(f"(datum.weight == 'bold') == {str(strong).lower()}")
        words = words.transform_calculate(middle_x="datum.x + 0.5", middle_y="datum.y + 0.5")
        text = words.mark_text(fontSize=12, color=INK, fontWeight="bold" if strong else "normal")
        layers.append(text.encode(x="middle_x:Q", y="middle_y:Q", text="words:N"))
    if corner is not None:
        frame = alt.Chart(alt.Data(values=[{"x": 0, "x2": corner, "y": 0, "y2": corner}]))
        framed = frame.mark_rect(fill="none", stroke=CHOSEN, strokeWidth=4)
        layers.append(framed.encode(x="x:Q", x2="x2:Q", y="y:Q", y2="y2:Q"))
    return _svg(alt.layer(*layers), height=340, left=46, top=46, alternative=alternative, id=id)


def points(rows: Sequence[Row], *, x: str, middle: str, alternative: str, id: str) -> Markup:
    """Rows of points on a scale from 0 (greatest need) to 100; the line at 50 is called `middle`."""
    alt = _altair()
    main = [{"name": _wrapped(row.name), "at": row.main, "other": row.other} for row in rows]
    known = [row for row in main if row["other"] is not None]
    y = _names_axis(alt, [str(row["name"]) for row in main])
    at = alt.X(
        "at:Q",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(
            title=x, values=[0, 25, 50, 75, 100], gridColor=LINE, domain=False, ticks=False, labelFontSize=12
        ),
    )
    rule = alt.Chart(alt.Data(values=[{"at": 50}])).mark_rule(color=FAINT, strokeWidth=2).encode(x=at)
    note = alt.Chart(alt.Data(values=[{"at": 50, "words": middle}]))
    base, both = alt.Chart(alt.Data(values=main)), alt.Chart(alt.Data(values=known))
    layers = [
        rule,
        note.mark_text(align="center", y=-9, fontSize=12, color=FAINT).encode(x=at, text="words:N"),
        both.mark_rule(color=FAINT, strokeWidth=1.5).encode(y=y, x=at, x2="other:Q"),
        both.mark_point(shape="diamond", stroke=OTHER, fill=WHITE, size=190, strokeWidth=2.2, opacity=1).encode(
            y=y, x="other:Q"
        ),
        base.mark_point(shape="circle", fill=CHOSEN, stroke=WHITE, size=95, strokeWidth=1, opacity=1).encode(y=y, x=at),
    ]
    return _svg(alt.layer(*layers), height=36 * len(rows), top=22, right=16, bottom=44, alternative=alternative, id=id)


def _altair() -> Any:
    """Altair, loaded when the first chart is drawn."""
    import altair

    return altair


def _wrapped(name: str) -> str:
    return "\n".join(textwrap.wrap(name, WRAP)[:2])


def _names_axis(alt: Any, names: list[str]) -> Any:
    return alt.Y(
        "name:N",
        sort=names,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelFontSize=13,
            labelLimit=0,
            labelPadding=8,
            labelExpr="split(datum.label, '\\n')",
            labelLineHeight=15,
            labelOffset={"condition": {"test": "indexof(datum.value, '\\n') >= 0", "value": -7}, "value": 0},
        ),
    )


def _svg(
    chart: Any,
    *,
    height: int,
    alternative: str,
    id: str,
    left: int = LEFT,
    top: int = 4,
    right: int = 6,
    bottom: int = 4,
) -> Markup:
    """Draw with fixed margins, then leave only what people see: one image with one description."""
    import vl_convert

    chart = chart.properties(
        width=WIDTH - left - right,
        height=height,
        padding={"left": left, "right": right, "top": top, "bottom": bottom},
        autosize={"type": "none"},
        background="transparent",
    ).configure(
        font="sans-serif",
        view={"stroke": None},
        axis={
            "labelColor": INK,
            "titleColor": INK,
            "titleFontWeight": "normal",
            "titleFontSize": 13,
            "titlePadding": 8,
        },
        aria=False,
    )
    drawn = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version="5.20")
    inner = re.sub(r"^<svg[^>]*>(<rect[^>]*fill=\"(?:transparent|white)\"[^>]*/>)?|</svg>\s*$", "", drawn)
    inner = re.sub(r'<path class="(?:background|foreground)"[^>]*/>', "", inner)
    inner = _BOOKKEEPING.sub("", inner)
    # Two decimals are finer than anyone can see, and are the same on every machine.
    inner = re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}", inner)
    for colour, name in _NAMES.items():
        inner = inner.replace(f'"{colour}"', f'"var(--{name})"')
    full = top + height + bottom
    return Markup(
        f'<svg class="chart" role="img" aria-labelledby="{id}-alt" viewBox="0 0 {WIDTH} {full}" '
        f'width="{WIDTH}" height="{full}"><title id="{id}-alt">{escape(alternative)}</title>{inner}</svg>'
    )
