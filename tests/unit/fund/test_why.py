"""Why this number: a worked example word for word, each kind of step in words, and what a record holds."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import Any

import pytest

from leastfirst.definitions import load_formula, shipped
from leastfirst.definitions.formula import Tree
from leastfirst.definitions.fund import load_fund
from leastfirst.fund.result import FundResult
from leastfirst.fund.share import share, share_by
from leastfirst.fund.why import Explanation, explain, replay, replay_target, why
from leastfirst.fund.why.numbers import number_text
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.sources import open_data
from leastfirst.sources.worked_out import load_fund_inputs
from tests import explained

TOWN = [
    explained.place("ash", name="Ash Street", residents=100, need=20),
    explained.place("birch", name="Birch Lane", residents=200, need=10),
    explained.place("cedar", name="Cedar Road", residents=300, need=10),
]
POTS = [
    {"id": "town", "title": "Town pot", "owner": "Town council", "amount": "£600"},
    {
        "id": "bricks",
        "title": "Bricks",
        "owner": "A ministry",
        "amount": "£400",
        "strings": [{"string": "kind", "only": "capital", "because": "It is voted as capital."}],
    },
]


def flat(explanation: Explanation, place: str) -> str:
    """What is told of a place as one line, wherever it was wrapped."""
    return " ".join(why(explanation, place).split())


OTHERS = [
    explained.formula(
        {"people": {"step": "input", "input": "residents"}}, formula_id="by-people", title="By residents"
    ),
    explained.formula({"same": {"step": "number", "number": 1}}, formula_id="equal", title="The same for all"),
    explained.formula({"own": {"step": "input", "input": "resources"}}, formula_id="own", title="By resources"),
]


def three_streets(**settings: Any) -> FundResult:
    head = {
        "title": "Three streets",
        "standing": "A test made it up.",
        "pots": POTS,
        "kinds": {"capital": "1/2", "revenue": "1/2"},
        "floor": {"per_place": "£250"},
    }
    return explained.shared(TOWN, explained.NEED, **{**head, **settings})


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


@pytest.mark.parametrize("method", ["largest-remainder", "sainte-lague"])
def test_both_methods_of_rounding_replay(method: str) -> None:
    result = three_streets(rounding=method)
    explanation = explain(result)
    assert [replay(record, explanation.facts) for record in explanation.records()] == result.paid


def test_a_changed_input_changes_the_replay() -> None:
    explanation = explain(three_streets())
    record = explanation.record("ash")
    more = {**record, "inputs": {**record["inputs"], "residents": "110"}}
    # 110 x 20 x 3/35 x 1000/600 pounds.
    assert replay(more, explanation.facts) == 31429
    greater = {**record, "inputs": {**record["inputs"], "need": "21"}}
    assert replay(greater, explanation.facts) == 30000
    lower = {**record, "inputs": {**record["inputs"], "need": "1"}}
    assert replay(lower, explanation.facts) == 25000, "the floor holds"


def test_a_record_without_a_figure_is_an_error_and_never_zero() -> None:
    explanation = explain(three_streets())
    record = {**explanation.record("ash"), "inputs": {"residents": "100"}}
    with pytest.raises(DataError, match=r"Ash Street \(ash\): the record has no figure for need"):
        replay(record, explanation.facts)


def test_a_record_of_another_schema_is_refused() -> None:
    explanation = explain(three_streets())
    with pytest.raises(DataError, match="the explanation is of the schema 'other'"):
        replay(explanation.record("ash"), {**explanation.facts, "schema": "other"})


def test_other_formulas_get_the_same_money_and_those_that_cannot_be_used_are_named() -> None:
    result = three_streets()
    explanation = explain(result, formulas=OTHERS)
    for each in OTHERS[:2]:
        assert explanation.others[each.id] == share_by(result, each).pence
        assert sum(explanation.others[each.id]) == 100_000
    cannot = {each["id"]: each["cannot"] for each in explanation.facts["others"]}
    assert cannot["own"] == "the formula asks for resources of its own, and this fund says nothing of that"
    assert "own" not in explanation.record("ash")["others"]


STEPS: list[tuple[dict[str, Any], str]] = [
    ({"step": "input", "input": "residents"}, "8,123 residents"),
    ({"step": "number", "number": "3/4"}, "0.75 for every place"),
    ({"step": "money", "amount": "£16,955"}, "£16,955 for every place"),
    ({"step": "add", "of": ["people", "cost"]}, "8,123 residents + 1.12 = 8,124.1"),
    ({"step": "subtract", "of": ["people", "need"]}, "8,123 residents − 31.42 = 8,091.6"),
    ({"step": "multiply", "of": ["people", "cost"]}, "8,123 residents × 1.12 = 9,097.8"),
    ({"step": "divide", "of": ["need", "cost"]}, "31.42 ÷ 1.12 = 28.0536"),
    ({"step": "relative", "of": "need"}, "31.42 ÷ 15.96 (the mean of all places) = 1.9687"),
    (
        {"step": "relative", "of": "need", "weighted_by": "people"},
        "31.42 ÷ 25.6163 (the mean of all places, each counted by its residents) = 1.2266",
    ),
    ({"step": "power", "of": "cost", "exponent": "1/2"}, "1.12 to the power of 1/2 = 1.0583"),
    ({"step": "exponential", "of": "cost", "rate": "0.1"}, "e to the power of (0.1 × 1.12) = 1.1185"),
    ({"step": "bands", "of": "need", "bands": [{"below": 40, "gives": 2}], "otherwise": 1}, "31.42 is below 40, so 2"),
    (
        {"step": "bands", "of": "need", "bands": [{"below": 30, "gives": 2}], "otherwise": 1},
        "31.42 is not below 30, so 1",
    ),
    ({"step": "at_least", "of": "need", "number": 40}, "31.42 is raised to 40, the least that counts"),
    ({"step": "at_least", "of": "need", "number": 30}, "31.42, not below 30"),
    ({"step": "at_most", "of": "need", "number": 30}, "31.42 is lowered to 30, the most that counts"),
    ({"step": "at_most", "of": "need", "number": 40}, "31.42, not above 40"),
    ({"step": "equalise", "needs": "need", "resources": "cost"}, "31.42 − 1.12 = 30.3"),
    ({"step": "equalise", "needs": "cost", "resources": "need"}, "1.12 − 31.42 is below zero, so 0"),
    (
        {"step": "area_cost", "of": "people", "cost": "cost", "share": "3/5"},
        "8,123 residents × (1 + 3/5 × (1.12 − 1)) = 8,707.9 residents",
    ),
    (
        {"step": "blend", "parts": {"cost": "1/5", "people": "4/5"}},
        "1/5 × 1.12 ÷ 2.02 + 4/5 × 8,123 residents ÷ 10,000 residents (each part over its total) = 0.76073",
    ),
    (
        {"step": "strata", "of": "need", "level": "region", "by": "people"},
        "31.42 ÷ 31.42 (the total of north) × 8,123 residents (of north) = 8,123",
    ),
    (
        {"step": "strata", "of": "need", "level": "region", "shares": {"north": "2/3", "south": "1/3"}},
        "31.42 ÷ 31.42 (the total of north) × 2/3 (the share of north) = 0.66667",
    ),
]


@pytest.mark.parametrize(("step", "words"), STEPS, ids=[words[:40] for _, words in STEPS])
def test_each_kind_of_step_in_words(step: dict[str, Any], words: str) -> None:
    places = [
        explained.place("a", {"region": "north"}, residents=8123, need="31.42", area_cost="1.12"),
        explained.place("b", {"region": "south"}, residents=1877, need="0.5", area_cost="0.9"),
    ]
    before = {
        "people": {"step": "input", "input": "residents", "title": "Residents"},
        "need": {"step": "input", "input": "need", "title": "Need"},
        "cost": {"step": "input", "input": "area_cost", "title": "Cost"},
    }
    result = explained.shared(places, {"steps": {**before, "last": step}, "result": "last"})
    explanation = explain(result)
    assert explanation.record("a")["steps"][-1]["words"] == words
    assert [replay(record, explanation.facts) for record in explanation.records()] == result.paid


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("8123", "8,123"),
        ("10314.56", "10,314.6"),
        ("999.99996", "1,000"),
        ("1.26984", "1.2698"),
        ("5/4", "1.25"),
        ("1/3", "0.33333"),
        ("-1/8", "−0.125"),
        ("0.00012345678", "0.00012346"),
        ("0", "0"),
    ],
)
def test_numbers_as_people_read_them(value: str, words: str) -> None:
    assert number_text(Fraction(value)) == words


def test_every_kind_of_step_has_words() -> None:
    from leastfirst.definitions.formula import KNOWN

    assert {step["step"] for step, _ in STEPS} == set(KNOWN)


@pytest.fixture(scope="module")
def four_pots() -> tuple[FundResult, Explanation]:
    fund = load_fund("example-four-pots")
    result = share(fund, load_fund_inputs(fund, open_data("county")))
    return result, explain(result, formulas=[load_formula(each) for each in shipped("formulas")])


@pytest.mark.parametrize("fund_id", ["example-four-pots", "appg-2bn", "big-local", "impact-fund", "community-first"])
def test_every_place_of_shipped_funds_replays_to_the_penny(fund_id: str) -> None:
    fund = load_fund(fund_id)
    result = share(fund, load_fund_inputs(fund, open_data("county")))
    explanation = explain(result)
    read = json.loads(explanation.to_json())
    by_table: dict[str, int] = {}
    for row in result.table().to_pylist():
        by_table[row["place_code"]] = by_table.get(row["place_code"], 0) + row["pence"]
    assert {each["place_code"]: replay(each, read["facts"]) for each in read["places"]} == by_table
    assert [replay_target(each, read["facts"]) for each in read["places"]] == result.targets.pence


def test_products_in_words_recompute_from_the_numbers_shown(four_pots: tuple[FundResult, Explanation]) -> None:
    _, explanation = four_pots
    seen = 0
    for record in explanation.records():
        words = next(step["words"] for step in record["steps"] if step["step"] == "weighted")
        left, _, right = words.partition(" = ")
        factors = [_number(each) for each in left.split(" × ")]
        assert math.prod(factors) == pytest.approx(_number(right), rel=2e-4), words
        seen += 1
    assert seen == 18


def _number(words: str) -> float:
    return float(words.split()[0].replace(",", ""))


def test_what_all_places_share_is_said_once(four_pots: tuple[FundResult, Explanation]) -> None:
    result, explanation = four_pots
    text = explanation.to_json()
    source = explanation.facts["inputs"]["need"]["source"]
    # Once for each of the two inputs, and for no place again.
    assert text.count(json.dumps(source, ensure_ascii=False)) == 2
    assert len(text.encode()) < 8_000 + 3_000 * len(result.places)
    assert {each["id"]: each["sha256"] for each in explanation.facts["definitions"]} == {
        each.id: each.sha256 for each in result.fund.records
    }
    assert Tree.model_validate(explanation.facts["formula"]["tree"]).steps == result.targets.worked.tree.steps


def test_a_place_of_the_county_says_where_its_figures_come_from(four_pots: tuple[FundResult, Explanation]) -> None:
    result, explanation = four_pots
    text = flat(explanation, result.places.codes[0])
    assert "table designation-left-behind-lsoas-2025 (2025): worked out by the designation" in text
    assert "“By residents and need, at what things cost there”" in text
    assert "It lies in Corvester 022, Corvester, Corvestershire." in text
