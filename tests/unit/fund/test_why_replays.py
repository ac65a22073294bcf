"""What a place gets is worked out again from its record alone, for made-up funds and for those that are shipped."""

from __future__ import annotations

import json
import math

import pytest

from leastfirst.definitions import load_formula, shipped
from leastfirst.definitions.formula import Tree
from leastfirst.definitions.fund import load_fund
from leastfirst.fund.result import FundResult
from leastfirst.fund.share import share
from leastfirst.fund.why import Explanation, explain, replay, replay_target
from leastfirst.ground.errors import DataError
from leastfirst.sources import open_data
from leastfirst.sources.worked_out import load_fund_inputs
from tests.unit.fund.three_streets import flat, three_streets


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
