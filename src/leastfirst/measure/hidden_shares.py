"""Which areas may not show a share of people or homes: too few in it, or else one that is could be worked out.

All levels of the data that the counts reach are looked at together, so that a page, a download and a place made of
areas hide the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import AreaList, Values, areas_of, column_of, lookup_of, positions_of
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.nested_hiding import LevelCounts, Nesting, hidden_across
from leastfirst.ground.sums import sums_at
from leastfirst.ground.suppression import suppressed_shares
from leastfirst.ground.tables import Inputs, Needs, TableMeta, split_reference
from leastfirst.measure.place import Place

Tables = Mapping[str, TableMeta]
SHARE_PLACES = 3
"""Shares of single areas are given to a thousandth: an exact one is a fraction, and so tells the counts."""


def hidden_needs(references: Sequence[str], tables: Tables) -> Needs:
    """What `hidden_shares` reads for a share made of some columns of counts."""
    needs = Needs()
    found = [meta_of(each, tables) for each in references]
    sources = [each for each in found if each is not None]
    if len(sources) < len(found):
        return needs
    levels = _levels(references, tables)
    for reference, source in zip(references, sources, strict=True):
        needs.add_reference(reference).add(f"areas-{source.geography}", ("area_code", "area_name"))
        for level in levels:
            if level != source.geography:
                needs.add(f"{source.geography}--{level}")
    for level in levels:
        needs.add(f"areas-{level}", ("area_code", "area_name"))
    for small, large in _pairs(levels, tables):
        needs.add(f"{small}--{large}")
    return needs


def hidden_shares(
    numerator: Sequence[str], denominator: Sequence[str], tables: Tables, inputs: Inputs
) -> Mapping[Geography, NDArray[np.bool_]]:
    """For each level that the counts reach, which of its areas may not show the share; worked out once for all."""
    references = (*numerator, *denominator)
    if any(meta_of(each, tables) is None for each in references):
        return {}

    def work_out() -> Mapping[Geography, NDArray[np.bool_]]:
        levels = _levels(references, tables)
        counts = []
        for level in levels:
            areas = areas_of(inputs, level)
            top, bottom = (sums_of(each, areas, tables, inputs) for each in (numerator, denominator))
            assert top is not None, "only levels that the counts reach are looked at"
            assert bottom is not None, "and so for both sides"
            few = suppressed_shares(top[0], bottom[0])
            counts.append(LevelCounts(np.where(np.isnan(bottom[0]), np.nan, top[0]), few))
        nestings = []
        for small, large in _pairs(levels, tables):
            lookup = lookup_of(inputs, f"{small}--{large}")
            row = positions_in(areas_of(inputs, small).codes, lookup.areas)[lookup.row]
            column = positions_of(lookup, areas_of(inputs, large))[lookup.column]
            kept = (row >= 0) & (lookup.weight > 0)
            nestings.append(Nesting(levels.index(small), levels.index(large), row[kept], column[kept]))
        return dict(zip(levels, hidden_across(counts, nestings), strict=True))

    first = inputs[split_reference(references[0])[0]]
    return first.keep(f"hidden shares of {' '.join(numerator)} over {' '.join(denominator)}", work_out)


def one_alone_is_hidden(
    numerator: Sequence[str], denominator: Sequence[str], place: Place, tables: Tables, inputs: Inputs
) -> bool:
    """Whether just one area of a place may not show the share: that of the place, less the others, would tell it."""
    hidden = hidden_shares(numerator, denominator, tables, inputs)[place.areas.geography]
    return int(np.count_nonzero(hidden[place.positions])) == 1


def sums_of(references: Sequence[str], areas: AreaList, tables: Tables, inputs: Inputs) -> tuple[Values, float] | None:
    """The sum of some columns of counts in each area, and everywhere; None if the data do not reach the areas."""
    here, everywhere = np.zeros(len(areas)), 0.0
    for reference in references:
        meta = meta_of(reference, tables)
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
        kept = (row >= 0) & (lookup.weight > 0)
        summed = sums_at(at[kept], (lookup.weight * values[row])[kept], len(areas))
        # An area of which no part is counted is missing, too: nothing is known of it.
        here = here + np.where(np.bincount(at[kept], minlength=len(areas)) > 0, summed, np.nan)
    return here, everywhere


def meta_of(reference: str, tables: Tables) -> TableMeta | None:
    """The table of a column of counts of areas; None where the data have none."""
    table_id, column = split_reference(reference)
    meta = tables.get(table_id)
    if meta is None or meta.geography is None or column not in (each.name for each in meta.fields):
        return None
    return meta


def _levels(references: Sequence[str], tables: Tables) -> list[Geography]:
    """The kinds of areas that all the columns reach."""
    sources = {meta.geography for each in references if (meta := meta_of(each, tables)) is not None}
    kinds = [meta.geography for meta in tables.values() if meta.kind == "areas" and meta.geography is not None]
    return [each for each in kinds if all(each == source or f"{source}--{each}" in tables for source in sources)]


def _pairs(levels: Sequence[Geography], tables: Tables) -> list[tuple[Geography, Geography]]:
    return [(a, b) for a in levels for b in levels if a != b and f"{a}--{b}" in tables]
