"""Sums by place: the one step under every lookup, roll-up and mean over a parent area."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def sums_at(places: NDArray[np.int64], amounts: NDArray[np.float64], m: int) -> NDArray[np.float64]:
    """The sum of the amounts that fall on each of m places (0 where none does)."""
    return np.bincount(places, amounts, minlength=m).astype(np.float64, copy=False)
