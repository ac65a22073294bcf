"""Pots merged by hand: each string, each goal, each reason that a pound is left; errors in one sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from leastfirst.fund.routing import Group, Line, Problem, Purse, Routing, Tie, prices, route
from leastfirst.ground.errors import DataError, DefinitionError, InfeasibleError, LeastfirstError

CAPITAL, REVENUE = Line("capital", "residents-decide"), Line("revenue", "residents-decide")
CAPITAL_ONLY = Tie("kind", "capital only", lines=frozenset([0]))
REVENUE_ONLY = Tie("kind", "revenue only", lines=frozenset([1]))


def a_fund(
    *purses: Purse, targets: list[int], floors: list[int] | None = None, balance: Fraction | None = None, years: int = 2
) -> Problem:
    """A fund with a line for each kind; with a balance, so much of each place's money is capital."""
    groups: tuple[Group, ...] = ()
    if balance is not None:
        capital = [int(target * balance) for target in targets]
        rest = [target - cap for target, cap in zip(targets, capital, strict=True)]
        groups = (Group("capital money", (0,), capital), Group("revenue money", (1,), rest))
    return Problem(
        years=tuple(f"{2026 + y}-{27 + y}" for y in range(years)),
        lines=(CAPITAL, REVENUE),
        purses=purses,
        places=tuple(f"E0{at}" for at in range(len(targets))),
        targets=targets,
        floors=floors or [0] * len(targets),
        groups=groups,
        timing=((Fraction(1, years),) * years,) * 2,
    )


def rows(routing: Routing) -> list[tuple[str, str, str, str, int]]:
    """Place, year, kind, pot, pence; whichever year the money came in."""
    p = routing.problem
    sums: dict[tuple[str, str, str, str], int] = {}
    columns = zip(routing.place, routing.year, routing.line, routing.purse, routing.pence.tolist(), strict=True)
    for place, year, line, purse, pence in columns:
        key = (p.places[place], p.years[year], p.lines[line].kind, p.purses[purse].id)
        sums[key] = sums.get(key, 0) + pence
    return [(*key, pence) for key, pence in sums.items()]


def test_a_pot_for_capital_and_one_for_revenue_are_one_fund_with_both_strings_kept() -> None:
    problem = a_fund(
        Purse("build", "Build", (600, 600), (CAPITAL_ONLY,)),
        Purse("run", "Run", (200, 200), (REVENUE_ONLY,)),
        targets=[1000, 600],
        balance=Fraction(3, 4),
    )
    routing = route(problem)
    assert rows(routing) == [
        ("E00", "2026-27", "capital", "build", 375),
        ("E00", "2026-27", "revenue", "run", 125),
        ("E00", "2027-28", "capital", "build", 375),
        ("E00", "2027-28", "revenue", "run", 125),
        ("E01", "2026-27", "capital", "build", 225),
        ("E01", "2026-27", "revenue", "run", 75),
        ("E01", "2027-28", "capital", "build", 225),
        ("E01", "2027-28", "revenue", "run", 75),
    ]
    assert (routing.moved_pence, routing.unspent) == (0, ())
    assert not any(price.binds for price in prices(problem, routing))


def test_capital_that_nobody_has_a_line_for_is_named_and_has_its_price() -> None:
    problem = a_fund(
        Purse("build", "Build", (70_000, 70_000), (CAPITAL_ONLY,)),
        Purse("run", "Run", (10_000, 10_000), (REVENUE_ONLY,)),
        targets=[100_000, 60_000],
        balance=Fraction(3, 4),
    )
    routing = route(problem)
    assert routing.paid == [87_500, 52_500]
    assert routing.unspent_pence == 20_000
    assert {each.why for each in routing.unspent} == {"all that places may spend as capital is paid already"}
    capital, revenue = prices(problem, routing)
    # One pound of capital that may be revenue reaches the places by need, 5 : 3.
    assert capital.per_pound.reaches_pence == 100
    assert capital.per_pound.smallest == Fraction(100, 160_000)
    assert [(each.places, each.pence) for each in capital.per_pound.changes] == [((0, 1), 100)]
    assert (capital.without.paid_pence, capital.without.smallest) == (160_000, 1)
    assert (capital.without.unspent_before, capital.without.unspent_pence) == (20_000, 0)
    assert (capital.without.paid_change, capital.without.unspent_change) == (20_000, -20_000)
    # Revenue that may be capital helps nobody: there is too much of that already.
    assert not revenue.binds
    assert revenue.per_pound.reaches_pence == 0


