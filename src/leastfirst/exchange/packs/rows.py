"""The checks of one table by itself: keys, missing values, ranges, ranks, weights, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leastfirst.ground.area_codes import check_area_codes
from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.ground.tables import Table, TableMeta


@dataclass(frozen=True)
class Check:
    """A check and the tables that it applies to."""

    applies: Callable[[TableMeta], bool]
    run: Callable[[Table], None]


def check_rows(table: Table) -> None:
    """Run every check that applies to a table; raises the first fault."""
    for check in CHECKS.values():
        if check.applies(table.meta):
            check.run(table)


def check_keys(table: Table) -> None:
    """Every key is present, of the right level, there once, and the rows are sorted by it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    meta, data, where = table.meta, table.data, f"table {table.id}"
    levels = {"area_code": meta.geography, "neighbour_code": meta.geography, "from_code": meta.geography}
    levels["to_code"] = meta.target
    for column in meta.key:
        geography = levels.get(column)
        if geography:
            unique = meta.key == (column,)
            check_area_codes(data[column], level=geography.level, where=f"{where}, {column}", unique=unique)
        elif data[column].null_count:
            row = pc.index(pc.is_null(data[column]), True).as_py() + 1
            raise DataError(f"row {row} has no {column}", where=where, do="give every row its key")
    if len(data) < 2:
        return
    keys = [data[column].combine_chunks() for column in meta.key]
    before = pa.array([False] * (len(data) - 1))
    same = pa.array([True] * (len(data) - 1))
    for key in keys:
        before = pc.or_(before, pc.and_(same, pc.less(key[:-1], key[1:])))
        same = pc.and_(same, pc.equal(key[:-1], key[1:]))
    if pc.any(same).as_py():
        row = pc.index(same, True).as_py()
        words = " and ".join(str(key[row]) for key in keys)
        raise DataError(f"{words} stands there more than once", where=where, do="keep one row for each")
    if not pc.all(before).as_py():
        row = pc.index(before, False).as_py() + 2
        raise DataError(f"row {row} is out of order", where=where, do=f"sort the rows by {', '.join(meta.key)}")


def check_missing(table: Table) -> None:
    """No value is missing in a column that must be complete."""
    import pyarrow.compute as pc

    for field in table.meta.fields:
        column = table.data[field.name]
        if field.required and column.null_count:
            row = pc.index(pc.is_null(column), True).as_py()
            raise DataError(
                f"{field.name} is missing for {_name(table, row)} ({column.null_count:,} missing in all)",
                where=f"table {table.id}",
                do="fill it in, or say in the definition that it is not required",
            )


def check_ranges(table: Table) -> None:
    """Every number is finite and within the range of its column; populations are never negative."""
    import pyarrow.compute as pc

    for field in table.meta.fields:
        if field.type not in ("integer", "number"):
            continue
        column = table.data[field.name]
        if field.type == "number":
            _raise_where(table, field.name, pc.invert(pc.is_finite(column)), "give a number, or leave it empty")
        minimum = 0 if table.meta.kind == "population" and field.minimum is None else field.minimum
        if minimum is not None:
            _raise_where(table, field.name, pc.less(column, minimum), f"give a value of at least {minimum:g}")
        if field.maximum is not None:
            _raise_where(table, field.name, pc.greater(column, field.maximum), f"give at most {field.maximum:g}")


def check_ranks(table: Table) -> None:
    """Ranks run from 1 (greatest need) to the number of areas that have one, deciles from 1 to 10."""
    import pyarrow.compute as pc

    for field in table.meta.fields:
        column = table.data[field.name]
        last = {"rank": len(column) - column.null_count, "decile": 10}.get(field.name.rpartition("_")[2])
        if last is not None and field.type == "integer":
            outside = pc.or_(pc.less(column, 1), pc.greater(column, last))
            _raise_where(table, field.name, outside, f"give ranks and deciles from 1 to {last:,}")


def check_weights(table: Table) -> None:
    """The weights of each area are shares that add up to 1 within 1e-9."""
    from leastfirst.ground.lookups import Lookup

    Lookup.from_table(table).check()


def check_neighbours(table: Table) -> None:
    """Whoever is a neighbour has a neighbour, and nobody is their own."""
    import pyarrow as pa
    import pyarrow.compute as pc

    one, other = table.data["area_code"], table.data["neighbour_code"]
    own = pc.equal(one, other)
    if pc.any(own, min_count=0).as_py():
        row = pc.index(own, True).as_py()
        raise DataError(f"{one[row]} is its own neighbour", where=f"table {table.id}", do="build the pack again")
    there = pc.binary_join_element_wise(one, other, ">")
    back = pc.binary_join_element_wise(other, one, ">")
    lonely = pc.invert(pc.is_in(back, value_set=pa.chunked_array(there).combine_chunks()))
    if pc.any(lonely, min_count=0).as_py():
        row = pc.index(lonely, True).as_py()
        raise DataError(
            f"{other[row]} is a neighbour of {one[row]} but not the other way round",
            where=f"table {table.id}",
            do="give every pair both ways round",
        )


CHECKS = {
    "keys are there, of one level, once, in order": Check(lambda meta: bool(meta.key), check_keys),
    "no value is missing where one is required": Check(lambda meta: True, check_missing),
    "numbers are within their ranges": Check(lambda meta: True, check_ranges),
    "ranks run from 1 to n, deciles from 1 to 10": Check(lambda meta: meta.kind == "index", check_ranks),
    "the weights of each area add up to 1": Check(lambda meta: meta.kind == "lookup", check_weights),
    "neighbours are so both ways round": Check(lambda meta: meta.kind == "neighbours", check_neighbours),
}


def _raise_where(table: Table, column: str, wrong: pa.ChunkedArray, do: str) -> None:
    import pyarrow.compute as pc

    if pc.any(wrong, min_count=0).as_py():
        row = pc.index(wrong, True).as_py()
        value = table.data[column][row].as_py()
        raise DataError(f"{_name(table, row)} has {column} = {value}", where=f"table {table.id}", do=do)


def _name(table: Table, row: int) -> str:
    words = [str(table.data[column][row].as_py()) for column in table.meta.key]
    return " and ".join(words) if words else f"row {row + 1}"
