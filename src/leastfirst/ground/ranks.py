"""Ranks and deciles. Rank 1 and decile 1 are the greatest need, everywhere.

Scores are rounded to a stated precision *before* ranking, so that the same data give the same ranks on any machine.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.errors import DataError

Ties = Literal["in-order", "shared"]
Precision = int | Literal["single"]


def to_precision(values: NDArray[np.float64], precision: Precision) -> NDArray[np.float64]:
    """Round to so many decimal places, or to single precision (how some publishers store their scores)."""
    if precision == "single":
        return values.astype(np.float32).astype(np.float64)
    # Adding zero turns -0.0 into 0.0, which would otherwise tie in value but not in its bytes.
    return np.round(values, precision) + 0.0


def rank_areas(
    values: NDArray[np.float64],
    *,
    higher_is_worse: bool = True,
    ties: Ties = "in-order",
) -> NDArray[np.int64]:
    """Rank n values, 1 = greatest need.

    Args:
        values: n numbers, already rounded, in the published order of the areas (ascending area code).
        higher_is_worse: whether the highest value gets rank 1.
        ties: `in-order` is a total order: equal values take successive ranks in the order they stand in, that is by
            area code; `shared` gives equal values the same, lowest rank, as MHCLG and OCSI publish them.

    Raises:
        DataError: if a value is missing. Leave areas without a value out: missing is never zero.
    """
    if np.isnan(values).any():
        raise DataError("a missing value cannot be ranked", do="leave areas without a value out before ranking")
    keys = -values if higher_is_worse else values
    order = np.argsort(keys)
    starts = _starts_of_runs(keys[order])
    ranks = np.empty(len(keys), dtype=np.int64)
    if ties == "in-order":
        ranks[_in_order_within(starts, order)] = np.arange(1, len(keys) + 1)
        return ranks
    ranks[order] = starts + 1
    return ranks


def mid_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1 = lowest value; equal values share the mean of their ranks (for normal scores and percentiles)."""
    order = np.argsort(values)
    ordered = values[order]
    first = _starts_of_runs(ordered)
    last = len(values) - 1 - _starts_of_runs(ordered[::-1])[::-1]
    ranks = np.empty(len(values), dtype=np.float64)
    ranks[order] = (first + last) / 2 + 1
    return ranks


def quantile_groups(ranks: NDArray[np.int64], *, groups: int = 10, of: int | None = None) -> NDArray[np.int64]:
    """The group of each rank: decile 1 holds the ranks 1 to n/10, and so on (MHCLG's rule; whole numbers only).

    `of` is the number of areas that were ranked, if it is not the number of ranks handed in.
    """
    n = len(ranks) if of is None else of
    return -(-ranks * groups // n)


def worst(share: tuple[int, int], of: int) -> int:
    """How many of `of` areas are the worst `share` (a fraction as two whole numbers), rounded down."""
    top, bottom = share
    return of * top // bottom


def _starts_of_runs(ordered: NDArray[np.float64]) -> NDArray[np.int64]:
    """For each place in sorted values, the place where its run of equal values starts (from 0)."""
    places = np.arange(len(ordered))
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return np.maximum.accumulate(np.where(new, places, 0))


def _in_order_within(starts: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same order with equal values as they stood: numpy's sort that keeps them so is several times slower."""
    if (starts[1:] > starts[:-1]).all():
        return order
    return np.sort(starts * len(order) + order) - starts * len(order)
