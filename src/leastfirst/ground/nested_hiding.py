"""Small numbers across levels: what is hidden of a small area must not come out as a larger one less its other parts.

`suppressed_shares` says what is hidden by itself. Here areas of several levels that are published together are looked
at at once: no group may be left with just one hidden member, and nothing hidden with all its parts shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class LevelCounts:
    """One level of n areas: those in the share (`count`, NaN where missing), and which are hidden by themselves."""

    count: NDArray[np.float64]
    few: NDArray[np.bool_]


@dataclass(frozen=True)
class Nesting:
    """Which areas of level `small` (`row`) lie, at least in part, in which of level `large` (`column`)."""

    small: int
    large: int
    row: NDArray[np.int64]
    column: NDArray[np.int64]


def hidden_across(levels: Sequence[LevelCounts], nestings: Sequence[Nesting]) -> list[NDArray[np.bool_]]:
    """Which areas of each level are hidden so that none can be worked out from a larger one and its other parts.

    Where just one part of a larger area is hidden, the next smallest is hidden too (a zero only where there is nothing
    else; where there is nothing at all, the larger area is). A larger area that is hidden has hidden parts as well.
    Missing areas are never hidden. The same input gives the same answer; of equal counts the first is hidden.
    """
    hidden = [each.few.copy() for each in levels]
    changed = True
    while changed:
        changed = False
        for each in nestings:
            changed |= _complemented(each, levels, hidden)
    return hidden


def _complemented(nesting: Nesting, levels: Sequence[LevelCounts], hidden: list[NDArray[np.bool_]]) -> bool:
    """Hide what one pair of levels asks for; whether anything was."""
    mine, larger = hidden[nesting.small], hidden[nesting.large]
    row, column, count = nesting.row, nesting.column, levels[nesting.small].count
    inside = np.bincount(column, mine[row], minlength=len(larger))
    asks = (inside == 1) | (larger & (inside == 0))
    can = asks[column] & ~mine[row] & ~np.isnan(count[row])
    at, of = row[can], column[can]
    order = np.lexsort((at, count[at], count[at] == 0, of))
    served, first = np.unique(of[order], return_index=True)
    mine[at[order][first]] = True
    alone = (inside == 1) & ~larger & ~np.isnan(levels[nesting.large].count)
    alone[served] = False
    larger |= alone
    return len(served) > 0 or bool(alone.any())
