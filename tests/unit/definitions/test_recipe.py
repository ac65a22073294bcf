"""A recipe is a tree that can be followed, or it is refused with the line to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from leastfirst.definitions.recipe import FOLDER, load_recipe
from leastfirst.definitions.yaml_files import shipped
from leastfirst.ground.errors import DefinitionError

HEAD = """\
id: own
kind: index
title: My index
summary: An index of my own.
source: me
vintage: "2026"
licence: none
status: example
geography: lsoa-2021
population: people.residents
index: need
"""
TREE = """\
nodes:
  need: {title: Need, aggregate: arithmetic, weights: {poor: 2, ill: 1}}
  poor: {title: Poor, indicator: mine.poor, direction: higher-is-worse, standardise: z}
  ill: {title: Ill, indicator: mine.ill, direction: higher-is-worse, standardise: z}
"""
OWN = HEAD + TREE


def refused(folder: Path, text: str) -> str:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_recipe(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: "), "the sentence names the file"
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence.removeprefix(f"{path}: ")


@pytest.mark.parametrize("recipe", shipped(FOLDER))
def test_every_shipped_recipe_says_who_when_how_sure_and_under_which_licence(recipe: str) -> None:
    loaded = load_recipe(recipe)
    assert loaded.id == recipe
    assert loaded.source
    assert re.fullmatch(r"(19|20)\d\d", loaded.vintage)
    assert loaded.licence
    assert loaded.status in ("published", "inferred", "recalled", "example")
    assert re.fullmatch(r"[0-9a-f]{64}", loaded.record.sha256)
    assert (loaded.record.id, loaded.record.status) == (recipe, loaded.status)
    assert all(node.title for node in loaded.nodes.values())


def test_the_recipes_that_the_project_promises_are_there() -> None:
    promised = {"imd-2019", "imd-2025", "imd-2025-crime", "imd-2025-health", "cni-2019", "cni-2023", "simple-example"}
    assert promised <= set(shipped(FOLDER))


def test_what_was_worked_out_by_us_is_not_called_published() -> None:
    statuses = {recipe: load_recipe(recipe).status for recipe in shipped(FOLDER)}
    assert {statuses["imd-2025-crime"], statuses["imd-2025-health"]} == {"inferred"}
    assert statuses["simple-example"] == "example"


def test_the_weights_of_the_imd_are_used_as_published(tmp_path: Path) -> None:
    for year in ("2019", "2025"):
        weights = load_recipe(f"imd-{year}").nodes["imd"].weights or {}
        assert sorted(weights.values()) == [0.093, 0.093, 0.093, 0.135, 0.135, 0.225, 0.225]


def test_a_recipe_asks_for_no_more_than_it_reads(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        HEAD
        + """\
population_through: oa-2021--lsoa-2021
nodes:
  need:
    title: Need
    indicator: mine.poor
    impute: {rule: parent-mean, through: lsoa-2021--lad-2024}
    shrink: {rule: empirical-bayes, through: lsoa-2021--msoa-2021, denominator: people.households}
