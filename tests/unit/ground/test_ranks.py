"""Rank 1 and decile 1 are the greatest need; ties are settled as published; nothing depends on chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.errors import DataError
from leastfirst.ground.ranks import mid_ranks, quantile_groups, rank_areas, to_precision, worst
from tests import steps_reference

VALUES = st.lists(st.one_of(st.integers(-5, 5).map(float), st.floats(-1e12, 1e12)), min_size=1, max_size=40)


@given(VALUES, st.booleans(), st.sampled_from(["in-order", "shared"]))
def test_ranks_are_what_the_slow_version_says(values: list[float], higher: bool, ties: str) -> None:
    fast = rank_areas(np.array(values), higher_is_worse=higher, ties=ties)  # type: ignore[arg-type]
    assert fast.tolist() == steps_reference.rank(values, higher_is_worse=higher, ties=ties)


@given(VALUES)
def test_in_order_is_a_total_order(values: list[float]) -> None:
    assert sorted(rank_areas(np.array(values)).tolist()) == list(range(1, len(values) + 1))


def test_equal_values_take_turns_or_share_the_lowest_rank() -> None:
    values = np.array([3.0, 7.0, 7.0, 1.0, 7.0])
    assert rank_areas(values).tolist() == [4, 1, 2, 5, 3]
    assert rank_areas(values, ties="shared").tolist() == [4, 1, 1, 5, 1]
    assert rank_areas(values, higher_is_worse=False, ties="shared").tolist() == [2, 3, 3, 1, 3]


@given(VALUES, st.randoms(use_true_random=False))
def test_shared_ranks_do_not_depend_on_the_order_of_the_areas(values: list[float], chance: object) -> None:
    order = list(range(len(values)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    ranks = rank_areas(np.array(values), ties="shared")
    shuffled = rank_areas(np.array(values)[order], ties="shared")
    assert shuffled.tolist() == ranks[order].tolist()


@given(VALUES)
def test_mid_ranks_are_what_the_slow_version_says_and_add_up(values: list[float]) -> None:
    fast = mid_ranks(np.array(values))
    assert fast.tolist() == steps_reference.mid_rank(values)
    assert fast.sum() == len(values) * (len(values) + 1) / 2


def test_a_missing_value_cannot_be_ranked() -> None:
    with pytest.raises(DataError) as caught:
        rank_areas(np.array([1.0, np.nan]))
    assert str(caught.value) == ("a missing value cannot be ranked; leave areas without a value out before ranking.")


def test_rounding_comes_before_ranking() -> None:
    noisy = np.array([0.1 + 0.2, 0.3, 0.3 - 1e-12])
    assert rank_areas(noisy).tolist() == [1, 2, 3]
    assert rank_areas(noisy[::-1]).tolist() == [3, 2, 1]
    assert rank_areas(to_precision(noisy, 9), ties="shared").tolist() == [1, 1, 1]


def test_zero_has_one_form_and_single_precision_is_that_of_the_publisher() -> None:
    assert not np.signbit(to_precision(np.array([-0.0, -0.0001]), 2)).any()
    assert to_precision(np.array([0.1]), "single")[0] == float(np.float32(0.1)) != 0.1


def test_decile_1_of_the_lsoas_of_2021_holds_3375_as_mhclg_publishes_it() -> None:
    deciles = quantile_groups(np.arange(1, 33_756))
    assert np.bincount(deciles)[1:].tolist() == [3375, 3376, 3375, 3376, 3375, 3376, 3375, 3376, 3375, 3376]
    assert worst((1, 10), 33_755) == 3375
    assert np.bincount(quantile_groups(np.arange(1, 32_845)))[1] == worst((1, 10), 32_844) == 3284


@given(st.integers(1, 400), st.sampled_from([4, 5, 10, 20, 100]))
def test_groups_are_what_the_slow_version_says(n: int, groups: int) -> None:
    fast = quantile_groups(np.arange(1, n + 1), groups=groups)
    assert fast.tolist() == [steps_reference.group(rank, n, groups) for rank in range(1, n + 1)]
    assert fast.max() == groups


@given(st.integers(1, 100_000))
def test_decile_1_is_the_worst_tenth(n: int) -> None:
    ranks = np.array([worst((1, 10), n), worst((1, 10), n) + 1])
    assert quantile_groups(ranks, of=n).tolist()[1] == 2 or n < 10
    assert quantile_groups(ranks, of=n).tolist()[0] <= 1
