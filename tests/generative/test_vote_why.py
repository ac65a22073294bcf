"""Why: every figure works out again from the table, and every "would have won" is counted again, another way."""

from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.decide import Ballot, Election, Project
from leastfirst.decide.ballots import merge
from leastfirst.decide.by_sheet import Counted, count, rules_of
from leastfirst.decide.robust import robustness
from leastfirst.decide.why import explain
from leastfirst.definitions import RuleSheet
from tests.decide_reference import counted as slowly
from tests.decide_reference import equal_shares, spent
from tests.votes import SHEETS, sheet, votes
from tests.votes_reference import every_ballot, one_different

SOME = st.sampled_from(SHEETS)


def with_cost(election: Election, project: int, cost: int) -> Election:
    projects = [Project(each.id, each.name, each.cost) for each in election.projects]
    projects[project] = Project(projects[project].id, projects[project].name, cost)
    return with_ballots(election, election.ballots, tuple(projects))


def with_ballots(
    election: Election, ballots: tuple[Ballot, ...], projects: tuple[Project, ...] | None = None
) -> Election:
    return Election(
        title="again",
        vote_type=election.vote_type,
        unit=election.unit,
        currency=election.currency,
        budget=election.budget,
        projects=projects or election.projects,
        ballots=ballots,
    )


def wins(election: Election, said: RuleSheet, project: int) -> bool:
    """By the slow rules."""
    return project in slowly(election, rules_of(election, said)).elected


def losing(counted: Counted, other: Election) -> list[str]:
    """Who was elected and is not in the other election, by the slow rules."""
    then = slowly(other, rules_of(other, counted.sheet)).elected
    return [counted.election.projects[j].id for j in counted.outcome.elected if j not in then]


def chosen_as_well(counted: Counted, project: int, k: int) -> Election:
    """k voters with the most money left, one by one, choose it as well."""
    election, left = counted.election, dict(counted.outcome.left)
    single = [
        (left.get(i, Fraction(0)), i, Ballot(ballot.points))
        for i, ballot in enumerate(election.ballots)
        for _ in range(ballot.count)
    ]
    without = [each for each in single if project not in dict(each[2].points)]
    without.sort(key=lambda each: (-each[0], each[1]))
    changed = [Ballot(tuple(sorted([*each[2].points, (project, 1)]))) for each in without[:k]]
    kept = [each[2] for each in without[k:]] + [each[2] for each in single if project in dict(each[2].points)]
    return with_ballots(election, merge(changed + kept))


@settings(max_examples=150)
@given(votes(), SOME)
def test_what_supporters_paid_adds_up_to_the_cost(election: Election, of: str) -> None:
    record = explain(count(election, sheet(of)), effort=0).as_json()
    for said in record["projects"].values():
        if "paid" in said:
            assert sum(Fraction(row["each"]) * row["voters"] for row in said["paid"]) == said["cost"]
            assert sum(row["voters"] for row in said["paid"]) == said["votes"]
            amounts = [Fraction(row["each"]) for row in said["paid"]]
            assert amounts == sorted(set(amounts), reverse=True)
    won = [said for said in record["projects"].values() if said["elected"]]
    assert sum(said["cost"] for said in won) == record["spent"] == record["election"]["budget"] - record["unspent"]
    assert sorted(said["round"] for said in won) == list(range(1, len(record["elected"]) + 1))


@settings(max_examples=150)
@given(votes(), st.sampled_from([each for each in SHEETS if each.startswith("equal")]), st.sampled_from(["1", "2"]))
def test_the_share_is_that_of_the_start_and_its_raises(election: Election, of: str, step: str) -> None:
    said = sheet(of, step=step) if "add1" in of else sheet(of)
    record = explain(count(election, said), effort=0).as_json()["count"]
    raised = record["times_raised"] * said.step
    assert Fraction(record["share_exact"]) == Fraction(election.budget, election.voters) + raised


@settings(max_examples=150)
@given(votes(), SOME)
def test_shares_stopped_because_of_those_that_one_raise_more_elects(election: Election, of: str) -> None:
    counted = count(election, sheet(of))
    record = explain(counted, effort=0).as_json()
    if record["count"].get("stopped") != "overspent":
        assert "shares could rise no further" not in {each.get("reason") for each in record["projects"].values()}
        return
    assert counted.outcome.share is not None
    after = equal_shares(election, counted.rules, counted.outcome.share + counted.rules.step)
    assert record["count"]["raise_taken_back"]["winners_cost"] == spent(election, after.elected) > election.budget
    for j, project in enumerate(election.projects):
        said = record["projects"][project.id]
        if not said["elected"] and said["reason"] in ("shares could rise no further", "too dear for its supporters"):
            assert (j in after.elected) is (said["reason"] == "shares could rise no further")


@settings(max_examples=150)
@given(votes(), SOME)
def test_what_losers_had_is_what_their_supporters_did_not_spend(election: Election, of: str) -> None:
    counted = count(election, sheet(of))
    record = explain(counted, effort=0).as_json()
    slow = slowly(election, counted.rules)
    for j, project in enumerate(election.projects):
        said = record["projects"][project.id]
        if "supporters_had_exact" in said:
            had = sum(slow.left[i] * election.ballots[i].count for i in election.supporters(j))
            assert Fraction(said["supporters_had_exact"]) == had
            assert Fraction(said["short_exact"]) == max(0, project.cost - had)
        if "left_at_its_turn" in said:
            assert (j, said["left_at_its_turn"]) in slow.skipped


