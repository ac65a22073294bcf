"""A slow, obvious version of the formulas of a fund: one place after the other, in plain fractions, step by step.

It is written from the words of each step in definitions/formula.py, and shares no code with what it guards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from leastfirst.definitions import formula as steps
from leastfirst.definitions.formula import AnyStep, Tree

Values = list[Fraction]


class NotWorkedOutError(Exception):
    """A step has no value for some place."""


def evaluate(
    tree: Tree, inputs: Mapping[str, Sequence[Fraction]], n: int, strata: Mapping[str, Sequence[str]]
) -> dict[str, Values]:
    """The value of each step for each of n places; raises NotWorkedOutError."""
    values: dict[str, Values] = {}
    for name, step in tree.steps.items():
        values[name] = [_at(step, place, values, inputs, n, strata) for place in range(n)]
    if any(value < 0 for value in values[tree.result]):
        raise NotWorkedOutError("a result below zero")
    return values


def rounded(value: Fraction, decimals: int) -> Fraction:
    """To so many decimals, halves away from zero."""
    away = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Fraction(away if value >= 0 else -away, 10**decimals)


def _at(
    step: AnyStep,
    place: int,
    values: Mapping[str, Values],
    inputs: Mapping[str, Sequence[Fraction]],
    n: int,
    strata: Mapping[str, Sequence[str]],
) -> Fraction:
    def of(name: str, at: int = place) -> Fraction:
        return values[name][at]

    if isinstance(step, steps.Input):
        return inputs[step.input][place]
    if isinstance(step, steps.Constant):
        return step.number
    if isinstance(step, steps.Lump):
        return Fraction(int(step.amount), 100)
    if isinstance(step, steps.Add):
        return sum((of(name) for name in step.of), Fraction(0))
    if isinstance(step, steps.Subtract):
        return of(step.of[0]) - of(step.of[1])
    if isinstance(step, steps.Multiply):
        product = Fraction(1)
        for name in step.of:
            product *= of(name)
        return product
    if isinstance(step, steps.Divide):
        if of(step.of[1]) == 0:
            raise NotWorkedOutError("a division by zero")
        return rounded(of(step.of[0]) / of(step.of[1]), step.decimals)
    if isinstance(step, steps.Relative):
        counts = [Fraction(1) if step.weighted_by is None else of(step.weighted_by, i) for i in range(n)]
        if sum(counts) <= 0:
            raise NotWorkedOutError("nobody counts")
        mean = sum((of(step.of, i) * count for i, count in enumerate(counts)), Fraction(0)) / sum(counts)
        return of(step.of) / _above_zero(mean)
    if isinstance(step, steps.Power):
        return _power(of(step.of), step)
    if isinstance(step, steps.Exponential):
        if abs(of(step.of) * step.rate) > 100:
            raise NotWorkedOutError("an exponential out of range")
        with localcontext() as context:
            context.prec = 80
            power = of(step.of) * step.rate
            return rounded(Fraction((Decimal(power.numerator) / Decimal(power.denominator)).exp()), step.decimals)
    if isinstance(step, steps.Bands):
        for band in step.bands:
            if of(step.of) < band.below:
                return band.gives
        return step.otherwise
    if isinstance(step, steps.AtLeast):
        return max(of(step.of), step.number)
    if isinstance(step, steps.AtMost):
        return min(of(step.of), step.number)
    if isinstance(step, steps.Equalise):
        return max(of(step.needs) - of(step.resources), Fraction(0))
    if isinstance(step, steps.AreaCost):
        return of(step.of) * (1 - step.share) + of(step.of) * step.share * of(step.cost)
    if isinstance(step, steps.Blend):
        return sum(
            (share * of(part) / _above_zero(sum(values[part], Fraction(0))) for part, share in step.parts.items()),
            Fraction(0),
        )
    codes = strata[step.level]
    mine = [i for i in range(n) if codes[i] == codes[place]]
    if step.by is not None:
        part = sum((of(step.by, i) for i in mine), Fraction(0))
    else:
        shares = step.shares or {}
        if {code for code in shares if shares[code]} != set(codes):
            raise NotWorkedOutError("a stratum without a share or without a place")
        part = shares[codes[place]]
    return part * of(step.of) / _above_zero(sum((of(step.of, i) for i in mine), Fraction(0)))


def _above_zero(value: Fraction) -> Fraction:
    if value <= 0:
        raise NotWorkedOutError("a total or a mean of zero or less")
    return value


def _power(base: Fraction, step: steps.Power) -> Fraction:
    if base < 0 or (base == 0 and step.exponent <= 0):
        raise NotWorkedOutError("such a power of such a number")
    if base == 0:
        return Fraction(0)
    if step.exponent.denominator == 1:
        return rounded(base ** int(step.exponent), step.decimals)
    with localcontext() as context:
        context.prec = 80
        log = (Decimal(base.numerator) / Decimal(base.denominator)).ln()
        exponent = Decimal(step.exponent.numerator) / Decimal(step.exponent.denominator)
        return rounded(Fraction((log * exponent).exp()), step.decimals)
