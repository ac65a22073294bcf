"""Trend: where areas stood in one edition of an index and where they stand in another, and what is more than noise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.recipe import Recipe
from leastfirst.ground.area_codes import AreaCode, nations_with
from leastfirst.ground.columns import AreaList, Values, lookup_of
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.lookups import Lookup, positions_in
from leastfirst.ground.ranks import quantile_groups
from leastfirst.ground.tables import Inputs, Needs, TableMeta
from leastfirst.measure.index import IndexResult, build_index
from leastfirst.measure.noise import Noise, noise_between
from leastfirst.measure.roll_up import Members
from leastfirst.measure.trend_result import SAME, SHARED, TrendResult


def check_editions(then: Recipe, now: Recipe) -> None:
    """Raise DefinitionError, in one sentence, if two recipes are no editions of one index that can be compared."""
    where = f"{then.id} and {now.id}"
    if then.id == now.id:
        raise DefinitionError("a trend needs two editions, and these are one", where=then.id, do="name another edition")
    nations = [nations_with(each.geography.level) for each in (then, now)]
    if not nations[0] & nations[1]:
        raise DefinitionError(
            f"they are editions of different nations: {then.geography.words} is of {_any(nations[0])}, "
            f"{now.geography.words} of {_any(nations[1])}",
            where=where,
            do="compare editions of one nation",
        )
    reason = then.not_comparable_with.get(now.id) or now.not_comparable_with.get(then.id)
    if reason:
        which = then.id if now.id in then.not_comparable_with else now.id
        raise DefinitionError(
            f"these two cannot be compared over time: of {which} its recipe says that {reason}",
            where=where,
            do="compare places within one edition instead",
        )
    if then.edition_of and now.edition_of and then.edition_of != now.edition_of:
        raise DefinitionError(
            f"they are not editions of one index: one is of '{then.edition_of}', the other of '{now.edition_of}'",
            where=where,
            do="name two editions of the same index",
        )
    if then.vintage == now.vintage:
        raise DefinitionError(f"both are of {now.vintage}", where=where, do="name editions of two different years")
    if then.vintage > now.vintage:
        raise DefinitionError(
            f"the first is of {then.vintage} and the second of {now.vintage}",
            where=where,
            do="name the earlier edition first",
        )


def trend_needs(then: Recipe, now: Recipe, tables: Mapping[str, TableMeta]) -> Needs:
    """The tables and columns of both recipes, and the lookup from the areas of the one to those of the other."""
    needs = then.needs() | now.needs()
    through = f"{then.geography}--{now.geography}"
    return needs.add(through) if through in tables else needs


def trend(then: Recipe, now: Recipe, inputs: Inputs) -> TrendResult:
    """Compare two editions of an index, area by area, on the areas of the later one.

    An area whose code did not change (one to one, the same code, nothing split or merged) is compared with itself. For
    the others the earlier score is carried over by a lookup as the mean over residents, and takes the rank that such a
    score would have had then.

    Raises:
        DefinitionError: if the two are no editions that can be compared; see `check_editions`.
        DataError: if no lookup leads from the areas of the one to those of the other.
    """
    check_editions(then, now)
    before, after = build_index(then, inputs), build_index(now, inputs)
    _same_nation(before.areas, after.areas)
    matched = _match(before, after, inputs)
    noise = noise_between(before, after, matched.same, matched.here)
    score_then = matched.score
    score_then[matched.here] = before.score[matched.same]
    ranked = before.ranked
    descending = np.sort(-before.score[before.rank > 0])
    known = ~np.isnan(score_then)
    rank_then = np.zeros(len(after.areas), dtype=np.int64)
    rank_then[known] = np.searchsorted(descending, -score_then[known], side="left") + 1
    rank_then[matched.here] = before.rank[matched.same]
    rank_then = np.minimum(rank_then, ranked)
    how = np.where(known, SHARED, "")
    how[matched.here] = np.where(known[matched.here], SAME, "")
    return TrendResult(
        before,
        after,
        how,
        score_then,
        rank_then,
        quantile_groups(rank_then, of=ranked),
        *_chances(noise, before, after, score_then, rank_then),
        noise,
    )


@dataclass(frozen=True)
class _Matched:
    """`same` (areas then) and `here` (areas now) are of the areas that did not change; `score` is carried over."""

    same: NDArray[np.int64]
    here: NDArray[np.int64]
    score: Values


def _match(before: IndexResult, after: IndexResult, inputs: Inputs) -> _Matched:
    if before.areas.geography == after.areas.geography:
        at = positions_in(before.areas.codes, after.areas.codes)
        here = np.flatnonzero(at >= 0)
        return _Matched(at[here], here, np.full(len(after.areas), np.nan))
    through = f"{before.areas.geography}--{after.areas.geography}"
    if through not in inputs:
        raise DataError(
            f"no lookup leads from {before.areas.geography.words} to {after.areas.geography.words}",
            where=f"{before.recipe.id} and {after.recipe.id}",
            do=f"add a table {through} to the data, or compare editions of the same areas",
        )
    lookup = lookup_of(inputs, through)
    source, target = unchanged(lookup)
    same = positions_in(before.areas.codes, lookup.areas)[source]
    here = positions_in(after.areas.codes, lookup.targets)[target]
    there = (same >= 0) & (here >= 0)
    members = Members.of(before.areas, before.population, lookup, after.areas)
    return _Matched(same[there], here[there], members.mean(before.score))


def unchanged(lookup: Lookup) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of a lookup that lead from an area to one of the same code, with nothing split off or joined to it.

    Returned as positions among its areas and among its targets. They are the areas that the ONS marks U, unchanged.
    """
    parts = np.bincount(lookup.row, minlength=len(lookup.areas))
    sources = np.bincount(lookup.column, minlength=len(lookup.targets))
    alone = np.flatnonzero((parts[lookup.row] == 1) & (sources[lookup.column] == 1))
    code = positions_in(lookup.targets, lookup.areas)
    kept = alone[code[lookup.row[alone]] == lookup.column[alone]]
    return lookup.row[kept], lookup.column[kept]


def _chances(
    noise: Noise, before: IndexResult, after: IndexResult, score_then: Values, rank_then: NDArray[np.int64]
) -> tuple[Values, Values, NDArray[np.int64], NDArray[np.int64]]:
    """The chance of lying in the worst tenth then and now, and the ranks that noise alone would lead to (90%)."""
    known = (rank_then > 0) & (after.rank > 0)
    n = len(rank_then)
    was, is_now = np.full(n, np.nan), np.full(n, np.nan)
    low, high = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    was[known], is_now[known] = noise.chances(
        score_then[known], rank_then[known], after.score[known], after.rank[known]
    )
    low[known], high[known] = noise.expected_ranks(score_then[known], rank_then[known], before, after)
    return was, is_now, low, high


def _same_nation(before: AreaList, after: AreaList) -> None:
    first, second = (AreaCode.parse(each.codes[0].as_py()).nation for each in (before, after))
    if first != second:
        raise DefinitionError(
            f"they are editions of different nations: {first} and {second}",
            where=f"{before.geography} and {after.geography}",
            do="compare editions of one nation",
        )


def _any(nations: set[str]) -> str:
    return " or ".join(sorted(nations - {"a fictional county"}))
