"""Each step of a formula in words, with one place's numbers put in: one small function for each kind of step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from leastfirst.definitions import formula as steps
from leastfirst.definitions.formula import COUNTS, INPUT_WORDS, Tree
from leastfirst.definitions.formula_words import as_set, title_of
from leastfirst.fund.why.numbers import MONEY, with_unit

_ALIKE = (steps.Add, steps.Subtract, steps.Equalise)
"""Steps whose parts and result count the same."""


@dataclass(frozen=True)
class OnePlace:
    """A formula worked out, as one place sees it: its own values, and what a step took from all places.

    `within` says by level in which larger area (code) the place lies, `called` those areas' names.
    """

    tree: Tree
    values: Mapping[str, Fraction]
    aggregates: Mapping[str, Fraction]
    within: Mapping[str, str]
    called: Mapping[str, str]
    sign: str
    units: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, step in self.tree.steps.items():
            self.units[name] = _unit(step, self.units)
        if self.tree.gives == "money":
            self.units[self.tree.result] = MONEY
        for name, step in reversed(self.tree.steps.items()):
            if self.units[name] == MONEY and isinstance(step, _ALIKE):
                # What is added up to money is money, though its own steps may not say so.
                self.units.update({each: MONEY for each in step.reads() if not self.units[each]})

    def told(self, name: str) -> str:
        """The value of a step with its unit."""
        if name not in self.shown:
            self.shown[name] = with_unit(self.values[name], self.units[name], self.sign)
        return self.shown[name]

    def title(self, name: str) -> str:
        """What a step is called, for the reader."""
        return title_of(self.tree, name)

    def in_words(self, name: str) -> str:
        """One step in words: "8,123 residents × 1.2698 = 10,314.6"."""
        step = self.tree.steps[name]
        return _WORDS[type(step)](name, step, self)


def in_sentence(title: str) -> str:
    """A title inside a sentence: without its capital, unless that belongs to an abbreviation."""
    return f"{title[:1].lower()}{title[1:]}" if title[1:2].islower() else title


def _unit(step: steps.Step, units: Mapping[str, str]) -> str:
    """What a step's value counts, where the steps that it is made from say so."""
    if isinstance(step, steps.Input):
        return INPUT_WORDS[step.input] if step.input in COUNTS else ""
    if isinstance(step, steps.Lump):
        return MONEY
    of = [units[each] for each in step.reads()]
    if isinstance(step, _ALIKE):
        return of[0] if len(set(of)) == 1 else MONEY if MONEY in of else ""
    if isinstance(step, steps.Multiply):
        return MONEY if MONEY in of else ""
    if isinstance(step, steps.Divide):
        return MONEY if of[0] == MONEY and of[1] != MONEY else ""
    return of[0] if isinstance(step, steps.AtLeast | steps.AtMost | steps.AreaCost) else ""


def _as_is(name: str, step: steps.Input, place: OnePlace) -> str:
    return place.told(name)


def _for_all(name: str, step: steps.Constant | steps.Lump, place: OnePlace) -> str:
    return f"{place.told(name)} for every place"


def _joined(mark: str) -> Callable[[str, steps.Add | steps.Subtract | steps.Multiply | steps.Divide, OnePlace], str]:
    def words(name: str, step: steps.Add | steps.Subtract | steps.Multiply | steps.Divide, place: OnePlace) -> str:
        return f"{f' {mark} '.join(_bracketed(place.told(each)) for each in step.of)} = {place.told(name)}"

    return words


def _bracketed(told: str) -> str:
    """A number below zero stands in brackets among others."""
    return f"({told})" if told.startswith(("−", "-")) else told


def _relative(name: str, step: steps.Relative, place: OnePlace) -> str:
    mean = with_unit(place.aggregates[name], place.units[step.of], place.sign)
    how = f", each counted by its {in_sentence(place.title(step.weighted_by))}" if step.weighted_by else ""
    return f"{_bracketed(place.told(step.of))} ÷ {mean} (the mean of all places{how}) = {place.told(name)}"


def _power(name: str, step: steps.Power, place: OnePlace) -> str:
    return f"{_bracketed(place.told(step.of))} to the power of {as_set(step.exponent)} = {place.told(name)}"


def _exponential(name: str, step: steps.Exponential, place: OnePlace) -> str:
    return f"e to the power of ({as_set(step.rate)} × {place.told(step.of)}) = {place.told(name)}"


def _bands(name: str, step: steps.Bands, place: OnePlace) -> str:
    value, told = place.values[step.of], place.told(step.of)
    band = next((each for each in step.bands if value < each.below), None)
    where = f"is below {as_set(band.below)}" if band else f"is not below {as_set(step.bands[-1].below)}"
    return f"{told} {where}, so {place.told(name)}"


def _at_least(name: str, step: steps.AtLeast, place: OnePlace) -> str:
    if place.values[step.of] < step.number:
        return f"{place.told(step.of)} is raised to {place.told(name)}, the least that counts"
    return f"{place.told(step.of)}, not below {as_set(step.number)}"


def _at_most(name: str, step: steps.AtMost, place: OnePlace) -> str:
    if place.values[step.of] > step.number:
        return f"{place.told(step.of)} is lowered to {place.told(name)}, the most that counts"
    return f"{place.told(step.of)}, not above {as_set(step.number)}"


def _equalise(name: str, step: steps.Equalise, place: OnePlace) -> str:
    less = f"{place.told(step.needs)} − {_bracketed(place.told(step.resources))}"
    below = place.values[step.needs] < place.values[step.resources]
    return f"{less} is below zero, so {place.told(name)}" if below else f"{less} = {place.told(name)}"


def _area_cost(name: str, step: steps.AreaCost, place: OnePlace) -> str:
    cost = place.told(step.cost)
    return f"{place.told(step.of)} × (1 + {as_set(step.share)} × ({cost} − 1)) = {place.told(name)}"


def _blend(name: str, step: steps.Blend, place: OnePlace) -> str:
    parts = [
        f"{as_set(share)} × {_bracketed(place.told(part))} ÷ "
        + with_unit(place.aggregates[f"{name}.{part}"], place.units[part], place.sign)
        for part, share in step.parts.items()
    ]
    return f"{' + '.join(parts)} (each part over its total) = {place.told(name)}"


def _strata(name: str, step: steps.Strata, place: OnePlace) -> str:
    code = place.within[step.level]
    stratum = place.called.get(code) or code or f"no {step.level}"
    total = with_unit(place.aggregates[f"{name}.{code}"], place.units[step.of], place.sign)
    if step.by is None:
        share = f"{as_set((step.shares or {})[code])} (the share of {stratum})"
    else:
        held = with_unit(place.aggregates[f"{name}.{code}.by"], place.units[step.by], place.sign)
        share = f"{held} (of {stratum})"
    return f"{_bracketed(place.told(step.of))} ÷ {total} (the total of {stratum}) × {share} = {place.told(name)}"


_WORDS: Mapping[type, Callable[..., str]] = {
    steps.Input: _as_is,
    steps.Constant: _for_all,
    steps.Lump: _for_all,
    steps.Add: _joined("+"),
    steps.Subtract: _joined("−"),
    steps.Multiply: _joined("×"),
    steps.Divide: _joined("÷"),
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
