"""Any areas, any budget: the curve is the walk by hand, and random zones keep everybody and their sizes."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.ground.reach import Curve
from leastfirst.measure.random_zones import hilbert, random_zones

AREA = st.tuples(st.integers(0, 4), st.integers(0, 50), st.floats(0, 1))


def by_hand(areas: list[tuple[int, int, float]], budget: float) -> float:
    """Spend on the highest value first; of areas of equal value, the mean over every order they could be taken in."""
    ways = []
    for order in permutations(areas):
        if any(a[0] < b[0] for a, b in pairwise(order)):
            continue
        left, reached = budget, 0.0
        for _, people, part in order:
            spent = min(left, people)
            reached += part * spent
            left -= spent
        ways.append(reached)
    return sum(ways) / len(ways)


@given(st.lists(AREA, min_size=1, max_size=5, unique_by=lambda area: area[0]), st.floats(0, 300))
def test_the_curve_is_the_walk_by_hand(areas: list[tuple[int, int, float]], budget: float) -> None:
    values, people, part = (np.array(each, dtype=float) for each in zip(*areas, strict=True))
    curve = Curve.down(values, people, people * part)
    assert float(curve.reached(np.array([budget]))[0]) == pytest.approx(by_hand(areas, budget), abs=1e-9)


@given(st.lists(AREA, min_size=1, max_size=5), st.floats(0, 300), st.randoms(use_true_random=False))
def test_the_order_of_equal_areas_does_not_matter(
    areas: list[tuple[int, int, float]], budget: float, random: object
) -> None:
    shuffled = list(areas)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = []
    for each in (areas, shuffled):
        values, people, part = (np.array(column, dtype=float) for column in zip(*each, strict=True))
        found.append(float(Curve.down(values, people, people * part).reached(np.array([budget]))[0]))
    assert found[0] == pytest.approx(found[1], abs=1e-9)


def test_areas_without_a_value_come_into_no_list() -> None:
    curve = Curve.down(np.array([np.nan, 1.0]), np.array([10.0, 10.0]), np.array([10.0, 5.0]))
    assert curve.reached(np.array([20.0])).tolist() == [5.0]
    assert curve.targeted(np.array([20.0])).tolist() == [10.0]


def test_the_curve_goes_from_neighbour_to_neighbour() -> None:
    side = 1 << 5
    x, y = (each.ravel() for each in np.meshgrid(np.arange(side), np.arange(side)))
    order = np.argsort(hilbert(x, y, 5))
    assert sorted(hilbert(x, y, 5).tolist()) == list(range(side * side))
    assert (np.abs(np.diff(x[order])) + np.abs(np.diff(y[order])) == 1).all()


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.integers(2, 30))
def test_random_zones_are_compact_keep_everybody_and_their_sizes(seed: int, zones: int) -> None:
    random = np.random.default_rng(seed)
    north, east = random.uniform(50, 51, 900), random.uniform(-1, 1, 900)
    people = random.integers(1, 10, 900).astype(float)
    sizes = random.multinomial(int(people.sum()), np.ones(zones) / zones).astype(float)
    zone = random_zones(north, east, people, sizes, np.random.default_rng(seed))
    again = random_zones(north, east, people, sizes, np.random.default_rng(seed))
    other = random_zones(north, east, people, sizes, np.random.default_rng(seed + 1))
    assert (zone == again).all()
    assert (zone != other).any()
    counts = np.sort(np.bincount(zone, people, minlength=zones))
    assert np.abs(counts - np.sort(sizes)).max() <= 2 * people.max()
    spread = np.mean([north[zone == each].std() for each in range(zones) if (zone == each).sum() > 2])
    if zones >= 8:
        assert spread < 0.75 * north.std()
