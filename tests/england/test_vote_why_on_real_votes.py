"""Why, checks and comparison on two votes that cities published: single figures, each worked out by hand or again."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from leastfirst.decide import Election
from leastfirst.decide.by_sheet import count
from leastfirst.decide.checks import checks
from leastfirst.decide.comparison import compare_sheets
from leastfirst.decide.why import explain
from leastfirst.definitions import load_rule_sheet, shipped
from leastfirst.exchange.pabulib import read_pabulib

pytestmark = pytest.mark.england


def read(england_raw: Path, start: str) -> Election:
    (found,) = (england_raw / "pabulib").glob(f"{start}*.pb")
    return read_pabulib(found).election


def test_assen_is_explained_to_the_cent(england_raw: Path) -> None:
    election = read(england_raw, "Netherlands_Assen_2024")
    counted = count(election, load_rule_sheet("equal-shares-cost-add1-topup"))
    record = explain(counted).as_json()
    assert set(election.selected or ()) <= set(record["elected"])
    assert len(election.selected or ()) == 9
    first = record["projects"]["3"]
    assert first["paid"] == [{"each": "7200/43", "rounded": 167.44, "voters": 43}]
    for said in record["projects"].values():
        if "paid" in said:
            assert sum(Fraction(row["each"]) * row["voters"] for row in said["paid"]) == said["cost"]
    lost = record["projects"]["8"]
    assert (lost["supporters_had"], lost["short"], lost["left_at_its_turn"]) == (35085.24, 4914.76, 23300)
    assert (lost["more_supporters"]["by"], lost["more_supporters"]["exact"]) == (6, True)
    assert (lost["cheaper"]["cost"], lost["cheaper"]["loses_by"]) == (34300, 5699)
    assert lost["needed"].startswith(
        "If 6 more of those who voted had chosen it as well, it would have won and 'Muziekproductie studio', "
        "'Snelheidsregeling' and 'RuBox' would have lost; with fewer it would not."
    )
    assert {name: each["holds"] for name, each in record["checks"].items()} == {
        "feasible": True,
        "exhaustive": True,
        "ejr_up_to_any": True,
        "priceable": True,
    }


def test_wieliczka_published_what_equal_shares_gives_and_greedy_leaves_more_with_nothing(england_raw: Path) -> None:
    election = read(england_raw, "Poland_Wieliczka_2023")
    record = compare_sheets(election, [load_rule_sheet(each) for each in shipped("rule-sheets")]).as_json()
    by = {each["id"]: each for each in record["rule_sheets"]}
    assert by["equal-shares-cost-add1"]["published"] == {"same": True, "only_published": [], "only_here": []}
    assert len(by["equal-shares-cost-add1"]["elected"]) == 30
    assert by["equal-shares-cost-add1-exhaustive"]["published"]["only_published"] == ["46"]
    assert by["equal-shares-cost-add1"]["voters"]["nothing_funded"] == 1172
    assert by["greedy-votes"]["voters"]["nothing_funded"] == 1820
    found = {each.name: each for each in checks(count(election, load_rule_sheet("greedy-votes")))}
    assert found["ejr_up_to_any"].counter_example["project"] == "26"
    assert found["ejr_up_to_any"].counter_example["voters"] == 229
    assert found["priceable"].holds is False
