"""The checks of an outcome against what they mean, by trying every group of voters, and every payment."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.decide import Election
from leastfirst.decide.by_sheet import Counted, count
from leastfirst.decide.checks import checks, ejr_up_to_any, exhaustive, feasible, priceable
from leastfirst.decide.checks.ejr import measured_by
from leastfirst.decide.checks.prices import Market, Proof, contradicts
from tests.decide_reference import may
from tests.votes import SHEETS, sheet, vote, votes
from tests.votes_reference import excess_of_prices, fails_ejr


@st.composite
def outcomes(draw: st.DrawFn) -> Counted:
    """A count, or any other set of projects that the budget could pay for."""
    election = draw(votes(ballots=4, most=2))
    counted = count(election, sheet(draw(st.sampled_from(SHEETS))))
    if draw(st.booleans()):
        return counted
    elected: list[int] = []
    for j in draw(st.permutations(range(len(election.projects)))):
        if j in may(election, counted.rules, elected) and draw(st.booleans()):
            spent = sum(election.projects[i].cost for i in [*elected, j])
            elected += [j] if spent <= election.budget else []
    spent = sum(election.projects[j].cost for j in elected)
    other = count(election, sheet("greedy-votes")).outcome
    outcome = replace(other, elected=tuple(elected), spent=spent, ties=(), skipped=())
    return replace(
        counted, sheet=sheet("greedy-votes"), rules=count(election, sheet("greedy-votes")).rules, outcome=outcome
    )


@settings(max_examples=300)
@given(outcomes())
def test_ejr_is_what_a_look_at_every_group_finds(counted: Counted) -> None:
    by = measured_by(counted)
    assert by is not None
    check = ejr_up_to_any(counted)
    assert check.holds is not fails_ejr(counted, by)
    if not check.holds:
        shown = check.counter_example
        project = counted.election.position[shown["project"]]
        assert project not in counted.outcome.elected
        assert shown["voters"] <= counted.election.votes[project]


@settings(max_examples=300)
@given(outcomes())
def test_priceable_is_what_payments_voter_by_voter_allow(counted: Counted) -> None:
    check, excess = priceable(counted), excess_of_prices(counted)
    if excess is None:
        assert check.holds is False
    elif excess > 1e-6:
        assert check.holds is False
        if "prices_elected" in check.counter_example:
            assert contradicts(Market.of(counted), _proof(counted, check.counter_example))
    else:
        # On the very edge it may be left open, but it is never denied.
        assert check.holds is not False


def _proof(counted: Counted, shown: dict[str, dict[str, str]]) -> Proof:
    at = counted.election.position
    market = Market.of(counted)
    lost = dict.fromkeys(market.lost, Fraction(0))
    elected = dict.fromkeys(market.elected, Fraction(0))
    lost |= {at[each]: Fraction(price) for each, price in shown["prices_not_elected"].items()}
    elected |= {at[each]: Fraction(price) for each, price in shown["prices_elected"].items()}
    return Proof(lost, elected)


@settings(max_examples=300)
@given(outcomes())
def test_feasible_and_exhaustive_say_what_adding_up_says(counted: Counted) -> None:
    election, elected = counted.election, list(counted.outcome.elected)
    assert feasible(counted).holds
    left = election.budget - sum(election.projects[j].cost for j in elected)
    fits = [j for j in may(election, counted.rules, elected) if election.projects[j].cost <= left]
    check = exhaustive(counted)
    assert check.holds is not bool(fits)
    if fits:
        assert election.position[check.counter_example["project"]] in fits


@settings(max_examples=200)
@given(votes(), st.sampled_from(["equal-shares-cost", "equal-shares-cost-add1", "equal-shares-count-add1"]))
def test_equal_shares_holds_to_what_is_proved_of_it(election: Election, of: str) -> None:
    counted = count(election, sheet(of))
    found = {check.name: check.holds for check in checks(counted)}
    assert found["ejr_up_to_any"] is True
    assert found["priceable"] is True


def test_an_outcome_that_spends_too_much_is_not_feasible() -> None:
    election = vote([6, 5], [("a", 2), ("b", 1)], 9)
    counted = count(election, sheet("greedy-votes"))
    both = replace(counted, outcome=replace(counted.outcome, elected=(0, 1), spent=11))
    check = feasible(both)
    assert check.holds is False
    assert check.words == "£11 would be spent, and the budget is £9."
    assert check.counter_example == {"spent": 11, "budget": 9}


def test_a_group_left_with_nothing_is_named() -> None:
    election = vote([6, 6, 4], [("ab", 6), ("c", 4)], 12)
    check = ejr_up_to_any(count(election, sheet("greedy-votes")))
    assert check.holds is False
    assert check.words == (
        "4 voters chose 'Project C' (£4), which was not elected. Their part of the budget is £4.80, and none of them "
        "got anything that they chose (by the cost of projects)."
    )


def test_points_of_different_size_are_not_checked_and_that_is_said() -> None:
    election = vote([6], [("a", 1)], 6, vote_type="scored")
    election = replace(election, ballots=(replace(election.ballots[0], points=((0, 3),)),))
    check = ejr_up_to_any(count(election, sheet("equal-shares-additive-add1-topup")))
    assert check.holds is None
    assert check.words.startswith("Not checked")


@pytest.mark.parametrize("of", SHEETS)
def test_nobody_voting_is_no_fault_of_a_check(of: str) -> None:
    found = {check.name: check.holds for check in checks(count(vote([3], [], 6), sheet(of)))}
    assert found["feasible"] is True
    assert found["ejr_up_to_any"] is not False
    assert found["priceable"] is None
