"""Columns of the inputs, in the order of a list of areas. Missing values are NaN, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError, ConservationError, DataError
from leastfirst.ground.lookups import Lookup, positions_in
from leastfirst.ground.tables import Field, Inputs, Table

Values = NDArray[np.float64]


@dataclass(frozen=True)
class AreaList:
    """The n areas of one geography, in ascending order of code, with their names."""

    geography: Geography
    codes: pa.Array
    names: pa.Array

    def __len__(self) -> int:
        return len(self.codes)

    def position(self, code: str) -> int:
        """Where an area stands in the list; AreaCodeError if it is not one of these areas."""
        at = self.codes.index(code).as_py()
        if at < 0:
            raise AreaCodeError(
                f"'{code}' is not among the {len(self):,} areas of {self.geography.words}",
                do="check the code, its vintage and the data that you use",
            )
        return int(at)


def areas_of(inputs: Inputs, geography: Geography) -> AreaList:
    """The areas of a geography, from its table `areas-LEVEL-VINTAGE`, in ascending order of code.

    Raises AreaCodeError if the table is of another geography, or a code is missing or stands there twice.
    """
    table = inputs[f"areas-{geography}"]
    if table.meta.geography != geography:
        raise AreaCodeError(
            f"it does not hold {geography.words}", where=f"table {table.id}", do="correct its geography or its name"
        )
    return table.keep("areas", lambda: _read_areas(table, geography))


def _read_areas(table: Table, geography: Geography) -> AreaList:
    data = table.data
    codes = _whole(data["area_code"])
    if codes.null_count:
        raise AreaCodeError("a row has no area code", where=f"table {table.id}", do="give every row its code")
    # Ties are settled by this order, so it must not depend on how the rows happen to lie.
    if not pc.all(pc.greater(codes[1:], codes[:-1]), min_count=0).as_py():
        data = data.sort_by("area_code")
        codes = _whole(data["area_code"])
        twice = pc.equal(codes[1:], codes[:-1])
        if pc.any(twice, min_count=0).as_py():
            raise AreaCodeError(
                f"{codes[pc.index(twice, True).as_py()]} stands there more than once",
                where=f"table {table.id}",
                do="keep one row for each area",
            )
    return AreaList(geography, codes, _whole(data["area_name"]))


def with_local_names(inputs: Inputs, areas: AreaList) -> AreaList:
    """The areas of `areas_of`, named as people who live there name them too: `Middlesbrough 018 (Hemlington)`."""

    def join() -> AreaList:
        local = local_name_column(inputs, areas).get("local_name")
        if local is None:
            return areas
        both = pc.binary_join_element_wise(areas.names, " (", local, ")", "")
        return AreaList(areas.geography, areas.codes, pc.coalesce(both, areas.names))

    return inputs[f"areas-{areas.geography}"].keep("areas with local names", join)


def local_name_column(inputs: Inputs, areas: AreaList) -> dict[str, pa.Array]:
    """The column `local_name` in the order of the areas, if their table has one and it was asked for."""
    data = inputs[f"areas-{areas.geography}"].data
    if "local_name" not in data.column_names:
        return {}
    order = pc.index_in(areas.codes, value_set=_whole(data["area_code"]))
    return {"local_name": _whole(data["local_name"]).take(order)}


def column_of(inputs: Inputs, reference: str, areas: AreaList) -> tuple[Values, Field]:
    """The column `table.column` in the order of the areas, NaN where an area has no row or no value.

    Raises AreaCodeError if the table is of another geography or vintage, or has an area that is not in the list: such
    a join would lose it.
    """
    table, field = inputs.reference(reference, geography=areas.geography)
    return aligned(table, field.name, areas), field


def covered(inputs: Inputs, reference: str, areas: AreaList) -> NDArray[np.bool_] | None:
    """Which areas the table of a column has a row for; None if it is all of them."""
    codes = _whole(inputs.reference(reference, geography=areas.geography)[0].data["area_code"])
    if len(codes) == len(areas):
        return None
    has_row = np.zeros(len(areas), dtype=bool)
    has_row[positions_in(areas.codes, codes)] = True
    return has_row


def aligned(table: Table, column: str, areas: AreaList) -> Values:
    """One column of a table in the order of the areas; see `column_of`."""
    codes = _whole(table.data["area_code"])
    try:
        values = pc.cast(_whole(table.data[column]), pa.float64()).to_numpy(zero_copy_only=False)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise DataError(
            "it does not hold numbers", where=f"{table.id}.{column}", do="name a column of numbers"
        ) from None
    if np.isinf(values).any():
        raise DataError("it holds an infinite value", where=f"{table.id}.{column}", do="correct it or leave it missing")
    if codes.equals(areas.codes):
        return np.asarray(values)
    at = positions_in(areas.codes, codes)
    if (at < 0).any():
        raise AreaCodeError(
            f"{codes[int(np.argmax(at < 0))]} is not among the {len(areas):,} areas of {areas.geography.words}",
            where=f"table {table.id}",
            do="check its vintage, or bring it over with a lookup first",
        )
    if len(np.unique(at)) != len(at):
        counts = np.bincount(at)
        raise AreaCodeError(
            f"{areas.codes[int(np.argmax(counts > 1))]} stands there more than once",
            where=f"table {table.id}",
            do="keep one row for each area",
        )
    out = np.full(len(areas), np.nan)
    out[at] = values
    return out


def population_of(inputs: Inputs, reference: str, areas: AreaList, *, through: str | None = None) -> Values:
    """Residents of each area, from `table.column`, carried up through a lookup where it is of smaller areas.

    An area that nobody was carried to has a missing population. Raises DataError for a negative number.
    """
    if through is None:
        people, _ = column_of(inputs, reference, areas)
        _not_negative(people, areas, reference)
        return people
    lookup = lookup_of(inputs, through)
    smaller = areas_of(inputs, lookup.source)
    people = population_of(inputs, reference, smaller)
    carried = lookup.carry(smaller.codes, people, where=reference)
    out = np.full(len(areas), np.nan)
    out[positions_of(lookup, areas)] = carried
    return out


def lookup_of(inputs: Inputs, table_id: str) -> Lookup:
    """The lookup that a table holds."""
    return Lookup.from_table(inputs[table_id])


def positions_of(lookup: Lookup, areas: AreaList) -> NDArray[np.int64]:
    """Where each target of a lookup stands among the areas; ConservationError if one is not there."""
    if lookup.target != areas.geography:
        raise AreaCodeError(
            f"it leads to {lookup.target.words}, but {areas.geography.words} is asked for",
            where=lookup.name,
            do="use the lookup to those areas and their vintage",
        )
    at = positions_in(areas.codes, lookup.targets)
    if (at < 0).any():
        raise ConservationError(
            f"it leads to {lookup.targets[int(np.argmax(at < 0))]}, which is not among the areas of "
            f"{areas.geography.words}",
            where=lookup.name,
            do="add the area or correct the lookup",
        )
    return at


class Larger(NamedTuple):
    """The larger area that each of n areas lies in: its level, and codes and names, missing where unknown."""

    level: str
    codes: pa.Array
    names: pa.Array


def larger_areas(table_id: str, areas: AreaList, inputs: Inputs, *, local: bool = False) -> Larger:
    """The code and name of the larger area that each area lies in, by most of its people; missing where unknown.

    `local` adds the local names where there are any.
    """
    lookup = lookup_of(inputs, table_id)
    larger = areas_of(inputs, lookup.target)
    if local:
        larger = with_local_names(inputs, larger)
    target = positions_of(lookup, larger)[lookup.best_column]
    mine = positions_in(areas.codes, lookup.areas)
    at = np.full(len(areas), -1)
    at[mine[mine >= 0]] = target[mine >= 0]
    where = pa.array(at, mask=at < 0)
    return Larger(lookup.target.level, larger.codes.take(where), larger.names.take(where))


def parents_of(inputs: Inputs, table_id: str, areas: AreaList) -> Lookup:
    """The lookup from these areas to their parents, its areas in the order of the list."""
    lookup = lookup_of(inputs, table_id)
    if lookup.source != areas.geography:
        raise AreaCodeError(
            f"it starts from {lookup.source.words}, but {areas.geography.words} is asked for",
            where=lookup.name,
            do="use the lookup from those areas and their vintage",
        )
    if not lookup.areas.equals(areas.codes):
        lookup.positions(areas.codes, where=f"areas-{areas.geography}")
        raise ConservationError(
            f"it has areas that are not among those of {areas.geography.words}", where=lookup.name, do="correct it"
        )
    return lookup


def numbers(values: Values) -> pa.Array:
    """Numbers as an Arrow column, NaN as missing."""
    return pa.array(values, mask=np.isnan(values))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _not_negative(people: Values, areas: AreaList, where: str) -> None:
    if (people < 0).any():
        i = int(np.argmax(people < 0))
        raise DataError(f"{areas.codes[i]} has the negative population {people[i]:g}", where=where, do="correct it")
