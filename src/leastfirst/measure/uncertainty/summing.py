"""One measure of a designation, worked out again in every replicate: the index, its roll-ups, its ranks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import Summary
from leastfirst.ground.columns import AreaList, Values
from leastfirst.ground.ranks import quantile_groups, to_precision
from leastfirst.measure.index import IndexResult
from leastfirst.measure.roll_up import (
    LOWER_IS_WORSE,
    Members,
    average_rank,
    average_score,
    extent,
    local_concentration,
    proportion,
)
from leastfirst.measure.selection import MeasureResult
from leastfirst.measure.uncertainty.draws import Drawn
from leastfirst.measure.uncertainty.ranking import Ranker
from leastfirst.measure.uncertainty.trees import Tree

SUMMED_UP: dict[Summary, Callable[[IndexResult, Members], Values]] = {
    "average-score": average_score,
    "average-rank": average_rank,
    "proportion": proportion,
    "extent": extent,
    "local-concentration": local_concentration,
}


@dataclass(frozen=True)
class Step:
    """One roll-up: who lives where, for each option of the residents, and the areas that it leads to."""

    members: Mapping[int | None, Members]
    factor: int | None
    areas: AreaList


@dataclass(frozen=True)
class Plan:
    """What a measure needs, the same for all threads; `factors` are the choices that bear on it."""

    base: MeasureResult
    steps: tuple[Step, ...]
    summaries: Mapping[int | None, Summary]
    summary_factor: int | None
    factors: frozenset[int]


class Measuring:
    """One measure for one thread."""

    def __init__(self, plan: Plan, tree: Tree) -> None:
        self.plan, self.tree = plan, tree
        recipe, measure = plan.base.index.recipe, plan.base.measure
        known = plan.base.rank > 0
        if not plan.steps:
            self.ranker = Ranker(known, precision=recipe.precision, ties=recipe.ties)
            return
        self.ranker = Ranker(known, precision=measure.precision, ties=recipe.ties)
        self.before = [Ranker(plan.base.index.rank > 0, precision=recipe.precision, ties=recipe.ties)]
        score = plan.base.index.score
        for step in plan.steps[:-1]:
            score = step.members[None].mean(score)
            self.before.append(Ranker(~np.isnan(score), precision=recipe.precision, ties=recipe.ties))

    def value(self, drawn: Sequence[Drawn]) -> Values:
        """The value of n areas, not rounded, higher is worse."""
        score = self.tree.score(drawn)
        if not self.plan.steps:
            return score
        recipe = self.plan.base.index.recipe
        areas, score = self.plan.base.index.areas, to_precision(score, recipe.precision)
        *steps, last = self.plan.steps
        for step in steps:
            score, areas = _members(step, drawn).mean(score), step.areas
        if steps:
            score = to_precision(score, recipe.precision)
        at = self.plan.summary_factor
        option = None if at is None else drawn[at]
        summary = self.plan.summaries[option if isinstance(option, int) else None]
        rank = decile = np.zeros(0, dtype=np.int64)
        if summary != "average-score":
            rank = self.before[-1](score)
            decile = quantile_groups(rank, of=int(np.count_nonzero(rank)))
        index = IndexResult(recipe, areas, score, score, rank, decile, self.plan.base.index.log)
        summed = SUMMED_UP[summary](index, _members(last, drawn))
        return -summed if summary in LOWER_IS_WORSE else summed

    def rounded(self, drawn: Sequence[Drawn]) -> Values:
        """The value as the designation holds it: rounded."""
        precision = self.plan.base.measure.precision if self.plan.steps else self.plan.base.index.recipe.precision
        return to_precision(self.value(drawn), precision)

    def ranks(self, drawn: Sequence[Drawn]) -> NDArray[np.int64]:
        """The rank of n areas, 1 = greatest need, 0 where there is none; good until the next call."""
        return self.ranker(self.value(drawn))

    def inside(self, drawn: Sequence[Drawn], line: int) -> NDArray[np.bool_]:
        """Which of n areas have a rank of at most `line`, in a fraction of the time that all ranks take."""
        return self.ranker.inside(self.value(drawn), line)


def _members(step: Step, drawn: Sequence[Drawn]) -> Members:
    option = None if step.factor is None else drawn[step.factor]
    return step.members[option if isinstance(option, int) else None]
