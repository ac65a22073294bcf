"""The rules on real votes: against plain fractions on every file, and against what cities published."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import dev
from leastfirst.decide import Election
from leastfirst.decide.rules import Rules, Support, elect
from leastfirst.decide.rules.completion import equal_shares
from leastfirst.exchange.pabulib import read_pabulib
from tests import decide_reference as slow
from tests.generative.test_rules import assert_same

FOLDER = (dev.find_england() or Path("data-was-not-found")) / "pabulib"
FILES = sorted(path.name for path in FOLDER.glob("*.pb"))
# Plain fractions take 10 s for one count of this one, so it is counted by one rule.
LARGE = "Netherlands_Amsterdam_509.pb"
# What plain fractions count at every step in a few seconds: all small votes, and one with ties in most of 60 counts.
STEPPED = [name for name in FILES if any(part in name for part in ("Gdynia", "Zabrze", "Krakow_2018", "Katowice"))]


@cache
def vote(name: str) -> Election:
    election = read_pabulib(FOLDER / name).election
    assert election is not None
    return election


def rules_for(election: Election, **choices: object) -> Rules:
    order = sorted(range(len(election.projects)), key=lambda j: (election.projects[j].cost, -election.votes[j], j))
    return Rules(tie_order=tuple(order), step=int(1 / election.unit), **choices)  # type: ignore[arg-type]


def test_the_real_votes_are_there(england_raw: Path) -> None:
    assert len(FILES) >= 26


@pytest.mark.england
@pytest.mark.parametrize("name", [name for name in FILES if name != LARGE])
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"satisfaction": "count", "share": "rounded-down"},
        {"satisfaction": "additive", "top_up": True},
        {"rule": "phragmen"},
        {"rule": "greedy-votes"},
        {"rule": "greedy-votes-per-cost", "satisfaction": "additive"},
    ],
    ids=lambda choices: "-".join(str(each) for each in choices.values()) or "cost",
)
def test_every_rule_gives_what_fractions_give(name: str, choices: dict[str, object]) -> None:
    election = vote(name)
    rules = rules_for(election, **choices)
    assert_same(elect(election, rules), slow.counted(election, rules), election)


@pytest.mark.england
def test_the_largest_vote_is_what_fractions_give() -> None:
    election = vote(LARGE)
    rules = rules_for(election)
    assert_same(elect(election, rules), slow.counted(election, rules), election)


@pytest.mark.england
@pytest.mark.parametrize("name", STEPPED)
@pytest.mark.parametrize("completion", ["add1", "add1-exhaustive"])
def test_raising_shares_step_by_step_in_fractions_ends_the_same(name: str, completion: str) -> None:
    election = vote(name)
    rules = rules_for(election, completion=completion)
    assert_same(elect(election, rules), slow.counted(election, rules), election)


@pytest.mark.england
@pytest.mark.parametrize("name", [name for name in FILES if name != LARGE])
def test_the_last_two_counts_are_those_of_fractions(name: str) -> None:
    election = vote(name)
    rules = rules_for(election, completion="add1")
    ours = elect(election, rules)
    assert ours.share is not None
    last = slow.equal_shares(election, rules, ours.share)
    assert list(ours.elected) == last.elected
    assert [each.price for each in ours.rounds] == last.prices
    after = slow.equal_shares(election, rules, ours.share + rules.step)
    overspends = slow.spent(election, after.elected) > election.budget
    assert overspends == (ours.stopped == "overspent")
    assert overspends or not [j for j in slow.may(election, rules, last.elected) if election.votes[j]]


@pytest.mark.england
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("satisfaction", ["cost", "additive"])
def test_jumping_over_steps_ends_where_stepping_ends(name: str, satisfaction: str) -> None:
    election = vote(name)
    # Coarse steps where fine ones would take long; a jump then passes over few or none, and must still not miss any.
    step = max(1, election.budget // election.voters // 50)
    rules = replace(rules_for(election, completion="add1", satisfaction=satisfaction), step=step)
    support = Support.of_election(election, by_points=satisfaction == "additive")
    jumped, _ = equal_shares(election, rules, support=support)
    stepped, _ = equal_shares(election, rules, support=support, jump=False)
    assert replace(jumped, counted=0) == replace(stepped, counted=0)
    assert jumped.rounds == stepped.rounds


@pytest.mark.england
def test_assen_2024_elects_the_nine_that_the_town_published() -> None:
    election = vote("Netherlands_Assen_2024.pb")
    found = elect(election, rules_for(election, completion="add1"))
    assert {election.projects[j].id for j in found.elected} == set(election.selected or ())
    assert (len(found.elected), found.reruns, found.stopped) == (9, 844, "overspent")


@pytest.mark.england
def test_wieliczka_2023_elects_the_thirty_published_only_if_it_stops_on_overspending() -> None:
    election = vote("Poland_Wieliczka_2023_Green_Budget.pb")
    found = elect(election, rules_for(election, completion="add1"))
    assert {election.projects[j].id for j in found.elected} == set(election.selected or ())
    assert len(found.elected) == 30
    exhaustive = elect(election, rules_for(election, completion="add1-exhaustive"))
    assert len(exhaustive.elected) == 31
