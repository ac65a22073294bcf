"""Small numbers across levels: nothing hidden comes out as a larger area less its other parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.nested_hiding import LevelCounts, Nesting, hidden_across


def hidden(counts: list[float], parents: list[int], *, parent_few: tuple[int, ...] = ()) -> tuple[list[int], list[int]]:
    """The positions that are hidden among small areas, and among the larger ones that they lie in."""
    small = np.array(counts, dtype=float)
    places = np.array(parents)
    large = np.bincount(places, small)
    few = np.zeros(len(large), dtype=bool)
    few[list(parent_few)] = True
    levels = [LevelCounts(small, (small > 0) & (small < 5)), LevelCounts(large, few)]
    one, two = hidden_across(levels, [Nesting(0, 1, np.arange(len(small)), places)])
    return np.flatnonzero(one).tolist(), np.flatnonzero(two).tolist()


@pytest.mark.parametrize(
    ("counts", "parents", "small", "large"),
    [
        ([3, 20, 60], [0, 0, 0], [0, 1], []),  # the next smallest
        ([3, 20, 20], [0, 0, 0], [0, 1], []),  # of equal ones the first
        ([3, 0, 60], [0, 0, 0], [0, 2], []),  # a zero tells nothing by itself, so it comes last
        ([3, 0], [0, 0], [0, 1], []),
        ([3, 2, 60], [0, 0, 0], [0, 1], []),  # two are enough
        ([30, 20, 60], [0, 0, 1], [], []),
        ([3, 60], [0, 1], [0], [0]),  # a larger area of one part would say the same
        ([3, np.nan, 60], [0, 0, 1], [0], []),  # the larger one is missing: there is nothing to work it out from
    ],
)
def test_a_part_is_never_hidden_alone(
    counts: list[float], parents: list[int], small: list[int], large: list[int]
) -> None:
    assert hidden(counts, parents) == (small, large)


def test_what_is_hidden_is_not_shown_by_its_parts() -> None:
    assert hidden([30, 20, 60, 70], [0, 0, 0, 1], parent_few=(0,)) == ([0, 1], [0])


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=30))
def test_it_holds_for_levels_that_cross(areas: list[tuple[int, int, int]]) -> None:
    count = np.array([each[0] for each in areas], dtype=float)
    few = (count > 0) & (count < 5)
    levels, nestings = [LevelCounts(count, few)], []
    for at in (1, 2):
        parent = np.array([each[at] for each in areas])
        total = np.bincount(parent, count)
        levels.append(LevelCounts(total, (total > 0) & (total < 5)))
        nestings.append(Nesting(0, at, np.arange(len(areas)), parent))
    found = hidden_across(levels, nestings)
    assert (found[0] | ~few).all()
    for nesting in nestings:
        inside = np.bincount(nesting.column, found[0][nesting.row])
        lived_in = np.bincount(nesting.column) > 0
        assert (~(inside == 1) | found[nesting.large]).all()
        assert (~(found[nesting.large] & lived_in) | (inside > 0)).all()
    assert [each.tolist() for each in hidden_across(levels, nestings)] == [each.tolist() for each in found]
