"""Floors and caps: the fixed point, exactly; and what cannot be is said, with the way out."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from leastfirst.ground.apportion import fill, share_out
from leastfirst.ground.errors import DataError, InfeasibleError
from tests import apportion_reference as slow


def test_random_cases_against_the_slow_fixed_point() -> None:
    chance = random.Random(3)
    seen = set()
    for _ in range(5_000):
        n = chance.randint(1, 7)
        weights = [chance.randint(0, 9) for _ in range(n)]
        floors = [chance.choice([0, 0, 1, 5, 20]) for _ in range(n)]
        caps = [floor + chance.choice([0, 1, 4, 30]) for floor in floors]
        reachable = sum(cap if weight else floor for weight, floor, cap in zip(weights, floors, caps, strict=True))
        total = chance.randint(sum(floors), reachable)
        filled = fill(weights, total, floors=floors, caps=caps)
        amounts = [filled.amount(at) for at in range(n)]
        assert amounts == slow.fill(weights, total, floors, caps)
        assert sum(filled.numerators) == total * filled.denominator
        for amount, weight, floor, cap, held in zip(amounts, weights, floors, caps, filled.held, strict=True):
            # The definition itself, and what holds a place.
            assert amount == min(cap, max(floor, filled.rate * weight))
            assert (held == "floor") == (floor > filled.rate * weight)
            assert (held == "cap") == (cap < filled.rate * weight)
            seen.add(held)
    assert seen == {"", "floor", "cap"}


def test_places_that_nothing_holds_keep_their_proportions() -> None:
    filled = fill([1, 2, 3, 40], 100, floors=[20, 0, 0, 0], caps=[100, 100, 100, 50])
    assert [filled.amount(at) for at in range(4)] == [20, 12, 18, 50]
    assert filled.rate == 6
    assert filled.held == ["floor", "", "", "cap"]


def test_without_bounds_it_is_the_plain_share() -> None:
    filled = fill([1, 2], 100, floors=None, caps=None)
    assert [filled.amount(0), filled.amount(1)] == [Fraction(100, 3), Fraction(200, 3)]
    assert filled.rate == Fraction(100, 3)


def test_a_place_of_weight_zero_gets_its_floor() -> None:
    filled = fill([0, 0, 1], 10, floors=[3, 0, 0], caps=None)
    assert [filled.amount(at) for at in range(3)] == [3, 0, 7]
    assert filled.held == ["floor", "", ""]
    assert fill([0, 0], 5, floors=[2, 3], caps=None).numerators == [2, 3]


def test_one_place_may_go_without_a_cap() -> None:
    filled = fill([1, 1, 1], 90, floors=None, caps=[10, None, 40])
    assert [filled.amount(at) for at in range(3)] == [10, 40, 40]


def test_a_fund_that_is_just_enough() -> None:
    assert fill([5, 1], 30, floors=[10, 20], caps=None).numerators == [10, 20]
    assert fill([5, 1], 30, floors=None, caps=[10, 20]).numerators == [10, 20]
    assert fill([5, 1], 30, floors=[10, 20], caps=[10, 20]).numerators == [10, 20]


@pytest.mark.parametrize(
    ("weights", "total", "floors", "caps", "sentence"),
    [
        (
            [1, 2, 3],
            100_000_000,
            [40_000_000, 0, 80_000_000],
            None,
            "the floors of 2 places add up to £1,200,000, which is £200,000 more than the £1,000,000 to share; lower "
            "every floor to 83.33% of what it is, or add £200,000.",
        ),
        (
            [1, 2],
            0,
            [5, 0],
            None,
            "the floors of 1 place add up to £0.05, which is £0.05 more than the £0 to share; drop the floors, or add "
            "£0.05.",
        ),
        (
            [1, 2, 3],
            100_000_000,
            None,
            [10_000_000, 20_000_000, 40_000_000],
            "the caps of 3 places add up to £700,000, which is £300,000 less than the £1,000,000 to share; raise every "
            "cap to 142.86% of what it is, or share £300,000 less.",
        ),
        (
            [1, 2],
            100,
            None,
            [0, 0],
            "the caps of 2 places add up to £0, which is £1 less than the £1 to share; lift the caps, or share £1 "
            "less.",
        ),
        (
            [0, 0, 2],
            10_000,
            None,
            [2_000, 2_000, 4_000],
            "2 places of weight 0 can get no more than their floors, and the others no more than their caps, so £60 of "
            "the £100 would go to nobody; raise the caps of places with a weight by £60 in all, or share £60 less.",
        ),
        (
            [0, 2],
            10_000,
            [1_000, 0],
            [9_000, 4_000],
            "1 place of weight 0 can get no more than its floor, and the others no more than their caps, so £50 of the "
            "£100 would go to nobody; raise the caps of places with a weight by £50 in all, or share £50 less.",
        ),
        (
            [1, 2],
            10_000,
            [0, 5_000],
            [9_000, 4_050],
            "Marsh End: its floor of £50 is above its own cap of £40.50; lower the floor or raise the cap by £9.50.",
        ),
    ],
)
@pytest.mark.parametrize("share", [fill, share_out])
def test_what_cannot_be_says_the_smallest_change(share, weights, total, floors, caps, sentence) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InfeasibleError) as caught:
        share(weights, total, floors=floors, caps=caps, names=["Hillside", "Marsh End", "Northgate"])
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("weights", "floors", "caps", "sentence"),
    [
        ([1, None], None, None, "Marsh End: the weight is missing; give one: missing is never zero."),
        ([1, 2], [0, -4], None, "Marsh End: the floor -£0.04 is negative; give 0 or more."),
        ([1, 2], None, [0.5, 9], "Hillside: the cap 0.5 is not a whole number; give whole pence."),
        ([1, 2], [None, 1], None, "Hillside: the floor is missing; give one: missing is never zero."),
        ([1, 2], [1], None, "there are 2 weights and 1 floors; give one of the floors per place."),
        ([1, 2], None, [1, 2, 3], "there are 2 weights and 3 caps; give one of the caps per place."),
        (
            [0, 0],
            [1, 1],
            None,
            "the weights of all 2 places are zero, so there is nothing to share £0.05 by; give at least one place a "
            "weight above zero.",
        ),
    ],
)
def test_bad_input_names_the_place(weights, floors, caps, sentence) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError) as caught:
        fill(weights, 5, floors=floors, caps=caps, names=["Hillside", "Marsh End"])
    assert str(caught.value) == sentence


def test_the_way_out_that_is_named_works() -> None:
    floors, total = [40_000_000, 1, 80_000_000], 100_000_000
    lowered = [floor * 8_333 // 10_000 for floor in floors]
    assert fill([1, 2, 3], total, floors=lowered, caps=None).held.count("floor") >= 1
    assert fill([1, 2, 3], total + 20_000_001, floors=floors, caps=None).numerators == floors
