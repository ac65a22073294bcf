"""A formula in plain words: a sentence for each step, for any place. `fund why` tells it with one place's numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from leastfirst.definitions import formula as steps
from leastfirst.definitions.formula import INPUT_WORDS, Tree
from leastfirst.ground.money import pounds

Told = Callable[[str], str]
_PLAIN = 20
"""Up to this denominator people write a fraction: 3/5, 1/12."""


def words(tree: Tree) -> list[tuple[str, str]]:
    """What each step is called and what it does, in order; the result is the last word."""
    return [(title_of(tree, name), _WORDS[type(step)](step, _naming(tree))) for name, step in tree.steps.items()]


def title_of(tree: Tree, name: str) -> str:
    """What a step is called, for the reader; its name where it has no title."""
    return tree.steps[name].title or name.replace("_", " ")


def what_comes_of_it(tree: Tree) -> str:
    """What the last step of a formula means for a place's money."""
    last = title_of(tree, tree.result)
    if tree.gives == "money":
        return f"The last step, ‘{last}’, is the place’s sum of money, whatever the other places get."
    return f"The last step, ‘{last}’, is the place’s weight: its share of the fund is its weight over all weights."


def _naming(tree: Tree) -> Told:
    return lambda name: f"‘{title_of(tree, name)}’"


def as_set(value: Fraction) -> str:
    """A number that a formula sets, as people write it: 1,000, 1.3, 3/5, 0.02, 5/21."""
    bottom = value.denominator
    if bottom in (1, 10) or (bottom > _PLAIN and not 10**18 % bottom):
        return f"{float(value):,.15g}"
    return str(value)


def _joined(mark: str) -> Callable[[Any, Told], str]:
    return lambda step, named: f"{f' {mark} '.join(map(named, step.reads()))}."


def _relative(step: steps.Relative, named: Told) -> str:
    how = f", in which each place counts by its {named(step.weighted_by)}" if step.weighted_by else ""
    return f"{named(step.of)} ÷ the mean of all places{how}. So 1 is the average."


def _bands(step: steps.Bands, named: Told) -> str:
    told = [f"{as_set(band.gives)} below {as_set(band.below)}" for band in step.bands]
    return f"By {named(step.of)}: {', '.join(told)}, otherwise {as_set(step.otherwise)}."


def _strata(step: steps.Strata, named: Told) -> str:
    within = f"within each {step.level} by {named(step.of)}"
    if step.by is not None:
        return f"First between {step.level}s by {named(step.by)}, then {within}."
    shares = ", ".join(f"{code} {as_set(share)}" for code, share in (step.shares or {}).items())
    return f"First between {step.level}s by set shares ({shares}), then {within}."


def _blend(step: steps.Blend, named: Told) -> str:
    return (
        " + ".join(f"{as_set(share)} × the place’s part of all {named(part)}" for part, share in step.parts.items())
        + "."
    )


def _power(step: steps.Power, named: Told) -> str:
    return f"{named(step.of)} to the power of {as_set(step.exponent)}."


def _area_cost(step: steps.AreaCost, named: Told) -> str:
    return f"{named(step.of)} × (1 + {as_set(step.share)} × ({named(step.cost)} − 1))."


_WORDS: Mapping[type, Callable[[Any, Told], str]] = {
    steps.Input: lambda step, named: f"The published figure of each place: {INPUT_WORDS[step.input]}.",
    steps.Constant: lambda step, named: f"{as_set(step.number)} for every place.",
    steps.Lump: lambda step, named: f"{pounds(int(step.amount), step.amount.sign)} for every place.",
    steps.Add: _joined("+"),
    steps.Subtract: _joined("−"),
    steps.Multiply: _joined("×"),
    steps.Divide: _joined("÷"),
    steps.Relative: _relative,
    steps.Power: _power,
    steps.Exponential: lambda step, named: f"e to the power of ({as_set(step.rate)} × {named(step.of)}).",
    steps.Bands: _bands,
    steps.AtLeast: lambda step, named: f"{named(step.of)}, but never below {as_set(step.number)}.",
    steps.AtMost: lambda step, named: f"{named(step.of)}, but never above {as_set(step.number)}.",
    steps.Equalise: lambda step, named: f"{named(step.needs)} − {named(step.resources)}, but never below zero.",
    steps.AreaCost: _area_cost,
    steps.Blend: _blend,
    steps.Strata: _strata,
}
