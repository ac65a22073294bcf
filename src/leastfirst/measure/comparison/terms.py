"""What a mean is made of: the two sides of each indicator for every area, carried over where it is of other areas."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from leastfirst.definitions.comparison import Comparison
from leastfirst.ground.columns import AreaList, Values, areas_of, column_of, lookup_of, population_of, positions_of
from leastfirst.ground.errors import ConservationError
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs
from leastfirst.measure.comparison.estimate import Terms
from leastfirst.measure.comparison.plan import Indicator


def weights_of(comparison: Comparison, areas: AreaList, inputs: Inputs) -> dict[str, Values]:
    """Who lives in each area, by what averages are over; households stand back for residents where unknown."""
    found: dict[str, Values] = {
        base: population_of(inputs, people.count, areas, through=people.through)
        for base, people in comparison.weights.items()
    }
    return {"households": found["residents"], **found}


def terms_of(indicator: Indicator, areas: AreaList, weights: Mapping[str, Values], inputs: Inputs) -> Terms:
    """Both sides of an indicator for n areas: counts where it is made of them, else its value over its people."""
    if indicator.through:
        return _carried(indicator, areas, inputs)
    if indicator.numerator:
        return Terms(_sum(indicator.numerator, areas, inputs), _sum(indicator.denominator, areas, inputs))
    values, _ = column_of(inputs, indicator.value, areas)
    weight = weights[indicator.base]
    return Terms(values * weight, np.where(np.isnan(values), np.nan, weight))


def _sum(references: tuple[str, ...], areas: AreaList, inputs: Inputs) -> Values:
    total: Values = np.sum([column_of(inputs, each, areas)[0] for each in references], axis=0)
    return total


def _carried(indicator: Indicator, areas: AreaList, inputs: Inputs) -> Terms:
    """Both sides of an indicator of other areas, carried over by a lookup; what goes in comes out.

    An area that gets anything from an area without a value is missing: half a count would be too low.
    """
    lookup = lookup_of(inputs, indicator.through)
    smaller = areas_of(inputs, lookup.source)
    if indicator.numerator:
        top, bottom = _sum(indicator.numerator, smaller, inputs), _sum(indicator.denominator, smaller, inputs)
    else:
        values, _ = column_of(inputs, indicator.value, smaller)
        bottom = population_of(inputs, indicator.carried_by, smaller)
        top = values * bottom
    place = lookup.positions(smaller.codes, where=f"areas-{smaller.geography}")
    unknown = np.ones(len(lookup.areas), dtype=bool)
    unknown[place] = np.isnan(top) | np.isnan(bottom)
    touched = sums_at(
        lookup.column, (unknown[lookup.row] & (lookup.weight > 0)).astype(np.float64), len(lookup.targets)
    )
    sides = []
    for side in (top, bottom):
        at_area = np.zeros(len(lookup.areas))
        at_area[place] = np.nan_to_num(side)
        carried = sums_at(lookup.column, lookup.weight * at_area[lookup.row], len(lookup.targets))
        if abs(carried.sum() - at_area.sum()) > 1e-9 * max(1.0, float(np.abs(at_area).sum())):
            raise ConservationError(f"{indicator.id} does not add up to what it was", where=lookup.name)
        out = np.full(len(areas), np.nan)
        out[positions_of(lookup, areas)] = np.where(touched > 0, np.nan, carried)
        sides.append(out)
    return Terms(sides[0], sides[1])
