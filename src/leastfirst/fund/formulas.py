"""Formulas at work: every step of a formula for every place, exactly.

What a step takes from all places together (a mean, a total) is kept as an aggregate, so that one place's steps can be
worked out again from its own inputs and these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from functools import partial, reduce

from leastfirst.definitions import formula as steps
from leastfirst.definitions.formula import Tree
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import Exact, to_decimals

# Powers and exponentials have no exact value: they are worked out to so many digits, then rounded as the step says.
_DIGITS = Context(prec=60)


@dataclass(frozen=True)
class Worked:
    """A formula worked out for n places.

    `values` holds n exact numbers for each step; `aggregates` what a step took from all places, by `step` or
    `step.part`. The result of a formula that gives weights is a weight, of one that gives money it is pounds.
    """

    tree: Tree
    values: Mapping[str, Exact]
    aggregates: Mapping[str, Fraction]

    @property
    def result(self) -> Exact:
        """The values of the formula's last word."""
        return self.values[self.tree.result]


@dataclass
class _Working:
    """What is known while a formula is worked out."""

    names: Sequence[str]
    inputs: Mapping[str, Exact]
    strata: Mapping[str, Sequence[str]]
    given: Mapping[str, Fraction] | None
    values: dict[str, Exact] = field(default_factory=dict)
    aggregates: dict[str, Fraction] = field(default_factory=dict)

    def aggregate(self, name: str, make: Callable[[], Fraction]) -> Fraction:
        """What a step takes from all places: worked out, or as it was handed in."""
        self.aggregates[name] = make() if self.given is None else self.given[name]
        return self.aggregates[name]


def work_out(
    tree: Tree,
    inputs: Mapping[str, Exact],
    *,
    names: Sequence[str],
    strata: Mapping[str, Sequence[str]] | None = None,
    aggregates: Mapping[str, Fraction] | None = None,
) -> Worked:
    """Work a formula out for n places.

    Args:
        tree: the formula.
        inputs: n exact numbers for each input that the formula reads.
        names: what the n places are called in messages.
        strata: for each level that a step speaks of, the code of the larger area that each place lies in.
        aggregates: what all places add up to, if it is not to be worked out from these places: for one place alone.

    Raises:
        DataError: where a step cannot be worked out for a place, such as a division by zero or a negative weight.
    """
    working = _Working(names, inputs, strata or {}, aggregates)
    for name, step in tree.steps.items():
        working.values[name] = _RULES[type(step)](name, step, working)
    worked = Worked(tree, working.values, working.aggregates)
    below = next((i for i, each in enumerate(worked.result.numerators) if each < 0), None)
    if below is not None:
        raise DataError(
            f"its formula comes to {float(worked.result.at(below)):g}, which is below zero",
            where=names[below],
            do="hold the step at zero with at_least, or correct the input",
        )
    return worked


def _input(name: str, step: steps.Input, w: _Working) -> Exact:
    return w.inputs[step.input]


def _number(name: str, step: steps.Constant, w: _Working) -> Exact:
    return Exact.constant(step.number, len(w.names))


def _money(name: str, step: steps.Lump, w: _Working) -> Exact:
    return Exact.constant(Fraction(int(step.amount), 100), len(w.names))


def _add(name: str, step: steps.Add, w: _Working) -> Exact:
    return reduce(Exact.plus, (w.values[each] for each in step.of))


def _subtract(name: str, step: steps.Subtract, w: _Working) -> Exact:
    return w.values[step.of[0]].minus(w.values[step.of[1]])


def _multiply(name: str, step: steps.Multiply, w: _Working) -> Exact:
    return reduce(Exact.product, (w.values[each] for each in step.of))


def _divide(name: str, step: steps.Divide, w: _Working) -> Exact:
    over, under = (w.values[each] for each in step.of)
    zero = next((i for i, each in enumerate(under.numerators) if each == 0), None)
    if zero is not None:
        raise DataError(
            f"the step '{name}' would divide by the zero of '{step.of[1]}'",
            where=w.names[zero],
            do="leave the place out or give it a figure",
        )
    pairs = zip(over.fractions(), under.fractions(), strict=True)
    return Exact.of([to_decimals(a / b, step.decimals) for a, b in pairs])


def _relative(name: str, step: steps.Relative, w: _Working) -> Exact:
    values = w.values[step.of]

    def mean() -> Fraction:
        if step.weighted_by is None:
            return values.total() / len(values)
        weights = w.values[step.weighted_by]
        return values.product(weights).total() / _above_zero(weights.total(), name, step.weighted_by)

    return values.times(1 / _above_zero(w.aggregate(name, mean), name, step.of))


def _above_zero(total: Fraction, name: str, of: str) -> Fraction:
    if total <= 0:
        raise DataError(
            f"the step '{name}' cannot be worked out, because '{of}' adds up to {float(total):g} over all places",
            do="use an input that is above zero somewhere",
        )
    return total


