"""Compare groups of areas over every indicator: what exactly is worse there than in other poor places, and what is not.

Every mean is weighted by the people it is about and has an interval that allows for areas of one district being alike;
every difference allows for how many are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.comparison import Comparison
from leastfirst.ground.columns import (
    AreaList,
    areas_of,
    lookup_of,
)
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Inputs, split_reference
from leastfirst.measure.comparison.adjust import adjusted
from leastfirst.measure.comparison.estimate import Difference, Terms, difference_of, mean_of
from leastfirst.measure.comparison.groups import GroupOfAreas, groups_of
from leastfirst.measure.comparison.matching import Matched, match
from leastfirst.measure.comparison.plan import Indicator, LeftOut, Plan
from leastfirst.measure.comparison.reading import Verdict, reading
from leastfirst.measure.comparison.result import ComparisonResult, Row, matched_words
from leastfirst.measure.comparison.terms import terms_of, weights_of
from leastfirst.measure.designate import DesignationResult

CLEAR = 0.05
CHOSEN_BY = "Places were chosen partly by this index, so a difference here is no surprise."


def compare(
    comparison: Comparison, planned: Plan, inputs: Inputs, *, results: Mapping[str, DesignationResult] | None = None
) -> ComparisonResult:
    """Hold the first group of a comparison against each other one on every indicator that was planned.

    Args:
        comparison: the groups, weights, clusters and settings.
        planned: the indicators, from `plan_comparison(comparison, tables)`.
        inputs: the tables that `planned.needs(comparison)` asks for.
        results: designations by id that were worked out from the same inputs, so that they need not be again.

    Raises:
        DefinitionError: for a group without areas or groups that overlap.
        DataError: if an indicator that was asked for by name has no data in a group.
    """
    areas = areas_of(inputs, comparison.geography)
    clusters = _clusters(comparison, areas, inputs)
    groups = groups_of(comparison, areas, inputs, clusters, results=results)
    weights = weights_of(comparison, areas, inputs)
    matched = match(comparison, groups, areas, weights["residents"], inputs)
    rows, left_out = [], list(planned.left_out)
    for indicator in planned.indicators:
        terms = terms_of(indicator, areas, weights, inputs)
        if comparison.weighting == "areas":
            terms = terms.each_area_alike()
        row = _row(indicator, terms, groups, matched, clusters)
        if isinstance(row, Row):
            rows.append(row)
        elif planned.by_name:
            raise DataError(f"{indicator.id} cannot be compared: {row.reason}", where=comparison.id)
        else:
            left_out.append(row)
    return ComparisonResult(
        comparison,
        groups,
        tuple(_judged(comparison, rows, groups, matched)),
        tuple(left_out),
        matched.called,
        matched.unlike,
    )


def _row(
    indicator: Indicator,
    terms: Terms,
    groups: tuple[GroupOfAreas, ...],
    matched: Matched,
    clusters: NDArray[np.int64],
) -> Row | LeftOut:
    means = [mean_of(terms, weight, clusters, per=indicator.per) for weight in matched.weights]
    differences = []
    for group, mean in zip(groups, means, strict=True):
        if mean.estimate.n == 0:
            return LeftOut(indicator.id, indicator.title, f"it has no data in the group '{group.id}'")
    for mean in means[1:]:
        gap = difference_of(means[0], mean, clusters)
        assert gap is not None, "every mean has a value"
        differences.append(gap)
    return Row(indicator, tuple(mean.estimate for mean in means), tuple(differences), (), None, None, False, "")


def _judged(comparison: Comparison, rows: list[Row], groups: tuple[GroupOfAreas, ...], matched: Matched) -> list[Row]:
    """The rows with p made larger for how many there are, and with what they say."""
    known = [(i, j) for i, row in enumerate(rows) for j, gap in enumerate(row.differences) if gap.p is not None]
    raised = adjusted(np.array([rows[i].differences[j].p for i, j in known], dtype=np.float64), comparison.control)
    larger = dict(zip(known, raised.tolist(), strict=True))
    expected = comparison.expect == "first-worse"
    chosen_by = _chosen_by(comparison)
    notes = [matched_words(matched.called)] if matched.called else []
    judged = []
    for i, row in enumerate(rows):
        gaps = tuple(replace(gap, p_adjusted=larger.get((i, j))) for j, gap in enumerate(row.differences))
        verdicts = tuple(_verdict(gap, row.indicator) for gap in gaps)
        values = [each.value for each in row.estimates if each.value is not None]
        by = split_reference(row.indicator.columns[0])[0] in chosen_by
        told = reading(row.indicator, [g.called for g in groups], values, verdicts, expected=expected)
        counts = expected and row.indicator.direction is not None
        judged.append(
            replace(
                row,
                differences=gaps,
                verdicts=verdicts,
                reversed=any(_better(gap, row.indicator) for gap in gaps) if counts else None,
                clearly_reversed="better" in verdicts if counts else None,
                chosen_by=by,
                reading=" ".join([told, *([CHOSEN_BY] if by else []), *notes]),
            )
        )
    return judged


def _chosen_by(comparison: Comparison) -> set[str]:
    """The tables by which designations chose a group: a difference on them is partly so by definition."""
    nodes = [n for d in comparison.designations.values() for r in d.recipes.values() for n in r.nodes.values()]
    return {split_reference(node.indicator)[0] for node in nodes if node.indicator}


def _better(gap: Difference, indicator: Indicator) -> bool:
    return gap.value < 0 if indicator.direction == "higher-is-worse" else gap.value > 0


def _verdict(gap: Difference, indicator: Indicator) -> Verdict:
    if gap.p_adjusted is None:
        return "unknown"
    if gap.p_adjusted >= CLEAR:
        return "unclear"
    if indicator.direction is None:
        return "higher" if gap.value > 0 else "lower"
    return "better" if _better(gap, indicator) else "worse"


def _clusters(comparison: Comparison, areas: AreaList, inputs: Inputs) -> NDArray[np.int64]:
    """The number of the district of each area."""
    lookup = lookup_of(inputs, comparison.clusters)
    at = lookup.positions(areas.codes, where=f"areas-{areas.geography}")
    return lookup.best_column[at]
