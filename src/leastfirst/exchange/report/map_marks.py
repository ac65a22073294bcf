"""Marks on a map: a form for each degree of certainty, as shapes or, where areas are tiny, as dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import escape

from leastfirst.exchange.report.map_view import View
from leastfirst.exchange.report.projection import PER_PIXEL

SMALLEST_SHAPE = 6.0
"""Below this many pixels across, the middle one of the areas, dots are drawn instead of shapes."""
RINGS = ("likely", "borderline", "unlikely")
CLASSES = ("class-1", "class-2", "class-3", "class-4", "class-5")
"""Kinds of marks for classes of a number, the smallest first: dots that grow, shapes whose pattern gets denser."""


@dataclass(frozen=True)
class Mark:
    """One area on a map: where it is (kilometres), what it is called, and the part of the page that tells of it.

    `kind` says how sure it is, or `outside`, or its class: a mark of each kind has its own form, not only its own
    colour. `link` is empty where the page does not tell of it.
    """

    title: str
    link: str
    shape: Any
    x: float
    y: float
    kind: str = ""


def draw_mark(mark: Mark, view: View, *, dots: bool) -> str:
    """A mark as a link, or nothing where it lies outside the view.

    A dot is a line without length and with round ends, so that its size does not follow the map's; a ring is a smaller
    dot on a larger one, and the least sure have a third in it. The forms of shapes (full, hatched, outlined, dashed)
    are in the style.
    """
    x, y = view.place(np.array([[mark.x, mark.y]]))[0].astype(int)
    if not (0 <= x <= view.width * PER_PIXEL and 0 <= y <= view.height * PER_PIXEL):
        return ""
    d = "" if dots or mark.shape is None or _tiny(mark.shape, view) else view.draw(np.array([mark.shape]), detail=0.4)
    if d:
        drawn = f'<path d="{d}"/>'
    elif mark.kind == "outside":
        drawn = f'<path class="cross" d="M{x - 18} {y - 18}l36 36m0-36l-36 36"/>'
    else:
        hole = f'<path class="hole" d="M{x} {y}h0"/>' if mark.kind in RINGS else ""
        core = f'<path class="core" d="M{x} {y}h0"/>' if mark.kind == "unlikely" else ""
        drawn = f'<path class="dot" d="M{x} {y}h0"/>{hole}{core}'
    kind = f' class="{mark.kind}"' if mark.kind else ""
    titled = f"<title>{escape(mark.title)}</title>{drawn}"
    if not mark.link:
        return f"<g{kind}>{titled}</g>"
    return f'<a{kind} href="#{escape(mark.link)}" tabindex="-1">{titled}</a>'


def _tiny(shape: Any, view: View) -> bool:
    return bool(float(shape.area) ** 0.5 * view.pixels_per_km < SMALLEST_SHAPE / 2)


def small_marks(marks: Sequence[Mark], view: View) -> bool:
    """Whether the middle one of the marks would be too small to see as a shape."""
    import shapely

    shapes = [mark.shape for mark in marks if mark.shape is not None]
    if not shapes:
        return True
    across = np.sqrt(shapely.area(np.array(shapes, dtype=object))) * view.pixels_per_km
    return bool(np.median(across) < SMALLEST_SHAPE)
