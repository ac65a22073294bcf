"""From an Altair chart to inline SVG: fixed sizes, the page's own colours, one image with one description.

Sizes are fixed rather than measured, so that the fonts of the machine do not move anything. Colours are written as
custom properties of the page's style, so that a chart follows light and dark. Every chart is drawn twice: `wide` with
names beside the marks, and for a phone with names above them, so that the type stays large enough to read.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup, escape

WRAP = 20
"""Letters of a name that fit on a line left of the chart."""
# Stand-ins that Vega understands; the page's style says what they look like in light and in dark.
INK, FAINT, CHOSEN, OTHER, LINE, WHITE = "#1b1f24", "#5b6470", "#b8350f", "#1f5f8b", "#d4d0c8", "#fffefe"
STEPS = ("#f4f1ea", "#e3eaee", "#cddde8", "#b3cfe0", "#95bdd6", "#74a9cb", "#4f92bd")
_NAMES = {INK: "ink", FAINT: "faint", CHOSEN: "chosen", OTHER: "other", LINE: "line", WHITE: "paper"} | {
    colour: f"step-{n}" for n, colour in enumerate(STEPS)
}
# What Vega writes for itself and for a font that the page's style decides.
_BOOKKEEPING = re.compile(r' (?:pointer-events|class|role|font-family|aria-[a-z]+)="[^"]*"| opacity="1"')


@dataclass(frozen=True)
class Sheet:
    """The room for a chart: `width` pixels in all, `left` of them for names; `above` puts names above their marks."""

    kind: Literal["wide", "phone"]
    width: int
    left: int
    above: bool = False

    @property
    def phone(self) -> bool:
        """Whether it is the sheet for a phone."""
        return self.kind == "phone"


WIDE, PHONE = Sheet("wide", 480, 180), Sheet("phone", 288, 8, above=True)
LONG_NAMES = Sheet("wide", 480, 8, above=True)


@dataclass(frozen=True)
class Drawing:
    """One chart in its two layouts, with a name, empty where the title of its figure says enough."""

    name: str
    wide: Markup
    phone: Markup


def altair() -> Any:
    """Altair, loaded when the first chart is drawn."""
    import altair as loaded

    return loaded


@dataclass(frozen=True)
class Names:
    """The names of the rows of a chart, beside their marks or above them; a row is known by its number."""

    names: tuple[str, ...]
    sheet: Sheet

    @classmethod
    def of(cls, names: Sequence[str], sheet: Sheet) -> Names:
        """Names on at most two lines, as wide as the sheet allows; what does not fit ends in three dots."""
        wide = (sheet.width - sheet.left) // 8 if sheet.above else WRAP
        wrapped = [textwrap.wrap(name, wide, max_lines=2, placeholder=" …") for name in names]
        return cls(tuple("\n".join(lines) for lines in wrapped), sheet)

    @property
    def row_height(self) -> int:
        """The room for a row when names stand above their marks."""
        return 62 if any("\n" in name for name in self.names) else 46

    def axis(self) -> Any:
        """The rows, with their names beside them unless they stand above."""
        alt = altair()
        rows = [str(i) for i in range(len(self.names))]
        axis = alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelFontSize=13,
            labelLimit=0,
            labelPadding=8,
            labelExpr=f"split({json.dumps(self.names)}[toNumber(datum.value)], '\\n')",
            labelLineHeight=15,
            labelOffset={
                "condition": {
                    "test": f"indexof({json.dumps(self.names)}[toNumber(datum.value)], '\\n') >= 0",
                    "value": -7,
                },
                "value": 0,
            },
        )
        return alt.Y("row:N", sort=rows, scale=alt.Scale(domain=rows), axis=None if self.sheet.above else axis)

    def above(self) -> list[Any]:
        """Layers with the names above their marks; none where they stand beside them."""
        if not self.sheet.above:
            return []
        alt = altair()
        layers = []
        for lines in (1, 2):
            rows = [{"row": str(i), "name": name} for i, name in enumerate(self.names) if name.count("\n") == lines - 1]
            words = alt.Chart(alt.Data(values=rows)).mark_text(
                align="left",
                baseline="bottom",
                dy=-11 - 15 * (lines - 1),
                fontSize=13,
                lineBreak="\n",
                lineHeight=15,
                color=INK,
                stroke=WHITE,
                strokeWidth=3,
            )
            if rows:
                layers.append(words.encode(y=self.axis(), x=alt.value(0), text="name:N"))
        return layers


def svg(
    chart: Any,
    sheet: Sheet,
    *,
    height: int,
    alternative: str,
    id: str,
    left: int | None = None,
    top: int = 4,
    right: int = 6,
    bottom: int = 4,
) -> Markup:
    """Draw with fixed margins, then leave only what people see: one image with one description."""
    import vl_convert

    left = sheet.left if left is None else left
    id += "-phone" if sheet.phone else ""
    chart = chart.properties(
        width=sheet.width - left - right,
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
            "titleFontSize": 12 if sheet.phone else 13,
            "titlePadding": 8,
        },
        aria=False,
    )
    drawn = vl_convert.vegalite_to_svg(chart.to_dict(validate=False), vl_version="5.20")
    inner = re.sub(r"^<svg[^>]*>(<rect[^>]*fill=\"(?:transparent|white)\"[^>]*/>)?|</svg>\s*$", "", drawn)
    inner = re.sub(r'<path class="(?:background|foreground)"[^>]*/>', "", inner)
    inner = _BOOKKEEPING.sub("", inner)
    # Two decimals are finer than anyone can see, and are the same on every machine.
    inner = re.sub(r"-?\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}", inner)
    for colour, name in _NAMES.items():
        inner = inner.replace(f'"{colour}"', f'"var(--{name})"')
    full = top + height + bottom
    return Markup(
        f'<svg class="chart {sheet.kind}" role="img" aria-labelledby="{id}-alt" viewBox="0 0 {sheet.width} {full}" '
        f'width="{sheet.width}" height="{full}"><title id="{id}-alt">{escape(alternative)}</title>{inner}</svg>'
    )
