"""What people read about a count, word for word, on votes that can be counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from leastfirst.decide import Bounds, Election
from leastfirst.decide.by_sheet import count
from leastfirst.decide.comparison import compare_sheets
from leastfirst.decide.why import NOT_LOOKED_FOR, explain
from leastfirst.definitions import RuleSheet
from tests.votes import sheet, vote

# £12 for 4 voters, £3 each. A: 3 voters pay £2 each. B: 2 voters have £1 and £3 left, £4 together, and it costs £5.
SMALL = vote([6, 5], [("a", 2), ("ab", 1), ("b", 1)], 12)


def projects(election: Election, said: RuleSheet) -> dict[str, Any]:
    found: dict[str, Any] = explain(count(election, said)).as_json()["projects"]
    return found


def test_a_small_vote_by_hand() -> None:
    found = projects(SMALL, sheet("equal-shares-cost"))
    assert found["a"]["why"] == (
        "Elected in round 1: the 3 voters who chose it paid its cost of £6 out of their shares, £2 each."
    )
    lost = found["b"]
    assert lost["why"] == "It costs £5. The 2 voters who chose it had £4 left together, £1 too little."
    assert lost["needed"] == (
        "If 1 more of those who voted had chosen it as well, it would have won and 'Project A' would have lost. At a "
        "cost of £4, £1 less, it would have won."
    )
    assert (lost["more_supporters"]["would_lose"], lost["cheaper"]["would_lose"]) == (["a"], [])
    assert lost["robust"]["words"] == (
        "It would have won if 1 voter had chosen it as well; with fewer different ballots of any kind it would not."
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"exclusions": [{"project": "b", "reason": "Not legal."}]}, "The rule sheet excludes it: Not legal."),
        ({"minimum_votes": 3}, "It was chosen by 2 voters, and a project needs 3 voters."),
        (
            {"incompatible": [{"projects": ["a", "b"], "reason": "one plot"}]},
            "It cannot be elected together with 'Project A', which was: one plot.",
        ),
        (
            {"reserved": [{"called": "b", "projects": ["b"], "at_most": 4}]},
            "It costs £5; by the sub-budgets of the rule sheet £4 could be spent on it and projects like it, and £4 of "
            "that was left.",
        ),
    ],
)
def test_what_the_rule_sheet_bars_is_said_before_the_money(changes: dict[str, Any], words: str) -> None:
    assert projects(SMALL, sheet("equal-shares-cost", **changes))["b"]["why"] == words


def test_a_project_at_which_raising_stopped_says_so_and_not_what_its_supporters_lacked_alone() -> None:
    # £10 for 2 voters, £5 each. A raise to £6 elects both.
    election = vote([5, 6], [("a", 1), ("b", 1)], 10)
    record = explain(count(election, sheet("equal-shares-cost-add1"))).as_json()
    lost = record["projects"]["b"]
    assert lost["reason"] == "shares could rise no further"
    assert lost["why"] == (
        "It costs £6. The 1 voter who chose it had £5 left together, £1 too little. Shares could rise no further: with "
        "it the winners would cost £11 of £10."
    )
    assert record["count"] == {
        "share": 5,
        "share_exact": "5",
        "times_raised": 0,
        "stopped": "overspent",
        "raise_taken_back": {"would_win_too": ["b"], "winners_cost": 11},
    }


def test_with_whom_it_would_have_won_in_one_raise_more_is_named() -> None:
    election = vote([5, 6, 6, 6], [("a", 1), ("b", 1), ("c", 1), ("d", 1)], 20)
    found = projects(election, sheet("equal-shares-cost-add1"))
    assert found["c"]["why"].endswith(
        "Shares could rise no further: with it, 'Project B' and 'Project D' the winners would cost £23 of £20."
    )


def test_what_needs_a_project_that_lost_says_so() -> None:
    said = sheet("equal-shares-cost", dependent=[{"project": "a", "needs": ["b"], "reason": "road first"}])
    election = vote([6, 5], [("a", 3), ("b", 1)], 12)
    assert projects(election, said)["a"]["why"] == "It can be elected only after 'Project B', which was not."


def test_greedy_says_what_was_left_and_a_tie_who_went_first() -> None:
    election = vote([6, 6, 5], [("ab", 3), ("c", 2)], 12, currency="PLN")
    found = projects(election, sheet("greedy-votes"))
    assert found["a"]["why"].endswith("It was level with 1 other project and went first as its id comes first.")
    assert found["c"]["why"] == "It costs 5 PLN. When its turn came 0 PLN was left, too little to pay for it."
    assert found["c"]["cheaper"]["by"] is None
    drawn = projects(election, sheet("greedy-votes", ties={"lot": ["b", "a", "c"]}))
    assert drawn["b"]["tie"] == {"round": 1, "tied": ["a", "b"], "winner": "b", "by": "lot"}


@pytest.mark.parametrize("of", ["equal-shares-cost-add1-topup", "greedy-votes", "greedy-votes-per-cost", "phragmen"])
def test_what_nobody_chose_loses_and_says_so_though_its_cost_would_fit(of: str) -> None:
    record = explain(count(vote([6, 3], [("a", 4)], 12), sheet(of))).as_json()
    lost = record["projects"]["b"]
    assert (record["elected"], lost["reason"], lost["why"]) == (["a"], "no votes", "Nobody chose it.")
    assert lost["cheaper"] == {"by": None, "exact": True, "tried": 0}
    assert lost["more_supporters"]["by"] == 1
    assert record["checks"]["exhaustive"] == {
        "holds": True,
        "words": "£6 is left, too little for any further project that somebody chose and that may win.",
    }


def test_a_vote_without_ballots_elects_nothing() -> None:
    record = explain(count(vote([6, 3], [], 12), sheet())).as_json()
    assert record["elected"] == []
    assert {each["why"] for each in record["projects"].values()} == {"Nobody chose it."}


def test_a_project_paid_in_part_says_what_it_gets() -> None:
    election = vote([6, 5, 2], [("a", 5), ("b", 3), ("c", 1)], 9)
    record = explain(count(election, sheet("greedy-votes", part_funding={"minimum": "50%"}))).as_json()
    assert record["part_funded"] == {"id": "b", "amount": 3}
    assert record["projects"]["b"]["why"] == "It costs £5 and gets the £3 that was left, in part."
    assert record["projects"]["c"]["why"] == (
        "The money ended before its turn came: 'Project B' got what was left, in part."
    )
    assert (record["spent"], record["unspent"]) == (9, 0)


def test_a_sheet_that_does_worse_than_greedy_says_so() -> None:
    # Equal shares buys c and d for the few; the many wanted a, and greedy would have given it to them.
    election = vote([10, 3, 3], [("a", 3), ("b", 1), ("c", 1)], 10)
    said = explain(count(election, sheet("equal-shares-cost-add1"))).as_json()["voters"]
    assert said["this_rule_sheet"]["nothing_funded"] > said["greedy_votes"]["nothing_funded"]
    assert said["words"][0].endswith("On this count this rule sheet did worse.")


def test_the_most_popular_first_is_said_to_keep_to_the_bonds_of_the_sheet() -> None:
    bonds = {
        "exclusions": [{"project": "b", "reason": "Not legal."}],
        "reserved": [{"called": "c", "projects": ["c"], "at_most": 4}],
        "minimum_votes": 1,
    }
    election = vote([10, 3, 3], [("a", 3), ("b", 1), ("c", 1)], 10)
    bound = explain(count(election, sheet("equal-shares-cost-add1", **bonds))).as_json()["voters"]["words"]
    assert "if the most popular projects had simply gone first, with the exclusions and the sub-budgets of" in bound[0]
    same = explain(count(election, sheet("greedy-votes", minimum_votes=2))).as_json()["voters"]["words"]
    assert same == [
        "2 of 5 voters (40.0%) had nothing funded that they chose. If the most popular projects had simply gone first, "
        "with the least number of votes of this rule sheet, the same projects would have been funded."
    ]


def test_voters_with_a_blank_ballot_are_among_all_and_said_to_be() -> None:
    words = explain(count(vote([4], [("a", 9), ("", 1)], 10), sheet())).as_json()["voters"]["words"]
    assert words[0].startswith(
        "0 of 10 voters (0.0%), 9 of whom chose something, had nothing funded that they chose. If"
    )


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1, 5, "It would have won if 5 voters had chosen it as well; below 5 it is not known."),
        (
            2,
            5,
            "It would have won if 5 voters had chosen it as well; that it takes at least 2 is proved.",
        ),
        (
            1,
            None,
            "No set of ballots was found with which it would have won; how many would have to be different is not "
            "known.",
        ),
    ],
)
def test_that_one_ballot_at_least_must_differ_is_no_finding(least: int, most: int | None, words: str) -> None:
    bounds = Bounds(1, False, least, most, "chosen as well" if most else None)
    assert bounds.as_json(count(SMALL, sheet("equal-shares-cost")))["words"] == words


def test_sheets_side_by_side_say_what_hangs_on_the_sheet() -> None:
    election = vote([10, 3, 3], [("a", 3), ("b", 1), ("c", 1)], 10)
    record = compare_sheets(election, [sheet("equal-shares-cost-add1"), sheet("greedy-votes")]).as_json()
    assert record["projects"]["a"]["elected_by"] == ["greedy-votes"]
    assert record["elected_by_some"] == ["a", "b", "c"]
    assert record["words"] == [
        "The 2 rule sheets give 2 different outcomes: for 3 of 3 projects it depends on the rule sheet whether they "
        "are elected."
    ]


def test_without_effort_nothing_is_claimed() -> None:
    record = explain(count(SMALL, sheet("equal-shares-cost")), effort=0).as_json()
    lost = record["projects"]["b"]
    assert record["quick"] is True
    assert lost["needed"] == lost["robust"]["words"] == NOT_LOOKED_FOR
    assert lost["more_supporters"]["looked_for"] is lost["cheaper"]["looked_for"] is False
    assert lost["robust"]["at_most"] is None


def test_with_too_little_effort_it_is_said_that_the_effort_ended() -> None:
    record = explain(count(SMALL, sheet("equal-shares-cost")), effort=1).as_json()
    lost = record["projects"]["b"]
    assert "quick" not in record
    assert "looked_for" not in lost["cheaper"]
    assert lost["needed"] == (
        "No number of further supporters was found with which it would have won (0 counted, and then the effort "
        "ended). No lower cost was found with which it would have won (0 counted, and then the effort ended)."
    )
    assert lost["robust"]["at_most"] is None
