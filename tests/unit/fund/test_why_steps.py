"""Every kind of step of a formula in words, with the numbers put in."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from leastfirst.fund.why import explain, replay
from leastfirst.fund.why.numbers import number_text
from tests import explained

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
