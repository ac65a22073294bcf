"""Every kind of step of a formula has its sentence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from leastfirst.definitions.formula import KNOWN, Tree
from leastfirst.definitions.formula_words import as_set, what_comes_of_it, words

SENTENCES: dict[str, tuple[dict[str, Any], str]] = {
    "input": ({"input": "residents"}, "The published figure of each place: residents."),
    "number": ({"number": "3/5"}, "3/5 for every place."),
    "money": ({"amount": "£50,000"}, "£50,000 for every place."),
    "add": ({"of": ["people", "need"]}, "‘Residents’ + ‘need’."),
    "subtract": ({"of": ["people", "need"]}, "‘Residents’ − ‘need’."),
    "multiply": ({"of": ["people", "need"]}, "‘Residents’ × ‘need’."),
    "divide": ({"of": ["people", "need"]}, "‘Residents’ ÷ ‘need’."),
    "relative": ({"of": "need"}, "‘need’ ÷ the mean of all places. So 1 is the average."),
    "power": ({"of": "need", "exponent": "1/3"}, "‘need’ to the power of 1/3."),
    "exponential": ({"of": "need", "rate": "0.02"}, "e to the power of (0.02 × ‘need’)."),
    "bands": (
        {"of": "need", "bands": [{"below": 10, "gives": 1}, {"below": 20, "gives": 2}], "otherwise": 3},
        "By ‘need’: 1 below 10, 2 below 20, otherwise 3.",
    ),
    "at_least": ({"of": "need", "number": 1000}, "‘need’, but never below 1,000."),
    "at_most": ({"of": "need", "number": 2}, "‘need’, but never above 2."),
    "equalise": ({"needs": "need", "resources": "people"}, "‘need’ − ‘Residents’, but never below zero."),
    "area_cost": ({"of": "people", "cost": "need", "share": "3/5"}, "‘Residents’ × (1 + 3/5 × (‘need’ − 1))."),
    "blend": (
        {"parts": {"people": "1/5", "need": "4/5"}},
        "1/5 × the place’s part of all ‘Residents’ + 4/5 × the place’s part of all ‘need’.",
    ),
    "strata": (
        {"of": "need", "level": "region", "by": "people"},
        "First between regions by ‘Residents’, then within each region by ‘need’.",
    ),
}


def tree(**step: Any) -> Tree:
    first = {"step": "input", "input": "residents", "title": "Residents"}
    steps = {"people": first, "need": {"step": "input", "input": "need"}, "last": {**step, "title": "The last"}}
    return Tree.model_validate({"steps": steps, "result": "last"})


def test_every_kind_of_step_is_here() -> None:
    assert set(SENTENCES) == set(KNOWN)


@pytest.mark.parametrize("kind", KNOWN)
def test_a_step_is_told_in_a_sentence_for_any_place(kind: str) -> None:
    said, sentence = SENTENCES[kind]
    assert words(tree(step=kind, **said))[-1] == ("The last", sentence)


def test_stated_shares_of_regions_and_what_a_mean_is_weighted_by_are_said() -> None:
    shares = tree(step="strata", of="need", level="region", shares={"E12000001": "1/4", "E12000002": "3/4"})
    assert words(shares)[-1][1] == (
        "First between regions by set shares (E12000001 1/4, E12000002 3/4), then within each region by ‘need’."
    )
    assert words(tree(step="relative", of="need", weighted_by="people"))[-1][1] == (
        "‘need’ ÷ the mean of all places, in which each place counts by its ‘Residents’. So 1 is the average."
    )


def test_what_the_last_step_means_depends_on_what_the_formula_gives() -> None:
    weights = tree(step="number", number=1)
    assert what_comes_of_it(weights) == (
        "The last step, ‘The last’, is the place’s weight: its share of the fund is its weight over all weights."
    )
    assert what_comes_of_it(weights.model_copy(update={"gives": "money"})) == (
        "The last step, ‘The last’, is the place’s sum of money, whatever the other places get."
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("1000", "1,000"),
        ("1.3", "1.3"),
        ("3/5", "3/5"),
        ("1/12", "1/12"),
        ("0.02", "0.02"),
        ("5/21", "5/21"),
        ("-0.5", "-1/2"),
    ],
)
def test_a_number_stands_as_people_write_it(number: str, written: str) -> None:
    assert as_set(Fraction(number)) == written
