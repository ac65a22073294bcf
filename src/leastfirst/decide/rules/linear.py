"""Exact amounts of money that grow or fall with the share of each voter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True, slots=True)
class Linear:
    """The amount (constant + slope * b) / under, for a share of b per voter; three whole numbers, under > 0."""

    constant: int
    slope: int
    under: int = 1

    def at(self, share: Fraction) -> Fraction:
        """The amount at one share."""
        return Fraction(
            self.constant * share.denominator + self.slope * share.numerator, self.under * share.denominator
        )

    def float_at(self, share: Fraction) -> float:
        """The amount at one share as the nearest float."""
        above = self.constant * share.denominator + self.slope * share.numerator
        return above / (self.under * share.denominator)

    def over(self, divisor: int) -> Linear:
        """The amount divided by a whole number above 0, in lowest terms."""
        common = gcd(self.constant, self.slope, self.under * divisor)
        return Linear(self.constant // common, self.slope // common, self.under * divisor // common)

    def minus(self, other: Linear) -> Linear:
        """The difference of two amounts, which is again linear."""
        return combined(0, 0, [1, -1], [self, other])

    def sign_at(self, share: Fraction) -> int:
        """-1, 0 or 1: whether the amount at this share is below, at or above nothing."""
        value = self.constant * share.denominator + self.slope * share.numerator
        return (value > 0) - (value < 0)


def combined(constant: int, slope: int, factors: Sequence[int], of: Sequence[Linear]) -> Linear:
    """The sum of constant, slope * b and factors times amounts, over one denominator."""
    under = lcm(*(each.under for each in of))
    constant, slope = constant * under, slope * under
    for factor, each in zip(factors, of, strict=True):
        times = factor * (under // each.under)
        constant += times * each.constant
        slope += times * each.slope
    return Linear(constant, slope, under)
