"""Parts of England, worked out by the slow and obvious version too."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pyarrow.compute as pc
import pytest

from leastfirst.definitions.designation import Summary
from leastfirst.definitions.recipe import Recipe, load_recipe
from leastfirst.exchange.packs import Pack
from leastfirst.ground.columns import areas_of, lookup_of, population_of
from leastfirst.ground.tables import Inputs, Needs
from leastfirst.measure import build_index, roll_up
from tests import made_up, reference
from tests.england.held_against import index_of, only

pytestmark = pytest.mark.england
DISTRICTS = ["E06000002", "E07000147", "E08000012"]  # Middlesbrough, North Norfolk, Liverpool: 400 and more LSOAs
TO_LAD = "lsoa-2021--lad-2024"


@pytest.fixture(scope="module")
def some_codes(england: Pack) -> list[str]:
    lookup = england.table(TO_LAD).data
    return sorted(lookup.filter(pc.is_in(lookup["to_code"], made_up.pa.array(DISTRICTS)))["from_code"].to_pylist())


def slow_data(recipe: Recipe, inputs: Inputs, codes: list[str]) -> reference.Data:
    data = reference.Data(codes, {})
    for table in inputs.values():
        rows = table.data.to_pylist()
        if table.meta.kind == "lookup":
            shares = data.lookups.setdefault(table.id, {})
            for row in rows:
                shares.setdefault(row["from_code"], {})[row["to_code"]] = row["weight"]
            continue
        for field in table.meta.fields:
            if field.type in ("number", "integer") and field.name in table.data.column_names:
                data.columns[f"{table.id}.{field.name}"] = {row["area_code"]: row[field.name] for row in rows}
                if field.direction:
                    data.directions[f"{table.id}.{field.name}"] = field.direction
    return data


SHRUNK = {
    "index": {"aggregate": "mazziotta-pareto", "weights": {"poor": 2, "ill": 1}},
    "poor": {
        "indicator": "census-2021.deprived_households_share",
        "shrink": {"rule": "empirical-bayes", "through": TO_LAD, "denominator": "population-census-2021.residents"},
        "standardise": {"rule": "min-max", "low": 1, "high": 100},
    },
    "ill": {
        "indicator": "census-2021.disabled_share",
        "treat": {"rule": "winsorise", "skew": 0.4, "kurtosis": 0.1},
        "standardise": {"rule": "z", "mean": 100, "spread": 10},
    },
}
EXPONENTIAL = {
    "index": {"aggregate": "geometric", "weights": {"poor": 1, "crowded": 1, "crime": 1}},
    "poor": {
        "indicator": "census-2021.deprived_households_share",
        "standardise": "rank",
        "transform": "rank-exponential",
    },
    "crowded": {"indicator": "census-2021.overcrowded_share", "standardise": "percentile"},
    "crime": {"aggregate": "sum", "weights": {"burglary": 0.3, "theft": 0.7}, "standardise": "rank"},
    "burglary": {"indicator": "imd-2025-indicators.burglary", "standardise": "normal-scores"},
    "theft": {"indicator": "imd-2025-indicators.theft", "treat": {"rule": "log", "offset": 1}, "standardise": "z"},
}


@pytest.mark.parametrize("nodes", [SHRUNK, EXPONENTIAL], ids=["shrunk", "exponential"])
def test_an_index_of_three_districts(england: Pack, some_codes: list[str], nodes: dict[str, Any]) -> None:
    recipe = made_up.recipe(nodes, population="population-census-2021.residents", ties="shared")
    inputs = only(england.load(recipe.needs()), some_codes)
    fast = build_index(recipe, inputs)
    slow = reference.index(nodes, "index", slow_data(recipe, inputs, some_codes), ties="shared")
    assert len(some_codes) > 400
    for name, column in slow.nodes.items():
        np.testing.assert_allclose(fast.log.nodes[name].value, np.array(column, dtype=float), rtol=1e-9, atol=1e-9)
    assert fast.rank.tolist() == slow.rank
    assert fast.decile.tolist() == slow.decile


def test_a_random_sample_of_the_shipped_example(england: Pack) -> None:
    recipe = load_recipe("simple-example")
    inputs = england.load(recipe.needs())
    codes = sorted(
        np.random.default_rng(2025).choice(inputs["areas-lsoa-2021"].data["area_code"].to_pylist(), 300, False)
    )
    inputs = only(inputs, codes)
    nodes = {name: node.model_dump(exclude_none=True) for name, node in recipe.nodes.items()}
    slow = reference.index(nodes, recipe.index, slow_data(recipe, inputs, codes), ties="in-order")
    fast = build_index(recipe, inputs)
    np.testing.assert_allclose(fast.score, np.array(slow.score, dtype=float), atol=2e-9)
    assert fast.rank.tolist() == slow.rank


@pytest.mark.parametrize("summary", get_args(Summary))
def test_the_summaries_of_some_msoas_and_wards(england: Pack, summary: Summary) -> None:
    for recipe, through, reference_, targets in (
        ("imd-2025", "lsoa-2021--msoa-2021", "population-census-2021.residents", 40),
        ("imd-2019", "lsoa-2011--ward-2017", "population-mid-year.mid_2017", 40),
    ):
        index = index_of(england, recipe)
        level = str(index.areas.geography)
        inputs = england.load(
            Needs()
            .add(f"areas-{level}")
            .add(f"areas-{through.partition('--')[2]}")
            .add(through)
            .add_reference(reference_)
        )
        lookup = lookup_of(inputs, through)
        people = population_of(inputs, reference_, index.areas)
        fast = roll_up(index, lookup, areas_of(inputs, lookup.target), population=people, summary=summary)
        chosen = sorted(np.random.default_rng(7).choice(fast.areas.codes.to_pylist(), targets, False))
        shares: dict[str, dict[str, float]] = {code: {} for code in index.areas.codes.to_pylist()}
        for row in inputs[through].data.to_pylist():
            if row["to_code"] in chosen:
                shares[row["from_code"]][row["to_code"]] = row["weight"]
        slow_index = reference.Index(
            index.areas.codes.to_pylist(), {}, index.score.tolist(), index.rank.tolist(), index.decile.tolist()
        )
        slow = reference.roll_up(slow_index, shares, people.tolist(), summary)
        assert slow
        for code, wanted in slow.items():
            found = fast.score[fast.areas.position(code)]
            assert found == pytest.approx(wanted, rel=1e-9, abs=2e-9)
