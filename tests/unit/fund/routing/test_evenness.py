"""What has to be moved between years is moved evenly: no year bears what several could share."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from leastfirst.fund.routing import Line, Problem, Purse, Routing, Tie, route
from tests.unit.fund.routing.made_up_fund import made_up


def a_fund(*purses: Purse, years: int = 6) -> Problem:
    return Problem(
        years=tuple(f"Y{y}" for y in range(years)),
        lines=(Line("either", "open"),),
        purses=purses,
        places=("E00", "E01"),
        targets=[sum(sum(purse.comes_in) for purse in purses) // 2] * 2,
        floors=[0, 0],
        groups=(),
        timing=((Fraction(1, years),) * years,),
    )


def by_year(routing: Routing) -> list[int]:
    return [int(routing.pence[routing.year == y].sum()) for y in range(len(routing.problem.years))]


def soon(last_year: int) -> Tie:
    return Tie("use-by", "to be used soon", last_year=last_year)


@pytest.mark.parametrize("times", [1, 10**11])
def test_a_pot_that_has_to_be_spent_in_time_is_spread_over_the_years_that_it_has(times: int) -> None:
    first = (times, 0, 0, 0, 0, 0)
    problem = a_fund(
        Purse("soon", "Soon", tuple(each * 1200 for each in first), (soon(2),)),
        Purse("all", "All", tuple(each * 600 for each in first)),
    )
    routing = route(problem)
    # 1,200 in the first three years and 600 in the others: 300 are moved, whether into one year or into three.
    assert by_year(routing) == [400 * times] * 3 + [200 * times] * 3
    assert routing.moved_pence == 300 * times


def test_money_that_comes_too_late_to_be_even_moves_no_more_for_it() -> None:
    problem = a_fund(
        Purse("soon", "Soon", (300, 900, 0, 0, 0, 0), (soon(2),)), Purse("late", "Late", (0, 0, 0, 600, 0, 0))
    )
    routing = route(problem)
    # The first year has its 300 and no more; the other 900 of the three years come alike.
    assert by_year(routing) == [300, 450, 450, 200, 200, 200]
    assert routing.moved_pence == 300


def test_where_nothing_is_moved_nothing_changes() -> None:
    problem = a_fund(Purse("all", "All", (1800, 0, 0, 0, 0, 0)))
    assert by_year(route(problem)) == [300] * 6


def test_a_large_fund_moves_no_pound_more_to_be_even() -> None:
    problem = made_up(60)
    late = replace(problem.purses[0], ties=(soon(3),), comes_in=(sum(problem.purses[0].comes_in), *(0,) * 9))
    routing = route(replace(problem, purses=(late, *problem.purses[1:])))
    years = np.array(by_year(routing))
    assert routing.moved_pence > 0
    # Two steps at most: the pot that must be spent by the fourth year, and the south's by the sixth.
    assert (abs(np.diff(years)) > 100).sum() <= 2
    assert (np.diff(years) <= 100).all()
