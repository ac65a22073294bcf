"""Largest remainder gives what every split tried out gives, and says who got the odd pennies."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from leastfirst.ground.apportion import Rounding, largest_remainder, remainders, sainte_lague, share_out
from leastfirst.ground.errors import DataError
from tests import apportion_reference as slow


def test_the_counter_example_that_others_get_wrong() -> None:
    """facts/fund.md: the PyPI package `apportionment` 1.0 gives 1, 1, 0, 0, 0."""
    assert largest_remainder([8, 8, 11, 7, 4], 2) == [1, 0, 1, 0, 0]


def test_10_000_random_small_cases_against_every_split() -> None:
    chance = random.Random(20_260_401)
    for _ in range(10_000):
        n, total = chance.randint(1, 4), chance.randint(0, 7)
        weights = [chance.randint(0, 12) for _ in range(n)]
        weights[0] = weights[0] or int(total > 0 and not any(weights))
        order = chance.sample(range(10), n)
        assert largest_remainder(weights, total, order=order) == slow.largest_remainder(weights, total, order)


def test_equal_remainders_go_by_the_tie_order() -> None:
    assert largest_remainder([1, 1, 1, 1], 2) == [1, 1, 0, 0]
    assert largest_remainder([1, 1, 1, 1], 2, order=[3, 1, 2, 0]) == [0, 1, 0, 1]
    assert largest_remainder([1, 1, 1, 1], 2, order=[-5, 70, 1, 30]) == [1, 0, 1, 0]


def test_it_is_not_house_monotone_with_more_to_share_one_gets_less() -> None:
    assert largest_remainder([5, 3, 1], 4) == [2, 1, 1]
    assert largest_remainder([5, 3, 1], 5) == [3, 2, 0]
    by_claim = [sainte_lague([5, 3, 1], total) for total in range(30)]
    assert all(more >= less for few, many in pairwise(by_claim) for less, more in zip(few, many, strict=True))


def test_community_first_paid_each_of_14_neighbourhoods_the_same() -> None:
    assert largest_remainder([1] * 14, 23_737_000) == [1_695_500] * 14


def test_the_record_says_who_got_the_odd_pennies() -> None:
    assert remainders([5, 3, 1], 4) == [
        Rounding(Fraction(20, 9), 2, Fraction(2, 9), got_penny=False, queue=3),
        Rounding(Fraction(4, 3), 1, Fraction(1, 3), got_penny=False, queue=2),
        Rounding(Fraction(4, 9), 0, Fraction(4, 9), got_penny=True, queue=1),
    ]
    assert [record.queue for record in remainders([1, 2, 1], 4)] == [None, None, None]


@pytest.mark.parametrize("share", [largest_remainder, sainte_lague])
def test_ten_trillion_pounds_by_weights_of_any_size(share: Callable[..., list[int]]) -> None:
    thirds = share([10**40, 10**40, 10**40], 10**15)
    assert thirds == [333_333_333_333_334, 333_333_333_333_333, 333_333_333_333_333]
    assert share([10**40, 1], 10**15) == [10**15, 0]
    # In floats the two would be equal, and the first would get the penny.
    assert share([10**40, 10**40 + 1], 1) == [0, 1]


@pytest.mark.parametrize("share", [largest_remainder, sainte_lague])
def test_nothing_to_share_and_no_places(share: Callable[..., list[int]]) -> None:
    assert share([3, 0, 4], 0) == [0, 0, 0]
    assert share([0, 0], 0) == [0, 0]
    assert share([], 0) == []
    assert share([0, 7, 0], 9) == [0, 9, 0]


@pytest.mark.parametrize("share", [largest_remainder, sainte_lague])
def test_numpy_numbers_do_not_overflow(share: Callable[..., list[int]]) -> None:
    weights = np.array([2**62, 2**62, 2**61])
    pence = share(weights, np.int64(10**15))
    assert pence == [4 * 10**14, 4 * 10**14, 2 * 10**14]
    assert all(type(amount) is int for amount in pence)


@pytest.mark.parametrize("share", [largest_remainder, sainte_lague, remainders, share_out])
@pytest.mark.parametrize(
    ("weights", "total", "sentence"),
    [
        ([1, -3], 10, "place 2: the weight -3 is negative; give 0 or more."),
        ([1, None], 10, "place 2: the weight is missing; give one: missing is never zero."),
        ([float("nan"), 1], 10, "place 1: the weight is missing; give one: missing is never zero."),
        (
            [1, 0.5],
            10,
            "place 2: the weight 0.5 is not a whole number; give the numerators of exact fractions over one common "
            "denominator.",
        ),
        (
            [0, 0],
            150,
            "the weights of all 2 places are zero, so there is nothing to share £1.50 by; give at least one place a "
            "weight above zero.",
        ),
        ([], 100, "there is no place to share £1 among; give at least one place."),
        ([1, 1], -5, "the total of -£0.05 is negative; give a total of 0 or more."),
        ([1, 1], 10.5, "the total 10.5 is not a whole number of pence; give whole pence."),
        ([1, 1], None, "the total None is not a whole number of pence; give whole pence."),
    ],
)
def test_bad_input_is_one_sentence(share: Callable[..., object], weights: object, total: object, sentence: str) -> None:
    with pytest.raises(DataError) as caught:
        share(weights, total)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("share", [largest_remainder, sainte_lague, remainders, share_out])
@pytest.mark.parametrize("order", [[1, 1], [0]])
def test_a_tie_order_has_a_position_for_everyone(share: Callable[..., object], order: list[int]) -> None:
    with pytest.raises(DataError) as caught:
        share([1, 1], 3, order=order)
    assert str(caught.value) == (
        "the tie order has 1 different positions for 2 places; give every place a position of its own."
    )
