"""Index recipes: a tree of nodes, with a rule for every step on every node, written in YAML.

A node either takes an `indicator` (a column of the data, `table.column`) or puts other nodes together by their
`weights`. Then its value passes the steps in this order: impute, treat, shrink, standardise, transform. From
`standardise` on, higher always means greater need.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from leastfirst.definitions.model import Definition, GeographyField, NodeId, Reference, Strict, TableId
from leastfirst.definitions.rules import (
    Aggregate,
    EmpiricalBayes,
    Impute,
    Leave,
    ParentMean,
    Shrink,
    Standardise,
    Transform,
    Treat,
)
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.ranks import Precision, Ties
from leastfirst.ground.tables import Direction, Needs

FOLDER = "indices"


class Node(Strict):
    """One node of the tree: where its value comes from and what is done to it, step by step."""

    title: str
    indicator: Reference | None = None
    direction: Direction | None = None
    weights: dict[NodeId, float] | None = None
    aggregate: Aggregate | None = None
    impute: Impute = Leave()
    treat: Treat = Leave()
    shrink: Shrink = Leave()
    standardise: Standardise = Leave()
    transform: Transform = Leave()

    @field_validator("weights")
    @classmethod
    def _weights(cls, weights: dict[str, float] | None) -> dict[str, float] | None:
        if weights is not None:
            check_weights(weights)
        return weights

    @model_validator(mode="after")
    def _one_source(self) -> Node:
        if (self.indicator is None) == (self.weights is None):
            raise ValueError("a node has either an indicator or weights of other nodes")
        if (self.weights is None) != (self.aggregate is None):
            raise ValueError("a node with weights says how it aggregates, and no other node does")
        if self.direction is not None and self.indicator is None:
            raise ValueError("only a node with an indicator has a direction")
        return self


class PublishedResult(Strict):
    """Where the publisher's own result stands in the data, so that ours can be held against it."""

    score: Reference | None = None
    rank: Reference | None = None


class OwnTable(Strict):
    """A table of your own, a CSV or Parquet file beside the recipe, with a column `area_code`."""

    file: str
    geography: GeographyField
    title: str
    source: str = "your own table"


class Recipe(Definition):
    """A whole index: which areas, whose residents, the tree, and how scores become ranks."""

    kind: Literal["index"]
    geography: GeographyField
    population: Reference
    population_through: TableId | None = None
    own_tables: dict[TableId, OwnTable] = {}
    folder: Path = Path()
    index: NodeId
    nodes: dict[NodeId, Node]
    precision: Precision = Field(9, description="decimal places that the score is rounded to before ranking")
    ties: Ties = "in-order"
    published: PublishedResult = PublishedResult()
    edition_of: NodeId | None = Field(
        None, description="the series it is an edition of: a trend compares editions of one"
    )
    not_comparable_with: dict[str, str] = Field({}, description="recipe id to the publisher's reason against a trend")
    in_profile: int | None = Field(None, ge=1, description="its place in a profile; without it, it is left out")

    @model_validator(mode="after")
    def _is_a_tree(self) -> Recipe:
        if self.index not in self.nodes:
            raise ValueError(f"the index is called '{self.index}', but there is no such node")
        seen: dict[str, str] = {}
        self._walk(self.index, (), seen)
        loose = [name for name in self.nodes if name not in seen]
        if loose:
            raise ValueError(f"the node '{loose[0]}' is not part of the index")
        return self

    def _walk(self, name: str, above: tuple[str, ...], seen: dict[str, str]) -> None:
        if name in above:
            raise ValueError(f"the nodes go round in a circle: {' -> '.join((*above[above.index(name) :], name))}")
        if name in seen:
            raise ValueError(f"the node '{name}' is used twice, in '{seen[name]}' and in '{above[-1]}'")
        seen[name] = above[-1] if above else ""
        for child in self.nodes[name].weights or ():
            if child not in self.nodes:
                raise ValueError(f"'{name}' weighs '{child}', but there is no such node")
            self._walk(child, (*above, name), seen)

    def bottom_up(self) -> Iterator[tuple[str, Node]]:
        """Every node after those that it is made of; the index itself comes last."""

        def below(name: str) -> Iterator[str]:
            for child in self.nodes[name].weights or ():
                yield from below(child)
            yield name

        for name in below(self.index):
            yield name, self.nodes[name]

    def needs(self) -> Needs:
        """The tables and columns that the recipe reads."""
        needs = Needs().add(f"areas-{self.geography}", ("area_code", "area_name")).add_reference(self.population)
        if self.population_through:
            needs.add(self.population_through).add(areas_below(self.population_through), ("area_code", "area_name"))
        for reference in (self.published.score, self.published.rank):
            if reference:
                needs.add_reference(reference)
        for node in self.nodes.values():
            if node.indicator:
                needs.add_reference(node.indicator)
            for rule in (node.impute, node.shrink):
                if isinstance(rule, ParentMean | EmpiricalBayes):
                    needs.add(rule.through)
                if isinstance(rule, EmpiricalBayes):
                    for reference in (rule.denominator, rule.standard_error):
                        if reference:
                            needs.add_reference(reference)
        return needs


def check_weights(weights: Mapping[str, float]) -> None:
    """Raise ValueError unless every weight is a number of zero or more and one of them is more."""
    for name, weight in weights.items():
        if not math.isfinite(weight):
            raise ValueError(f"the weight of {name} is not a number")
        if weight < 0:
            raise ValueError(f"the weight of {name} is below zero")
    if not any(weights.values()):
        raise ValueError("all weights are zero, so nothing would count")


def areas_below(lookup: str) -> str:
    """The table of areas that a lookup starts from: `lsoa-2011--ward-2017` starts from `areas-lsoa-2011`."""
    return f"areas-{lookup.partition('--')[0]}"


def areas_above(lookup: str) -> str:
    """The table of areas that a lookup leads to: `msoa-2021--pcon-2024` leads to `areas-pcon-2024`."""
    return f"areas-{lookup.partition('--')[2]}"


def load_recipe(recipe: str | Path) -> Recipe:
    """Read a recipe by the id of a shipped one or the path of your own YAML file.

    Raises DefinitionError in one sentence if it is not valid YAML, names an unknown rule, goes round in a circle, or
    has weights that are all zero.
    """
    model, sha256, _ = read_model(recipe, folder=FOLDER, model=Recipe)
    return model.model_copy(update={"sha256": sha256, "folder": Path(recipe).parent})
