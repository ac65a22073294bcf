"""Where the chosen areas stand on each part of an index: what is worse there, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import WorstOnAll
from leastfirst.exchange.report.rule_words import line_of, tenth
from leastfirst.ground.lookups import Lookup, positions_in
from leastfirst.ground.ranks import mid_ranks
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult
from leastfirst.measure.selection import MeasureResult

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Standing:
    """One part of an index: where the average resident's area stands among 100, 0 = greatest need.

    `chosen` is for residents of chosen areas, `other` for those of the group that is held against them, if there is
    one, `everyone` for all residents.
    """

    title: str
    chosen: float
    other: float | None
    everyone: float


@dataclass(frozen=True)
class Comparison:
    """The areas that the chosen ones are held against, in words, and how many they are."""

    words: str
    areas: int
    flags: NDArray[np.bool_]


def compared_with(result: DesignationResult) -> Comparison | None:
    """The areas inside the line on the first measure, but not chosen: as deprived by it, and yet not on the list."""
    rule = result.designation.rule
    if not isinstance(rule, WorstOnAll) or len(result.measures) < 2:
        return None
    first = result.measures[0]
    flags = (first.rank > 0) & (first.rank <= line_of(result, first.measure.id)) & ~result.designated & result.assessed
    if not flags.any():
        return None
    words = f"the worst {tenth(rule.share)} for {first.measure.short}, but not on this list"
    return Comparison(words, int(flags.sum()), flags)


def standings(
    measure: MeasureResult, result: DesignationResult, other: Comparison | None, inputs: Inputs
) -> Sequence[Standing]:
    """The parts of a measure's index, those on which the chosen areas stand worst first.

    People are followed down to the small areas that the index is of, where the designation's areas are larger.
    """
    index = measure.index
    weights = index.recipe.nodes[index.recipe.index].weights or {}
    people = np.nan_to_num(index.population)
    chosen = people * _down(measure, result.designated, result, inputs)
    others = people * _down(measure, other.flags, result, inputs) if other else None
    found = []
    for name in weights:
        value = index.log.nodes[name].value
        known = ~np.isnan(value)
        place = np.full(len(value), np.nan)
        n = int(known.sum())
        place[known] = (n - mid_ranks(value[known]) + 0.5) / n * 100
        found.append(
            Standing(
                index.recipe.nodes[name].title,
                _mean(place, chosen),
                None if others is None else _mean(place, others),
                _mean(place, people),
            )
        )
    return sorted(found, key=lambda each: (round(each.chosen, 6), each.title))


def _down(measure: MeasureResult, flags: NDArray[np.bool_], result: DesignationResult, inputs: Inputs) -> Values:
    """For each area of the index, the share of its people who live in the flagged areas of the result."""
    if not measure.measure.roll_up:
        return flags.astype(np.float64)
    first, *rest = (Lookup.from_table(inputs[step.through]) for step in measure.measure.roll_up)
    lookup = first
    for step in rest:
        lookup = lookup.then(step)
    at = positions_in(result.areas.codes, lookup.targets)
    above = np.where(at >= 0, flags[at], False)
    below = sums_at(lookup.row, lookup.weight * above[lookup.column], len(lookup.areas))
    codes = measure.index.areas.codes
    return np.asarray(below[lookup.positions(codes, where=f"areas-{measure.index.areas.geography}")])


def _mean(values: Values, weights: Values) -> float:
    known = ~np.isnan(values)
    total = float(weights[known].sum())
    return float((values[known] * weights[known]).sum() / total) if total else float("nan")
