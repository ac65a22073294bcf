"""Any pots, any strings: the fairest shares against all subsets, every margin, no name or order that matters."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from leastfirst.fund.routing import Group, Line, Problem, Purse, Tie, prices, route
from leastfirst.ground.errors import DefinitionError, InfeasibleError
from tests.routing_reference import PlaceByPlace, fairest, floors_short, most, payable

SPLITS = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))


@st.composite
def problems(draw: st.DrawFn, *, floors: bool = True, matched: bool = False, odd_caps: bool = True) -> Problem:
    n, n_lines, n_years = draw(st.integers(1, 4)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    scale = draw(st.sampled_from([1, 997, 10**5]))
    targets = [draw(st.integers(0, 8)) * scale for _ in range(n)]
    assume(any(targets))
    low = [draw(st.sampled_from([0, 0, target // 2, target])) if floors else 0 for target in targets]
    groups: list[Group] = []
    shape = draw(st.sampled_from([(), ((0,),), ((0,), (1, 2)), ((0, 1), (0,), (2,)), ((0, 1, 2), (1,))]))
    for lines in shape:
        inside = tuple(line for line in lines if line < n_lines)
        if inside and all(group.lines != inside for group in groups):
            share = draw(st.sampled_from(SPLITS))
            caps = [int(target * share) for target in targets]
            if odd_caps and draw(st.booleans()):
                caps = [draw(st.integers(0, 8)) * scale for _ in targets]
            groups.append(Group(f"group {inside}", inside, caps, asked=draw(st.booleans())))
    purses = []
    for p in range(draw(st.integers(1, 3))):
        ties: list[Tie] = []
        if draw(st.booleans()):
            allowed = frozenset(draw(st.sets(st.integers(0, n_lines - 1), min_size=1)))
            ties.append(Tie("kind", f"lines {sorted(allowed)} only", lines=allowed))
        if draw(st.booleans()):
            where = frozenset(draw(st.sets(st.integers(0, n - 1), min_size=1)))
            ties.append(Tie("places", f"places {sorted(where)} only", places=where))
        if draw(st.integers(0, 3)) == 0:
            last = draw(st.integers(0, n_years - 1))
            ties.append(Tie("use-by", f"by year {last}", last_year=last))
        if draw(st.integers(0, 3)) == 0:
            ties.append(Tie("in-its-year", "in its year", same_year=True))
        if matched and draw(st.booleans()):
            by = draw(st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3)]))
            ties.append(Tie("matched", f"with {by}", matched=by))
        comes_in = tuple(draw(st.integers(0, 6)) * scale for _ in range(n_years))
        purses.append(Purse(f"p{p}", f"Pot {p}", comes_in, tuple(ties)))
    assume(any(sum(purse.comes_in) for purse in purses))
    weights = [[draw(st.integers(0, 3)) for _ in range(n_years)] for _ in range(n_lines)]
    timing = tuple(
        tuple(Fraction(each, sum(row)) if sum(row) else Fraction(1, n_years) for each in row) for row in weights
    )
    problem = Problem(
        tuple(f"Y{y}" for y in range(n_years)),
        tuple(Line("capital" if line % 2 else "revenue", f"purpose {line}") for line in range(n_lines)),
        tuple(purses),
        tuple(f"E{i}" for i in range(n)),
        targets,
        low,
        tuple(groups),
        timing,
    )
    try:
        problem.checked()
    except DefinitionError:
        assume(False)
    return problem


def near(problem: Problem) -> float:
    """Pence by which whole sums may differ from exact ones: the odd penny of each pool, and two for the caps."""
    return 3 + len(problem.groups)


@settings(max_examples=250)
@given(problems())
def test_each_place_gets_its_fairest_sum_and_all_that_can_be_paid_is_paid(problem: Problem) -> None:
    short = floors_short(problem)
    if short > 0:
        with pytest.raises(InfeasibleError):
            route(problem)
        return
    routing = route(problem)
    exact = fairest(problem)
    # Held apart, each place is exact; in pools of whole-penny caps, to within the pennies.
    assert routing.paid == pytest.approx([float(each) for each in exact], abs=near(problem))
    assert routing.paid_pence == payable(problem, range(len(problem.places)))


@settings(max_examples=100)
@given(problems(matched=True))
def test_matched_pots_against_a_programme_over_places(problem: Problem) -> None:
    assume(any(purse.matched for purse in problem.purses) and max(problem.targets) >= 10**5)
    try:
        routing = route(problem)
    except InfeasibleError as error:
        if "few pence" not in str(error):
            with pytest.raises(AssertionError):
                PlaceByPlace(problem).best({})
        return
    # Of three matched pots each pound of another carries many: so does each penny that rounding takes.
    assert routing.paid == pytest.approx(PlaceByPlace(problem).fairest(), abs=50 + 2e-5 * max(problem.targets))


@settings(max_examples=100)
@given(problems(matched=True))
def test_lines_lie_as_near_as_can_be_to_what_need_asks_for(problem: Problem) -> None:
    assume(any(group.asked for group in problem.groups))
    try:
        routing = route(problem)
    except InfeasibleError:
        assume(False)
    reference = PlaceByPlace(problem)
    found = 0.0
    for i, paid in enumerate(routing.paid):
        reference.less(dict.fromkeys(reference.paid(i), -1.0), -paid + 1e-9)
        reference.less(reference.paid(i), paid + 1e-9)
    fewest = reference.balanced(routing.paid)
    for group in reference.outermost():
        for i, paid in enumerate(routing.paid):
            due = float(most(problem, i, set(group.lines))) * paid / max(1, problem.targets[i])
            here = (routing.place == i) & np.isin(routing.line, group.lines)
            found += abs(float(routing.pence[here].sum()) - due)
    assert found == pytest.approx(fewest, abs=4 * len(problem.places) * len(problem.groups) + 1e-5 * sum(routing.paid))


@settings(max_examples=100)
@given(problems(matched=True))
def test_as_little_as_can_be_is_paid_in_another_year(problem: Problem) -> None:
    assume(max(problem.targets) > 100)
    try:
        routing = route(problem)
    except InfeasibleError:
        assume(False)
    cells = len(problem.places) * len(problem.lines) * len(problem.years)
    least = PlaceByPlace(problem).least_moved(routing.paid)
    assert routing.moved_pence == pytest.approx(least, abs=cells + 1e-6 * max(problem.targets))


@settings(max_examples=60)
@given(problems(), st.randoms(use_true_random=False))
def test_no_order_of_places_or_pots_matters_for_what_a_place_gets(problem: Problem, chance: object) -> None:
    try:
        routing = route(problem)
    except InfeasibleError:
        assume(False)
    order, pots = list(range(len(problem.places))), list(range(len(problem.purses)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    chance.shuffle(pots)  # type: ignore[attr-defined]
    new = {old: at for at, old in enumerate(order)}
    purses = tuple(
        replace(
            problem.purses[p],
            id=f"another {p}",
            ties=tuple(
                tie if tie.places is None else replace(tie, places=frozenset(new[i] for i in tie.places))
                for tie in problem.purses[p].ties
            ),
        )
        for p in pots
    )
    shuffled = replace(
        problem,
        purses=purses,
        places=tuple(problem.places[i] for i in order),
        targets=[problem.targets[i] for i in order],
        floors=[problem.floors[i] for i in order],
        groups=tuple(replace(group, caps=[group.caps[i] for i in order]) for group in problem.groups),
    )
    again = route(shuffled)
    assert dict(zip(shuffled.places, again.paid, strict=True)) == dict(zip(problem.places, routing.paid, strict=True))
    assert again.moved_pence == pytest.approx(routing.moved_pence, abs=len(problem.places) * len(problem.lines) * 3)


@settings(max_examples=60)
@given(problems(matched=True), st.sampled_from([10**3, 10**9]))
def test_ten_trillion_times_as_much_money_is_shared_alike(problem: Problem, times: int) -> None:
    def grown(pence: list[int]) -> list[int]:
        return [each * times for each in pence]

    much = replace(
        problem,
        purses=tuple(replace(each, comes_in=tuple(grown(list(each.comes_in)))) for each in problem.purses),
        targets=grown(problem.targets),
        floors=grown(problem.floors),
        groups=tuple(replace(group, caps=grown(group.caps)) for group in problem.groups),
    )
    try:
        routing = route(problem)
    except InfeasibleError:
        assume(not any(purse.matched for purse in problem.purses))
        with pytest.raises(InfeasibleError):
            route(much)
        return
    again = route(much)
    assert [pence / times for pence in again.paid] == pytest.approx(routing.paid, abs=near(problem))


@settings(max_examples=60)
@given(problems(floors=False, odd_caps=False))
def test_the_price_of_a_string_is_the_dual_of_the_smallest_fulfilment(problem: Problem) -> None:
    assume(min(problem.targets) > 10**5)
    routing = route(problem)
    for price in prices(problem, routing):
        tie = next(each for each in problem.purses[price.purse].ties if each.kind == price.kind)
        if tie.kind == "in-its-year":
            assert price.per_pound.changes == ()
            continue
        reached = loosened(problem, price.purse, tie)
        assert float(price.per_pound.smallest) * 1e5 == pytest.approx(reached * 1e5, abs=1e-3)
        assert price.without.smallest >= price.without.smallest_before
        if not price.binds:
            assert price.without.paid_pence == routing.paid_pence


def loosened(problem: Problem, p: int, tie: Tie) -> float:
    """The dual of a string, by another way: a pot of one pound beside the pot, with one string less; and a pound less.

    The programme over places, with that pound as a pot of its own, tells by how much the smallest fulfilment rises.
    """
    purse = problem.purses[p]
    pound = replace(purse.without(tie), id="pound", comes_in=tuple(100 if each else 0 for each in purse.comes_in))
    with_pound = replace(problem, purses=(*problem.purses, pound))
    before, after = PlaceByPlace(problem), PlaceByPlace(with_pound)
    joint = len(problem.purses)
    # Together they spend no more than the pot holds by then, and the pound is one.
    years = range(len(problem.years))
    last = pound.last_year
    for y in years:
        early = range(y + 1)
        after.less(
            {k: 1.0 for k, arc in enumerate(after.arcs) if arc[0] in (p, joint) and arc[3] in early},
            sum(purse.comes_in[e] for e in early),
        )
    after.less({k: 1.0 for k, arc in enumerate(after.arcs) if arc[0] == joint}, 100)
    assert last >= purse.last_year
    return level(after) - level(before)


def level(programme: PlaceByPlace) -> float:
    """The smallest fulfilment that can be reached."""
    programme.less({programme.level: 1.0}, 1.0)
    for i, target in enumerate(programme.problem.targets):
        if target:
            programme.less({programme.level: float(target)} | dict.fromkeys(programme.paid(i), -1.0), 0)
    return float(programme.best({programme.level: -1.0}).x[programme.level])