def test_a_regional_pot_pays_at_home_and_the_open_pot_makes_up_for_it_elsewhere() -> None:
    north = Tie("places", "only in the north", places=frozenset([0]))
    problem = a_fund(
        Purse("north", "North", (40_000, 0), (north,)), Purse("all", "All", (80_000, 0)), targets=[60_000, 60_000]
    )
    assert route(problem).paid == [60_000, 60_000]
    short = replace(
        problem, purses=(replace(problem.purses[0], comes_in=(60_000, 0)), Purse("all", "All", (50_000, 0)))
    )
    routing = route(short)
    assert routing.paid == [60_000, 50_000]
    price = prices(short, routing)[0]
    assert price.per_pound.smallest == Fraction(100, 60_000)
    # That pound leaves the north; without the string, both stand alike.
    assert price.per_pound.reaches_pence == 0
    assert [(each.places, each.pence) for each in price.per_pound.changes] == [((0,), -100), ((1,), 100)]
    assert [(each.places, each.pence) for each in price.without.changes] == [((0,), -5_000), ((1,), 5_000)]
    assert [each.places for each in price.without.gains] == [(1,)]
    assert [each.places for each in price.without.losses] == [(0,)]
    assert (price.without.gained_pence, price.without.lost_pence, price.without.paid_change) == (5_000, 5_000, 0)


def test_money_left_in_a_region_that_has_all_it_needs_is_named() -> None:
    north = Tie("places", "only in the north", places=frozenset([0]))
    routing = route(
        a_fund(Purse("north", "North", (900, 0), (north,)), Purse("all", "All", (300, 0)), targets=[600, 600])
    )
    assert routing.paid == [600, 300]
    assert [(each.pence, each.why) for each in routing.unspent] == [
        (300, "all the places that it is for have all that they need")
    ]


def test_a_use_by_date_moves_money_forward_and_what_comes_after_it_is_lost() -> None:
    by_first = Tie("use-by", "to be used by 2026-27", last_year=0)
    problem = a_fund(Purse("early", "Early", (700, 100), (by_first,)), Purse("all", "All", (0, 400)), targets=[1200])
    routing = route(problem)
    assert routing.paid == [1100]
    assert [(each.year, each.pence, each.why) for each in routing.unspent] == [
        (1, 100, "it comes in 2027-28 and must be used by 2026-27")
    ]
    # The profile wants 550 in each year; 700 must go in the first.
    assert routing.moved_pence == 150
    (price,) = prices(problem, routing)
    assert price.binds
    assert price.per_pound.reaches_pence == 100
    assert (price.without.paid_pence, price.without.moved_pence) == (1200, 0)


def test_money_that_has_to_be_spent_in_its_year_costs_timing_and_nothing_else() -> None:
    its_year = Tie("in-its-year", "to be spent in the year it comes", same_year=True)
    problem = a_fund(Purse("quick", "Quick", (900, 100), (its_year,)), targets=[600, 400])
    routing = route(problem)
    assert routing.paid == [600, 400]
    assert (routing.year == routing.came_in).all()
    assert routing.moved_pence == 400
    (price,) = prices(problem, routing)
    assert (price.binds, price.without.moved_pence, price.per_pound.changes) == (True, 0, ())


def test_money_is_never_spent_before_it_comes_and_the_oldest_goes_first() -> None:
    routing = route(a_fund(Purse("late", "Late", (200, 500, 500), ()), targets=[1200], years=3))
    spent = zip(routing.year.tolist(), routing.came_in.tolist(), routing.pence.tolist(), strict=True)
    assert [each for each in spent if each[0] == 0] == [(0, 0, 200)]
    assert routing.moved_pence == 200


def test_a_matched_pot_gives_no_more_than_others_match() -> None:
    matched = Tie("matched", "each pound with £2 from other pots", matched=Fraction(2))
    problem = a_fund(
        Purse("match", "Match", (60_000, 0), (matched,)), Purse("all", "All", (80_000, 0)), targets=[100_000, 60_000]
    )
    routing = route(problem)
    # 80,000 of others carry 40,000; both places stand at three quarters.
    assert routing.paid == [75_000, 45_000]
    assert [(each.pence, each.why) for each in routing.unspent] == [
        (20_000, "nobody matches it (£2 of other pots for each pound)")
    ]
    (price,) = prices(problem, routing)
    assert price.per_pound.reaches_pence == 100
    assert price.without.paid_pence == 140_000


def test_floors_come_before_fairness() -> None:
    routing = route(a_fund(Purse("all", "All", (1000, 0)), targets=[1000, 1000], floors=[700, 0]))
    assert routing.paid == [700, 300]
    assert [(fate.places, fate.held) for fate in routing.fates] == [((0,), True), ((1,), False)]


def test_the_pot_with_the_fewest_uses_pays_first() -> None:
    problem = a_fund(Purse("all", "All", (500, 0)), Purse("build", "Build", (500, 0), (CAPITAL_ONLY,)), targets=[600])
    routing = route(problem)
    assert sum(each.pence for each in routing.unspent if each.purse == 0) == 400
    assert routing.unspent_pence == 400


