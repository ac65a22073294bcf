"""The facts of a profile for every area of a level at once: shares of residents and households, small numbers hidden.

What `profile` tells of one area, or of a place of several, this tells of each area by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.profile import Fact
from leastfirst.ground.columns import AreaList, Values
from leastfirst.ground.tables import Inputs, Needs, TableMeta
from leastfirst.measure.hidden_shares import hidden_needs, hidden_shares, meta_of, sums_of

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
            meta = meta_of(reference, tables)
            if meta is None:
                continue
            needs.add_reference(reference).add(f"areas-{meta.geography}", ("area_code", "area_name"))
            if f"{meta.geography}--{areas}" in tables:
                needs.add(f"{meta.geography}--{areas}")
        needs |= hidden_needs((*fact.numerator, *fact.denominator), tables)
    return needs


def fact_of_all(fact: Fact, areas: AreaList, tables: Tables, inputs: Inputs) -> FactOfAll | None:
    """One fact for each of the areas; None where the data do not reach them."""
    top, bottom = (sums_of(each, areas, tables, inputs) for each in (fact.numerator, fact.denominator))
    if top is None or bottom is None:
        return None
    few = hidden_shares(fact.numerator, fact.denominator, tables, inputs)[areas.geography]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where((bottom[0] > 0) & ~few, top[0] / bottom[0], np.nan)
    return FactOfAll(fact, share, top[1] / bottom[1], few)
