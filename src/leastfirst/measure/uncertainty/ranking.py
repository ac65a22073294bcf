"""Ranks of the same areas, worked out again in every replicate: as `rank_areas` gives them, several times as fast.

Rounded scores become whole numbers, the place of the area is packed behind them, and numpy sorts the pairs as plain
integers, which processors do many at a time. Ties come out in the order of the areas.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.errors import DataError
from leastfirst.ground.ranks import Precision, Ties, rank_areas, to_precision

Values = NDArray[np.float64]
Ranks = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Ranker:
    """Ranks n areas, of which those `known` have a score; the others get 0. Not to be shared between threads."""

    def __init__(self, known: NDArray[np.bool_], *, precision: Precision, ties: Ties = "in-order") -> None:
        self.precision, self.ties = precision, ties
        self.where = None if known.all() else np.flatnonzero(known)
        m = int(known.sum())
        self.bits = max(1, (m - 1).bit_length())
        self.places = np.arange(m, dtype=np.int64)
        self.numbers = np.arange(1, m + 1, dtype=np.int64)
        self.keys = np.empty(m, dtype=np.int64)
        self.high = np.empty(m, dtype=np.int64)
        self.rounded = np.empty(m, dtype=np.float64)
        self.sorting = np.empty(m, dtype=np.float64)
        self.dense = np.empty(m, dtype=np.int64)
        self.ranks = np.zeros(len(known), dtype=np.int64)

    def __call__(self, score: Values) -> Ranks:
        """Ranks of n scores, not yet rounded, higher is worse; good until the next call.

        Raises DataError if a score is missing of an area that has one in the designation as it stands.
        """
        score = score if self.where is None else score[self.where]
        dense = self._dense(score)
        if self.where is None:
            return dense
        self.ranks[self.where] = dense
        return self.ranks

    def inside(self, score: Values, line: int) -> Mask:
        """Which of n scores have a rank of at most `line`: no more than the line itself is looked for."""
        score = score if self.where is None else score[self.where]
        within = self._inside(score, line)
        if self.where is None:
            return within
        spread = np.zeros(len(self.ranks), dtype=bool)
        spread[self.where] = within
        return spread

    def _inside(self, score: Values, line: int) -> Mask:
        rounded = self.rounded
        if self.precision == "single":
            np.copyto(rounded, score.astype(np.float32))
        else:
            np.multiply(score, 10.0**self.precision, out=rounded)
            np.rint(rounded, out=rounded)
        _ends(rounded)
        if line == 0:
            return np.zeros(len(score), dtype=bool)
        np.copyto(self.sorting, rounded)
        at = len(score) - line
        self.sorting.partition(at)
        last = self.sorting[at]
        within: Mask = rounded >= last
        if self.ties == "in-order" and (extra := int(np.count_nonzero(within)) - line):
            within[np.flatnonzero(rounded == last)[-extra:]] = False
        return within

    def _dense(self, score: Values) -> Ranks:
        high = self.high
        if self.precision == "single":
            _ends(score)
            # The bits of a float in the order of the numbers: negative ones run backwards.
            bits = (score.astype(np.float32) + np.float32(0)).view(np.int32).astype(np.int64)
            np.copyto(high, np.where(bits < 0, -(bits & 0x7FFFFFFF), bits))
        else:
            np.multiply(score, 10.0**self.precision, out=self.rounded)
            np.rint(self.rounded, out=self.rounded)
            top, bottom = _ends(self.rounded)
            if max(abs(top), abs(bottom)) >= 2**53 or top - bottom >= 2 ** (62 - self.bits):
                return rank_areas(to_precision(score, self.precision), ties=self.ties)
            np.copyto(high, self.rounded, casting="unsafe")
        np.subtract(high.max(), high, out=self.keys)
        np.left_shift(self.keys, self.bits, out=self.keys)
        np.bitwise_or(self.keys, self.places, out=self.keys)
        self.keys.sort()
        order = np.bitwise_and(self.keys, (1 << self.bits) - 1, out=high)
        self.dense[order] = self.numbers if self.ties == "in-order" else self._shared()
        return self.dense

    def _shared(self) -> Ranks:
        """Successive numbers, but for those that tie: they share the lowest."""
        np.right_shift(self.keys, self.bits, out=self.keys)
        new = self.keys[1:] != self.keys[:-1]
        if new.all():
            return self.numbers
        starts = np.where(np.concatenate(([True], new)), self.numbers, 0)
        shared: Ranks = np.maximum.accumulate(starts)
        return shared


def _ends(values: Values) -> tuple[float, float]:
    top, bottom = float(values.max()), float(values.min())
    # A missing or infinite value anywhere would be one of them.
    if not (np.isfinite(top) and np.isfinite(bottom)):
        raise DataError(
            "a score cannot be worked out in one of the replicates", do="check the options of the specification"
        )
    return top, bottom
