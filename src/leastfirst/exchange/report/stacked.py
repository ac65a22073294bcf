"""Stacked bars as inline SVG: what a whole is made of, row by row. Parts differ in form, not in colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from leastfirst.exchange.report.drawing import CHOSEN, INK, STEPS, WHITE, Drawing, Names, Sheet, altair, svg

SHEETS = Sheet("wide", 480, 84), Sheet("phone", 288, 66)
FORMS = (
    {"color": CHOSEN},
    {"color": STEPS[2], "stroke": CHOSEN, "strokeWidth": 1.5},
    {"color": WHITE, "stroke": CHOSEN, "strokeWidth": 1.5, "strokeDash": [3, 2]},
)
"""How the parts look, the first one first: filled, light with an edge, white with a dashed edge."""
SIGNS = ("full", "light", "dashed")


@dataclass(frozen=True)
class Stack:
    """One bar: what it is of, its parts from the left, and the words at its end."""

    name: str
    parts: tuple[float, ...]
    words: str


def stacks(data: Sequence[Stack], parts: Sequence[str], *, alternative: str, id: str) -> Drawing:
    """Bars from the left, in the order given, of at most three `parts`, which a key above the drawing names."""

    def draw(sheet: Sheet) -> Markup:
        alt = altair()
        names = Names.of([stack.name for stack in data], sheet)
        length = sheet.width - sheet.left - 6
        room = length - 8.6 * max((len(stack.words) for stack in data), default=0) - 6
        most = (max((sum(stack.parts) for stack in data), default=0) or 1) * length / max(room, 60)
        scale = alt.Scale(domain=[0, most], nice=False)
        layers = []
        for at in range(len(parts)):
            rows = [
                {"row": str(i), "from": sum(stack.parts[:at]), "to": sum(stack.parts[: at + 1])}
                for i, stack in enumerate(data)
                if stack.parts[at]
            ]
            base = alt.Chart(alt.Data(values=rows)).mark_bar(height=18, **FORMS[at])
            layers.append(base.encode(y=names.axis(), x=alt.X("from:Q", scale=scale, axis=None), x2="to:Q"))
        ends = [{"row": str(i), "to": sum(stack.parts), "words": stack.words} for i, stack in enumerate(data)]
        words = alt.Chart(alt.Data(values=ends)).mark_text(align="left", dx=6, fontSize=13, color=INK)
        layers.append(words.encode(y=names.axis(), x=alt.X("to:Q", scale=scale, axis=None), text="words:N"))
        return svg(alt.layer(*layers), sheet, height=30 * len(data), alternative=alternative, id=id)

    wide, phone = SHEETS
    return Drawing(_key(parts) if len(parts) > 1 else "", draw(wide), draw(phone))


def _key(parts: Sequence[str]) -> Markup:
    signs = [f'<span class="part"><i class="{SIGNS[at]}"></i> {escape(part)}</span>' for at, part in enumerate(parts)]
    return Markup(" ".join(signs))
