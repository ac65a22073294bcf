"""Random zones: other borders of the same sizes, to tell what is due to the size of areas from what is due to borders.

All small areas are strung on one line that goes from neighbour to neighbour (a Hilbert curve, turned and shifted at
random), and the line is cut into pieces with the populations of the real areas, in random order.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.columns import Values

ORDER = 14
"""The curve visits 2^14 x 2^14 cells, each under 100 m wide in England."""


def random_zones(
    latitude: Values, longitude: Values, people: Values, sizes: Values, random: np.random.Generator
) -> NDArray[np.int64]:
    """The zone (0 to the number of sizes - 1) of each of n small areas.

    Args:
        latitude: n, WGS84 degrees, none missing.
        longitude: n.
        people: how many live in each of the n.
        sizes: how many live in each of the real areas; they add up to the sum of `people`.
        random: where chance comes from.
    """
    line = np.argsort(along_the_curve(latitude, longitude, random), kind="stable")
    middle = np.cumsum(people[line]) - people[line] / 2
    cuts = np.cumsum(random.permutation(sizes))
    zone = np.empty(len(people), dtype=np.int64)
    zone[line] = np.minimum(np.searchsorted(cuts, middle, side="right"), len(sizes) - 1)
    return zone


def along_the_curve(latitude: Values, longitude: Values, random: np.random.Generator) -> NDArray[np.int64]:
    """Where each position lies on a Hilbert curve that is turned and shifted at random."""
    turn, east, north = random.uniform(0, (2 * np.pi, 1, 1))
    x = longitude * np.cos(np.radians(latitude.mean()))
    flat = np.column_stack([x - x.mean(), latitude - latitude.mean()])
    turned = flat @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    reach = 2 * max(float(np.abs(turned).max()), 1e-9)
    # The data take up half the square each way, so any shift keeps them inside.
    at = (turned / reach / 2 + 0.25 + np.array([east, north]) / 2) * (1 << ORDER)
    cells = np.clip(at.astype(np.int64), 0, (1 << ORDER) - 1)
    return hilbert(cells[:, 0], cells[:, 1], ORDER)


def hilbert(x: NDArray[np.int64], y: NDArray[np.int64], order: int) -> NDArray[np.int64]:
    """Distance along the Hilbert curve of 2^order x 2^order cells.

    Source: Hamilton and Rau-Chaplin, Compact Hilbert indices (2008), here for two dimensions.
    """
    x, y = x.copy(), y.copy()
    distance = np.zeros(len(x), dtype=np.int64)
    for level in range(order - 1, -1, -1):
        side = 1 << level
        right, up = (x & side) > 0, (y & side) > 0
        distance += side * side * ((3 * right) ^ up)
        flip = right & ~up
        x, y = np.where(flip, side - 1 - (x & (side - 1)), x), np.where(flip, side - 1 - (y & (side - 1)), y)
        x, y = np.where(up, x, y), np.where(up, y, x)
    return distance
