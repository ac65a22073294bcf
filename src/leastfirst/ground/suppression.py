"""Small numbers: counts so small that they could point at a person are not shown.

The rule is the usual one of official statistics: a count from 1 to `below - 1` is suppressed, and where one hidden
count could be worked out from a published total, the next smallest is hidden too. Zero and missing are shown as they
are, and neither is ever turned into the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leastfirst.ground.errors import DataError

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
    if total_is_shown and len(hidden) == 1 and unknown == 0:
        others = [(count, at) for at, count in enumerate(counts) if count and at not in hidden]
        if others:
            hidden.add(min(others)[1])
    return [Shown(None, True) if at in hidden else Shown(count) for at, count in enumerate(counts)]
