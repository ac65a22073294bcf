"""Sainte-Laguë: whole pence by rounding to the nearest at one common divisor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heappop, heapreplace

from leastfirst.ground.apportion.checks import checked_order, checked_total, checked_weights, something_to_share_by


def sainte_lague(weights: Sequence[int], total: int, *, order: Sequence[int] | None = None) -> list[int]:
    """Share whole pence in proportion to weights by the method of Sainte-Laguë (Webster).

    Penny after penny goes to the place with the largest weight / (2 x pence so far + 1). It is house-monotone: with
    more money nobody gets less. Other than under largest remainder a share can, rarely, lie more than a penny from the
    exact one.

    Args:
        weights: n whole numbers of any size, 0 or more: the numerators of exact fractions over one denominator.
        total: whole pence, 0 or more.
        order: n different whole numbers: of equal claims to a penny the lower comes first. As they stand if left out.

    Returns:
        n sums in whole pence.

    Raises:
        DataError: as for `largest_remainder`.

    Source: Balinski and Young, *Fair Representation* (1982), method of Webster.
    """
    weights = checked_weights(weights)
    total = checked_total(total)
    tie_order = checked_order(order, len(weights))
    whole = sum(weights)
    something_to_share_by(total, len(weights), whole)
    none = [0] * len(weights)
    everything = [total] * len(weights)
    return by_divisor(weights, total, none, everything, Fraction(total, whole or 1), tie_order)


def by_divisor(
    weights: list[int], total: int, least: list[int], most: list[int], rate: Fraction, order: Sequence[int]
) -> list[int]:
    """Sainte-Laguë within floors and caps, from a rate (pence per unit of weight) that is close to the right one.

    Every penny has a claim, weight / (2k - 1) for the k-th of a place; the right answer is made of the pennies with the
    strongest claims between floors and caps. Rounding to the nearest at the rate given takes all pennies whose claim is
    at least 1 / (2 x rate). That is at most half a penny per place off, so that at most n / 2 steps remain.
    """
    top, bottom = rate.numerator, rate.denominator
    pence = [
        min(cap, max(floor, (2 * weight * top + bottom) // (2 * bottom)))
        for weight, floor, cap in zip(weights, least, most, strict=True)
    ]
    missing = total - sum(pence)
    # Two different claims have denominators below 2 x total + 2, so their whole parts at this shift differ.
    shift = 2 * (2 * total + 2).bit_length()
    if missing > 0:
        heap = [
            (-((weight << shift) // (2 * pence[at] + 1)), order[at], at)
            for at, weight in enumerate(weights)
            if weight and pence[at] < most[at]
        ]
        heapify(heap)
        for _ in range(missing):
            _, place, at = heap[0]
            pence[at] += 1
            if pence[at] < most[at]:
                heapreplace(heap, (-((weights[at] << shift) // (2 * pence[at] + 1)), place, at))
            else:
                heappop(heap)
    elif missing < 0:
        heap = [
            ((weight << shift) // (2 * pence[at] - 1), -order[at], at)
            for at, weight in enumerate(weights)
            if pence[at] > least[at]
        ]
        heapify(heap)
        for _ in range(-missing):
            _, place, at = heap[0]
            pence[at] -= 1
            if pence[at] > least[at]:
                heapreplace(heap, ((weights[at] << shift) // (2 * pence[at] - 1), place, at))
            else:
                heappop(heap)
    return pence