""",
        encoding="utf-8",
    )
    assert load_recipe(tmp_path / "own.yaml").needs().columns == {
        "areas-lsoa-2021": {"area_code", "area_name"},
        "areas-oa-2021": {"area_code", "area_name"},
        "oa-2021--lsoa-2021": None,
        "people": {"area_code", "residents", "households"},
        "mine": {"area_code", "poor"},
        "lsoa-2021--lad-2024": None,
        "lsoa-2021--msoa-2021": None,
    }


def test_nodes_come_after_what_they_are_made_of(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    recipe = load_recipe(tmp_path / "own.yaml")
    assert [name for name, _ in recipe.bottom_up()] == ["poor", "ill", "need"]
    assert recipe.folder == tmp_path


@pytest.mark.parametrize(
    ("said", "instead", "sentence"),
    [
        ("ill: 1}}", "ill: 1, other: 1}}", "'need' weighs 'other', but there is no such node"),
        ("index: need", "index: want", "the index is called 'want', but there is no such node"),
        ("{poor: 2, ill: 1}", "{poor: 2}", "the node 'ill' is not part of the index"),
        ("{poor: 2, ill: 1}", "{poor: 0, ill: 0}", "line 13, nodes.need.weights: all weights are zero"),
        ("{poor: 2, ill: 1}", "{poor: -2, ill: 1}", "line 13, nodes.need.weights: the weight of poor is below zero"),
        ("{poor: 2, ill: 1}", "{poor: .nan, ill: 1}", "nodes.need.weights: the weight of poor is not a number"),
        ("{poor: 2, ill: 1}", "{poor: .inf, ill: 1}", "nodes.need.weights: the weight of poor is not a number"),
        ("aggregate: arithmetic", "aggregate: harmonic", "line 13, nodes.need.aggregate: "),
        ("standardise: z}\n  ill", "standardise: zed}\n  ill", "line 14, nodes.poor.standardise: "),
        ("standardise: z}\n  ill", "standardise: {rule: z, sd: 2}}\n  ill", "sd: it is not a known key"),
        (
            "standardise: z}\n  ill",
            "standardise: {rule: min-max, low: 5, high: 1}}\n  ill",
            "low is not below high, and higher has to mean greater need",
        ),
        (
            "standardise: z}\n  ill",
            "shrink: {rule: empirical-bayes, through: lsoa-2021--lad-2024, standard_error: mine.error}}\n  ill",
            "the logit scale goes with a denominator, the identity scale with a standard_error",
        ),
        ("indicator: mine.poor, ", "", "line 14, nodes.poor: a node has either an indicator or weights of other nodes"),
        ("indicator: mine.poor", "indicator: poor", "line 14, nodes.poor.indicator: "),
        ("aggregate: arithmetic, ", "", "a node with weights says how it aggregates, and no other node does"),
        ("geography: lsoa-2021", "geography: lsoa", "line 9, geography: 'lsoa' is not a geography"),
        ("kind: index", "kind: designation", "line 2, kind: "),
        ("licence: none\n", "", "licence: it is missing"),
        ("source: me\n", "", "source: it is missing"),
        ("status: example", "status: sure", "line 8, status: "),
        ("title: My index", "title: [My index", "not valid YAML"),
    ],
)
def test_a_recipe_that_cannot_be_followed_says_where_and_why(
    tmp_path: Path, said: str, instead: str, sentence: str
) -> None:
    assert said in OWN
    assert sentence in refused(tmp_path, OWN.replace(said, instead))


def test_a_recipe_with_a_cycle_names_the_way_round(tmp_path: Path) -> None:
    round_trip = OWN.replace("indicator: mine.ill, direction: higher-is-worse", "aggregate: sum, weights: {need: 1}")
    assert "the nodes go round in a circle: need -> ill -> need" in refused(tmp_path, round_trip)


def test_a_node_that_is_counted_twice_is_refused(tmp_path: Path) -> None:
    twice = OWN.replace("indicator: mine.ill, direction: higher-is-worse", "aggregate: sum, weights: {poor: 1}")
    assert "the node 'poor' is used twice, in 'need' and in 'ill'" in refused(tmp_path, twice)


def test_an_unknown_rule_is_answered_with_the_rules_there_are(tmp_path: Path) -> None:
    sentence = refused(tmp_path, OWN.replace("aggregate: arithmetic", "aggregate: harmonic"))
    assert all(rule in sentence for rule in ("harmonic", "sum", "arithmetic", "geometric", "mazziotta-pareto"))


def test_a_long_chain_of_nodes_is_no_trouble(tmp_path: Path) -> None:
    chain = {f"n{i}": {"title": "t", "aggregate": "sum", "weights": {f"n{i + 1}": 1}} for i in range(150)}
    nodes = {**chain, "n150": {"title": "t", "indicator": "mine.poor"}}
    text = HEAD.replace("index: need", "index: n0") + yaml.safe_dump({"nodes": nodes})
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    assert len(list(load_recipe(tmp_path / "own.yaml").bottom_up())) == 151
