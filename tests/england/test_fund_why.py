"""Why this number, on England: every left-behind ward's pence come out of its record alone."""

from __future__ import annotations

import json

import pytest

from leastfirst.definitions.fund import load_fund
from leastfirst.exchange.packs import Pack
from leastfirst.fund.share import share
from leastfirst.fund.why import explain, replay, why
from leastfirst.sources.worked_out import load_fund_inputs

pytestmark = pytest.mark.england


def test_every_ward_of_the_two_billion_replays_to_the_penny(england: Pack) -> None:
    fund = load_fund("appg-2bn")
    result = share(fund, load_fund_inputs(fund, england))
    explanation = explain(result)
    text = explanation.to_json()
    read = json.loads(text)
    replayed = [replay(record, read["facts"]) for record in read["places"]]
    assert len(replayed) == 226
    assert replayed == result.paid
    assert sum(replayed) == 2_000_000_000_00
    assert len(text) < 2_500 * len(replayed)
    held = [record["held"] for record in read["places"]]
    assert held.count("floor") + held.count("cap") > 0, "the example's floor or cap holds somebody"
    for record in read["places"]:
        assert max(map(len, why(explanation, record["place_code"]).splitlines())) <= 100
