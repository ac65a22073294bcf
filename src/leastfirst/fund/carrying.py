"""Columns of published tables, brought up from their areas to the places of a fund."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.fund_places import FromColumn, FromIndex
from leastfirst.fund.places import Places
from leastfirst.ground.columns import AreaList, Values, aligned, areas_of, lookup_of, population_of, positions_of
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.tables import Inputs, Table

# What a sum over areas means something of; a column that does not say what it is, is taken at its word.
_ADDS_UP = ("", "count")


def carried(
    table: Table, column: str, source: FromColumn | FromIndex, places: Places, inputs: Inputs, name: str
) -> Values:
    """A column brought up to n places: added up, or averaged over people; NaN where a place has no figure.

    Raises DataError for what cannot be added up or says nothing of places, AreaCodeError for areas of another level.
    """
    where = f"{table.id}.{column}"
    geography = table.meta.geography
    if geography is None:
        raise DataError(
            "its rows are not areas, so it says nothing about places",
            where=where,
            do="name a column of a table of areas",
        )
    if places.geography is None:
        raise DataError(f"its places are not made of areas, so {where} says nothing about them", where=name)
    areas = areas_of(inputs, geography)
    field = table.meta.field(column)
    if name == "need" and field.direction == "lower-is-worse":
        raise DataError(
            "less of it is greater need, and a formula reads it the other way round",
            where=where,
            do="bind need to a column where higher is worse, such as a score",
        )
    larger = bool(source.through) or _several(places)
    if larger and source.weighted_by is None and field.kind not in _ADDS_UP:
        raise DataError(
            f"it is a {field.kind}, which cannot be added up, and the places are made of several areas",
            where=where,
            do="write `take: mean`, and in `weighted_by` over whose residents",
        )
    values = aligned(table, column, areas)
    weights = population_of(inputs, source.weighted_by, areas) if source.weighted_by else None
    if weights is None and isinstance(source, FromIndex) and larger:
        raise DataError(
            f"the index is of {geography.words} and the places are larger",
            where=name,
            do="say in `weighted_by` over whose residents it is averaged",
        )
    if weights is not None:
        # An area where nobody lives counts for nothing; one whose people have no figure makes the place's unknown.
        values = np.where(weights == 0, 0.0, values * weights)
    tops = [values] if weights is None else [values, weights]
    for lookup_id in source.through:
        areas, tops = _up(lookup_id, areas, tops, inputs, where)
    if areas.geography != places.geography:
        raise AreaCodeError(
            f"it is of {areas.geography.words}, and the places are made of {places.geography.words}",
            where=where,
            do="name in `through` the lookups that lead up to them",
        )
    sums = [_over_members(each, areas, places) for each in tops]
    if weights is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            sums = [sums[0] / np.where(sums[1] > 0, sums[1], np.nan)]
    return sums[0]


def _several(places: Places) -> bool:
    return any(len(areas) > 1 for areas in places.areas)


def _up(
    lookup_id: str, areas: AreaList, tops: list[Values], inputs: Inputs, where: str
) -> tuple[AreaList, list[Values]]:
    lookup = lookup_of(inputs, lookup_id)
    larger = areas_of(inputs, lookup.target)
    at_larger = positions_of(lookup, larger)
    carried = np.full((len(tops), len(larger)), np.nan)
    for row, each in zip(carried, tops, strict=True):
        row[at_larger] = lookup.add_up(areas.codes, each, where=where)
    return larger, list(carried)


def _over_members(values: Values, areas: AreaList, places: Places) -> Values:
    at = {code: i for i, code in enumerate(areas.codes.to_pylist())}
    found: NDArray[np.float64] = np.empty(len(places))
    for i, codes in enumerate(places.areas):
        found[i] = sum(values[at[code]] if code in at else np.nan for code in codes)
    return found
