"""Damping, or pace of change: shares move towards their targets, but only so fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from numbers import Rational
from typing import Literal

from leastfirst.ground.apportion.checks import checked_order, checked_sums
from leastfirst.ground.apportion.filling import Filled, Held, fill
from leastfirst.ground.apportion.remainders import queue_up
from leastfirst.ground.errors import DataError

Slowed = Literal["", "fall", "rise"]


@dataclass(frozen=True)
class Damped:
    """Whole pence by year and place on the way to the targets.

    Attributes:
        pence: years x n sums in whole pence; each year adds up to its targets.
        moved_pence: for each year the money that is not where the targets put it, half the sum of all differences.
        years_to_converge: in which year (from 1) everybody's pence meet their targets, for good; None if not within the
            years given.
        held: years x n, whether a place fell ("fall") or rose ("rise") by as much as it may that year, else "".
        shares: years x n numerators of the exact shares.
        denominators: the denominator of each year's shares.
    """

    pence: list[list[int]]
    moved_pence: list[int]
    years_to_converge: int | None
    held: list[list[Slowed]]
    shares: list[list[int]]
    denominators: list[int]

    def share(self, year: int, at: int) -> Fraction:
        """The exact share of one place (from 0) in the money of one year (from 0)."""
        return Fraction(self.shares[year][at], self.denominators[year])


def damp(
    targets_by_year: Sequence[Sequence[int]],
    before: Sequence[int],
    *,
    max_fall: Fraction,
    max_rise: Fraction,
    order: Sequence[int] | None = None,
    names: Sequence[str] = (),
) -> Damped:
    """Move every place's money towards its target no faster than a pace that is set.

    Bounds are on shares of the fund, not on pounds: a place's share of this year's money is at least (1 - max_fall) and
    at most (1 + max_rise) times its share of last year's. Bounds on pounds can contradict the fund: when it shrinks by
    a tenth, not everybody can lose at most a twentieth. Bounds on shares never do, because the shares of last year
    always lie within them. Within the bounds the money is shared in proportion to the targets (`fill`), so a place that
    nothing holds may for a while stand above or below its target, by what the others hold back.

    Shares are carried on from year to year as exact fractions, and made whole pence for each year by largest
    remainder, so bounds hold exactly for shares and within a penny for pence. A place that had nothing before may
    go up to its target at once; one whose target is zero falls as fast as it may, or as fast as the others can take
    its money. A year without money changes no shares.

    Args:
        targets_by_year: years x n sums in whole pence; a year's sum is the money of that year.
        before: n sums in whole pence, what each place had in the year before the first.
        max_fall: the largest yearly fall as a fraction of last year's share, from 0 to 1.
        max_rise: the largest yearly rise as a fraction of last year's share, 0 or more.
        order: n different whole numbers: of equal remainders the lower comes first. As they stand if left out.
        names: the names of the places, for errors.

    Raises:
        DataError: if a sum is missing, negative or not whole, a year has other places than the year before, or a pace
            is out of range or not an exact fraction.

    Source: NHS England, *Technical guide to allocation formulae and pace of change*, for the practice, there in pounds
    a head; the bounds by share are ours.
    """
    fall, rise = _pace(max_fall, "fall"), _pace(max_rise, "rise")
    if fall > 1:
        raise DataError(f"the largest fall of {fall} is more than everything", do="give a fraction from 0 to 1")
    shares = checked_sums(before, "sum before", names)
    tie_order = checked_order(order, len(shares))
    damped = Damped([], [], None, [], [], [])
    for year, given in enumerate(targets_by_year, start=1):
        targets = checked_sums(given, f"target of year {year}", names)
        if len(targets) != len(shares):
            raise DataError(
                f"it has {len(targets):,} targets for {len(shares):,} places",
                where=f"year {year}",
                do="give one a place",
            )
        total = sum(targets)
        held: list[Slowed] = [""] * len(shares)
        if total:
            shares, held = _one_year(targets, shares, fall, rise)
        pence = queue_up([share * total for share in shares], sum(shares) or 1, total, tie_order).pence()
        damped.pence.append(pence)
        damped.moved_pence.append(sum(abs(got - due) for got, due in zip(pence, targets, strict=True)) // 2)
        damped.held.append(held)
        damped.shares.append(shares)
        damped.denominators.append(sum(shares) or 1)
    return Damped(
        damped.pence,
        damped.moved_pence,
        _converged(damped.moved_pence),
        damped.held,
        damped.shares,
        damped.denominators,
    )


def _one_year(targets: list[int], shares: list[int], fall: Fraction, rise: Fraction) -> tuple[list[int], list[Slowed]]:
    """The next shares, as whole numbers in proportion, from the last.

    All is counted in units so small that the bounds are whole: the unit is 1 / (sum of shares x both denominators of
    the pace x total of the targets) of the fund.
    """
    whole, total = sum(shares), sum(targets)
    unit = fall.denominator * rise.denominator * total
    down = (fall.denominator - fall.numerator) * rise.denominator * total
    up = (rise.denominator + rise.numerator) * fall.denominator * total
    floors = [share * down for share in shares]
    at_target = (whole or 1) * unit // total
    caps = [share * up if share else target * at_target for share, target in zip(shares, targets, strict=True)]
    filled, given_up = _towards(targets, shares, (whole or 1) * unit, floors, caps)
    held: list[Slowed] = [
        "" if not share or (given_up and not target) else _SLOWED[kind]
        for share, target, kind in zip(shares, targets, filled.held, strict=True)
    ]
    common = gcd(*filled.numerators)
    return [numerator // common for numerator in filled.numerators], held


_SLOWED: dict[str, Slowed] = {"": "", "floor": "fall", "cap": "rise"}


def _towards(
    targets: list[int], shares: list[int], total: int, floors: list[int], caps: list[int]
) -> tuple[Filled, bool]:
    """Fill by the targets; where all places with a target are full, the others give up only what those could take."""
    full = sum(cap for target, cap in zip(targets, caps, strict=True) if target)
    least = sum(floor for target, floor in zip(targets, floors, strict=True) if not target)
    if full + least >= total:
        return fill(targets, total, floors=floors, caps=caps), False
    kept = [0 if target else share for target, share in zip(targets, shares, strict=True)]
    rest = fill(kept, total - full, floors=[0 if t else f for t, f in zip(targets, floors, strict=True)], caps=None)
    numerators = [
        cap * rest.denominator if target else numerator
        for target, cap, numerator in zip(targets, caps, rest.numerators, strict=True)
    ]
    held: list[Held] = ["cap" if target else "" for target in targets]
    return Filled(numerators, rest.denominator, rest.rate, held), True


def _pace(value: object, what: str) -> Fraction:
    if not isinstance(value, Rational):
        raise DataError(f"the largest {what} of {value} is not exact", do="give a fraction, such as Fraction(1, 20)")
    if value < 0:
        raise DataError(f"the largest {what} of {value} is negative", do="give a fraction of 0 or more")
    return Fraction(value)


def _converged(moved_pence: list[int]) -> int | None:
    """The first year after which nothing is away from its target any more."""
    years = len(moved_pence)
    while years and not moved_pence[years - 1]:
        years -= 1
    return years + 1 if years < len(moved_pence) else None
