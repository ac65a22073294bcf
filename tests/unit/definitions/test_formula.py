"""A formula is a tree of named steps over published inputs, or is refused with what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from leastfirst.definitions.formula import COUNTS, FOLDER, INPUT_WORDS, KNOWN, InputName, load_formula
from leastfirst.definitions.yaml_files import shipped
from leastfirst.ground.errors import DefinitionError

HEAD = """\
id: own
kind: formula
title: My formula
summary: A formula of my own.
source: me
vintage: "2026"
licence: none
status: example
"""
OWN = (
    HEAD
    + """\
steps:
  people: {step: input, input: residents}
  need: {step: input, input: need}
  weight: {step: multiply, of: [people, need]}
result: weight
"""
)


def refused(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_formula(path)
    said = str(caught.value)
    assert "\n" not in said
    return said.removeprefix(f"{path}: ").removesuffix("; mend the definition.")


@pytest.mark.parametrize("formula", shipped(FOLDER))
def test_every_shipped_formula_says_who_when_how_sure_and_what_each_step_is(formula: str) -> None:
    loaded = load_formula(formula)
    assert loaded.id == formula
    assert loaded.source
    assert loaded.licence
    assert loaded.status in ("published", "inferred", "recalled", "example")
    assert all(step.title for step in loaded.steps.values())


def test_every_input_has_its_words() -> None:
    assert set(INPUT_WORDS) == set(InputName.__args__)  # type: ignore[attr-defined]
    assert set(COUNTS) < set(INPUT_WORDS)


def test_a_formula_says_what_it_reads() -> None:
    formula = load_formula("regions-by-population")
    assert formula.inputs == ("residents", "need")
    assert formula.gives == "weights"
    assert load_formula("equal-shares").inputs == ()


BROKEN = {
    "an unknown step": (
        "{step: times, of: [people, need]}",
        f"line 9, steps: the step 'weight' is of the unknown kind 'times' (use one of {', '.join(KNOWN)})",
    ),
    "a step of what comes later": (
        "{step: multiply, of: [people, sharper]}",
        "line 9, steps: the step 'weight' is made from 'sharper', which does not stand before it",
    ),
    "a step of itself": (
        "{step: multiply, of: [people, weight]}", "line 9, steps: the step 'weight' is made from itself",
    ),
    "a product of one": (
        "{step: multiply, of: [people]}",
        "line 12, steps.weight.of: it names 1, and 2 or more are needed",
    ),
    "an input that nobody publishes": (
        "{step: input, input: bid_score}",
        "line 12, steps.weight.input: 'bid_score' is not known; use 'residents', 'households', 'small_areas', 'need', "
        "'resources', 'area_cost', 'unemployed', 'labour_force', 'output_per_head' or 'national_income'",
    ),
    "a power without end": (
        "{step: power, of: need, exponent: 1e9}",
        "line 12, steps.weight.exponent: it has to be 10 or less",
    ),
    "a number without end": (
        "{step: number, number: 1e999999999}",
        "line 12, steps.weight.number: '1e999999999' is not a number (write 3/4, 4.25% or 0.5)",
    ),
    "a number that is none": (
        "{step: number, number: .nan}", "line 12, steps.weight.number: 'nan' is not a number (write 3/4, 4.25% or 0.5)",
    ),
    "money without a sign": (
        "{step: money, amount: 700}",
        "line 12, steps.weight.amount: write money with its sign, such as £1,250.50 or 125050p, not 700",
    ),
    "bands out of order": (
        "{step: bands, of: need, bands: [{below: 9, gives: 1}, {below: 8, gives: 2}], otherwise: 3}",
        "line 12, steps.weight.bands: the bands are out of order: write them with rising bounds",
    ),
    "parts that are not the whole": (
        "{step: blend, parts: {people: 1/5, need: 3/5}}", "line 12, steps.weight: the parts add up to 4/5, not 1",
    ),
    "strata without a way": (
        "{step: strata, of: need, level: region}",
        "line 12, steps.weight: say how the strata share the fund: either `shares` by code or `by` a step",
    ),
    "strata that are not the whole": (
        "{step: strata, of: need, level: region, shares: {north: 1/2, south: 1/3}}",
        "line 12, steps.weight: the shares of the strata add up to 5/6, not 1",
    ),
    "more local cost than all of it": (
        "{step: area_cost, of: people, cost: need, share: 3/2}",
        "line 12, steps.weight.share: a share lies between 0 and 1, and 3/2 does not",
    ),
    "too many decimals": (
        "{step: divide, of: [people, need], decimals: 19}",
        "line 12, steps.weight.decimals: it has to be 18 or less",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("step", "said"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, step: str, said: str) -> None:
    assert refused(tmp_path, OWN.replace("{step: multiply, of: [people, need]}", step)) == said


def test_a_result_that_is_no_step_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, OWN.replace("result: weight", "result: sum")) == (
        "line 13, result: the result 'sum' is none of the steps"
    )


def test_a_formula_without_steps_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, HEAD + "steps: {}\nresult: weight\n")
    assert said == "line 9, steps: it is empty: name one or more"


def test_a_fund_is_no_formula() -> None:
    with pytest.raises(DefinitionError, match=r"^'appg-2bn' is a fund, and a formula is asked for; "):
        load_formula("appg-2bn")
