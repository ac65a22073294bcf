"""Noise: how far an area moves between two editions of an index although nothing there has changed.

No publisher states the error of its index. We take it that each part of the index (a domain) moves by chance and
that no part knows of the others; what an area's score would then move is the noise:

    sd(b)^2 = sum over parts of var(weight x value now - weight x value then), among unchanged areas of band b

in twenty bands by rank then, because the worst scores move most. It counts every real change of a single domain as
noise too, so it is cautious; what is left is change that several domains show at once. Where the two editions have no
parts in common, or do not add them up, all movement between them counts as noise, measured on normal scores of the
ranks. Half the variance belongs to each edition.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from leastfirst.definitions.rules import Arithmetic, Sum
from leastfirst.ground.columns import Values
from leastfirst.ground.errors import DataError
from leastfirst.ground.ranks import worst
from leastfirst.measure.index import IndexResult

BANDS = 20
FEWEST = 30
"""Areas that did not change, below which nothing is said about noise."""
WITHIN_90 = 1.6448536269514722
"""A normal value lies within so many standard deviations of its mean in 90 cases of 100."""
Ranks = NDArray[np.int64]


@dataclass(frozen=True)
class Noise:
    """`sd` of an area's change by noise alone, by band of its rank then; `by_parts` says which way it was measured.

    `ranked` are the areas ranked in each edition and `line` the values of the line of the worst tenth.
    """

    sd: Values
    by_parts: bool
    ranked: tuple[int, int]
    line: tuple[float, float]

    def chances(
        self, score_then: Values, rank_then: Ranks, score_now: Values, rank_now: Ranks
    ) -> tuple[Values, Values]:
        """For each area the chance that it truly was, and truly is, in the worst tenth."""
        error = self._sd(rank_then) / math.sqrt(2)
        then, now = self._above_line(score_then, rank_then, 0), self._above_line(score_now, rank_now, 1)
        return np.asarray(ndtr(then / error)), np.asarray(ndtr(now / error))

    def expected_moves(self, score_then: Values, rank_then: Ranks, score_now: Values, rank_now: Ranks) -> float:
        """How many areas noise alone would move into the worst tenth, and as many out of it.

        Each area's true place is taken to be half-way between where it stood and where it stands.
        """
        then, now = self._above_line(score_then, rank_then, 0), self._above_line(score_now, rank_now, 1)
        inside = ndtr((then + now) / 2 / (self._sd(rank_then) / math.sqrt(2)))
        return float(np.sum(inside * (1 - inside)))

    def expected_ranks(
        self, score_then: Values, rank_then: Ranks, before: IndexResult, after: IndexResult
    ) -> tuple[Ranks, Ranks]:
        """The ranks now between which noise alone would leave an area in 90 cases of 100, nearest to 1 first."""
        off = WITHIN_90 * self._sd(rank_then)
        if not self.by_parts:
            middle = normal_scores(rank_then, self.ranked[0])
            edges = [np.ceil((1 - ndtr(middle + way * off)) * self.ranked[1]) for way in (1, -1)]
        else:
            descending = np.sort(-before.score[before.rank > 0])
            share = [np.searchsorted(descending, -(score_then + way * off)) / self.ranked[0] for way in (1, -1)]
            edges = [np.round(each * self.ranked[1]) for each in share]
        low, high = (np.clip(each, 1, self.ranked[1]).astype(np.int64) for each in edges)
        return low, high

    def _sd(self, rank_then: Ranks) -> Values:
        found: Values = self.sd[band_of(rank_then, self.ranked[0])]
        return found

    def _above_line(self, score: Values, rank: Ranks, edition: int) -> Values:
        value = score if self.by_parts else normal_scores(rank, self.ranked[edition])
        above: Values = value - self.line[edition]
        return above


def noise_between(before: IndexResult, after: IndexResult, same: Ranks, here: Ranks) -> Noise:
    """Measure the noise on k areas that did not change: positions `same` in the earlier and `here` in the later list.

    Raises DataError if there are too few of them to say anything.
    """
    both = (before.rank[same] > 0) & (after.rank[here] > 0)
    same, here = same[both], here[both]
    if len(same) < FEWEST:
        raise DataError(
            f"only {len(same)} areas are the same in both editions, too few to tell change from noise",
            where=f"{before.recipe.id} and {after.recipe.id}",
            do=f"compare editions that share at least {FEWEST} areas",
        )
    ranked = (before.ranked, after.ranked)
    moves = _moves_of_parts(before, after, same, here)
    by_parts = moves is not None
    if moves is None:
        moves = [normal_scores(after.rank[here], ranked[1]) - normal_scores(before.rank[same], ranked[0])]
    band = band_of(before.rank[same], ranked[0])
    sd = np.array([_sd_in(band == b, moves) for b in range(BANDS)])
    # A band in which too few areas are unchanged takes after the bands beside it.
    sd = np.interp(np.arange(BANDS), np.flatnonzero(~np.isnan(sd)), sd[~np.isnan(sd)])
    lines = (_line(before), _line(after)) if by_parts else (_normal_line(ranked[0]), _normal_line(ranked[1]))
    # Where nothing moves at all there is no noise, and dividing by it would say nothing.
    return Noise(np.maximum(sd, 1e-9), by_parts, ranked, lines)


def band_of(rank: Ranks, ranked: int) -> Ranks:
    """The band of each rank, from 0 (the worst twentieth) to 19."""
    return np.clip((rank - 1) * BANDS // ranked, 0, BANDS - 1)


def normal_scores(rank: Ranks, ranked: int) -> Values:
    """Where each rank lies on a normal distribution: rank 1 is highest."""
    return np.asarray(ndtri(1 - (rank - 0.5) / ranked))


def _moves_of_parts(before: IndexResult, after: IndexResult, same: Ranks, here: Ranks) -> list[Values] | None:
    """How far each part moved the score, if both editions add up parts of the same names."""
    parts = []
    for index in (before, after):
        root = index.recipe.nodes[index.recipe.index]
        if not isinstance(root.aggregate, Sum | Arithmetic) or root.weights is None:
            return None
        log = index.log.nodes[index.recipe.index]
        if len(root.weights) < 2 or not np.array_equal(log.first, log.value, equal_nan=True):
            return None
        total = 1.0 if isinstance(root.aggregate, Sum) else sum(root.weights.values())
        parts.append({name: weight / total for name, weight in root.weights.items() if weight})
    if set(parts[0]) != set(parts[1]):
        return None
    return [
        parts[1][name] * after.log.nodes[name].value[here] - parts[0][name] * before.log.nodes[name].value[same]
        for name in parts[0]
    ]


def _sd_in(mine: NDArray[np.bool_], moves: list[Values]) -> float:
    """The standard deviation of the sum of moves that know nothing of each other; NaN for fewer than three areas."""
    return float(np.sqrt(sum(np.var(each[mine]) for each in moves))) if mine.sum() > 2 else float("nan")


def _line(index: IndexResult) -> float:
    """The score half-way between the last area of the worst tenth and the first outside it."""
    k = worst((1, 10), index.ranked)
    descending = -np.sort(-index.score[index.rank > 0])
    return float(descending[max(k - 1, 0) : k + 1].mean())


def _normal_line(ranked: int) -> float:
    return float(ndtri(1 - worst((1, 10), ranked) / ranked))
