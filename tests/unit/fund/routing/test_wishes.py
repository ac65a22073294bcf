"""When lines are wanted, in whole pence: years, kinds and lines all add up, whatever their odd pennies are."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.fund.routing import Line, Problem, Purse
from leastfirst.fund.routing.wishes import wishes

THIRD = (Fraction(1, 3),) * 3


def a_fund(*timing: tuple[Fraction, ...], kinds: str, profile: tuple[Fraction, ...] = ()) -> Problem:
    years = len(timing[0])
    return Problem(
        years=tuple(f"Y{y}" for y in range(years)),
        lines=tuple(Line(kind, f"purpose {at}") for at, kind in enumerate(kinds)),
        purses=(Purse("all", "All", (1,) * years),),
        places=("E00",),
        targets=[1],
        floors=[0],
        groups=(),
        timing=timing,
        profile=profile,
    )


def test_lines_that_would_all_round_up_in_the_same_year_share_their_odd_pennies() -> None:
    found = wishes(a_fund(THIRD, THIRD, THIRD, kinds="crr"), np.array([[100, 100, 100]]))
    assert found.sum(axis=(0, 1)).tolist() == [100, 100, 100]
    assert found.sum(axis=2).tolist() == [[100, 100, 100]]
    assert (found.min(), found.max()) == (33, 34)


def test_hundreds_of_pools_do_not_add_their_odd_pennies_up() -> None:
    found = wishes(a_fund(THIRD, THIRD, kinds="cr"), np.full((200, 2), 100))
    assert abs(found.sum(axis=0) - 200 * 100 / 3).max() < 1
    assert found.sum(axis=(0, 1)).tolist() == [13_334, 13_333, 13_333]


def test_years_are_those_of_the_profile_where_odd_pence_of_lines_would_have_it_otherwise() -> None:
    # 101p: a tenth of it, 10.1p, in the first year alone, and the rest so that it makes halves. The fund wants 51p and
    # 50p; 10p and 91p, with 4/9 of it in the first year, would make 50.44p and 50.56p.
    halves = (Fraction(1, 2), Fraction(1, 2))
    problem = a_fund((Fraction(1), Fraction(0)), (Fraction(4, 9), Fraction(5, 9)), kinds="rr", profile=halves)
    assert wishes(problem, np.array([[10, 91]])).tolist() == [[[10, 0], [41, 50]]]


def test_where_the_lines_make_another_mix_their_own_years_count() -> None:
    halves = (Fraction(1, 2), Fraction(1, 2))
    problem = a_fund((Fraction(1), Fraction(0)), (Fraction(4, 9), Fraction(5, 9)), kinds="rr", profile=halves)
    assert wishes(problem, np.array([[1000, 900]])).tolist() == [[[1000, 0], [400, 500]]]


def test_lines_that_are_paid_in_different_years_still_keep_their_sums() -> None:
    """Each of two lines has an odd penny in years of its own; the first two years cannot have them both."""
    early, late = (Fraction(1, 2), Fraction(1, 2), 0, 0), (0, 0, Fraction(1, 2), Fraction(1, 2))
    problem = a_fund(tuple(map(Fraction, early)), tuple(map(Fraction, late)), kinds="cr")
    found = wishes(problem, np.array([[3, 3]]))
    assert found.sum(axis=2).tolist() == [[3, 3]]
    assert sorted(found.sum(axis=(0, 1)).tolist()) == [1, 1, 2, 2]


@given(st.data())
def test_every_sum_is_exact_and_every_part_near(data: st.DataObject) -> None:
    n_pools, n_lines, n_years = (data.draw(st.integers(1, 4)) for _ in range(3))
    rows = [data.draw(st.lists(st.integers(0, 3), min_size=n_years, max_size=n_years)) for _ in range(n_lines)]
    timing = [tuple(Fraction(each + (not any(row)), sum(row) or n_years) for each in row) for row in rows]
    kinds = data.draw(st.text("cr", min_size=n_lines, max_size=n_lines))
    pence = st.lists(st.integers(0, 10**6), min_size=n_lines, max_size=n_lines)
    lines = np.array([data.draw(pence) for _ in range(n_pools)])
    found = wishes(a_fund(*timing, kinds=kinds), lines)
    assert (found.sum(axis=2) == lines).all()
    assert found.min() >= 0
    exact = lines[:, :, None] * np.array(timing, dtype=float)[None]
    # Two at most where lines are paid in years that have nothing to do with each other.
    assert abs(found - exact).max() < 2
    assert abs(found.sum(axis=(0, 1)) - exact.sum(axis=(0, 1))).max() < 1 + 1e-6
    assert found.sum() == lines.sum()


@pytest.mark.parametrize("lines", [[[0, 0, 0]], [[0, 10**15 + 1, 7]]])
def test_nothing_and_ten_trillion_pounds(lines: list[list[int]]) -> None:
    found = wishes(a_fund(THIRD, THIRD, THIRD, kinds="crr", profile=THIRD), np.array(lines))
    assert found.sum(axis=2).tolist() == lines
    years = found.sum(axis=(0, 1))
    assert years.max() - years.min() <= 1
