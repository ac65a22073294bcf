"""How a place's money is parted where it is paid less than need asks for: all parts give way alike, if pots allow."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from leastfirst.fund.routing import Group, Line, Problem, Purse, Routing, Tie, route

CAPITAL_ONLY = Tie("kind", "capital only", lines=frozenset([0]))
MATCHED = Tie("matched", "each pound with £2 from other pots", matched=Fraction(2))


def a_fund(*purses: Purse, targets: list[int], years: int = 2) -> Problem:
    """Half capital, half revenue; a fifth of the revenue is ring-fenced."""
    capital = [target // 2 for target in targets]
    fenced = [target // 10 for target in targets]
    rest = [target - cap - fence for target, cap, fence in zip(targets, capital, fenced, strict=True)]
    lines = (Line("capital", "open"), Line("revenue", "capacity"), Line("revenue", "open"))
    return Problem(
        years=tuple(f"Y{y}" for y in range(years)),
        lines=lines,
        purses=purses,
        places=tuple(f"E0{at}" for at in range(len(targets))),
        targets=targets,
        floors=[0] * len(targets),
        groups=(
            Group("capital money", (0,), capital),
            Group("revenue money", (1, 2), [a + b for a, b in zip(fenced, rest, strict=True)]),
            Group("capacity", (1,), fenced),
            Group("revenue money that is not ring-fenced", (2,), rest, asked=False),
        ),
        timing=((Fraction(1, years),) * years,) * len(lines),
    )


def lines_of(routing: Routing, place: int | None = None) -> list[int]:
    """What each line gets in all, or in one place."""
    here = routing.place >= 0 if place is None else routing.place == place
    return [int(routing.pence[here & (routing.line == line)].sum()) for line in range(len(routing.problem.lines))]


def test_money_tied_to_no_kind_is_parted_as_need_asks_though_not_all_can_be_paid() -> None:
    problem = a_fund(
        Purse("council", "Council", (200_000, 100_000)),
        Purse("match", "Match", (300_000, 0), (MATCHED,)),
        targets=[400_000, 200_000],
    )
    routing = route(problem)
    assert routing.paid == [300_000, 150_000]
    assert lines_of(routing) == [225_000, 45_000, 180_000]
    assert lines_of(routing, 1) == [75_000, 15_000, 60_000]


def test_a_pot_for_capital_alone_is_evened_out_by_free_money() -> None:
    problem = a_fund(
        Purse("council", "Council", (150_000, 150_000)),
        Purse("grant", "Grant", (150_000, 150_000), (CAPITAL_ONLY, Tie("use-by", "to be used at once", last_year=0))),
        targets=[600_000],
    )
    routing = route(problem)
    assert lines_of(routing) == [225_000, 45_000, 180_000]
    # Timing gives way to the balance of kinds: 150,000 of the 225,000 for capital can be spent in the first year alone.
    assert sorted(zip(routing.purse.tolist(), routing.line.tolist(), strict=True))[-1] == (1, 0)
    assert routing.moved_pence == 37_500


def test_a_mix_that_strings_force_stays_forced_and_the_ring_fence_is_its_share_of_what_is_paid() -> None:
    problem = a_fund(
        Purse("council", "Council", (75_000, 75_000)),
        Purse("grant", "Grant", (150_000, 150_000), (CAPITAL_ONLY,)),
        targets=[600_000],
    )
    # Everything can be paid: 300,000 capital, and 150,000 revenue instead of 225,000. A tenth of it all is ring-fenced.
    assert lines_of(route(problem)) == [300_000, 45_000, 105_000]


def test_what_all_places_can_bear_alike_no_place_bears_alone() -> None:
    """Places in pools of their own, as only one of them may use a third pot: the forced mix is the same in both."""
    problem = a_fund(
        Purse("council", "Council", (100_000, 0)),
        Purse("here", "Here", (50_000, 0), (Tie("places", "only here", places=frozenset([1])),)),
        Purse("grant", "Grant", (300_000, 0), (CAPITAL_ONLY,)),
        targets=[300_000, 300_000],
    )
    routing = route(problem)
    assert routing.paid == [225_000, 225_000]
    assert len(routing.fates) == 2
    for place in (0, 1):
        assert lines_of(routing, place) == [150_000, 22_500, 52_500]
    more = replace(problem, targets=[400_000, 400_000])
    more = replace(more, groups=a_fund(targets=more.targets).groups)
    # Now 300,000 of 450,000 may be capital in any mix: two thirds of it in each place.
    for place in (0, 1):
        assert abs(lines_of(route(more), place)[0] - 150_000) <= 1


def test_a_limit_is_no_wish() -> None:
    """What may be spent on parks at most is as good as any other capital: only timing says how much it is."""
    limit = Group("parks", (0,), [100_000], asked=False)
    problem = Problem(
        years=("Y0", "Y1"),
        lines=(Line("capital", "parks"), Line("capital", "open")),
        purses=(Purse("all", "All", (0, 150_000)),),
        places=("E00",),
        targets=[200_000],
        floors=[0],
        groups=(limit,),
        timing=((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))),
    )
    assert lines_of(route(problem)) == [0, 150_000]
    assert lines_of(route(replace(problem, groups=(replace(limit, asked=True),)))) == [75_000, 75_000]


def test_parts_are_exact_to_the_penny_where_others_are_forced() -> None:
    big = 10**13
    problem = a_fund(
        Purse("council", "Council", (big, big // 2)),
        Purse("grant", "Grant", (3 * big, 0), (CAPITAL_ONLY,)),
        targets=[6 * big],
    )
    assert lines_of(route(problem)) == [3 * big, 45 * big // 100, 105 * big // 100]