@settings(max_examples=100)
@given(votes(), SOME)
def test_what_would_have_won_wins_when_counted_again(election: Election, of: str) -> None:
    said = sheet(of)
    counted = count(election, said)
    record = explain(counted).as_json()["projects"]
    for j, project in enumerate(election.projects):
        if j in counted.outcome.elected:
            continue
        cheaper, more = record[project.id]["cheaper"], record[project.id]["more_supporters"]
        lower = range(project.cost - 1, 0, -1)
        winning = [cost for cost in lower if wins(with_cost(election, j, cost), said, j)]
        if cheaper["by"] is None:
            assert not (cheaper["exact"] and winning)
        else:
            assert cheaper["cost"] in winning
            assert project.cost - cheaper["loses_by"] not in winning
            assert not cheaper["exact"] or cheaper["cost"] == max(winning)
            assert cheaper["would_lose"] == losing(counted, with_cost(election, j, cheaper["cost"]))
        others = range(1, election.voters - election.votes[j] + 1)
        enough = [k for k in others if wins(chosen_as_well(counted, j, k), said, j)]
        if more["by"] is None:
            # Dearer than the budget, or nobody is left to ask.
            assert more["exact"]
            assert not enough
        else:
            assert more["by"] in enough
            assert more["exact"]
            assert more["by"] == min(enough)
            assert more["would_lose"] == losing(counted, chosen_as_well(counted, j, more["by"]))


@settings(max_examples=60)
@given(votes(projects=3, ballots=3, most=3), SOME)
def test_bounds_hold_against_every_election_that_is_near(election: Election, of: str) -> None:
    said = sheet(of)
    counted = count(election, said)
    kinds = every_ballot(len(election.projects))
    near, seen = {election.ballots}, {election.ballots}
    unchanged = set(range(len(election.projects)))
    for distance in (1, 2, 3):
        near = {other for each in near for other in one_different(each, kinds)} - seen
        if len(near) > 300:
            break
        seen |= near
        for other in near:
            elected = count(with_ballots(election, other), said).outcome.elected
            unchanged -= {j for j in unchanged if (j in elected) != (j in counted.outcome.elected)}
        for each in robustness(counted):
            if each.project in unchanged:
                assert each.at_most is None or each.at_most > distance
            else:
                assert each.at_least is not None
                assert each.at_least <= distance


@settings(max_examples=60)
@given(votes(projects=3, ballots=3, most=6), st.sampled_from(["greedy-votes", "greedy-votes-per-cost"]), st.data())
def test_a_greedy_margin_holds_against_random_ballots_within_it(
    election: Election, of: str, data: st.DataObject
) -> None:
    said = sheet(of)
    counted = count(election, said)
    kinds = every_ballot(len(election.projects))
    for each in robustness(counted, effort=0):
        steps = 12 if each.at_least is None else each.at_least - 1
        single = [Ballot(ballot.points) for ballot in election.ballots for _ in range(ballot.count)]
        for _ in range(data.draw(st.integers(0, steps))):
            gone = data.draw(st.integers(0, len(single)))
            single = [ballot for i, ballot in enumerate(single) if i != gone]
            single += [data.draw(st.sampled_from(kinds))] if data.draw(st.booleans()) else []
        other = count(with_ballots(election, merge(single)), said)
        assert (each.project in other.outcome.elected) is each.elected


@settings(max_examples=150)
@given(votes(), SOME)
def test_bounds_leave_room_for_the_answer_and_the_example_is_one(election: Election, of: str) -> None:
    said = sheet(of)
    counted = count(election, said)
    for each in robustness(counted):
        assert each.elected is (each.project in counted.outcome.elected)
        if each.at_least is None:
            assert each.at_most is None
        elif each.at_most is not None:
            assert 1 <= each.at_least <= each.at_most <= election.voters
            if each.example == "chosen as well":
                assert wins(chosen_as_well(counted, each.project, each.at_most), said, each.project)


@settings(max_examples=40)
@given(votes(), SOME, st.integers(0, 20_000))
def test_the_same_count_gives_the_same_record_however_little_effort(election: Election, of: str, effort: int) -> None:
    first = json.dumps(explain(count(election, sheet(of)), effort=effort).as_json(), allow_nan=False)
    again = json.dumps(explain(count(election, sheet(of)), effort=effort).as_json(), allow_nan=False)
    assert first == again


@settings(max_examples=150)
@given(votes(), SOME)
def test_voters_are_all_counted_and_their_tenths_add_up(election: Election, of: str) -> None:
    said = explain(count(election, sheet(of)), effort=0).as_json()
    ours = said["voters"]["this_rule_sheet"]
    assert sum(ours["choices_funded"].values()) + ours["chose_nothing"] == election.voters
    elected = {election.position[each] for each in said["elected"]}
    nothing = [b.count for b in election.ballots if b.points and not elected & set(dict(b.points))]
    assert ours["nothing_funded"] == sum(nothing)
    gains = sorted(
        sum((Fraction(election.projects[j].cost, election.votes[j]) for j, _ in b.points if j in elected), Fraction(0))
        for b in election.ballots
        for _ in range(b.count * 10)
    )
    whole, n = sum(gains), election.voters
    for tenth, percent in enumerate(ours["money_by_tenth_percent"]):
        exactly = sum(gains[tenth * n : (tenth + 1) * n]) / whole * 100 if whole else 0
        assert abs(Fraction(percent) - exactly) <= Fraction(51, 1000)
