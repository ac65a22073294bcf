"""The part of the world that a map shows, and the way from kilometres to the units of its drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leastfirst.exchange.report.projection import PER_PIXEL, path_of

TALLEST, FLATTEST = 1.6, 0.4
"""The height of a map that follows its bounds, in widths: no taller and no flatter than these."""
LEAST_KM = 3.0
"""A map shows at least so much each way, so that a single point or a line of them has something around it."""


@dataclass(frozen=True)
class View:
    """The part of the world that a map shows: `bounds` in kilometres (west, south, east, north), `width` in pixels."""

    bounds: tuple[float, float, float, float]
    width: int
    height: int

    @classmethod
    def around(cls, bounds: Sequence[float], *, width: int, height: int | None = None, margin: int = 8) -> View:
        """Fit bounds into a width (and a height), keeping a margin in pixels and the scale the same both ways.

        Without a height the map is as tall as its bounds ask for, between `FLATTEST` and `TALLEST` times its width:
        beyond, it shows more on the two sides of their middle. So it does where the bounds hold less than `LEAST_KM`.
        """
        west, south, east, north = (float(each) for each in bounds)
        wide, tall = max(east - west, LEAST_KM), max(north - south, LEAST_KM)
        if height is None:
            asked = tall * (width - 2 * margin) / wide + 2 * margin
            height = round(min(max(asked, FLATTEST * width), TALLEST * width))
        scale = min((width - 2 * margin) / wide, (height - 2 * margin) / tall)
        x, y = (west + east) / 2, (south + north) / 2
        half_wide, half_tall = width / scale / 2, height / scale / 2
        return cls((x - half_wide, y - half_tall, x + half_wide, y + half_tall), width, height)

    @property
    def pixels_per_km(self) -> float:
        """The scale of the map at its full width."""
        return self.width / (self.bounds[2] - self.bounds[0])

    def place(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Kilometres (k x 2) to the whole units of the drawing, north up."""
        units = self.pixels_per_km * PER_PIXEL
        return np.round((xy - (self.bounds[0], self.bounds[3])) * (units, -units))

    def draw(self, shapes: Any, *, detail: float = 0.6) -> str:
        """Shapes cut to the view, simplified to `detail` pixels, as one SVG path."""
        import shapely

        cut = shapely.clip_by_rect(shapely.simplify(shapes, detail / self.pixels_per_km), *self._a_little_wider())
        return path_of(shapely.transform(cut[~shapely.is_empty(cut)], self.place))

    def _a_little_wider(self) -> tuple[float, float, float, float]:
        edge = 4 / self.pixels_per_km
        west, south, east, north = self.bounds
        return west - edge, south - edge, east + edge, north + edge
