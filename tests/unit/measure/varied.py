"""What is varied in the tests of how sure a list is: two small measures, and ways of varying them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from leastfirst.definitions.designation import Designation
from leastfirst.definitions.uncertainty import UncertaintySpec
from leastfirst.ground.tables import Inputs, Table
from leastfirst.measure import UncertaintyResult, how_sure
from tests import made_up

N = 60

CODES = [f"E0100{i:04}" for i in range(N)]
RNG = np.random.default_rng(3)
COLUMNS = {name: RNG.normal(10, 3, N).round(3).tolist() for name in "abcde"}


def spec(*choices: Mapping[str, Any]) -> UncertaintySpec:
    named = [{"id": f"choice_{i}", "title": f"choice {i}", **choice} for i, choice in enumerate(choices)]
    head = {**made_up.HEAD, "id": "made-up", "kind": "uncertainty", "status": "example"}
    return UncertaintySpec.model_validate({**head, "choices": named})


def tree(**settings: Any) -> Any:
    """An index of a, b and c; its parts are brought on one scale from 1 to 100."""
    scale = {"rule": "min-max", "low": 1, "high": 100}
    leaf = {
        name: {"indicator": f"needs.{name}", "direction": "higher-is-worse", "standardise": scale} for name in "abc"
    }
    return made_up.recipe({"index": {"aggregate": "sum", "weights": {"a": 3, "b": 2, "c": 1}}, **leaf}, **settings)


def two_measures(share: str = "1/2") -> Designation:
    other = made_up.one_indicator("d")
    measures = [{"id": "deprivation", "recipe": tree()}, {"id": "community_need", "recipe": other}]
    return made_up.designation(measures, {"kind": "worst-on-all", "share": share})


def tables(*more: Table, columns: Mapping[str, Any] = COLUMNS) -> Inputs:
    return made_up.inputs_of(
        made_up.areas(made_up.LSOA, {code: f"Place {code[-2:]}" for code in CODES}),
        made_up.population(dict.fromkeys(CODES, 1000.0)),
        made_up.table("needs", {"area_code": CODES, **columns}),
        *more,
    )


WEIGHTS = {"varies": "weights", "index": "deprivation", "node": "index", "spread": {"rule": "within", "share": 0.4}}
DIRICHLET = {**WEIGHTS, "spread": {"rule": "dirichlet", "concentration": 20}}
ERRORS = {"varies": "sampling-error", "index": "deprivation", "share_of_sd": 0.2}
OTHER_ERRORS = {"varies": "sampling-error", "index": "community_need", "share_of_sd": 0.2}
SCALES = {
    "varies": "steps",
    "index": "deprivation",
    "options": [
        {"id": "as-it-is", "probability": "1/2"},
        {"id": "by-rank", "probability": "1/2", "standardise": "rank", "indicators": {"a": "needs.e"}},
    ],
}
WAYS = {
    "varies": "aggregate",
    "index": "deprivation",
    "node": "index",
    "options": [
        {"id": "sum", "probability": 0.5},
        {"id": "geometric", "probability": 0.25, "aggregate": "geometric", "lowest": 2},
        {"id": "imbalance", "probability": 0.25, "aggregate": "mazziotta-pareto", "lowest": 2},
    ],
}


def named(designation: Designation) -> Designation:
    """The recipes are known by the names of their measures here."""
    recipes = {name: recipe.model_copy(update={"id": name}) for name, recipe in designation.recipes.items()}
    return designation.model_copy(update={"recipes": recipes})


def run(*choices: Mapping[str, Any], inputs: Inputs | None = None, **settings: Any) -> UncertaintyResult:
    asked = {"replicates": 200, "seed": 1, **settings}
    designation = asked.pop("designation", None) or named(two_measures())
    return how_sure(designation, spec(*choices), inputs or tables(), **asked)
