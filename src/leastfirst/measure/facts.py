"""The facts of a profile for every area of a level at once: shares of residents and households, small numbers hidden.

What `profile` tells of one area, or of a place of several, this tells of each area by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.profile import Fact
from leastfirst.ground.columns import AreaList, Values, areas_of, column_of, lookup_of, positions_of
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.sums import sums_at
from leastfirst.ground.suppression import suppressed_shares
from leastfirst.ground.tables import Inputs, Needs, TableMeta, split_reference

Tables = Mapping[str, TableMeta]


@dataclass(frozen=True)
class FactOfAll:
    """One line for n areas: `here` is NaN where it is missing or `suppressed`; `everywhere` is that of all together."""

    fact: Fact
    here: Values
    everywhere: float
    suppressed: NDArray[np.bool_]


def facts_needs(facts: Sequence[Fact], areas: str, tables: Tables) -> Needs:
    """What `fact_of_all` reads for the areas of a geography (`lsoa-2021`), out of the tables there are."""
    needs = Needs().add(f"areas-{areas}")
    for fact in facts:
        for reference in (*fact.numerator, *fact.denominator):
            meta = _meta(reference, tables)
            if meta is None or meta.geography is None:
                continue
            needs.add_reference(reference).add(f"areas-{meta.geography}", ("area_code", "area_name"))
            if f"{meta.geography}--{areas}" in tables:
                needs.add(f"{meta.geography}--{areas}")
    return needs


def fact_of_all(fact: Fact, areas: AreaList, tables: Tables, inputs: Inputs) -> FactOfAll | None:
    """One fact for each of the areas; None where the data do not reach them."""
    top, bottom = (_sums(each, areas, tables, inputs) for each in (fact.numerator, fact.denominator))
    if top is None or bottom is None:
        return None
    few = suppressed_shares(top[0], bottom[0])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where((bottom[0] > 0) & ~few, top[0] / bottom[0], np.nan)
    return FactOfAll(fact, share, top[1] / bottom[1], few)


def _sums(references: Sequence[str], areas: AreaList, tables: Tables, inputs: Inputs) -> tuple[Values, float] | None:
    """The sum of some columns of counts in each area, and everywhere; None if the data do not reach the areas."""
    here, everywhere = np.zeros(len(areas)), 0.0
    for reference in references:
        meta = _meta(reference, tables)
        if meta is None or meta.geography is None:
            return None
        values, _ = column_of(inputs, reference, areas_of(inputs, meta.geography))
        everywhere += float(np.nansum(values))
        if meta.geography == areas.geography:
            here = here + values
            continue
        through = f"{meta.geography}--{areas.geography}"
        if through not in tables:
            return None
        lookup = lookup_of(inputs, through)
        row = positions_in(areas_of(inputs, meta.geography).codes, lookup.areas)[lookup.row]
        at = positions_of(lookup, areas)[lookup.column]
        # Half a count would be too low: an area with a part that is missing is missing.
        here = here + sums_at(at[row >= 0], (lookup.weight * values[row])[row >= 0], len(areas))
    return here, everywhere


def _meta(reference: str, tables: Tables) -> TableMeta | None:
    table_id, column = split_reference(reference)
    meta = tables.get(table_id)
    return meta if meta is not None and column in (each.name for each in meta.fields) else None
