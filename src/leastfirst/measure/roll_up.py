"""Roll an index up to larger areas: five published ways of saying how deprived a larger area is.

Source: MHCLG, English Indices of Deprivation, technical report, summary measures for local authorities. All are
weighted by residents. Rank 1 is the greatest need here too, so a *low* average rank or local concentration is worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.designation import Summary
from leastfirst.ground.columns import AreaList, Values, positions_of
from leastfirst.ground.errors import AreaCodeError, ConservationError
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.ranks import Precision, quantile_groups, to_precision
from leastfirst.ground.sums import sums_at
from leastfirst.measure.index import IndexResult, ranks_and_deciles, result_table

SUMMARIES: tuple[Summary, ...] = get_args(Summary)
LOWER_IS_WORSE = ("average-rank", "local-concentration")


@dataclass(frozen=True)
class Members:
    """The smaller areas in each larger one.

    `row` and `column` point to them, `share` is the part of the smaller that belongs to the larger, `people` is how
    many live in both.
    """

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    share: Values
    people: Values
    targets: int

    @classmethod
    def of(cls, areas: AreaList, population: Values, lookup: Lookup, larger: AreaList) -> Members:
        """Line a lookup up with its areas and check that nobody is lost on the way.

        Raises ConservationError if an area has no population or is not in the lookup.
        """
        if lookup.source != areas.geography:
            raise AreaCodeError(
                f"it starts from {lookup.source.words}, but the scores are of {areas.geography.words}",
                where=lookup.name,
                do="use the lookup of the same vintage",
            )
        if np.isnan(population).any():
            raise ConservationError(
                f"{areas.codes[int(np.argmax(np.isnan(population)))]} has no population, so it would not count",
                where=lookup.name,
                do="complete the population table",
            )
        row, column, share = lookup.row, lookup.column, lookup.weight
        if not lookup.areas.equals(areas.codes):
            place = np.full(len(lookup.areas), -1)
            place[lookup.positions(areas.codes, where=f"areas-{areas.geography}")] = np.arange(len(areas))
            here = place[row] >= 0
            row, column, share = place[row[here]], column[here], share[here]
        return cls(row, positions_of(lookup, larger)[column], share, share * population[row], len(larger))

    @cached_property
    def total(self) -> Values:
        """How many people live in each larger area."""
        return sums_at(self.column, self.people, self.targets)

    def mean(self, values: Values) -> Values:
        """Means of n values over people; NaN for a larger area that nobody was carried to."""
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Values = sums_at(self.column, self.people * values[self.row], self.targets) / self.total
        return means


@dataclass(frozen=True)
class RollUp:
    """An index summed up for m larger areas: `summary` says how; `score`, `rank`, `decile` as in an index."""

    index: IndexResult
    summary: Summary
    areas: AreaList
    population: Values
    score: Values
    rank: NDArray[np.int64]
    decile: NDArray[np.int64]
    members: Members

    def table(self) -> pa.Table:
        """The same columns as an index; the column of a node is its mean over the residents."""
        nodes = {name: self.members.mean(log.value) for name, log in self.index.log.nodes.items()}
        return result_table(self.areas, self.population, self.score, self.rank, self.decile, nodes)


def roll_up(
    index: IndexResult,
    lookup: Lookup,
    larger: AreaList,
    *,
    population: Values | None = None,
    summary: Summary = "average-score",
    precision: Precision = 9,
) -> RollUp:
    """Sum an index up for larger areas.

    Args:
        index: the scores of the n smaller areas.
        lookup: from the smaller areas to the larger ones.
        larger: the m larger areas; one that nobody lives in by the lookup gets no score.
        population: residents of the n areas, if not those of the index.
        summary: `average-score`, `average-rank`, `proportion` (in the worst 10%), `extent` or `local-concentration`.
        precision: decimal places to round to before ranking. Ties are settled as the recipe of the index says.
    """
    return roll_ups(index, lookup, larger, population=population, summaries=(summary,), precision=precision)[summary]


def roll_ups(
    index: IndexResult,
    lookup: Lookup,
    larger: AreaList,
    *,
    population: Values | None = None,
    summaries: Sequence[Summary] = SUMMARIES,
    precision: Precision = 9,
) -> dict[Summary, RollUp]:
    """Sum an index up for larger areas by several summaries, all five unless said otherwise; see `roll_up`."""
    members = Members.of(index.areas, index.population if population is None else population, lookup, larger)
    out: dict[Summary, RollUp] = {}
    for summary in summaries:
        score = to_precision(_SUMMARIES[summary](index, members), precision)
        rank, decile = ranks_and_deciles(-score if summary in LOWER_IS_WORSE else score, ties=index.recipe.ties)
        people = np.where(np.isnan(score), np.nan, members.total)
        out[summary] = RollUp(index, summary, larger, people, score, rank, decile, members)
    return out


def average_score(index: IndexResult, members: Members) -> Values:
    """The mean of the scores over residents; higher is worse."""
    return members.mean(index.score)


def average_rank(index: IndexResult, members: Members) -> Values:
    """The mean of the ranks over residents; lower is worse, because rank 1 is the greatest need."""
    return members.mean(np.where(index.rank == 0, np.nan, index.rank))


def proportion(index: IndexResult, members: Members) -> Values:
    """The share of areas (not of residents) in the worst 10% of the nation, as MHCLG counts it: 0 to 1."""
    # An area without a rank is not known to be outside the worst 10%: missing is never zero.
    inside = np.where(index.rank == 0, np.nan, index.decile == 1)
    in_worst = sums_at(members.column, members.share * inside[members.row], members.targets)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Values = in_worst / sums_at(members.column, members.share, members.targets)
    return np.where(members.total > 0, share, np.nan)


def extent(index: IndexResult, members: Members) -> Values:
    """The share of residents in the worst 30% of areas, counting less the less deprived the area is: 0 to 1.

    A resident of the worst 10% counts 1; from the 11th percentile 0.95, falling by 0.9/19 a percentile to 0.05 in the
    30th; then 0.
    """
    percentile = np.arange(101)
    falling = 0.95 - 0.9 / 19 * (percentile - 11)
    weight = np.where(percentile <= 10, 1.0, np.where(percentile <= 30, falling, 0.0))
    weight[0] = np.nan  # without a rank
    return members.mean(weight[quantile_groups(index.rank, groups=100, of=index.ranked)])


def local_concentration(index: IndexResult, members: Members) -> Values:
    """The mean rank of the worst areas that hold 10% of the residents; lower is worse.

    The last area is counted with the part of its residents that makes up the 10%.
    """
    # By larger area, then by rank, as one number: a sort by two keys takes ten times as long.
    order = np.argsort(members.column * (len(index.rank) + 1) + index.rank[members.row], kind="stable")
    people = members.people[order]
    counts = np.bincount(members.column, minlength=members.targets)
    column = np.repeat(np.arange(members.targets), counts)
    before = np.cumsum(people) - people
    first = np.cumsum(counts) - counts
    before -= np.repeat(before[np.minimum(first, len(before) - 1)], counts)
    counted = np.clip(np.repeat(0.1 * members.total, counts) - before, 0, people)
    ranks = np.where(index.rank == 0, np.nan, index.rank)[members.row[order]]
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums_at(column, counted * ranks, members.targets) / sums_at(column, counted, members.targets)


_SUMMARIES: dict[Summary, Callable[[IndexResult, Members], Values]] = {
    "average-score": average_score,
    "average-rank": average_rank,
    "proportion": proportion,
    "extent": extent,
    "local-concentration": local_concentration,
}
