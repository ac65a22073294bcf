"""Sainte-Laguë jumps close to the end, and still gives each penny to the strongest claim."""

from __future__ import annotations

import random

from leastfirst.ground.apportion import sainte_lague, share_out
from tests import apportion_reference as slow


def test_random_small_cases_penny_by_penny() -> None:
    chance = random.Random(7)
    for _ in range(3_000):
        n, total = chance.randint(1, 6), chance.randint(0, 25)
        weights = [chance.choice([0, 1, 1, 2, 3, 5, 50]) for _ in range(n)]
        weights[-1] = weights[-1] or 1
        order = chance.sample(range(10), n)
        assert sainte_lague(weights, total, order=order) == slow.sainte_lague(weights, total, order)


def test_floors_and_caps_hold_penny_by_penny() -> None:
    chance = random.Random(8)
    for _ in range(3_000):
        n = chance.randint(1, 5)
        weights = [chance.randint(1, 9) for _ in range(n)]
        floors = [chance.randint(0, 3) for _ in range(n)]
        caps = [floor + chance.randint(0, 6) for floor in floors]
        total = chance.randint(sum(floors), sum(caps))
        order = chance.sample(range(10), n)
        shared = share_out(weights, total, floors=floors, caps=caps, order=order, method="sainte-lague")
        assert shared.pence == slow.sainte_lague(weights, total, order, floors, caps)


def test_a_share_can_be_more_than_a_penny_away() -> None:
    """One very large place among small ones: rounding to the nearest gives it all that the others lose."""
    assert sainte_lague([9_300] + [140] * 5, 100) == [95] + [1] * 5  # exact: 93 and 1.4


def test_a_fund_of_two_billion_pounds_for_225_places() -> None:
    weights = [10**9 + at**3 for at in range(225)]
    pence = sainte_lague(weights, 2 * 10**11)
    assert sum(pence) == 2 * 10**11
    # No place has a stronger claim to its next penny than another had to its last.
    strongest = max(range(225), key=lambda at: weights[at] / (2 * pence[at] + 1))
    for at in range(225):
        assert weights[at] * (2 * pence[strongest] + 1) >= weights[strongest] * (2 * pence[at] - 1)
