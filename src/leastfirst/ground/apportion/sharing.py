"""A fund shared out: by weight, within floors and caps, in whole pence, with the record of every penny."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from leastfirst.ground.apportion.checks import checked_bounds, checked_order, checked_weights
from leastfirst.ground.apportion.divisors import by_divisor
from leastfirst.ground.apportion.filling import Filled, fill
from leastfirst.ground.apportion.remainders import Queue, Rounding, queue_up
from leastfirst.ground.errors import DataError

Method = Literal["largest-remainder", "sainte-lague"]


@dataclass(frozen=True)
class Shared:
    """Whole pence that add up to the total, and how they came about.

    Attributes:
        pence: n sums in whole pence.
        filled: the exact sums before they were made whole.
        got_penny: for each place whether it got more than the whole pence of its exact sum.
        pennies: how many odd pennies there were to give.
        method: how they were given.
    """

    pence: list[int]
    filled: Filled
    got_penny: list[bool]
    pennies: int
    method: Method
    _positions: dict[int, int]

    def rounding(self, at: int) -> Rounding:
        """How the exact sum of one place (from 0) became whole pence."""
        exact = self.filled.amount(at)
        floor = exact.numerator // exact.denominator
        return Rounding(exact, floor, exact - floor, self.got_penny[at], self._positions.get(at))


def share_out(
    weights: Sequence[int],
    total: int,
    *,
    floors: Sequence[int] | None = None,
    caps: Sequence[int | None] | None = None,
    order: Sequence[int] | None = None,
    method: Method = "largest-remainder",
    names: Sequence[str] = (),
) -> Shared:
    """Share whole pence by weight within floors and caps: `fill`, then the odd pennies.

    Floors and caps hold to the penny. Sainte-Laguë gives its pennies between them, so that it stays house-monotone.

    Args:
        weights: n whole numbers of any size, 0 or more: the numerators of exact fractions over one denominator.
        total: whole pence, 0 or more.
        floors: n sums in whole pence, or None for no floors.
        caps: n sums in whole pence, None for a place without a cap, or None for no caps at all.
        order: n different whole numbers: where claims to a penny are equal the lower comes first.
        method: `largest-remainder` or `sainte-lague`.
        names: the names of the places, for errors.

    Raises:
        DataError: as for `largest_remainder`, or if the method is unknown.
        InfeasibleError: as for `fill`.
    """
    if method not in ("largest-remainder", "sainte-lague"):
        raise DataError(
            f"there is no method of rounding called {method!r}", do="use 'largest-remainder' or 'sainte-lague'"
        )
    weights = checked_weights(weights, names)
    tie_order = checked_order(order, len(weights))
    filled = fill(weights, total, floors=floors, caps=caps, names=names)
    queue = queue_up(filled.numerators, filled.denominator, total, tie_order)
    if method == "largest-remainder":
        pence = queue.pence()
    else:
        least, most = checked_bounds(floors, caps, len(weights), total, names)
        pence = by_divisor(weights, total, least, most, filled.rate, tie_order)
    return Shared(
        pence=pence,
        filled=filled,
        got_penny=[got > floor for got, floor in zip(pence, queue.floors, strict=True)],
        pennies=queue.pennies,
        method=method,
        _positions=_positions(queue) if method == "largest-remainder" else {},
    )


def _positions(queue: Queue) -> dict[int, int]:
    return {at: place for place, at in enumerate(queue.waiting, start=1)}
