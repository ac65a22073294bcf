"""What a ballot may hold, what it is worth, and ballots that are alike made one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leastfirst.decide import Ballot
from leastfirst.decide.ballots import Limits, check_ballot, merge, points_of

COSTS, NAMES = (500, 300, 700), ("a", "b", "c")


def test_ballots_that_are_alike_are_one_with_their_counts_summed() -> None:
    one, other = Ballot(((0, 1), (2, 1)), 3), Ballot(((1, 1),))
    assert merge([one, other, one]) == merge([other, one, one]) == (Ballot(((0, 1), (2, 1)), 6), other)


def test_ballots_that_rank_alike_in_points_but_not_in_order_stay_apart() -> None:
    points = ((0, 1), (1, 1))
    assert len(merge([Ballot(points, 1, (0, 1)), Ballot(points, 1, (1, 0))])) == 2


@pytest.mark.parametrize(
    ("limits", "chosen", "given", "points"),
    [
        (Limits("approval"), (2, 0), (), ((0, 1), (2, 1))),
        (Limits("approval"), (), (), ()),
        (Limits("choose-1"), (1,), (), ((1, 1),)),
        (Limits("ordinal"), (2, 0), (), ((0, 1), (2, 2))),
        (Limits("ordinal", max_length=5), (2, 0), (), ((0, 4), (2, 5))),
        (Limits("cumulative"), (2, 0), (3, 1), ((0, 1), (2, 3))),
        (Limits("cumulative"), (2, 0, 2), (3, 0, Fraction(1, 2)), ((2, Fraction(7, 2)),)),
        (Limits("scored"), (1,), (4,), ((1, 4),)),
        (Limits("scored", default_score=2), (1,), (0,), ((0, 2), (2, 2))),
    ],
)
def test_what_a_ballot_is_worth(limits: Limits, chosen: tuple, given: tuple, points: tuple) -> None:  # type: ignore[type-arg]
    assert check_ballot(chosen, given, limits, costs=COSTS, names=NAMES) == []
    assert points_of(chosen, given, limits, projects=3) == points


def test_at_its_limit_a_ballot_is_good_and_beyond_it_is_not() -> None:
    knapsack = Limits("approval", max_length=2, max_sum_cost=800)
    assert check_ballot((0, 1), (), knapsack, costs=COSTS, names=NAMES) == []
    assert len(check_ballot((0, 1, 2), (), knapsack, costs=COSTS, names=NAMES)) == 2
    points = Limits("cumulative", max_points=3, max_sum_points=4, min_sum_points=4)
    assert check_ballot((0, 1), (3, 1), points, costs=COSTS, names=NAMES) == []
    assert len(check_ballot((0, 1), (4, 1), points, costs=COSTS, names=NAMES)) == 2
    assert len(check_ballot((0, 1), (3, 0), points, costs=COSTS, names=NAMES)) == 1
