"""Why this number: a worked example word for word, each kind of step in words, and what a record holds."""

from __future__ import annotations

import json

import pytest

from leastfirst.definitions.fund import load_fund
from leastfirst.fund.share import share, share_by
from leastfirst.fund.why import explain, replay, replay_target, why
from leastfirst.ground.errors import AreaCodeError
from leastfirst.sources import open_data
from leastfirst.sources.worked_out import load_fund_inputs
from tests import explained
from tests.unit.fund.three_streets import POTS, TOWN, flat, three_streets

OTHERS = [
    explained.formula(
        {"people": {"step": "input", "input": "residents"}}, formula_id="by-people", title="By residents"
    ),
    explained.formula({"same": {"step": "number", "number": 1}}, formula_id="equal", title="The same for all"),
    explained.formula({"own": {"step": "input", "input": "resources"}}, formula_id="own", title="By resources"),
]

# By hand: the mean need is (100 x 20 + 200 x 10 + 300 x 10) / 600 = 35/3, the weights are 1200/7, 1200/7 and 1800/7,
# so the shares of £1,000 are 2/7, 2/7 and 3/7: 28,571, 28,571 and 42,857 pence, with 3/7, 3/7 and 1/7 of a penny left.
WORKED_EXAMPLE = """\
Ash Street (ash) gets £285.72 from “Three streets” over 2 years, 2026-27 to 2027-28: 28.57% of the
fund. That is £2.85 for each of its 100 residents.

What went in
  residents: 100
  need (higher is greater need): 20
    a test (2025)

Step by step, by the fund's own formula
  Numbers are shown rounded; all of it is worked out exactly.
  1. Residents: 100 residents
  2. Need: 20
  3. Need compared: 20 ÷ 11.6667 (the mean of all places, each counted by its residents) = 1.7143
  4. Residents weighted by need: 100 residents × 1.7143 = 171.4286
  The last step is its weight: 28.57% of the weights of all 3 places. That share of £1,000 is
  £285.71.

Floor and cap
  This place gets no less than £250. The formula comes to £285.71, £35.71 above the floor, so
  nothing holds it.

The odd penny
  Its exact share is £285.71 and 0.42857 of a penny. 1 odd penny is left over. It goes where most of
  a penny is left; where that is the same, greater need comes first, then the lower code. This place
  is number 1 in the queue and gets one.

Year by year
  Year       Capital  Revenue  Together
  2026-27     £71.43   £71.43   £142.86
  2027-28     £71.43   £71.43   £142.86
  All years  £142.86  £142.86   £285.72

Which pots
  Town pot (Town council): £171.44. It has no strings.
    £28.58 capital: What residents decide
    £142.86 revenue: What residents decide
  Bricks (A ministry): £114.28. Its strings: capital only (It is voted as capital).
    £114.28 capital: What residents decide

Had another formula been used
  The same money, places, floors and caps:
  Formula           It would get  Difference
  This formula           £285.72
  By residents           £250.00     −£35.72  −12.5%
  The same for all       £333.34     +£47.62  +16.7%
  Cannot be used here (the formula asks for resources of its own, and this fund says nothing of
    that): “By resources”.

What this does not depend on
  No bid, no application, no deadline, nobody's favour: the figures above and the rules of the fund
  are all that counts. Anybody can work the sum out again from explain.json, to the penny.
  How sure the rules are (example): A test made it up.
"""


def test_a_worked_example_word_for_word() -> None:
    assert why(explain(three_streets(), formulas=OTHERS), "ash") == WORKED_EXAMPLE


def test_a_name_will_do_if_only_one_place_has_it() -> None:
    explanation = explain(three_streets())
    assert why(explanation, "Birch Lane") == why(explanation, "birch")
    twins = [explained.place(code, name="Mill Lane", residents=1, need=1) for code in ("a", "b")]
    with pytest.raises(AreaCodeError, match=r"2 places are called 'Mill Lane'; use a code: a, b\."):
        why(explain(explained.shared(twins, explained.NEED)), "Mill Lane")


