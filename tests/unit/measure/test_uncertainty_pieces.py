"""The pieces that the uncertainty of a list is worked out with: fast ranks, bins, quantiles and curved rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.ranks import rank_areas, to_precision
from leastfirst.measure.uncertainty.curved import curved
from leastfirst.measure.uncertainty.ranking import Ranker
from leastfirst.measure.uncertainty.tally import Bins, Tally, quantiles


@pytest.mark.parametrize("precision", [9, 2, 0, "single", 14])
@pytest.mark.parametrize("ties", ["in-order", "shared"])
def test_the_fast_ranks_are_the_slow_ranks(precision: Any, ties: Any) -> None:
    rng = np.random.default_rng(0)
    for score in (rng.normal(0, 5, 300), rng.integers(-3, 3, 300) / 2, rng.normal(0, 1e7, 300)):
        known = rng.random(300) < 0.8
        expected = np.zeros(300, dtype=int)
        expected[known] = rank_areas(to_precision(score[known], precision), ties=ties)
        ranker = Ranker(known, precision=precision, ties=ties)
        for _ in range(2):
            assert ranker(np.where(known, score, np.nan)).tolist() == expected.tolist()
        for line in (0, 1, 7, int(known.sum()) - 1):
            inside = ranker.inside(np.where(known, score, np.nan), line)
            assert inside.tolist() == ((expected > 0) & (expected <= line)).tolist()


def test_a_missing_score_never_passes() -> None:
    for precision in (9, "single"):
        ranker = Ranker(np.ones(3, dtype=bool), precision=precision)
        with pytest.raises(LeastfirstError, match="cannot be worked out"):
            ranker(np.array([1.0, np.nan, 2.0]))
        with pytest.raises(LeastfirstError, match="cannot be worked out"):
            ranker.inside(np.array([1.0, np.nan, 2.0]), 1)


@pytest.mark.parametrize("n", [1, 5, 400, 401, 33_755])
def test_bins_hold_every_rank_once_and_none_is_wider_than_two_per_cent(n: int) -> None:
    bins = Bins(n)
    assert bins.edge[0] == 1
    assert bins.edge[-1] == n + 1
    width = np.diff(bins.edge)
    assert (width >= 1).all()
    assert (width <= np.maximum(1, 0.02 * bins.edge[:-1])).all()
    assert all(bins.edge[b] <= rank < bins.edge[b + 1] for rank, b in enumerate(bins.bin_of.tolist()) if rank)


@pytest.mark.parametrize("batch", [3, 100])
def test_quantiles_are_exact_to_the_width_of_a_bin(batch: int) -> None:
    rng = np.random.default_rng(1)
    ranks = np.clip(rng.normal(rng.uniform(1, 2000, 150), 60, (500, 150)), 1, 2000).astype(np.int64)
    tally = Tally(150, [Bins(2000)], batch=batch, replicates=500)
    for row in ranks:
        tally.add([row])
    tally.flush()
    assert tally.counts[0].sum() == ranks.size
    for share, found in zip(
        (0.05, 0.5, 0.95), quantiles(tally.counts[0], tally.bins[0], (0.05, 0.5, 0.95)), strict=True
    ):
        exact = np.quantile(ranks, share, axis=0, method="inverted_cdf")
        assert (np.abs(found - exact) <= np.maximum(0, 0.02 * exact)).all()


@pytest.mark.parametrize("rule", ["geometric", "mazziotta-pareto"])
def test_curved_rules_are_those_of_the_index(rule: str) -> None:
    from leastfirst.definitions import rules
    from leastfirst.measure.rules.aggregate import aggregate

    rng = np.random.default_rng(2)
    values, weights = rng.uniform(1, 50, (3, 40)), np.array([2.0, 0.0, 1.0])
    model: Callable[..., Any] = rules.Geometric if rule == "geometric" else rules.MazziottaPareto
    expected = aggregate(dict(zip("abc", values, strict=True)), {"a": 2, "b": 0, "c": 1}, model(rule=rule), where="")
    found = curved(list(values), weights, model(rule=rule), np.empty(40), [np.empty(40) for _ in range(3)])
    assert found == pytest.approx(expected, rel=1e-12)
    in_place = [each.copy() for each in values]
    assert curved(in_place, weights, model(rule=rule), np.empty(40), in_place) == pytest.approx(expected, rel=1e-12)
