"""Small numbers: counts so small that they could point at a person are not shown.

The rule is the usual one of official statistics: a count from 1 to `below - 1` is suppressed, and where one hidden
count could be worked out from a published total, the next smallest is hidden too. Zero and missing are shown as they
are, and neither is ever turned into the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_BELOW = 5


@dataclass(frozen=True)
class Shown:
    """What may be shown of a count: the number itself, or that it is suppressed, or that it is missing."""

    value: int | None
    suppressed: bool = False

    def __str__(self) -> str:
        if self.suppressed:
            return "suppressed"
        return "missing" if self.value is None else f"{self.value:,}"


def suppress_small(
    counts: Sequence[int | None], *, below: int = DEFAULT_BELOW, total_is_shown: bool = True
) -> list[Shown]:
    """What may be shown of the parts of one total.

    Args:
        counts: whole numbers, or None where a count is missing.
        below: the smallest count that may be shown (zero always may).
        total_is_shown: whether a reader also sees the sum of the counts, and so could work out a single hidden one.

    Raises:
        DataError: if a count is negative.
    """
    for at, count in enumerate(counts):
        if count is not None and count < 0:
            raise DataError(f"the count {count} is negative", where=f"position {at + 1}", do="give counts of 0 or more")
    hidden = {at for at, count in enumerate(counts) if count is not None and 0 < count < below}
    unknown = sum(count is None for count in counts)
    if total_is_shown and unknown == 0:
        # The next smallest above zero first; a zero only where there is nothing else to hide behind.
        others = sorted((count == 0, count or 0, at) for at, count in enumerate(counts) if at not in hidden)
        while hidden and others and _can_be_worked_out([counts[at] or 0 for at in sorted(hidden)], below):
            hidden.add(others.pop(0)[2])
    return [Shown(None, True) if at in hidden else Shown(count) for at, count in enumerate(counts)]


def suppressed_shares(
    top: NDArray[np.float64], bottom: NDArray[np.float64], *, below: int = DEFAULT_BELOW
) -> NDArray[np.bool_]:
    """Which of n shares, `top` over `bottom`, may not be shown: where those in it, or those not in it, are too few.

    It is what `suppress_small` says of each pair of parts, for many at once. Missing counts are not suppressed.
    """
    import numpy as np

    few = np.zeros(len(top), dtype=bool)
    for part in (np.round(top), np.round(bottom - top)):
        few |= (part > 0) & (part < below)
    return few & ~np.isnan(top) & ~np.isnan(bottom)


def _can_be_worked_out(hidden: list[int], below: int) -> bool:
    """Whether the sum of the hidden counts, which a reader can take from the total, leaves only one possibility."""
    all_small = all(0 < count < below for count in hidden)
    only_one_way = sum(hidden) in (len(hidden), len(hidden) * (below - 1))
    return len(hidden) == 1 or (all_small and only_one_way)
