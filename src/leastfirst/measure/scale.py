"""Scale: at what geographic scale should we target? Who is reached by LSOA, MSOA, ward or district, and who else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.designation import Designation, WorstOnAll
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import AreaList, Values, aligned, areas_of, lookup_of, positions_of
from leastfirst.ground.errors import DataError
from leastfirst.ground.ranks import worst
from leastfirst.ground.reach import Curve
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs, Needs, TableMeta
from leastfirst.ground.ways import ways_up
from leastfirst.measure.designate import DesignationResult, designate
from leastfirst.measure.index import build_index
from leastfirst.measure.random_zones import random_zones
from leastfirst.measure.roll_up import LOWER_IS_WORSE, SUMMARIES, Members, roll_ups
from leastfirst.measure.scale_result import OwnList, ScaleResult, Targeting

BUDGETS = tuple(percent / 100 for percent in range(1, 31))
DRAWS = 20


def scale_needs(designation: Designation, tables: Mapping[str, TableMeta]) -> Needs:
    """The tables and columns that `scale` reads: those of the designation, and the way up from its small areas."""
    base = designation.recipes[designation.measures[0].index].geography
    needs = designation.needs()
    for through in ways_up(base, tables):
        needs.add(through).add(f"areas-{tables[through].target}", ("area_code", "area_name"))
    areas = tables.get(f"areas-{base}")
    if areas and {"latitude", "longitude"} <= {each.name for each in areas.fields}:
        needs.add(areas.id, ("area_code", "area_name", "latitude", "longitude"))
    return needs


def scale(designation: Designation, inputs: Inputs, *, seed: int = 1, draws: int = DRAWS) -> ScaleResult:
    """Compare targeting by small areas and by larger ones, with the same budget of people.

    People in need are the residents of the small areas in the worst share (of the rule; a tenth if it states none) on
    the designation's first measure. For each level and budget the areas are taken worst first by each of the five
    summaries until the budget of people is spent, the last area in part.

    Args:
        designation: whose first measure says what need is.
        inputs: the tables that `scale_needs` asks for.
        seed: where the random zones start from.
        draws: how many times random zones are drawn for each level.

    Raises:
        DataError: if there are no larger areas to compare with, nobody is in need, or no draw is asked for.
    """
    if draws < 1:
        raise DataError("no random zones would be drawn", where="--draws", do="ask for one or more")
    recipe = designation.recipes[designation.measures[0].index]
    index = build_index(recipe, inputs)
    metas = {table_id: table.meta for table_id, table in inputs.items()}
    ways = ways_up(recipe.geography, metas)
    if not ways:
        raise DataError(
            f"there are no larger areas than {recipe.geography.words} to compare with",
            where=designation.id,
            do="use data that have a lookup to msoa, ward or lad",
        )
    share = designation.rule.share if isinstance(designation.rule, WorstOnAll) else (1, 10)
    # Where need is not known nobody is counted, neither as in need nor as not.
    people = np.where(index.rank > 0, index.population, 0.0)
    is_in_need = (index.rank > 0) & (index.rank <= worst(share, index.ranked))
    in_need = np.where(is_in_need, people, 0.0)
    if not in_need.sum() > 0:
        raise DataError("nobody is in need by this definition", where=designation.id, do="use a larger share")
    budgets = np.array(BUDGETS)
    amounts = budgets * people.sum()
    unknown = np.full(len(budgets), np.nan)
    curve = Curve.down(index.score, people, in_need)
    out = [_targeting(recipe.geography, "score", curve, amounts, unknown, unknown)]
    place = _positions(inputs, index.areas)
    for level, through in enumerate(ways):
        lookup = lookup_of(inputs, through)
        larger = areas_of(inputs, lookup.target)
        members = Members.of(index.areas, people, lookup, larger)
        needy = sums_at(members.column, members.share * in_need[members.row], members.targets)
        low = high = unknown
        if place is not None:
            sizes = members.total[members.total > 0]
            draw = [
                _by_chance(place, index.score, people, in_need, sizes, np.random.default_rng([seed, level, turn]))
                for turn in range(draws)
            ]
            reached = np.array([each.reached(amounts) for each in draw])
            low, high = reached.min(axis=0), reached.max(axis=0)
        rolled = roll_ups(index, lookup, larger, population=people)
        for summary in SUMMARIES:
            score = rolled[summary].score
            curve = Curve.down(-score if summary in LOWER_IS_WORSE else score, members.total, needy)
            out.append(_targeting(lookup.target, summary, curve, amounts, low, high))
    own = _own_list(designate(designation, inputs, built={recipe.id: index}), inputs, index.areas, people, is_in_need)
    return ScaleResult(
        designation,
        index,
        share,
        float(people.sum()),
        float(in_need.sum()),
        int(is_in_need.sum()),
        len(index.areas) - index.ranked,
        budgets,
        tuple(out),
        own,
        draws,
        seed,
    )


def _targeting(
    geography: Geography, summary: str, curve: Curve, amounts: Values, low: Values, high: Values
) -> Targeting:
    return Targeting(
        geography,
        summary,
        curve.targeted(amounts),
        curve.reached(amounts),
        curve.areas_at(amounts),
        low,
        high,
    )


def _by_chance(
    place: tuple[Values, Values],
    score: Values,
    people: Values,
    in_need: Values,
    sizes: Values,
    random: np.random.Generator,
) -> Curve:
    """The walk down random zones by their average score."""
    zone = random_zones(*place, people, sizes, random)
    total = sums_at(zone, people, len(sizes))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums_at(zone, people * np.nan_to_num(score), len(sizes)) / total
    return Curve.down(mean, total, sums_at(zone, in_need, len(sizes)))


def _positions(inputs: Inputs, areas: AreaList) -> tuple[Values, Values] | None:
    """Latitude and longitude of the small areas; None unless all are known."""
    table = inputs[f"areas-{areas.geography}"]
    if not {"latitude", "longitude"} <= set(table.data.column_names):
        return None
    place = aligned(table, "latitude", areas), aligned(table, "longitude", areas)
    return None if any(np.isnan(each).any() for each in place) else place


def _own_list(
    result: DesignationResult, inputs: Inputs, small: AreaList, people: Values, is_in_need: NDArray[np.bool_]
) -> OwnList:
    """What the list reaches, by the lookups through which its first measure was summed up."""
    part = result.designated.astype(np.float64)
    if result.areas.geography != small.geography:
        steps = [lookup_of(inputs, step.through) for step in result.designation.measures[0].roll_up]
        lookup = steps[0]
        for step in steps[1:]:
            lookup = lookup.then(step)
        at = lookup.positions(small.codes, where=f"areas-{small.geography}")
        inside = part[positions_of(lookup, result.areas)][lookup.column]
        part = sums_at(lookup.row, lookup.weight * inside, len(lookup.areas))[at]
    return OwnList(
        result.count,
        float(np.sum(part * people)),
        float(np.sum(part * people * is_in_need)),
        float(part.sum()),
        float(part[is_in_need].sum()),
    )
