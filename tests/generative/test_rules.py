"""The fast rules against plain fractions, on made-up elections full of ties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leastfirst.decide import Ballot, Election, Project
from leastfirst.decide.rules import Outcome, Rules, Support, elect
from leastfirst.decide.rules.completion import count_of, equal_shares
from leastfirst.decide.rules.equal_shares import FOREVER
from tests.decide_reference import Counted, counted


def election_of(costs: list[int], ballots: list[tuple[dict[int, int], int]], budget: int) -> Election:
    merged: dict[tuple[tuple[int, int], ...], int] = {}
    for points, count in ballots:
        key = tuple(sorted(points.items()))
        merged[key] = merged.get(key, 0) + count
    return Election(
        title="made up",
        vote_type="scored",
        unit=Fraction(1),
        currency="GBP",
        budget=budget,
        projects=tuple(Project(str(j), f"Project {j}", cost) for j, cost in enumerate(costs)),
        ballots=tuple(Ballot(points, count) for points, count in sorted(merged.items())),
    )


@st.composite
def elections(draw: st.DrawFn, most_projects: int = 7, most_ballots: int = 9) -> Election:
    p = draw(st.integers(1, most_projects))
    some = st.sampled_from(draw(st.sampled_from([(6,), (4, 6), (5, 7, 12), tuple(range(1, 30))])))
    costs = draw(st.lists(some, min_size=p, max_size=p))
    points = draw(st.sampled_from([1, 1, 3, 10]))
    ballot = st.dictionaries(st.integers(0, p - 1), st.integers(1, points), max_size=p)
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 4)), max_size=most_ballots))
    return election_of(costs, ballots, draw(st.integers(0, max(1, sum(costs) + 3))))


@st.composite
def counts(draw: st.DrawFn) -> tuple[Election, Rules]:
    election = draw(elections())
    p = len(election.projects)
    positions = st.integers(0, p - 1)
    conditions = {}
    if draw(st.integers(0, 3)) == 0:
        groups = st.lists(positions, max_size=p, unique=True).map(tuple)
        pairs = st.tuples(positions, positions).filter(lambda pair: pair[0] != pair[1])
        conditions = {
            "minimum_votes": draw(st.integers(1, 3)),
            "excluded": draw(st.lists(positions, max_size=1).map(tuple)),
            "exclusive": draw(st.lists(groups, max_size=1).map(tuple)),
            "depends": draw(st.lists(pairs, max_size=2).map(tuple)) if p > 1 else (),
            "caps": draw(st.lists(st.tuples(groups, st.integers(0, 40)), max_size=1).map(tuple)),
        }
    rules = Rules(
        tie_order=tuple(draw(st.permutations(range(p)))),
        rule=draw(st.sampled_from(["equal-shares"] * 5 + ["greedy-votes", "greedy-votes-per-cost", "phragmen"])),
        satisfaction=draw(st.sampled_from(["cost", "count", "additive"])),
        share=draw(st.sampled_from(["exact", "rounded-down"])),
        completion=draw(st.sampled_from(["none", "add1", "add1", "add1-exhaustive"])),
        step=draw(st.sampled_from([1, 1, 1, 2, 5])),
        top_up=draw(st.booleans()),
        **conditions,
    )
    return election, rules


def assert_same(ours: Outcome, theirs: Counted, election: Election) -> None:
    assert list(ours.elected) == theirs.elected
    assert ours.spent == sum(election.projects[j].cost for j in theirs.elected) <= election.budget
    assert [(each.round, each.tied, each.winner) for each in ours.ties] == theirs.ties
    assert [(each.project, each.left) for each in ours.skipped] == theirs.skipped
    assert ours.reruns == theirs.reruns
    assert list(ours.taken_back) == theirs.taken_back
    assert ours.share == theirs.share
    assert [each.project for each in ours.rounds] == theirs.elected
    priced = [each for each in ours.rounds if each.price is not None]
    assert [each.price for each in priced] == theirs.prices
    assert [dict(each.paid) for each in priced] == theirs.paid
    assert dict(ours.left) == theirs.left


@settings(max_examples=500)
@given(counts())
@example((election_of([6, 6], [], 6), Rules(tie_order=(0, 1), completion="add1")))
@example((election_of([6, 6], [({}, 3)], 6), Rules(tie_order=(0, 1), completion="add1")))
@example((election_of([6, 7], [({0: 1, 1: 1}, 1)], 5), Rules(tie_order=(0, 1), completion="add1")))
@example((election_of([6, 6, 6], [({0: 1, 1: 1, 2: 1}, 1)], 12), Rules(tie_order=(2, 0, 1), completion="add1")))
def test_every_rule_gives_what_fractions_give(made: tuple[Election, Rules]) -> None:
    election, rules = made
    assert_same(elect(election, rules), counted(election, rules), election)


@settings(max_examples=100)
@given(elections(most_projects=9, most_ballots=14), st.data())
def test_jumping_gives_what_plain_stepping_gives(election: Election, data: st.DataObject) -> None:
    finer = data.draw(st.sampled_from([7, 20, 60]))
    projects = tuple(replace(each, cost=each.cost * finer) for each in election.projects)
    election = replace(election, projects=projects, budget=election.budget * finer)
    rules = Rules(
        tie_order=tuple(data.draw(st.permutations(range(len(projects))))),
        satisfaction=data.draw(st.sampled_from(["cost", "count", "additive"])),
        completion=data.draw(st.sampled_from(["add1", "add1-exhaustive"])),
    )
    support = Support.of_election(election, by_points=rules.satisfaction == "additive")
    jumped, _ = equal_shares(election, rules, support=support)
    stepped, _ = equal_shares(election, rules, support=support, jump=False)
    assert replace(jumped, counted=0) == replace(stepped, counted=0)
    assert jumped.rounds == stepped.rounds
    assert jumped.left == stepped.left
    assert jumped.counted <= stepped.counted


@st.composite
def hardly_different(draw: st.DrawFn) -> Election:
    """Costs that differ by a penny in 10^17, and shares that just suffice for one of them, or just do not."""
    election = draw(elections(most_projects=8, most_ballots=10))
    pennies = st.integers(-1, 1)
    projects = tuple(replace(each, cost=each.cost * 10**17 + draw(pennies)) for each in election.projects)
    j = draw(st.integers(0, len(projects) - 1))
    some = election.voters * projects[j].cost // max(1, election.votes[j])
    budget = draw(st.sampled_from([some, sum(each.cost for each in projects), election.budget * 10**17]))
    return replace(election, projects=projects, budget=max(0, budget + draw(pennies)))


@settings(max_examples=400)
@given(hardly_different(), st.data())
def test_prices_closer_than_floats_can_tell_apart_are_told_apart(election: Election, data: st.DataObject) -> None:
    rules = Rules(
        tie_order=tuple(data.draw(st.permutations(range(len(election.projects))))),
        rule=data.draw(st.sampled_from(["equal-shares", "equal-shares", "phragmen"])),
        satisfaction=data.draw(st.sampled_from(["cost", "count", "additive"])),
        completion=data.draw(st.sampled_from(["none", "add1"])),
        step=data.draw(st.sampled_from([10**16, 10**16 + 1])),
    )
    assert_same(elect(election, rules), counted(election, rules), election)


@settings(max_examples=400)
@given(st.one_of(elections(most_ballots=12), hardly_different()), st.data())
def test_until_the_step_that_is_named_nothing_changes(election: Election, data: st.DataObject) -> None:
    rules = Rules(
        tie_order=tuple(data.draw(st.permutations(range(len(election.projects))))),
        satisfaction=data.draw(st.sampled_from(["cost", "count", "additive"])),
        share=data.draw(st.sampled_from(["exact", "rounded-down"])),
        step=10**16 if election.budget > 10**15 else 1,
    )
    if not election.voters:
        return
    if election.budget < 10**15:
        finer = data.draw(st.sampled_from([1, 30]))
        projects = tuple(replace(each, cost=each.cost * finer) for each in election.projects)
        election = replace(election, projects=projects, budget=election.budget * finer)
    support = Support.of_election(election, by_points=rules.satisfaction == "additive")
    count, k = count_of(election, rules, support), 0
    for _ in range(6):
        count.at(k)
        order = [each.project for each in count.rounds]
        for later in {k, k + 1, k + 2, k + 5, (k + min(count.until, 10**6)) // 2, min(count.until, 10**6)}:
            if k <= later <= count.until:
                fresh = count_of(election, rules, support)
                fresh.at(later)
                assert [each.project for each in fresh.rounds] == order
                share = fresh.first + later * fresh.step
                assert [each.at(share) for each in count.exact()] == [each.at(share) for each in fresh.exact()]
        if count.until >= FOREVER:
            break
        k = count.until + data.draw(st.sampled_from([1, 1, 1, 2, 10]))


@settings(max_examples=200)
@given(counts())
def test_what_nobody_chose_is_never_elected(made: tuple[Election, Rules]) -> None:
    election, rules = made
    assert all(election.votes[j] for j in elect(election, rules).elected)


@pytest.mark.parametrize("rule", ["equal-shares", "greedy-votes", "greedy-votes-per-cost", "phragmen"])
@pytest.mark.parametrize("ballots", [[], [({}, 3)]])
def test_without_a_choice_nothing_is_elected(rule: str, ballots: list[tuple[dict[int, int], int]]) -> None:
    election = election_of([6, 7], ballots, 20)
    assert elect(election, Rules(tie_order=(0, 1), rule=rule, completion="add1", top_up=True)).elected == ()


@pytest.mark.parametrize("rule", ["equal-shares", "greedy-votes", "greedy-votes-per-cost", "phragmen"])
def test_an_election_without_voters_or_money_elects_nothing_that_costs(rule: str) -> None:
    election = election_of([6, 7], [({0: 1}, 2)], 0)
    assert elect(election, Rules(tie_order=(0, 1), rule=rule, completion="add1", top_up=True)).elected == ()
