"""What a rule sheet says reaches the count: ties, bars, money set apart, part-funding."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leastfirst.decide.by_sheet import PartFunded, count, rules_of
from leastfirst.ground.errors import DefinitionError
from tests.votes import sheet, vote

THREE = vote([6, 4, 4], [("a", 5), ("b", 3), ("c", 3)], 10)


def test_ties_go_by_the_sheets_order_then_its_lot_then_the_id() -> None:
    assert rules_of(THREE, sheet()).tie_order == (1, 2, 0)
    assert rules_of(THREE, sheet(ties={"order": ["more-votes"], "lot": ["c", "b"]})).tie_order == (0, 2, 1)
    assert rules_of(THREE, sheet(ties={"order": ["higher-cost"]})).tie_order == (0, 1, 2)


def test_minimums_are_the_larger_of_a_number_and_a_share_rounded_up() -> None:
    assert rules_of(THREE, sheet(minimum_votes=2, minimum_share="28%")).minimum_votes == 4
    assert rules_of(THREE, sheet(minimum_votes=5, minimum_share="28%")).minimum_votes == 5


def test_bonds_between_projects_become_positions() -> None:
    said = sheet(
        exclusions=[{"project": "a", "reason": "not legal"}],
        dependent=[{"project": "c", "needs": ["b"], "reason": "road first"}],
    )
    rules = rules_of(THREE, said)
    assert (rules.excluded, rules.depends) == ((0,), ((2, 1),))
    assert rules_of(THREE, sheet(incompatible=[{"projects": ["c", "b"], "reason": "x"}])).exclusive == ((2, 1),)


def test_the_step_is_in_the_currency_and_no_finer_than_the_vote() -> None:
    in_pence = vote([600], [("a", 1)], 1000, unit=Fraction(1, 100))
    assert rules_of(in_pence, sheet()).step == 100
    with pytest.raises(DefinitionError, match="finer"):
        rules_of(THREE, sheet(step="0.5"))


def test_a_sheet_for_other_projects_is_refused() -> None:
    with pytest.raises(DefinitionError, match="'z'"):
        count(THREE, sheet(exclusions=[{"project": "z", "reason": "gone"}]))


def test_money_set_apart_is_kept_from_all_others_and_at_most_is_kept_to() -> None:
    reserved = [{"called": "small ones", "projects": ["b", "c"], "at_least": "50%"}]
    counted = count(THREE, sheet("greedy-votes", reserved=reserved))
    assert counted.rules.caps == (((0,), 5),)
    assert counted.outcome.elected == (1, 2)
    capped = sheet("greedy-votes", reserved=[{"called": "one", "projects": ["b", "c"], "at_most": 4}])
    assert count(THREE, capped).outcome.elected == (0, 1)


def test_what_is_outside_two_sub_budgets_gets_what_neither_has() -> None:
    reserved = [
        {"called": "b's", "projects": ["b"], "at_least": 3},
        {"called": "c's", "projects": ["c"], "at_least": "20%"},
    ]
    caps = set(rules_of(THREE, sheet(reserved=reserved)).caps)
    assert caps == {((0, 2), 7), ((0, 1), 8), ((0,), 5)}
    too_much = [{**reserved[0], "at_least": 9}, reserved[1]]
    with pytest.raises(DefinitionError, match="more money is set apart"):
        rules_of(THREE, sheet(reserved=too_much))


def test_sub_budgets_go_by_what_projects_say_of_themselves() -> None:
    texts = {"a": {"category": ("roads",)}, "b": {"target": ("young people",)}}
    election = vote([6, 4, 4], [("a", 5), ("b", 3), ("c", 3)], 10, texts=texts)
    by_category = sheet(reserved=[{"called": "roads", "category": "roads", "at_most": 3}])
    by_target = sheet(reserved=[{"called": "young", "target": "young people", "at_most": 3}])
    assert rules_of(election, by_category).caps == (((0,), 3),)
    assert rules_of(election, by_target).caps == (((1,), 3),)


def test_the_first_that_does_not_fit_is_paid_in_part_and_ends_the_money() -> None:
    election = vote([6, 5, 2], [("a", 5), ("b", 3), ("c", 1)], 9)
    whole = count(election, sheet("greedy-votes"))
    assert (whole.outcome.elected, whole.spent, whole.part_funded) == ((0, 2), 8, None)
    part = count(election, sheet("greedy-votes", part_funding={"minimum": "60%"}))
    assert (part.outcome.elected, part.part_funded, part.spent) == ((0,), PartFunded(1, 3), 9)
    assert [each.project for each in part.outcome.rounds] == [0]
    none = count(election, sheet("greedy-votes", part_funding={"minimum": "61%"}))
    assert (none.outcome.elected, none.part_funded) == ((0, 2), None)
