"""What cannot be varied, and settings that make no sense, are refused in one sentence before any work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from leastfirst.ground.errors import LeastfirstError
from tests.unit.measure.varied import COLUMNS, DIRICHLET, ERRORS, OTHER_ERRORS, SCALES, WAYS, WEIGHTS, run, spec, tables

OPTIONS = [{"id": "one", "probability": 0.5}, {"id": "two", "probability": 0.5, "standardise": "z"}]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([{**WEIGHTS, "index": "wealth"}], "has no index 'wealth'; use one of deprivation, community_need"),
        ([{**WEIGHTS, "node": "crime"}], "has no node 'crime'; use one of index, a, b, c"),
        ([{**WEIGHTS, "node": "a"}], "the node 'a' weighs no parts; use one of index"),
        ([{**WAYS, "node": "b"}], "the node 'b' adds up no parts"),
        ([{**SCALES, "nodes": ["x"]}], "has no node 'x'"),
        ([{**SCALES, "nodes": ["b"]}], "names 'a', which is not an indicator of this choice"),
        ([{**ERRORS, "nodes": ["index"]}], "'index' is not an indicator of this choice"),
        ([{"varies": "summary", "measure": "deprivation", "options": [
            {"id": "s", "probability": 0.5, "summary": "average-score"},
            {"id": "r", "probability": 0.5, "summary": "average-rank"}]}], "is not rolled up"),
        ([{"varies": "population", "measure": "wealth", "options": [
            {"id": "s", "probability": 0.5, "population": "people.residents"},
            {"id": "r", "probability": 0.5, "population": "people.then"}]}], "has no measure 'wealth'"),
        ([{"varies": "population", "measure": "deprivation", "options": [
            {"id": "s", "probability": 0.5, "population": "people.residents"},
            {"id": "r", "probability": 0.5, "population": "people.then"}]}], "has 0 roll-ups, and none is number 1"),
        ([{"varies": "composite-weights", "spread": WEIGHTS["spread"]}], "no composite whose weights could vary"),
        ([WEIGHTS, DIRICHLET], "'choice_0' and 'choice_1' both vary the weights of deprivation of index"),
        ([WEIGHTS], "the index community_need (community_need) has one possible outcome; add a choice about it"),
        ([WEIGHTS, {**SCALES, "index": "community_need", "options": [
            {"id": "s", "probability": 0.5}, {"id": "r", "probability": 0.5}]}], "has one possible outcome"),
        ([OTHER_ERRORS, {**WAYS, "options": [{**o, "lowest": None} for o in WAYS["options"]]}, ERRORS],
         "geometric takes only values above zero"),
        ([OTHER_ERRORS, {"varies": "sampling-error", "index": "deprivation", "standard_errors": {"a": "needs.b"}}],
         "'b' has no standard error"),
        ([OTHER_ERRORS, {**SCALES, "options": [OPTIONS[0], {**OPTIONS[1], "indicators": {"a": "needs.gone"}}]}],
         "there is no column 'gone'"),
        ([OTHER_ERRORS, {**SCALES, "options": [OPTIONS[0], {**OPTIONS[1], "indicators": {"a": "needs.holes"}}]}],
         "has a value in only one of the options"),
    ],
)  # fmt: skip
def test_what_cannot_be_varied_is_said_before_the_first_replicate(choices: list[Any], said: str) -> None:
    holes = {**COLUMNS, "holes": [None, *COLUMNS["e"][1:]]}
    with pytest.raises(LeastfirstError) as error:
        run(*choices, inputs=tables(columns=holes), replicates=10**9)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"replicates": 0}, "0 replicates tell nothing"),
        ({"replicates": -5}, "-5 replicates"),
        ({"seed": -1}, "the seed -1 is below zero"),
        ({"threads": 0}, "0 threads"),
        ({"threads": 3, "cores": 2}, "3 threads are more than the 2 cores of this machine"),
        ({"pairs": 1}, "fewer than two pairs"),
    ],
)
def test_settings_that_make_no_sense(settings: Mapping[str, int], said: str) -> None:
    with pytest.raises(LeastfirstError) as error:
        run(WEIGHTS, OTHER_ERRORS, **settings)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({**SCALES, "options": [{"id": "one", "probability": 1}]}, "has one option, so nothing varies"),
        ({**SCALES, "options": [OPTIONS[0], {**OPTIONS[1], "probability": 0.4}]}, "add up to 0.9, not 1"),
        ({**SCALES, "options": [OPTIONS[0], {**OPTIONS[1], "id": "one"}]}, "two options of 'choice_0'"),
        ({**SCALES, "options": [OPTIONS[0], {**OPTIONS[1], "standardise": "magic"}]}, "magic"),
        ({**SCALES, "options": [OPTIONS[0], {**OPTIONS[1], "probability": 0}]}, "greater than 0"),
        ({**WEIGHTS, "spread": {"rule": "within", "share": 1.5}}, "less than 1"),
        ({**ERRORS, "share_of_sd": None}, "say how large the error is"),
        ({**ERRORS, "varies": "luck"}, "luck"),
        ({**ERRORS, "id": "seed"}, "'seed' is a column of every table of replicates"),
    ],
)  # fmt: skip
def test_a_specification_that_makes_no_sense_is_refused_when_it_is_read(choice: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        spec(choice)
