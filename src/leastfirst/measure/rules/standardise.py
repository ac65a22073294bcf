"""Put values on one scale. What comes out always runs the same way: higher means greater need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.ground.errors import DataError
from leastfirst.ground.ranks import mid_ranks, rank_areas, to_precision

Values = NDArray[np.float64]


def standardise(values: Values, rule: rules.Standardise, *, where: str, lower_is_worse: bool = False) -> Values:
    """Standardise n values; missing ones stay missing and do not count in n.

    Raises DataError if there are no values at all, if they are all the same (which says nothing about need), or if a
    `published-rank` is not a whole number from 1 to n.
    """
    known = ~np.isnan(values)
    if not known.any():
        raise DataError(f"all {len(values)} values are missing", where=where, do="leave it out or complete the data")
    x = values[known]
    if isinstance(rule, rules.PublishedRank):
        return _spread(known, _published_rank(x, where))
    if lower_is_worse:
        x = -x
    if isinstance(rule, rules.Leave):
        return -values if lower_is_worse else values
    if x.min() == x.max():
        raise DataError(
            f"every area has the same value, {values[known][0]:g}, so it tells no area from another",
            where=where,
            do="leave it out of the index",
        )
    return _spread(known, _on_known(x, rule))


def _published_rank(ranks: Values, where: str) -> Values:
    n = len(ranks)
    if (ranks != np.floor(ranks)).any() or ranks.min() < 1 or ranks.max() > n:
        raise DataError(
            f"ranks run from {ranks.min():g} to {ranks.max():g}, but there are {n} areas with a rank",
            where=where,
            do="use whole ranks of these areas, 1 = greatest need",
        )
    return (n - ranks + 1) / n


def _on_known(x: Values, rule: rules.Standardise) -> Values:
    match rule:
        case rules.Z():
            return _z(x, rule)
        case rules.MinMax():
            return _min_max(x, rule)
        case rules.Rank():
            return _rank(x, rule)
        case rules.NormalScores():
            return _normal_scores(x)
        case rules.Percentile():
            return _percentile(x)
        case rules.Leave() | rules.PublishedRank():
            return x


def _z(x: Values, rule: rules.Z) -> Values:
    # Divided by the range first, so that values that are all tiny or all huge neither vanish nor overflow.
    x = (x - x.min()) / (x.max() - x.min())
    z: Values = rule.mean + rule.spread * (x - x.mean()) / x.std()
    return z


def _min_max(x: Values, rule: rules.MinMax) -> Values:
    scaled: Values = rule.low + (rule.high - rule.low) * (x - x.min()) / (x.max() - x.min())
    return scaled


def _rank(x: Values, rule: rules.Rank) -> Values:
    n = len(x)
    return (n - rank_areas(to_precision(x, rule.precision), ties=rule.ties) + 1) / n


def _normal_scores(x: Values) -> Values:
    from scipy.special import ndtri

    scores: Values = ndtri(mid_ranks(x) / (len(x) + 1))
    return scores


def _percentile(x: Values) -> Values:
    return 100 * (mid_ranks(x) - 0.5) / len(x)


def _spread(known: NDArray[np.bool_], x: Values) -> Values:
    if known.all():
        return x
    out = np.full(len(known), np.nan)
    out[known] = x
    return out
