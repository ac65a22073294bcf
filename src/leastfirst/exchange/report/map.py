"""Maps as inline SVG: a ground of larger areas, with some areas on it as shapes or, where they are tiny, as dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from markupsafe import Markup, escape
from numpy.typing import NDArray

from leastfirst.exchange.report.map_marks import CLASSES, Mark, draw_mark, small_marks
from leastfirst.exchange.report.map_view import View
from leastfirst.exchange.report.projection import PER_PIXEL, transverse_mercator

LETTER = 0.68
"""The width of a letter of a name, in heights: that of a wide bold face, so that no font makes two names collide."""


@dataclass(frozen=True)
class Label:
    """A name to write beside a point (kilometres); the more important ones come first."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Ground:
    """What lies under the marks (kilometres): the larger areas, and borders of small ones where they can be seen."""

    larger: NDArray[Any]
    borders: NDArray[Any] = field(default_factory=lambda: np.array([], dtype=object))


class Flat:
    """Degrees to kilometres for one map; the meridian is the whole degree nearest to the middle of the data."""

    def __init__(self, west: float, east: float) -> None:
        self.meridian = float(round((west + east) / 2))

    def shapes(self, wkb: Any) -> NDArray[Any]:
        """Shapes in kilometres from well-known binary in degrees."""
        import shapely

        made = shapely.transform(shapely.from_wkb(wkb), lambda xy: transverse_mercator(xy, meridian=self.meridian))
        return np.atleast_1d(np.asarray(made, dtype=object))

    def points(self, longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points in kilometres (k x 2)."""
        return transverse_mercator(np.column_stack([longitude, latitude]), meridian=self.meridian)


def prepared_ground(larger: NDArray[Any], view: View, *, detail: float = 0.8) -> tuple[Any, Any]:
    """The land as one shape and every border once, simplified together so that neighbours still meet."""
    import shapely

    simple = shapely.coverage_simplify(larger, detail / view.pixels_per_km)
    simple = simple[~shapely.is_empty(simple)]
    lines = shapely.line_merge(shapely.union_all(shapely.boundary(simple)))
    return shapely.union_all(simple), lines


def draw_map(
    ground: Ground,
    marks: Sequence[Mark],
    view: View,
    *,
    id: str,
    title: str,
    description: str,
    labels: Sequence[Label] = (),
    within: Any = None,
    as_dots: bool | None = None,
) -> Markup:
    """Draw a map. `within` is the one area that a close-up is about; `as_dots` None lets the sizes of the marks decide.

    Assistive technology hears the title and description only: the marks are links for a mouse or a finger, and
    everything they lead to stands in the list.
    """
    import shapely

    parts: list[str] = []
    if len(ground.larger):
        land, lines = prepared_ground(ground.larger, view)
        parts.append(f'<path class="land" d="{view.draw(np.array([land]), detail=0)}"/>')
        if within is not None:
            parts.append(f'<path class="within" d="{view.draw(np.array([within]))}"/>')
        if len(ground.borders):
            _, small = prepared_ground(ground.borders, view)
            parts.append(f'<path class="border small" d="{view.draw(shapely.get_parts(small), detail=0)}"/>')
        parts.append(f'<path class="border" d="{view.draw(shapely.get_parts(lines), detail=0)}"/>')
    dots = small_marks(marks, view) if as_dots is None else as_dots
    parts.append(f'<g class="{"dots few" if dots and len(marks) < 600 else "dots" if dots else "areas"}">')
    parts += [drawn for mark in sorted(marks, key=_beneath) if (drawn := draw_mark(mark, view, dots=dots))]
    parts.append("</g>")
    for size, name, most in ((130, "wide", 12), (260, "narrow", 5)):
        parts.append(f'<g class="labels {name}">{_labels(labels[:most], view, size)}</g>')
    parts.append(_scale_bar(view, within=within is not None))
    height = view.height + (24 if within is None else 0)  # a strip for the scale below the whole map
    return Markup(
        f'<svg class="map" role="group" aria-labelledby="{id}-title" aria-describedby="{id}-desc" '
        f'viewBox="0 0 {view.width * PER_PIXEL} {height * PER_PIXEL}" width="{view.width}" height="{height}">'
        f'<title id="{id}-title">{escape(title)}</title><desc id="{id}-desc">{escape(description)}</desc>'
        f'<g aria-hidden="true">{"".join(parts)}</g></svg>'
    )


def _beneath(mark: Mark) -> int:
    """The rarer kinds lie on top, those outside beneath; of classes, whose dots grow, the small ones."""
    return ("outside", "", "firm", "likely", "borderline", "unlikely", *reversed(CLASSES)).index(mark.kind)


def _labels(labels: Sequence[Label], view: View, size: int) -> str:
    """Names beside their points, each where it covers no other; a name that fits nowhere is left out."""
    taken: list[tuple[float, float, float, float]] = []
    out: list[str] = []
    right_edge, bottom = view.width * PER_PIXEL, view.height * PER_PIXEL
    for label in labels:
        x, y = view.place(np.array([[label.x, label.y]]))[0]
        wide = len(label.text) * size * LETTER
        for anchor, left, base in (
            ("start", x + size * 0.6, y + size * 0.35),
            ("end", x - size * 0.6 - wide, y + size * 0.35),
            ("middle", x - wide / 2, y - size * 0.7),
            ("middle", x - wide / 2, y + size * 1.4),
        ):
            box = (left, base - size, left + wide, base + size * 0.3)
            inside = box[0] >= 0 and box[2] <= right_edge and box[1] >= 0 and box[3] <= bottom
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                at = {"start": left, "end": left + wide, "middle": x}[anchor]
                out.append(f'<text x="{at:.0f}" y="{base:.0f}" text-anchor="{anchor}">{escape(label.text)}</text>')
                break
    return "".join(out)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _scale_bar(view: View, *, within: bool) -> str:
    across = view.bounds[2] - view.bounds[0]
    length = max(km for km in (1, 2, 5, 10, 20, 50, 100, 200) if km <= max(across / 5, 1))
    units = round(length * view.pixels_per_km * PER_PIXEL)
    y = view.height * PER_PIXEL - (70 if within else -170)
    return (
        f'<path class="scale" d="M90 {y - 40}v40h{units}v-40"/><text class="scale" x="{90 + units + 60}" y="{y + 20}">'
        f"{length} km</text>"
    )
