"""The rule of a designation, applied again in every replicate: who is on the list, and in what order of need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import WorstComposite, WorstOnAll
from leastfirst.ground.columns import AreaList, Values, larger_areas
from leastfirst.ground.ranks import worst
from leastfirst.ground.tables import Inputs
from leastfirst.measure.designate import DesignationResult
from leastfirst.measure.rules.standardise import standardise
from leastfirst.measure.select_composite import PRECISION, Z_SCORE
from leastfirst.measure.uncertainty.draws import Drawn
from leastfirst.measure.uncertainty.ranking import Ranker, Ranks
from leastfirst.measure.uncertainty.summing import Measuring

Mask = NDArray[np.bool_]


class Listing(Protocol):
    """A rule for one thread."""

    def look(self, measuring: Measuring, drawn: Sequence[Drawn]) -> NDArray[np.generic]:
        """What the rule looks at on one measure."""

    def choose(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> tuple[Mask, Ranks]:
        """Who is on the list, and the rank of need of every area assessed (0 for the others)."""

    def glance(self, at: int, measuring: Measuring, drawn: Sequence[Drawn]) -> NDArray[np.generic]:
        """As much of the measure number `at` as it takes to tell who is on the list."""

    def members(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> Mask:
        """Who is on the list, from a glance at each measure."""


class WorstOnAllListing:
    """`worst-on-all`. The rank of need goes by the measure on which an area is best off against the line.

    An area is on the list when even that rank is inside the line; so the areas on the list come first, and whoever has
    a rank of need up to their number is on the list. Areas that are equally far from the line share a rank.
    """

    def __init__(self, rule: WorstOnAll, base: DesignationResult) -> None:
        self.lines = [worst(rule.share, measure.ranked) for measure in base.measures]
        self.assessed = base.assessed
        self.all_assessed = bool(base.assessed.all())
        # Distances from the line start at 1 - the longest line; counted from there they are whole numbers from 0.
        self.lift = max(self.lines) - 1
        self.length = max(m.ranked - line for m, line in zip(base.measures, self.lines, strict=True)) + self.lift + 1
        self.outside = np.empty(len(base.assessed), dtype=np.int64)

    def look(self, measuring: Measuring, drawn: Sequence[Drawn]) -> NDArray[np.generic]:
        """The ranks on a measure."""
        return measuring.ranks(drawn)

    def glance(self, at: int, measuring: Measuring, drawn: Sequence[Drawn]) -> NDArray[np.generic]:
        """Who is inside the line on a measure."""
        return measuring.inside(drawn, self.lines[at])

    def members(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> Mask:
        """Who is inside on all measures."""
        inside: Mask = np.logical_and.reduce(seen)
        return inside

    def choose(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> tuple[Mask, Ranks]:
        """By the largest distance from the line."""
        outside = self.outside
        np.subtract(seen[0], self.lines[0] - self.lift, out=outside)
        for rank, line in zip(seen[1:], self.lines[1:], strict=True):
            np.maximum(outside, np.subtract(rank, line - self.lift), out=outside)
        designated = outside <= self.lift
        counted = outside
        if not self.all_assessed:
            designated &= self.assessed
            counted = outside[self.assessed]
        # One more than the number of areas that are nearer: a count takes a fraction of the time of a sort.
        nearer = np.empty(self.length + 1, dtype=np.int64)
        nearer[0] = 1
        np.cumsum(np.bincount(counted, minlength=self.length), out=nearer[1:])
        nearer[1:] += 1
        if self.all_assessed:
            return designated, nearer[counted]
        need = np.zeros(len(outside), dtype=np.int64)
        need[self.assessed] = nearer[counted]
        return designated, need


class WorstCompositeListing:
    """`worst-composite`, with its cap and its exclusions. The rank of need is that on the composite."""

    def __init__(self, rule: WorstComposite, base: DesignationResult, inputs: Inputs, factor: int | None) -> None:
        self.rule, self.factor, self.assessed = rule, factor, base.assessed
        self.weights = np.array([rule.weights[m.measure.id] for m in base.measures], dtype=float)
        self.ranker = Ranker(base.assessed, precision=PRECISION)
        self.barred = _barred(rule, base.areas, inputs)
        self.group: NDArray[np.int64] | None = None
        if rule.cap:
            codes = larger_areas(rule.cap.through, base.areas, inputs).codes
            group = codes.dictionary_encode().indices.fill_null(-1).to_numpy().astype(np.int64)
            self.barred |= group < 0
            self.group = group

    def look(self, measuring: Measuring, drawn: Sequence[Drawn]) -> NDArray[np.generic]:
        """The z-scores on a measure of the areas that are assessed."""
        value = np.where(self.assessed, measuring.rounded(drawn), np.nan)
        return standardise(value, Z_SCORE, where=measuring.plan.base.measure.title)

    def glance(self, at: int, measuring: Measuring, drawn: Sequence[Drawn]) -> NDArray[np.generic]:
        """The z-scores: a composite has no line that a glance could find."""
        return self.look(measuring, drawn)

    def members(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> Mask:
        """Down the list."""
        return self.choose(seen, drawn)[0]

    def choose(self, seen: Sequence[NDArray[np.generic]], drawn: Sequence[Drawn]) -> tuple[Mask, Ranks]:
        """Down the list, at most so many of each group, until the number is reached."""
        weights = self.weights
        if self.factor is not None and drawn[self.factor] is not None:
            weights = np.asarray(drawn[self.factor])
        composite: Values = sum((w * z for w, z in zip(weights, seen, strict=True)), start=np.zeros(len(seen[0])))
        need = self.ranker(composite)
        order = np.empty(int(self.assessed.sum()), dtype=np.int64)
        here = np.flatnonzero(self.assessed)
        order[need[here] - 1] = here
        order = order[~self.barred[order]]
        if self.group is not None and self.rule.cap is not None:
            order = order[_turn_in_group(self.group[order]) < self.rule.cap.at_most]
        designated = np.zeros(len(need), dtype=bool)
        designated[order[: self.rule.number]] = True
        return designated, need


def _turn_in_group(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the same group stand before each."""
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    new = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(ordered) else np.zeros(0, dtype=bool)
    places = np.arange(len(ordered))
    turn = np.empty(len(ordered), dtype=np.int64)
    turn[order] = places - np.maximum.accumulate(np.where(new, places, 0))
    return turn


def _barred(rule: WorstComposite, areas: AreaList, inputs: Inputs) -> Mask:
    barred = np.zeros(len(areas), dtype=bool)
    for exclusion in rule.exclude:
        codes = larger_areas(exclusion.through, areas, inputs).codes.to_pylist()
        listed = set(inputs[exclusion.table].data[exclusion.column].to_pylist())
        barred |= np.array([code is not None and code in listed for code in codes], dtype=bool)
    return barred