def test_another_case_will_do_and_the_very_name_comes_first() -> None:
    explanation = explain(three_streets())
    assert why(explanation, " birch lane") == why(explanation, "BIRCH") == why(explanation, "birch")
    twins = [explained.place(code, name=name, residents=1, need=1) for code, name in (("x", "Lea"), ("y", "LEA"))]
    lanes = explain(explained.shared(twins, explained.NEED))
    assert why(lanes, "LEA") == why(lanes, "y")
    with pytest.raises(AreaCodeError, match=r"2 places are called 'lea'; use a code: x, y\."):
        why(lanes, "lea")
    assert "takes no part" in why(explain(three_streets(eligible={"residents_at_least": 150})), "ash street")


def test_a_place_that_is_not_in_the_fund_is_an_error_that_says_so() -> None:
    said = "'oak' is not among the 3 places of this fund; .*, or a name that only one place has"
    with pytest.raises(AreaCodeError, match=said):
        why(explain(three_streets()), "oak")


def test_a_place_that_could_not_take_part_is_told_why() -> None:
    explanation = explain(three_streets(eligible={"residents_at_least": 150}))
    for asked in ("ash", "Ash Street"):
        assert why(explanation, asked) == (
            "Ash Street (ash) takes no part in “Three streets”: 100 residents, fewer than 150.\n"
            "That rule is the same for all places. No bid and no application can change it.\n"
        )
    left_out = json.loads(explanation.to_json())["left_out"]
    assert left_out == [
        {"place_code": "ash", "place_name": "Ash Street", "reason": "100 residents, fewer than 150"},
    ]


def test_a_floor_that_holds_is_said_with_what_it_lifts() -> None:
    text = flat(explain(three_streets(floor={"of_equal_share": "9/10"})), "ash")
    # What the floors leave, £400, is shared by the weight of the third place alone: £14/9 for each 1 of 1800/7.
    assert "no less than £300 (9/10 of an equal share). The formula alone comes to £266.67: the floor lifts it" in text
    assert "£1.555555556 for each 1 of weight. For this weight of 171.4285714 that is £266.67." in text
    assert round(1.555555556 * 171.4285714, 2) == 266.67
    assert "the floor lifts it by £33.33." in text
    assert "Its share is £300 exactly, so nothing is rounded." in text


def test_a_cap_that_holds_is_said_with_what_it_takes() -> None:
    explanation = explain(three_streets(cap={"per_place": "£100", "per_resident": "£1"}, floor=None, pots=POTS[:1]))
    record = explanation.record("ash")
    # £600 x 2/7 is £171.43, below £100 and £1 for each of 100 residents.
    assert (record["held"], record["cap_pence"]) == ("", 20000)
    capped = explain(three_streets(cap={"per_place": "£400"}))
    assert (capped.record("cedar")["held"], capped.record("cedar")["target_pence"]) == ("cap", 40000)
    assert "no more than £400. The formula alone comes to £450: the cap takes £50 off." in flat(capped, "cedar")


def test_a_fund_that_gives_money_ends_in_pounds_without_a_share() -> None:
    berlin = load_fund("eu-berlin-2007")
    result = share(berlin, load_fund_inputs(berlin, open_data("county")))
    explanation = explain(result)
    record = explanation.record("hills")
    assert record["weight"] is None
    assert record["rounding"] is None
    assert explanation.facts["sharing"] is None
    # 1,000,000 x 8,000 x 4.25% + (60,000 - 40,000) x 700.
    assert record["steps"][-1]["words"] == "€340,000,000 + €14,000,000 = €354,000,000"
    assert record["steps"][6]["words"] == "1,000,000 residents × 8,000 × 0.0425 = €340,000,000"
    assert replay(record, explanation.facts) == 354_000_000_00


def test_when_pots_fall_short_the_target_the_part_they_meet_and_the_reason_are_said() -> None:
    # Half of all money is revenue, and £400 of £1,000 in the pots is revenue at most.
    tied = [{**POTS[0], "amount": "£400"}, {**POTS[1], "amount": "£600"}]
    explanation = explain(three_streets(pots=tied, floor=None))
    record = explanation.record("cedar")
    assert record["target_pence"] == 42857
    assert record["paid_pence"] == replay(record, explanation.facts) == 38571
    assert replay_target(record, explanation.facts) == 42857
    text = flat(explanation, "cedar")
    assert "Need asks for £428.57. The pots that may pay here (Town pot and Bricks) meet 90% of it" in text
    assert "Nobody may spend £100 of Bricks" in text


