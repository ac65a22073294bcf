"""Positions on the earth, so that distances come out the same on every machine and every engine.

A latitude and longitude (WGS84 degrees) becomes a point in space in whole millimetres. Straight lines between such
points need only whole-number arithmetic, which no two engines do differently.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.errors import DataError

Degrees = NDArray[np.float64]
Millimetres = NDArray[np.int64]

# WGS84: half the long axis in metres, and the flattening. Source: NIMA, TR8350.2.
_A, _F = 6_378_137.0, 1 / 298.257223563
_E2 = _F * (2 - _F)
MEAN_RADIUS_M = 6_371_008.8
LEAST_METRES_PER_DEGREE = 110_000.0
"""A degree of latitude, and a degree of longitude at the equator, are nowhere shorter than this."""
COLUMNS = 1 << 24
"""Cells are numbered row by row, with room for this many in a row."""


def in_space(latitude: Degrees, longitude: Degrees) -> tuple[Millimetres, Millimetres, Millimetres]:
    """Points on the WGS84 ellipsoid at height 0 as x, y, z from the centre of the earth, in whole millimetres.

    x = N cos(lat) cos(lon), y = N cos(lat) sin(lon), z = N (1 - e^2) sin(lat), N = a / sqrt(1 - e^2 sin^2(lat)).
    Source: Ordnance Survey, A guide to coordinate systems in Great Britain, annexe B.
    """
    north, east = np.radians(latitude), np.radians(longitude)
    n = _A / np.sqrt(1 - _E2 * np.sin(north) ** 2)
    x, y = n * np.cos(north) * np.cos(east), n * np.cos(north) * np.sin(east)
    z = n * (1 - _E2) * np.sin(north)
    whole = [np.rint(each * 1000).astype(np.int64) for each in (x, y, z)]
    return whole[0], whole[1], whole[2]


def straight_line_mm2(radius_m: float) -> int:
    """The square, in mm^2, of the straight line under `radius_m` metres of the earth's surface.

    line = 2 R sin(radius / 2R), on a sphere of the mean radius R. Two points are within the radius when the square of
    the line between them is at most this. Against the geodesic on the ellipsoid the radius is off by less than 2 mm at
    10 km, and by less than 1 m at 100 km (tested); rounding to whole millimetres adds at most 2 mm.
    """
    return math.floor((2000 * MEAN_RADIUS_M * math.sin(radius_m / (2 * MEAN_RADIUS_M))) ** 2)


@dataclass(frozen=True)
class Grid:
    """Cells at least one radius high and wide, so that whatever is within the radius lies in the 3 x 3 cells around.

    `height` and `width` are in degrees. A row of cells ends at 180 degrees of longitude: points on the two sides of
    that meridian are not seen to be near each other.
    """

    height: float
    width: float

    @classmethod
    def of(cls, radius_m: float, highest_latitude: float) -> Grid:
        """The grid for a radius and the highest latitude, north or south, that any point has.

        Raises DataError beyond 85 degrees, where meridians run together.
        """
        height = radius_m / LEAST_METRES_PER_DEGREE
        top = abs(highest_latitude) + height
        if not top < 85:
            raise DataError(
                f"points at latitude {highest_latitude:g} are too near to a pole to be put on a grid",
                do="leave points beyond 84 degrees out",
            )
        return cls(height, radius_m / (LEAST_METRES_PER_DEGREE * math.cos(math.radians(top))))

    def cell(self, latitude: Degrees, longitude: Degrees) -> NDArray[np.int64]:
        """The number of the cell of each point."""
        row = np.floor((latitude + 90) / self.height).astype(np.int64)
        column = np.floor((longitude + 180) / self.width).astype(np.int64)
        return row * COLUMNS + column + 1

    @staticmethod
    def steps() -> list[int]:
        """What to add to a cell's number to reach itself and the eight cells around it."""
        return [row * COLUMNS + column for row in (-1, 0, 1) for column in (-1, 0, 1)]
