"""Floors and caps by water-filling: nobody below their floor or above their cap, all others in exact proportion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from operator import itemgetter
from typing import Literal

from leastfirst.ground.apportion.checks import checked_bounds, checked_total, checked_weights, something_to_share_by
from leastfirst.ground.errors import InfeasibleError
from leastfirst.ground.money import pounds

Held = Literal["", "floor", "cap"]


@dataclass(frozen=True)
class Filled:
    """Exact sums that add up to the total.

    Attributes:
        numerators: n whole numbers; place i gets numerators[i] / denominator pence.
        denominator: the one they share.
        rate: pence per unit of weight for the places that nothing holds.
        held: for each place whether its floor holds it up, its cap holds it down, or nothing does.
    """

    numerators: list[int]
    denominator: int
    rate: Fraction
    held: list[Held]

    def amount(self, at: int) -> Fraction:
        """The exact pence of one place."""
        return Fraction(self.numerators[at], self.denominator)


def fill(
    weights: Sequence[int],
    total: int,
    *,
    floors: Sequence[int] | None,
    caps: Sequence[int | None] | None,
    names: Sequence[str] = (),
) -> Filled:
    """Share a total by weight within floors and caps, exactly.

    Place i gets `min(cap, max(floor, rate x weight))`, with the one rate at which the sums add up to the total: the
    fixed point of sharing, holding whoever is out of bounds, and sharing the rest again. A place of weight 0 gets its
    floor.

    Args:
        weights: n whole numbers of any size, 0 or more.
        total: whole pence, 0 or more.
        floors: n sums in whole pence, or None for no floors.
        caps: n sums in whole pence, None for a place without a cap, or None for no caps at all.
        names: the names of the places, for errors.

    Raises:
        DataError: see `largest_remainder`.
        InfeasibleError: if the floors add up to more than the total or the caps to less, or a floor is above its cap.
    """
    weights = checked_weights(weights, names)
    total = checked_total(total)
    least, most = checked_bounds(floors, caps, len(weights), total, names)
    _check_feasible(weights, total, least, most)
    rate = _rate(weights, total, least, most)
    return _at_rate(weights, least, most, rate)


def _check_feasible(weights: list[int], total: int, least: list[int], most: list[int]) -> None:
    """The sums can be anything from all floors to all caps, but for places of weight 0, which stay at their floor."""
    at_least = sum(least)
    if at_least > total:
        short = at_least - total
        kept = f"lower every floor to {_percent(total, at_least)} of what it is" if total else "drop the floors"
        raise InfeasibleError(
            f"the floors of {_places(sum(map(bool, least)))} add up to {pounds(at_least)}, which is {pounds(short)} "
            f"more than the {pounds(total)} to share",
            do=f"{kept}, or add {pounds(short)}",
        )
    if at_least == total:
        return
    something_to_share_by(total, len(weights), sum(weights))
    reachable = sum(cap if weight else floor for weight, floor, cap in zip(weights, least, most, strict=True))
    if reachable >= total:
        return
    over = total - reachable
    if reachable < sum(most):
        without = weights.count(0)
        bound = "its floor" if without == 1 else "their floors"
        raise InfeasibleError(
            f"{_places(without)} of weight 0 can get no more than {bound}, and the others no more than their caps, so "
            f"{pounds(over)} of the {pounds(total)} would go to nobody",
            do=f"raise the caps of places with a weight by {pounds(over)} in all, or share {pounds(over)} less",
        )
    raised = f"raise every cap to {_percent(total, reachable, up=True)} of what it is" if reachable else "lift the caps"
    raise InfeasibleError(
        f"the caps of {_places(len(most))} add up to {pounds(reachable)}, which is {pounds(over)} less than the "
        f"{pounds(total)} to share",
        do=f"{raised}, or share {pounds(over)} less",
    )


def _rate(weights: list[int], total: int, least: list[int], most: list[int]) -> Fraction:
    """The lowest rate at which everybody's sum adds up to the total.

    As the rate rises from 0, a place leaves its floor at floor / weight and meets its cap at cap / weight. In between
    those moments the sum grows by the weights of the places that are free.
    """
    fixed = sum(least)
    if fixed == total:
        return Fraction(0)
    free = sum(weight for weight, floor in zip(weights, least, strict=True) if not floor)
    # By the moment alone, which sorts twice as fast as the whole entry: at equal moments the rate is the same.
    for _, at, leaving in sorted(_moments(weights, total, least, most), key=itemgetter(0)):
        weight = weights[at]
        bound = least[at] if leaving else most[at]
        if free * bound >= (total - fixed) * weight:
            break
        fixed += -bound if leaving else bound
        free += weight if leaving else -weight
    return Fraction(total - fixed, free)


def _moments(weights: list[int], total: int, least: list[int], most: list[int]) -> Iterator[tuple[int, int, bool]]:
    """When a place leaves its floor (True) or meets its cap (False), as a whole number that sorts as bound / weight.

    Two different fractions with denominators below 2^b are at least 2^-2b apart, so after 2b binary places the whole
    parts differ, while equal fractions stay equal.
    """
    shift = 2 * max(weights, default=0).bit_length()
    for at, (weight, floor, cap) in enumerate(zip(weights, least, most, strict=True)):
        if weight:
            if floor:
                yield (floor << shift) // weight, at, True
            if cap < total:
                yield (cap << shift) // weight, at, False


def _at_rate(weights: list[int], least: list[int], most: list[int], rate: Fraction) -> Filled:
    top, bottom = rate.numerator, rate.denominator
    numerators: list[int] = []
    held: list[Held] = []
    for weight, floor, cap in zip(weights, least, most, strict=True):
        share = weight * top
        if share < (bound := floor * bottom):
            numerators.append(bound)
            held.append("floor")
        elif share > (bound := cap * bottom):
            numerators.append(bound)
            held.append("cap")
        else:
            numerators.append(share)
            held.append("")
    common = gcd(bottom, *numerators) if bottom > 1 else 1
    if common > 1:
        numerators = [numerator // common for numerator in numerators]
    return Filled(numerators, bottom // common, rate, held)


def _percent(part: int, whole: int, *, up: bool = False) -> str:
    """A share in per cent to two places, rounded towards the side that is safe."""
    hundredths = -(-part * 10_000 // whole) if up else part * 10_000 // whole
    return f"{hundredths // 100:,}.{hundredths % 100:02d}%"


def _places(n: int) -> str:
    return "1 place" if n == 1 else f"{n:,} places"