def test_a_pot_that_may_not_pay_here_says_which_string_keeps_it_away() -> None:
    strings = [{"string": "places", "only": ["birch"]}]
    explanation = explain(three_streets(pots=[POTS[0], {**POTS[1], "strings": strings}], floor=None, kinds=None))
    assert explanation.record("ash")["shut_out"] == ["bricks"]
    told = "Bricks (A ministry): nothing. Its strings: only for places that it names. So it may not pay here."
    assert told in flat(explanation, "ash")


def test_the_pace_of_change_is_told_year_by_year() -> None:
    damping = {"max_fall": "1/10", "max_rise": "1/10", "before": {"ash": "£100", "birch": "£50", "cedar": "£50"}}
    result = three_streets(damping=damping, floor=None, kinds=None, pots=POTS[:1])
    explanation = explain(result)
    record = explanation.record("ash")
    # Half of the fund before, two sevenths due: 45% in the first year, 40.5% in the second.
    assert [year["share"] for year in record["damping"]] == ["0.45", "0.405"]
    assert [year["held"] for year in record["damping"]] == ["fall", "fall"]
    assert record["target_pence"] == replay_target(record, explanation.facts) == 25650
    text = why(explanation, "ash")
    assert "  2026-27  50.0000%  28.5717%  45.0000%  55.0000%  45.0000%  largest fall" in text
    assert "falls by no more than 10% of what it was" in text
    assert "This place had £100 before." in text
    assert "others' limits" not in text


def test_a_year_in_which_only_the_limits_of_others_hold_a_place_says_so() -> None:
    # Ash may fall by a tenth only; Birch has its due already, and what Ash keeps is kept from Birch and Cedar alike.
    damping = {"max_fall": "1/10", "max_rise": 1, "before": {"ash": "£500", "birch": "£200", "cedar": "£300"}}
    explanation = explain(three_streets(damping=damping, floor=None, kinds=None, pots=POTS[:1]), formulas=OTHERS)
    record = explanation.record("birch")
    assert [year["held"] for year in record["damping"]] == ["", ""]
    assert record["damping"][0]["share"] < record["damping"][0]["target_share"]
    text = flat(explanation, "birch")
    assert text.count("others' limits") == 4, "the sentence that explains it, and each of two years"
    assert "“others' limits”: this place may move on, and no limit holds it" in text
    assert "This formula, before damping" in text
    target = explanation.facts["fund"]["sign"]
    assert f"all before damping (after it, this place's sum by this formula is {target}" in text


def test_who_is_due_nothing_keeps_what_the_others_cannot_take_yet() -> None:
    places = [{**TOWN[0], "figures": {"residents": 100, "need": 0}}, *TOWN[1:]]
    damping = {"max_fall": 1, "max_rise": "1/10", "before": {"ash": "£900", "birch": "£50", "cedar": "£50"}}
    result = explained.shared(places, explained.NEED, damping=damping)
    explanation = explain(result)
    # The two others go from 10% of the fund to 11% and 12.1%.
    assert [year["share"] for year in explanation.record("ash")["damping"]] == ["0.89", "0.879"]
    assert [replay_target(record, explanation.facts) for record in explanation.records()] == [88450, 5775, 5775]


def test_other_formulas_get_the_same_money_and_those_that_cannot_be_used_are_named() -> None:
    result = three_streets()
    explanation = explain(result, formulas=OTHERS)
    for each in OTHERS[:2]:
        assert explanation.others[each.id] == share_by(result, each).pence
        assert sum(explanation.others[each.id]) == 100_000
    cannot = {each["id"]: each["cannot"] for each in explanation.facts["others"]}
    assert cannot["own"] == "the formula asks for resources of its own, and this fund says nothing of that"
    assert "own" not in explanation.record("ash")["others"]
