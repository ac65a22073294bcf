"""A map of a whole country as one small picture: what is seen before the map can be moved, or instead of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leastfirst.exchange.map_marks import EDGE, INK, LAND, WATER, MarkStyle, pattern_lines
from leastfirst.exchange.report.map import Flat, prepared_ground
from leastfirst.exchange.report.map_view import View
from leastfirst.exchange.report.projection import PER_PIXEL

WIDTH = 640
SMALLEST_SHAPE = 6.0
"""Areas whose middle one is fewer pixels across than this are drawn as dots."""
INSIDE = 0.45
"""What a pattern is on shapes, a smaller dot inside is on dots: so much of their width."""


@dataclass(frozen=True)
class Drawn:
    """Areas that look the same: shapes (well-known binary) or points (k x 2), both in WGS84 degrees."""

    style: MarkStyle
    shapes: Sequence[bytes] = ()
    points: Sequence[tuple[float, float]] = ()


class Paper:
    """The land of a country on one picture, to draw overviews on."""

    def __init__(self, outlines: Sequence[bytes]) -> None:
        import shapely

        degrees = shapely.from_wkb(np.asarray(outlines, dtype=object))
        west, _, east, _ = shapely.total_bounds(degrees)
        self.flat = Flat(west, east)
        larger = self.flat.shapes(np.asarray(outlines, dtype=object))
        bounds = shapely.total_bounds(larger)
        self.view = View.around(tuple(float(each) for each in bounds), width=WIDTH)
        land, borders = prepared_ground(larger, self.view)
        self.land = self.view.draw(np.array([land]), detail=0)
        self.borders = self.view.draw(shapely.get_parts(borders), detail=0)

    def shows_shapes(self, shapes: Sequence[bytes]) -> bool:
        """Whether the middle one of some areas is large enough to be seen as a shape."""
        import shapely

        areas = shapely.area(self.flat.shapes(np.asarray(shapes, dtype=object)))
        return bool(np.median(np.sqrt(areas)) * self.view.pixels_per_km >= SMALLEST_SHAPE)

    def draw(self, groups: Sequence[Drawn]) -> bytes:
        """The land with groups of areas on it, the first beneath, as an SVG file that needs no style sheet."""
        wide, high = self.view.width * PER_PIXEL, self.view.height * PER_PIXEL
        patterns, layers = [], []
        for i, group in enumerate(groups):
            filled = [self._shapes(group.shapes)] if group.shapes else []
            if filled and group.style.pattern != "plain":
                patterns.append(_pattern(f"p{i}", group.style))
                layers.append(f'<path fill="url(#p{i})" d="{filled[0]}"/>')
            elif filled:
                layers.append(f'<path fill="{group.style.colour}" d="{filled[0]}"/>')
            if group.points:
                layers.append(self._dots(group))
        edge = f'<path fill="none" stroke="{EDGE}" stroke-width="6" stroke-linejoin="round" d="{self.borders}"/>'
        dots = [each for each in layers if "stroke-linecap" in each]
        shapes = [each for each in layers if each not in dots]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{self.view.width}" '
            f'height="{self.view.height}"><defs>{"".join(patterns)}</defs>'
            f'<rect width="{wide}" height="{high}" fill="{WATER}"/><path fill="{LAND}" d="{self.land}"/>'
            f"{''.join(shapes)}{edge}{''.join(dots)}</svg>\n"
        ).encode()

    def _shapes(self, shapes: Sequence[bytes]) -> str:
        return self.view.draw(self.flat.shapes(np.asarray(shapes, dtype=object)))

    def _dots(self, group: Drawn) -> str:
        degrees: NDArray[Any] = np.asarray(group.points, dtype=np.float64)
        at = self.view.place(self.flat.points(degrees[:, 0], degrees[:, 1])).astype(int)
        at = at[np.lexsort((at[:, 0], at[:, 1] // 100))]  # row by row, so that each step is short to write
        steps = np.diff(at, axis=0, prepend=[[0, 0]])
        d = "".join(f"m{x}{' ' if y >= 0 else ''}{y}h0" for x, y in steps.tolist())
        size = 52 if len(group.points) < 600 else 34
        dot = '<path fill="none" stroke-linecap="round" stroke="{}" stroke-width="{}" d="{}"/>'
        drawn = dot.format(group.style.colour, size, d)
        if group.style.ringed:
            drawn += dot.format(group.style.over, round(size * INSIDE), d)
        return drawn


def swatch(style: MarkStyle, *, id: str) -> str:
    """A small picture of a mark for a legend, as inline SVG that assistive technology passes over.

    `id` names its pattern and must be its own on the page.
    """
    fill, defs = style.colour, ""
    if style.pattern != "plain":
        fill, defs = f"url(#{id})", f"<defs>{_pattern(id, style, scale=1)}</defs>"
    return (
        f'<svg width="28" height="18" viewBox="0 0 28 18" aria-hidden="true" focusable="false">{defs}'
        f'<rect x="0.5" y="0.5" width="27" height="17" fill="{fill}" stroke="{INK}"/></svg>'
    )


def dot_swatch(style: MarkStyle) -> str:
    """The dot that stands for a mark where areas are tiny, as inline SVG for a legend."""
    inside = f'<circle cx="8" cy="8" r="{6.5 * INSIDE:.1f}" fill="{style.over}"/>' if style.ringed else ""
    return (
        '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f'<circle cx="8" cy="8" r="6.5" fill="{style.colour}" stroke="{style.edge}"/>{inside}</svg>'
    )


def as_plain(style: MarkStyle) -> Mapping[str, str | float]:
    """A mark as a browser's script takes it."""
    lines, width = pattern_lines(style.pattern)
    return {
        "colour": style.colour,
        "over": style.over,
        "edge": style.edge,
        "lines": lines,
        "width": width,
        "inside": INSIDE if style.ringed else 0,
    }


def _pattern(id: str, style: MarkStyle, *, scale: int = PER_PIXEL) -> str:
    lines, width = pattern_lines(style.pattern)
    return (
        f'<pattern id="{id}" width="{8 * scale}" height="{8 * scale}" patternUnits="userSpaceOnUse" viewBox="0 0 8 8">'
        f'<rect width="8" height="8" fill="{style.colour}"/><path fill="none" stroke="{style.over}" '
        f'stroke-width="{width}" stroke-linecap="round" d="{lines}"/></pattern>'
    )