def test_ten_trillion_pounds_are_shared_to_the_penny() -> None:
    trillions = 10**15
    problem = a_fund(
        Purse("build", "Build", (trillions // 2 + 1, trillions // 4), (CAPITAL_ONLY,)),
        Purse("run", "Run", (0, trillions // 4 - 1), (REVENUE_ONLY,)),
        targets=[trillions // 3 + 1, trillions // 3, trillions // 3],
        balance=Fraction(3, 4),
    )
    routing = route(problem)
    assert routing.paid_pence + routing.unspent_pence == trillions
    assert routing.unspent_pence <= 4
    assert max(t - p for t, p in zip(problem.targets, routing.paid, strict=True)) <= 3


def test_caps_in_whole_pence_are_kept_in_every_place() -> None:
    targets = [101, 103, 107, 109, 113] * 3
    problem = a_fund(Purse("all", "All", (1000, 100)), targets=targets, balance=Fraction(3, 4))
    routing = route(problem)
    assert routing.paid_pence == 1100
    only_capital = replace(problem, purses=(Purse("build", "Build", (5000, 0), (CAPITAL_ONLY,)),))
    assert route(only_capital).paid == list(problem.groups[0].caps)


def test_a_place_that_needs_nothing_gets_nothing_and_has_all_it_needs() -> None:
    routing = route(a_fund(Purse("all", "All", (500, 0)), targets=[0, 400]))
    assert (routing.paid, routing.fulfilment) == ([0, 400], [1, 1])
    assert [each.why for each in routing.unspent] == ["all places have all that they need"]


ALL = Purse("all", "All", (500, 0))
NORTH = Tie("places", "only in the north", places=frozenset([0]))
SOUTH = Tie("places", "only in the south", places=frozenset([1]))
WRONG: list[tuple[Problem, type[LeastfirstError], list[str]]] = [
    (a_fund(Purse("none", "None", (0, 0)), targets=[100]), DataError, ["£0"]),
    (a_fund(Purse("minus", "Minus", (-5, 10)), targets=[100]), DataError, ["Minus", "-£0.05", "less than nothing"]),
    (a_fund(ALL, targets=[-100]), DataError, ["E00", "less than nothing"]),
    (
        a_fund(Purse("both", "Both", (5, 0), (CAPITAL_ONLY, REVENUE_ONLY)), targets=[100]),
        DefinitionError,
        ["nobody may use the pot 'Both'", "'capital only' and 'revenue only' contradict each other", "no line"],
    ),
    (
        a_fund(Purse("both", "Both", (5, 0), (NORTH, SOUTH)), targets=[100, 100]),
        DefinitionError,
        ["'only in the north' and 'only in the south' contradict each other", "no place"],
    ),
    (
        a_fund(Purse("late", "Late", (0, 5), (Tie("use-by", "to be used by 2026-27", last_year=0),)), targets=[100]),
        DefinitionError,
        ["nobody may use the pot 'Late'", "'to be used by 2026-27'", "no year"],
    ),
    (
        a_fund(ALL, targets=[600, 600], floors=[400, 300]),
        InfeasibleError,
        ["2 places", "£7", "E00, E01", "£5 of it", "£2 too little", "add £2"],
    ),
    (
        a_fund(Purse("all", "All", (500, 0), (NORTH,)), Purse("s", "S", (100, 0)), targets=[600, 600], floors=[0, 300]),
        InfeasibleError,
        ["1 place comes to £3 (E01)", "£1 of it", "£2 too little", "'All' is only in the north", "loosen a string"],
    ),
    (a_fund(ALL, targets=[100], floors=[200]), InfeasibleError, ["E00", "above its need-based share of £1"]),
    (
        replace(a_fund(ALL, targets=[100]), groups=(Group("little", (0, 1), [50]),), floors=[80]),
        InfeasibleError,
        ["E00", "above its caps", "£0.30"],
    ),
    (
        replace(a_fund(ALL, targets=[9]), groups=(Group("a", (0,), [5]), Group("b", (1,), [-5]))),
        DataError,
        ["a cap of b"],
    ),
]


@pytest.mark.parametrize(("problem", "error", "words"), WRONG)
def test_what_cannot_be_is_said_in_one_sentence(problem: Problem, error: type[Exception], words: list[str]) -> None:
    with pytest.raises(error) as caught:
        route(problem)
    said = str(caught.value)
    assert all(word in said for word in words), said
    assert said.count(". ") == 0


def test_groups_that_cross_are_refused() -> None:
    problem = a_fund(ALL, targets=[100])
    three = replace(
        problem,
        lines=(*problem.lines, Line("revenue", "capacity")),
        timing=(*problem.timing, problem.timing[0]),
        groups=(Group("one", (0, 1), [50]), Group("other", (1, 2), [50])),
    )
    with pytest.raises(DefinitionError, match=r"one and other|other and one"):
        route(three)


def test_timing_that_does_not_add_up_to_one_is_refused() -> None:
    problem = replace(a_fund(ALL, targets=[100]), timing=((Fraction(1, 2), Fraction(1, 3)),) * 2)
    with pytest.raises(DefinitionError, match="add up to 1"):
        route(problem)
