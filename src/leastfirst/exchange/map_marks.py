"""How maps of areas look: a colour and a pattern for each tenth of need, and for each answer to "is it on the list?".

Said once for the overview that is drawn here, the legend of a page, and the map that a browser draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pattern = Literal["plain", "crossed", "lines", "wide-lines", "dotted"]
LAND, WATER, EDGE, INK = "#efe8da", "#f9f8f4", "#8b8574", "#1b2226"


@dataclass(frozen=True)
class MarkStyle:
    """A colour with the pattern that says the same without it, drawn in `over`."""

    colour: str
    pattern: Pattern = "plain"
    over: str = "#ffffff"

    @property
    def ringed(self) -> bool:
        """Whether its dot has a smaller one inside. The mark that matters most has a full dot."""
        return self.pattern not in ("plain", "crossed")

    @property
    def edge(self) -> str:
        """The line around its dot: of the darker of its two colours."""
        return self.colour if self.over == "#ffffff" else self.over


NOT_KNOWN = MarkStyle("#ffffff", "dotted", "#8b8574")
# From dark to light, so that the order holds in grey and for every common colour blindness; the two tenths with the
# greatest need have patterns, too.
DECILES = (
    MarkStyle("#08264f", "crossed"),
    MarkStyle("#123f73", "lines"),
    *map(MarkStyle, ("#1f5a92", "#3a75aa", "#5b90bd", "#7eaacb", "#a0c1d8", "#bfd6e4", "#d9e7ef", "#eef5f8")),
)
LIST = {
    "firm": MarkStyle("#b3360f"),
    "likely": MarkStyle("#b3360f", "lines"),
    "borderline": MarkStyle("#f3c9b5", "wide-lines", "#b3360f"),
    "listed": MarkStyle("#b3360f"),
    "near": MarkStyle("#cfe0ec", "dotted", "#1f5f8b"),
    "outside": MarkStyle("#e3d9c5"),
    "not-known": NOT_KNOWN,
}
"""What a list says of an area, by `standing`."""


def standing(listed: bool | None, sure: str | None) -> str:
    """Where an area stands: on the list (firm, likely, borderline; listed if nobody asked how sure), near it, outside.

    Near is one that is not on the list but would be at least once in ten times with other choices.
    """
    if listed is None:
        return "not-known"
    if listed:
        return {"firm": "firm", "likely": "likely", None: "listed"}.get(sure, "borderline")
    return "near" if sure in ("firm", "likely", "borderline") else "outside"


def pattern_lines(pattern: Pattern, *, size: int = 8) -> tuple[str, float]:
    """A pattern as one SVG path in a square of `size` that repeats, and the width of its lines."""
    half = size / 2
    rising = f"M-1 {size + 1}L{size + 1} -1M-1 1L1 -1M{size - 1} {size + 1}L{size + 1} {size - 1}"
    falling = f"M-1 -1L{size + 1} {size + 1}M{size - 1} -1L{size + 1} 1M-1 {size - 1}L1 {size + 1}"
    return {
        "plain": ("", 0.0),
        "lines": (rising, 1.1),
        "wide-lines": (rising, 1.8),
        "crossed": (rising + falling, 1.0),
        "dotted": (f"M{half} {half}h.01", 2.2),  # a canvas, unlike SVG, draws no line without length
    }[pattern]
