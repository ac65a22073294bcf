"""Run an index recipe: from indicators to scores, ranks and deciles, keeping a log of how each score was built."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.recipe import Node, Recipe
from leastfirst.definitions.rules import EmpiricalBayes, Leave, ParentMean, PublishedRank
from leastfirst.ground.columns import (
    AreaList,
    Values,
    areas_of,
    column_of,
    covered,
    numbers,
    parents_of,
    population_of,
)
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.ranks import quantile_groups, rank_areas, to_precision
from leastfirst.ground.tables import Inputs
from leastfirst.measure.build_log import BuildLog, Contribution, NodeLog, Step
from leastfirst.measure.rules.aggregate import aggregate
from leastfirst.measure.rules.impute import impute
from leastfirst.measure.rules.shrink import shrink
from leastfirst.measure.rules.standardise import standardise
from leastfirst.measure.rules.transform import transform
from leastfirst.measure.rules.treat import treat


@dataclass(frozen=True)
class IndexResult:
    """Scores of n areas and how they were built.

    `score` is rounded to the recipe's precision, higher is worse, NaN where it could not be worked out. `rank` and
    `decile` are 1 for the greatest need and 0 where there is no score (written as missing in tables).
    """

    recipe: Recipe
    areas: AreaList
    population: Values
    score: Values
    rank: NDArray[np.int64]
    decile: NDArray[np.int64]
    log: BuildLog

    @property
    def ranked(self) -> int:
        """How many areas have a rank."""
        return int(np.count_nonzero(self.rank))

    def contributions(self, area_code: str) -> list[Contribution]:
        """The parts that add up to an area's score, largest first; raises AreaCodeError for an unknown code."""
        return self.log.contributions(self.recipe.index, self.areas.position(area_code))

    def table(self) -> pa.Table:
        """area_code, area_name, population, score, rank, decile, then one column for each node of the recipe."""
        return result_table(
            self.areas,
            self.population,
            self.score,
            self.rank,
            self.decile,
            {name: self.log.nodes[name].value for name in self.recipe.nodes},
        )


def build_index(recipe: Recipe, inputs: Inputs) -> IndexResult:
    """Work out an index from the tables that `recipe.needs()` asks for.

    Areas without a value on some indicator, after imputing, have no score and no rank.

    Raises:
        DataError: if an indicator has one value or none, a rule cannot take its values, or a population is negative.
        AreaCodeError: if two vintages would be mixed or an area is unknown.
    """
    areas = areas_of(inputs, recipe.geography)
    population = population_of(inputs, recipe.population, areas, through=recipe.population_through)
    log = BuildLog({})
    for name, node in recipe.bottom_up():
        log.nodes[name] = build_node(name, node, recipe, inputs, areas, log)
    score = to_precision(log.nodes[recipe.index].value, recipe.precision)
    rank, decile = ranks_and_deciles(score, ties=recipe.ties)
    return IndexResult(recipe, areas, population, score, rank, decile, log)


def ranks_and_deciles(score: Values, *, ties: str = "in-order") -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ranks and deciles (1 = greatest need) of the areas that have a score; 0 for those without."""
    known = ~np.isnan(score)
    if not known.any():
        raise DataError("no area has a score", do="impute missing values or use other indicators")
    rank = np.zeros(len(score), dtype=np.int64)
    rank[known] = rank_areas(score[known], ties="shared" if ties == "shared" else "in-order")
    decile = quantile_groups(rank, of=int(known.sum()))
    return rank, decile


def result_table(
    areas: AreaList,
    population: Values,
    score: Values,
    rank: NDArray[np.int64],
    decile: NDArray[np.int64],
    nodes: dict[str, Values],
) -> pa.Table:
    """The table of an index: missing where a value is NaN or a rank is 0, never zero."""
    whole = pa.array(np.nan_to_num(np.round(population)).astype(np.int64), mask=np.isnan(population))
    columns: dict[str, pa.Array] = {
        "area_code": areas.codes,
        "area_name": areas.names,
        "population": whole,
        "score": numbers(score),
        "rank": pa.array(rank, mask=rank == 0),
        "decile": pa.array(decile, mask=rank == 0),
    }
    for name, values in nodes.items():
        columns[name if name not in columns else f"{name}_node"] = numbers(to_precision(values, 9))
    return pa.table(columns)


def build_node(name: str, node: Node, recipe: Recipe, inputs: Inputs, areas: AreaList, log: BuildLog) -> NodeLog:
    """Work out one node from the data or, by the log, from the nodes that it is made of."""
    where = f"{recipe.id}, node {name}"
    steps: list[Step] = []
    lower_is_worse = False
    if node.indicator is not None:
        values, field = column_of(inputs, node.indicator, areas)
        where = f"{where} ({node.indicator})"
        direction = node.direction or field.direction
        if direction is None and not isinstance(node.standardise, PublishedRank):
            raise DefinitionError(
                "nothing says which end of it is worse",
                where=where,
                do="add direction: higher-is-worse or direction: lower-is-worse",
            )
        lower_is_worse = direction == "lower-is-worse"
        steps.append(Step.of("read", node.indicator, values))
    else:
        assert node.weights is not None, "a valid node has an indicator or weights"
        assert node.aggregate is not None, "a valid node with weights says how it aggregates"
        children = {child: log.nodes[child].value for child in node.weights}
        values = aggregate(children, node.weights, node.aggregate, where=where)
        steps.append(Step.of("aggregate", node.aggregate.rule, values))
    if np.isnan(values).all():
        raise DataError(
            f"all {len(values)} values are missing"
            if node.indicator is not None
            else "no area has a value on every part of it",
            where=where,
            do="leave it out, complete the data or choose an impute rule",
        )
    first = values
    if not isinstance(node.impute, Leave):
        parents = parents_of(inputs, node.impute.through, areas) if isinstance(node.impute, ParentMean) else None
        # A survey of one town must not be filled in for the whole country: only areas with a row of their own are.
        among = covered(inputs, node.indicator, areas) if node.indicator else None
        before = values
        values = impute(values, node.impute, where=where, parents=parents, among=among)
        steps.append(Step.of("impute", node.impute.rule, values, changed_from=before))
    if not isinstance(node.treat, Leave):
        before, values = values, treat(values, node.treat, where=where)
        steps.append(Step.of("treat", node.treat.rule, values, changed_from=before))
    if isinstance(node.shrink, EmpiricalBayes):
        reference = node.shrink.denominator or node.shrink.standard_error
        values = shrink(
            values,
            node.shrink,
            where=where,
            parents=parents_of(inputs, node.shrink.through, areas),
            sureness=column_of(inputs, reference, areas)[0] if reference else None,
        )
        steps.append(Step.of("shrink", node.shrink.rule, values))
    if lower_is_worse or not isinstance(node.standardise, Leave):
        values = standardise(values, node.standardise, where=where, lower_is_worse=lower_is_worse)
        steps.append(Step.of("standardise", node.standardise.rule, values))
    if not isinstance(node.transform, Leave):
        values = transform(values, node.transform, where=where)
        steps.append(Step.of("transform", node.transform.rule, values))
    return NodeLog(name, node, first, values, tuple(steps))
