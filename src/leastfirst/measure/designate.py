"""Designate: choose areas by a definition, with the reason for every area that was considered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.designation import Designation, Measure, WorstComposite
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.columns import (
    AreaList,
    Values,
    areas_of,
    larger_areas,
    local_name_column,
    lookup_of,
    population_of,
)
from leastfirst.ground.errors import DefinitionError
from leastfirst.ground.ranks import to_precision
from leastfirst.ground.tables import Inputs
from leastfirst.measure.index import IndexResult, build_index, ranks_and_deciles
from leastfirst.measure.roll_up import LOWER_IS_WORSE, Members, roll_up
from leastfirst.measure.select_composite import select_composite
from leastfirst.measure.select_worst import select_worst
from leastfirst.measure.selection import MeasureResult, Selection


@dataclass(frozen=True)
class DesignationResult:
    """Who was chosen and why.

    `designated` and `assessed` are n true/false values; `reason` holds n sentences; `columns` what else the rule
    worked out, by column name (lines, margins, composite score and rank); `within` the larger areas they lie in;
    `order` the positions of the designated areas, greatest need first.
    """

    designation: Designation
    areas: AreaList
    population: Values
    measures: tuple[MeasureResult, ...]
    designated: NDArray[np.bool_]
    assessed: NDArray[np.bool_]
    reason: pa.Array
    columns: Mapping[str, pa.Array]
    within: Mapping[str, pa.Array]
    order: NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many areas are designated."""
        return int(self.designated.sum())

    @property
    def residents(self) -> int:
        """How many people live in the designated areas."""
        return int(np.nansum(self.population[self.designated]))

    def table(self) -> pa.Table:
        """Every area considered: who it is, whether it was chosen and why, then what the rule looked at."""
        people = pa.array(np.nan_to_num(np.round(self.population)).astype(np.int64), mask=np.isnan(self.population))
        return pa.table(
            {
                "area_code": self.areas.codes,
                "area_name": self.areas.names,
                "population": people,
                "designated": pa.array(self.designated),
                "assessed": pa.array(self.assessed),
                "reason": self.reason,
                **self.columns,
                **self.within,
            }
        )


def designate(
    designation: Designation, inputs: Inputs, *, built: Mapping[str, IndexResult] | None = None
) -> DesignationResult:
    """Choose areas by a designation, from the tables that `designation.needs()` asks for.

    `built` may hold indices by id that were built from the same inputs, so that they need not be built again. An area
    on which a measure is missing is not assessed: it is neither chosen nor said to be well off.
    """
    areas = areas_of(inputs, designation.geography)
    population = population_of(inputs, designation.population, areas, through=designation.population_through)
    indices = {
        name: built[name] if built and name in built and built[name].recipe == recipe else build_index(recipe, inputs)
        for name, recipe in designation.recipes.items()
    }
    measures = tuple(_measure(m, indices[m.index], designation, areas, inputs) for m in designation.measures)
    assessed = np.all([m.rank > 0 for m in measures], axis=0)
    rule = designation.rule
    if isinstance(rule, WorstComposite):
        chosen = select_composite(rule, measures, areas, inputs, assessed)
    else:
        chosen = select_worst(rule, measures)
    reason = _or_why_not_assessed(chosen, measures, assessed, level_words(areas.geography.level))
    within: dict[str, pa.Array] = local_name_column(inputs, areas)
    for table_id in designation.context:
        larger = larger_areas(table_id, areas, inputs)
        within |= {f"{larger.level}_code": larger.codes, f"{larger.level}_name": larger.names}
    return DesignationResult(
        designation,
        areas,
        population,
        measures,
        chosen.designated,
        assessed,
        reason,
        {**{k: v for m in measures for k, v in m.columns().items()}, **chosen.columns},
        within,
        chosen.order,
    )


def _measure(
    measure: Measure, index: IndexResult, designation: Designation, areas: AreaList, inputs: Inputs
) -> MeasureResult:
    if not measure.roll_up:
        if index.areas.geography != areas.geography:
            raise DefinitionError(
                f"the measure '{measure.id}' is of {index.areas.geography.words}, not {areas.geography.words}",
                where=designation.id,
                do="say in roll_up through which lookup it is summed up",
            )
        return MeasureResult(measure, index, index.score, index.rank)
    *steps, last = measure.roll_up
    at, values = index.areas, index.score
    for step in steps:
        lookup = lookup_of(inputs, step.through)
        larger = areas_of(inputs, lookup.target)
        members = Members.of(at, population_of(inputs, step.population, at), lookup, larger)
        values, at = members.mean(values), larger
    result = roll_up(
        _carried(index, at, values) if steps else index,
        lookup_of(inputs, last.through),
        areas,
        population=population_of(inputs, last.population, at),
        summary=last.summary,
        precision=measure.precision,
    )
    return MeasureResult(measure, index, result.score, result.rank, last.summary not in LOWER_IS_WORSE)


def _carried(index: IndexResult, areas: AreaList, values: Values) -> IndexResult:
    """The index as it stands on other areas of much the same size, ranked again among them."""
    score = to_precision(values, index.recipe.precision)
    rank, decile = ranks_and_deciles(score, ties=index.recipe.ties)
    return IndexResult(index.recipe, areas, np.full(len(areas), np.nan), score, rank, decile, index.log)


def _or_why_not_assessed(
    chosen: Selection, measures: tuple[MeasureResult, ...], assessed: NDArray[np.bool_], level: str
) -> pa.Array:
    if assessed.all():
        return chosen.reason
    reasons = chosen.reason.to_pylist()
    for i in np.flatnonzero(~assessed):
        lacking = " and ".join(m.measure.title for m in measures if m.rank[i] == 0)
        reasons[i] = (
            f"Not assessed: the data give this {level} no value for the {lacking}, so nothing is said about it."
        )
    return pa.array(reasons, pa.string())
