"""Largest remainder: everybody's whole pence first, then the odd pennies to the largest remainders.

The method of Hamilton and Hare-Niemeyer. In whole numbers throughout: no float stands between weights and pence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from leastfirst.ground.apportion.checks import checked_order, checked_total, checked_weights, something_to_share_by


@dataclass(frozen=True)
class Rounding:
    """How one exact sum became whole pence.

    Attributes:
        exact: pence, as an exact fraction.
        floor: the whole pence in it.
        remainder: what is left over, at least 0 and below 1 penny.
        got_penny: whether one of the odd pennies went here.
        queue: the place in the queue for the odd pennies, 1 = first. None where nothing was left over, and under a
            method that does not go by remainders.
    """

    exact: Fraction
    floor: int
    remainder: Fraction
    got_penny: bool
    queue: int | None


@dataclass(frozen=True)
class Queue:
    """The whole pence of n exact sums, and who stood in the queue for the odd pennies, first to last."""

    floors: list[int]
    waiting: list[int]
    pennies: int

    def pence(self) -> list[int]:
        """The floors, with a penny more for those in front."""
        pence = self.floors.copy()
        for at in self.waiting[: self.pennies]:
            pence[at] += 1
        return pence


def queue_up(numerators: Sequence[int], denominator: int, total: int, order: Sequence[int]) -> Queue:
    """Line up n exact sums (numerator / denominator, together exactly `total`) for the odd pennies.

    Only those who have something left over stand in the queue, the largest remainder in front, equal ones in the tie
    order. There are always more of them than odd pennies, unless there are none of either.
    """
    floors: list[int] = []
    remainders: list[int] = []
    for numerator in numerators:
        floor, remainder = divmod(numerator, denominator)
        floors.append(floor)
        remainders.append(remainder)
    waiting = [at for at, remainder in enumerate(remainders) if remainder]
    if not isinstance(order, range):
        waiting.sort(key=order.__getitem__)
    # Python keeps equal ones as they stood, in reverse too.
    waiting.sort(key=remainders.__getitem__, reverse=True)
    return Queue(floors, waiting, total - sum(floors))


def largest_remainder(weights: Sequence[int], total: int, *, order: Sequence[int] | None = None) -> list[int]:
    """Share whole pence in proportion to weights by largest remainder; the parts always add up to the total.

    Every share is the exact one rounded down or up (weight x total / sum of weights). The method is not
    house-monotone: with more money to share, a place may get a penny less (weights 5, 3, 1: of 4 pence the last gets
    1, of 5 pence none). Use `sainte_lague` where that matters.

    Args:
        weights: n whole numbers of any size, 0 or more: the numerators of exact fractions over one denominator.
        total: whole pence, 0 or more.
        order: n different whole numbers: of equal remainders the lower comes first. As they stand if left out.

    Returns:
        n sums in whole pence.

    Raises:
        DataError: if a weight is missing, negative or not whole, if all are zero and there is money to share, if the
            total is negative or not whole, or if two places have the same position in the tie order.

    Source: Balinski and Young, *Fair Representation* (1982), method of Hamilton.
    """
    return _queue(weights, total, order)[0].pence()


def remainders(weights: Sequence[int], total: int, *, order: Sequence[int] | None = None) -> list[Rounding]:
    """The record of `largest_remainder`: for each place its exact share, its remainder and whether it got a penny."""
    queue, numerators, denominator = _queue(weights, total, order)
    position = {at: place for place, at in enumerate(queue.waiting, start=1)}
    return [
        rounding_of(Fraction(numerator, denominator), queue.floors[at], position.get(at), queue.pennies)
        for at, numerator in enumerate(numerators)
    ]


def rounding_of(exact: Fraction, floor: int, position: int | None, pennies: int) -> Rounding:
    """The record of one place that stood at this position of the queue."""
    return Rounding(exact, floor, exact - floor, position is not None and position <= pennies, position)


def _queue(weights: Sequence[int], total: int, order: Sequence[int] | None) -> tuple[Queue, list[int], int]:
    weights = checked_weights(weights)
    total = checked_total(total)
    tie_order = checked_order(order, len(weights))
    whole = sum(weights)
    something_to_share_by(total, len(weights), whole)
    numerators = [weight * total for weight in weights]
    return queue_up(numerators, whole or 1, total, tie_order), numerators, whole or 1