def _power(name: str, step: steps.Power, w: _Working) -> Exact:
    exponent = step.exponent

    def raised(i: int, value: Fraction) -> Fraction:
        if value < 0 or (value == 0 and exponent <= 0):
            raise DataError(
                f"the step '{name}' cannot raise {float(value):g} to the power of {exponent}",
                where=w.names[i],
                do="use an input above zero: a score whose mean is zero has no such power",
            )
        if exponent.denominator == 1:
            return to_decimals(value**exponent.numerator, step.decimals)
        if value == 0:
            return Fraction(0)
        return to_decimals(Fraction(_DIGITS.power(_decimal(value), _decimal(exponent))), step.decimals)

    return Exact.of([raised(i, value) for i, value in enumerate(w.values[step.of].fractions())])


def _exponential(name: str, step: steps.Exponential, w: _Working) -> Exact:
    def raised(i: int, value: Fraction) -> Fraction:
        if abs(value * step.rate) > 100:
            raise DataError(
                f"the step '{name}' would be e to the power of {float(value * step.rate):g}",
                where=w.names[i],
                do="use a smaller rate",
            )
        return to_decimals(Fraction(_DIGITS.exp(_decimal(value * step.rate))), step.decimals)

    return Exact.of([raised(i, value) for i, value in enumerate(w.values[step.of].fractions())])


def _decimal(value: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def _bands(name: str, step: steps.Bands, w: _Working) -> Exact:
    def band(value: Fraction) -> Fraction:
        return next((each.gives for each in step.bands if value < each.below), step.otherwise)

    return Exact.of([band(value) for value in w.values[step.of].fractions()])


def _at_least(name: str, step: steps.AtLeast, w: _Working) -> Exact:
    return w.values[step.of].at_least(step.number)


def _at_most(name: str, step: steps.AtMost, w: _Working) -> Exact:
    return w.values[step.of].at_most(step.number)


def _equalise(name: str, step: steps.Equalise, w: _Working) -> Exact:
    return w.values[step.needs].minus(w.values[step.resources]).at_least(Fraction(0))


def _area_cost(name: str, step: steps.AreaCost, w: _Working) -> Exact:
    one = Exact.constant(1, len(w.names))
    return w.values[step.of].product(one.plus(w.values[step.cost].minus(one).times(step.share)))


def _blend(name: str, step: steps.Blend, w: _Working) -> Exact:
    parts = []
    for part, share in step.parts.items():
        values = w.values[part]
        total = _above_zero(w.aggregate(f"{name}.{part}", values.total), name, part)
        parts.append(values.times(share / total))
    return reduce(Exact.plus, parts)


def _strata(name: str, step: steps.Strata, w: _Working) -> Exact:
    codes = w.strata.get(step.level)
    if codes is None:
        raise DataError(
            f"the step '{name}' asks in which {step.level} each place lies, and the places do not say",
            do="name a lookup to it among the places' larger areas (`within`)",
        )
    within = w.values[step.of]
    members: dict[str, list[int]] = {}
    for i, code in enumerate(codes):
        if not code:
            raise DataError(
                f"it lies in no {step.level}, and the step '{name}' shares the fund between them",
                where=w.names[i],
                do="use a lookup that holds every place, or leave the place out",
            )
        members.setdefault(code, []).append(i)
    if step.shares is not None and w.given is None:
        strange = sorted(set(members) ^ {code for code, share in step.shares.items() if share})
        if strange:
            known = strange[0] in members
            raise DataError(
                f"the {step.level} {strange[0]} "
                + ("has places but no share" if known else "has a share but no place"),
                where=f"the step '{name}'",
                do="give a share to each stratum that has places, and to no other",
            )
    out = [Fraction(0)] * len(codes)
    for code, places in sorted(members.items()):
        inside = sum(within.numerators[i] for i in places)
        total = w.aggregate(f"{name}.{code}", partial(Fraction, inside, within.denominator))
        if step.by is None:
            share = (step.shares or {})[code]
        else:
            between = w.values[step.by]
            held = sum(between.numerators[i] for i in places)
            share = w.aggregate(f"{name}.{code}.by", partial(Fraction, held, between.denominator))
        rate = share / _above_zero(total, name, f"{step.of} of {code}")
        for i in places:
            out[i] = within.at(i) * rate
    return Exact.of(out)


_RULES: Mapping[type, Callable[..., Exact]] = {
    steps.Input: _input,
    steps.Constant: _number,
    steps.Lump: _money,
    steps.Add: _add,
    steps.Subtract: _subtract,
    steps.Multiply: _multiply,
    steps.Divide: _divide,
    steps.Relative: _relative,
    steps.Power: _power,
    steps.Exponential: _exponential,
    steps.Bands: _bands,
    steps.AtLeast: _at_least,
    steps.AtMost: _at_most,
    steps.Equalise: _equalise,
    steps.AreaCost: _area_cost,
    steps.Blend: _blend,
    steps.Strata: _strata,
}
