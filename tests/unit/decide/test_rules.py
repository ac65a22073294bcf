"""The rules by hand, on votes small enough to work out on paper."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from benchmarks.made_votes import equal_costs, neighbourhood
from leastfirst.decide import Ballot, Election, Project
from leastfirst.decide.rules import Rules, Support, elect
from leastfirst.decide.rules.completion import count_of
from leastfirst.ground.errors import DataError


def vote(costs: dict[str, int], ballots: dict[str, int], budget: int) -> Election:
    """`ballots`: the letters of the projects chosen, and how many voters did."""
    place = {name: j for j, name in enumerate(costs)}
    return Election(
        title="by hand",
        vote_type="approval",
        unit=Fraction(1),
        currency="GBP",
        budget=budget,
        projects=tuple(Project(name, name, cost) for name, cost in costs.items()),
        ballots=tuple(
            Ballot(tuple((j, 1) for j in sorted(place[each] for each in names)), n) for names, n in ballots.items()
        ),
    )


# Six of ten voters want the three parks, four the hall and the garden. The budget is £10 a voter.
TOWN = vote({"A": 30, "B": 30, "C": 30, "H": 30, "G": 10}, {"ABC": 6, "GH": 4}, 100)


def rules(election: Election, **choices: Any) -> Rules:
    return Rules(tie_order=tuple(range(len(election.projects))), **choices)


def names(election: Election, elected: tuple[int, ...]) -> str:
    return "".join(election.projects[j].id for j in elected)


def test_counting_by_votes_gives_the_larger_group_all_it_wants() -> None:
    found = elect(TOWN, rules(TOWN, rule="greedy-votes"))
    assert names(TOWN, found.elected) == "ABCG"
    assert [(TOWN.projects[each.project].id, each.left) for each in found.skipped] == [("H", 10)]


def test_equal_shares_give_each_group_its_share_of_the_money() -> None:
    found = elect(TOWN, rules(TOWN))
    # A and B cost the six £5 each, so they have nothing left for C; the hall costs the four £7.50 each.
    assert names(TOWN, found.elected) == "ABHG"
    assert [each.price for each in found.rounds] == [Fraction(1, 6), Fraction(1, 6), Fraction(1, 4), Fraction(1, 4)]
    assert dict(found.rounds[2].paid) == {1: Fraction(15, 2)}
    assert dict(found.left) == {0: 0, 1: 0}
    assert found.share == 10


def test_those_who_cannot_pay_the_price_give_what_they_have() -> None:
    election = vote({"A": 24, "B": 14}, {"A": 1, "AB": 2}, 36)
    found = elect(election, rules(election))
    # A costs £8 each; then the two have £4 each, which is not enough for B.
    assert names(election, found.elected) == "A"
    election = vote({"A": 24, "B": 14}, {"A": 1, "AB": 2, "B": 1}, 48)
    # B with £4 from each of the two that paid for A, and £6 from the third.
    second = elect(election, rules(election)).rounds[1]
    assert dict(second.paid) == {1: 4, 2: 6}
    assert second.price == Fraction(6, 14)


def test_add1_raises_shares_until_an_outcome_would_overspend() -> None:
    election = vote({"A": 12, "B": 9}, {"A": 2, "B": 1}, 20)
    # £6.67 each: A. At £9.67 B could be paid as well, for £21 in all: the raise to it, the third, is taken back.
    found = elect(election, rules(election, completion="add1"))
    assert names(election, found.elected) == "A"
    assert (found.share, found.reruns, found.stopped) == (Fraction(20, 3) + 2, 3, "overspent")
    enough = replace(election, budget=21)
    found = elect(enough, rules(enough, completion="add1"))
    assert names(enough, found.elected) == "AB"
    assert (found.share, found.reruns, found.stopped) == (9, 2, "nothing left")


def test_the_top_up_spends_by_votes_what_is_left() -> None:
    election = vote({"A": 12, "B": 8}, {"A": 2, "B": 1}, 20)
    found = elect(election, rules(election, top_up=True))
    assert names(election, found.elected) == "AB"
    assert [each.phase for each in found.rounds] == ["main", "top-up"]
    assert (found.rounds[1].price, len(found.rounds[1].paid), found.spent) == (None, 0, 20)


def test_phragmen_buys_when_supporters_hold_the_cost_and_stops_at_the_first_that_does_not_fit() -> None:
    found = elect(TOWN, rules(TOWN, rule="phragmen"))
    # G at £2.50 a voter, A at £5, B and then H or C: at £10 the six and the four can both buy; C comes first here.
    assert names(TOWN, found.elected) == "GABH"
    assert [each.price for each in found.rounds] == [Fraction(5, 2), 5, 10, 10]
    assert found.spent == 100
    tight = replace(TOWN, budget=69)
    assert names(tight, elect(tight, rules(tight, rule="phragmen")).elected) == "GA"


def test_a_tie_is_recorded_with_the_rule_that_decided_it() -> None:
    election = vote({"A": 6, "B": 6, "C": 12}, {"AB": 2, "C": 2}, 24)
    found = elect(election, rules(election))
    assert [(each.round, each.tied, each.winner, each.by) for each in found.ties] == [
        (1, (0, 1, 2), 0, "lot"),
        (2, (1, 2), 1, "lower-cost"),
    ]


def test_a_tie_that_a_penny_more_breaks_holds_for_that_step_alone() -> None:
    # At £8 each, after X and Y: A costs its three £3 each. B costs £12: of its four, one has £3 left and one £1, so
    # that the other two pay £4. Both cost a third of a pound per pound. With £9 each, B is the cheaper one.
    choices = {"1": "XB", "2": "YB", "3": "B", "4": "B", "5": "X", "6": "X", "7": "X", "8": "Y", "9": "Y", "0": "Y"}
    chosen = [*choices.values(), "A", "A", "A"]
    merged = {each: chosen.count(each) for each in chosen}
    costs = {"X": 20, "Y": 28, "A": 9, "B": 12}
    election = vote(costs, merged, 8 * len(chosen))
    count = count_of(election, rules(election), Support.of_election(election, by_points=False))
    count.at(0)
    assert names(election, tuple(each.project for each in count.rounds)) == "XYAB"
    assert count.rounds[2].tied == (2, 3)
    assert count.until == 0
    count.at(1)
    assert names(election, tuple(each.project for each in count.rounds)) == "XYBA"


@pytest.mark.parametrize("pennies", range(-3, 4))
def test_who_can_pay_is_told_to_the_penny_even_in_sums_that_no_float_holds(pennies: int) -> None:
    # After A, the voter of both has `rest` left; B costs its two a penny more or less than twice that.
    share, third = 3 * 10**17, 10**17 + 1
    rest = share - third
    election = vote({"A": 3 * third, "B": 2 * rest + pennies}, {"AB": 1, "A": 2, "B": 1}, 4 * share)
    second = elect(election, rules(election)).rounds[1]
    half = Fraction(pennies, 2)
    paid = [rest + half, rest + half] if pennies <= 0 else [rest, rest + pennies]
    assert [amount for _, amount in second.paid] == paid
    assert second.price == Fraction(paid[1]) / election.projects[1].cost


def test_the_stated_error_of_floats_is_never_below_the_true_one() -> None:
    for election in (neighbourhood(100, 30), equal_costs(200, 60)):
        count = count_of(election, rules(election), Support.of_election(election, by_points=False))
        for k in (0, 7, 50):
            count.at(k)
            share = count.first + k
            for each, exact in zip(count.rounds, count.exact(), strict=True):
                assert abs(Fraction(each.price.value.real) - exact.at(share)) <= each.price.error


def test_what_the_rule_sheet_bars_is_not_elected() -> None:
    def elected(**choices: Any) -> str:
        return names(TOWN, elect(TOWN, rules(TOWN, **choices)).elected)

    assert elected(excluded=(0,)) == "BCHG"
    assert elected(minimum_votes=5) == "AB"
    assert elected(exclusive=((0, 1),)) == "ACHG"
    assert elected(depends=((0, 2),)) == "BCHG"
    assert elected(caps=(((0, 1, 2), 59),)) == "AHG"
    # A waits for G, and by then does not fit any more; with H out of the way, it does.
    assert elected(rule="greedy-votes", depends=((0, 4),)) == "BCHG"
    assert elected(rule="greedy-votes", depends=((0, 4),), excluded=(3,)) == "BCGA"


def test_a_project_that_costs_more_than_the_budget_stops_nobody() -> None:
    election = vote({"A": 50, "B": 20}, {"AB": 2, "B": 1}, 40)
    assert names(election, elect(election, rules(election, completion="add1")).elected) == "B"


def test_the_same_vote_gives_the_same_outcome() -> None:
    election = equal_costs(400, 60)
    choices = rules(election, completion="add1", top_up=True)
    first, second = elect(election, choices), elect(election, choices)
    assert first == second
    assert first.rounds == second.rounds
    assert first.left == second.left


def test_what_voters_pay_adds_up_to_what_is_spent() -> None:
    election = equal_costs(300, 40)
    found = elect(election, rules(election, completion="add1"))
    for each in found.rounds:
        paid = sum(amount * election.ballots[i].count for i, amount in each.paid)
        assert paid == election.projects[each.project].cost
    left = sum(amount * election.ballots[i].count for i, amount in found.left)
    assert found.share is not None
    assert left + found.spent == found.share * election.voters


def test_a_neighbourhood_of_two_million_pounds_needs_little_memory() -> None:
    election = neighbourhood()
    tracemalloc.start()
    found = elect(election, rules(election, completion="add1"))
    assert found.rounds
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6
    assert found.counted < found.reruns / 3


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"rule": "dictator"}, "rule 'dictator' is unknown"),
        ({"step": 0}, "the step is 0"),
        ({"excluded": (9,)}, "position 9 is named and there are 5 projects"),
    ],
)
def test_rules_that_make_no_sense_are_refused(choices: dict[str, Any], says: str) -> None:
    with pytest.raises(DataError, match=says):
        elect(TOWN, rules(TOWN, **choices))


def test_a_tie_order_names_every_project_once() -> None:
    with pytest.raises(DataError, match="the tie order has 1 positions and there are 5 projects"):
        elect(TOWN, Rules(tie_order=(0,)))
    with pytest.raises(DataError, match="names a project twice"):
        Rules(tie_order=(0, 0))
