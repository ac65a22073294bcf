"""The people of a targeting check: who lives in each small area, in each larger one and in each place of a fund."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.ground.columns import Values, lookup_of
from leastfirst.ground.errors import AreaCodeError, DataError
from leastfirst.ground.exact import to_decimals
from leastfirst.ground.lookups import Lookup, positions_in
from leastfirst.ground.tables import Inputs, Table
from leastfirst.ground.ways import way_between

if TYPE_CHECKING:
    from leastfirst.fund.places import Places
    from leastfirst.ground.area_codes import Geography

# People are counted to a millionth, so that the last bits of a sum of floats never move a penny.
DECIMALS = 6


@dataclass(frozen=True)
class Small:
    """The n small areas of an index in ascending order of code; who lives in those without a score is `unknown`."""

    table: str
    title: str
    geography: Geography
    codes: pa.Array
    score: Values
    people: Values
    in_worst: Values
    unknown: Values
    unscored: NDArray[np.bool_]

    @classmethod
    def of(cls, table: Table) -> Small:
        """Read the worked-out table of an index."""
        geography = table.meta.geography
        if geography is None:
            raise DataError("it is not of areas", where=f"table {table.id}", do="hand in the table of an index")
        data = table.data.sort_by("area_code")
        columns = {}
        for name in ("score", "decile", "population"):
            if name not in data.column_names:
                raise DataError(
                    f"there is no column '{name}'", where=f"table {table.id}", do="hand in an index's table"
                )
            columns[name] = np.asarray(data[name].cast(pa.float64()).to_numpy())
        score, decile, population = columns.values()
        living = np.nan_to_num(population)
        if (living < 0).any():
            raise DataError("it holds a negative population", where=f"table {table.id}", do="correct it")
        unscored = np.isnan(score) | np.isnan(decile)
        people = np.where(unscored, 0.0, living)
        if not people[decile == 1].sum() > 0:
            raise DataError(
                "nobody lives in its worst decile", where=f"table {table.id}", do="use data with more areas"
            )
        return cls(
            table.id,
            table.meta.title,
            geography,
            data["area_code"].combine_chunks(),
            score,
            people,
            np.where(decile == 1, people, 0.0),
            np.where(unscored, living, 0.0),
            unscored | np.isnan(population),
        )


def summed_up(lookup: Lookup, small: Small) -> tuple[Values, Values, Values]:
    """For each larger area: the mean score over residents, the residents, and those in the worst decile."""

    def carried(values: Values) -> Values:
        return lookup.add_up(small.codes, values, where=f"table {small.table}")

    living = carried(small.people)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = carried(np.where(small.people > 0, np.nan_to_num(small.score) * small.people, 0.0)) / living
    return score, living, carried(small.in_worst)


class Inside(NamedTuple):
    """Which small area (`row`) lies in which place (`column`), with what `share` of its people; k of each.

    `through` are the lookups by which that is known, and `empty` how many areas of the places no small area leads to.
    """

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    share: Values
    through: tuple[str, ...]
    empty: int


def inside_of(places: Places, small: Small, inputs: Inputs, where: str) -> Inside:
    """Which small areas lie in which place; see `targeting` for the errors."""
    if places.geography is None or not places.areas:
        raise DataError(
            "its places are not made of areas, so it cannot be said who lives where its money goes",
            where=where,
            do="give its places areas, or leave `targeting` out",
        )
    place_of = {code: p for p, codes in enumerate(places.areas) for code in codes}
    metas = {table_id: table.meta for table_id, table in inputs.items()}
    way = way_between(small.geography, places.geography, metas)
    if way is None:
        raise DataError(
            f"no lookup leads from {small.geography.words}, by which need is told, to {places.geography.words}, which "
            "its places are made of",
            where=where,
            do="name an index of their vintage under `targeting`, or use data that have a lookup",
        )
    if not way:
        at = positions_in(small.codes, pa.array(place_of, pa.string()))
        if (at < 0).any():
            code = list(place_of)[int(np.argmax(at < 0))]
            raise AreaCodeError(f"{code} is not among its areas", where=f"table {small.table}", do="check its vintage")
        return Inside(at, np.array(list(place_of.values()), dtype=np.int64), np.ones(len(at)), (), 0)
    lookup = lookup_of(inputs, way[0])
    for table_id in way[1:]:
        lookup = lookup.then(lookup_of(inputs, table_id))
    at_area = np.full(len(lookup.areas), -1)
    at_area[lookup.positions(small.codes, where=f"table {small.table}")] = np.arange(len(small.codes))
    at_place = np.array([place_of.get(code, -1) for code in lookup.targets.to_pylist()], dtype=np.int64)
    row, column = at_area[lookup.row], at_place[lookup.column]
    kept = (row >= 0) & (column >= 0)
    found = len(place_of.keys() & set(lookup.targets.to_pylist()))
    return Inside(row[kept], column[kept], lookup.weight[kept], tuple(way), len(place_of) - found)


def exact_people(number: float) -> Fraction:
    """A number of people (a part of an area counts in part) to the millionth, exactly."""
    return to_decimals(Fraction(number), DECIMALS)
