"""The checks of tables against each other: codes are known, nobody is left out, lookups conserve people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError, LeastfirstError

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.ground.tables import Table, TableMeta

_COMPLETE = ("population", "indicators", "index")


@dataclass
class Book:
    """What must be remembered of each table to hold it against the others: its codes, lookups and populations."""

    metas: list[TableMeta] = field(default_factory=list)
    areas: dict[Geography, pa.Array] = field(default_factory=dict)
    codes: list[tuple[str, str, Geography, pa.Array]] = field(default_factory=list)
    complete: list[tuple[str, str, Geography, pa.Array]] = field(default_factory=list)
    lookups: list[Table] = field(default_factory=list)
    populations: list[Table] = field(default_factory=list)

    def add(self, table: Table) -> None:
        """Take note of a table that is sound by itself."""
        import pyarrow as pa
        import pyarrow.compute as pc

        meta, data = table.meta, table.data
        self.metas.append(meta)
        if meta.kind == "areas" and meta.geography:
            self.areas[meta.geography] = data["area_code"].combine_chunks()
            return
        for name in data.column_names:
            geography = _geography_of(meta, name)
            if geography and pa.types.is_string(data[name].type):
                codes = pc.unique(data[name].drop_null())
                self.codes.append((meta.id, name, geography, codes))
                if name == "from_code" or (name == "area_code" and meta.kind in _COMPLETE):
                    self.complete.append((meta.id, name, geography, codes))
        if meta.kind == "lookup":
            self.lookups.append(table)
        elif meta.kind == "population":
            self.populations.append(table)


def check(book: Book) -> Iterator[tuple[str, str, str, LeastfirstError | None]]:
    """Yield table, check, column or other table, and fault for every check between tables."""
    for table_id, column, geography, codes in book.codes:
        yield table_id, "every area code is known", column, _unknown(book, table_id, column, geography, codes)
    for table_id, column, geography, codes in book.complete:
        yield table_id, "no area is left out", column, _left_out(book, table_id, geography, codes)
    for lookup in book.lookups:
        for population in book.populations:
            if population.meta.geography == lookup.meta.geography:
                yield (
                    lookup.id,
                    "a population carried over stays as large as it was",
                    population.id,
                    _not_conserved(lookup, population),
                )


def _geography_of(meta: TableMeta, column: str) -> Geography | None:
    """The geography of a column of codes: by its role, or by a name such as `lsoa_2021`."""
    if column in ("area_code", "from_code", "neighbour_code"):
        return meta.geography
    if column == "to_code":
        return meta.target
    level, _, vintage = column.rpartition("_")
    if not level or not vintage.isdigit() or len(vintage) != 4:
        return None
    try:
        return Geography.parse(f"{level}-{vintage}")
    except AreaCodeError:
        return None


def _unknown(book: Book, table_id: str, column: str, geography: Geography, codes: pa.Array) -> LeastfirstError | None:
    import pyarrow.compute as pc

    where = f"table {table_id}, {column}"
    if geography not in book.areas:
        return AreaCodeError(
            f"there is no sound table of areas for {geography.words}",
            where=where,
            do=f"add the table areas-{geography} to the pack",
        )
    unknown = codes.filter(pc.invert(pc.is_in(codes, value_set=book.areas[geography])))
    if not len(unknown):
        return None
    more = f" (and {len(unknown) - 1:,} more)" if len(unknown) > 1 else ""
    return AreaCodeError(
        f"{unknown[0]}{more} is not among the areas of {geography.words}",
        where=where,
        do="check that the table is of that level and vintage",
    )


def _left_out(book: Book, table_id: str, geography: Geography, codes: pa.Array) -> LeastfirstError | None:
    import pyarrow.compute as pc

    areas = book.areas.get(geography)
    if areas is None:
        return None  # said already by the check that every code is known
    lost = areas.filter(pc.invert(pc.is_in(areas, value_set=codes)))
    if not len(lost):
        return None
    more = f" (and {len(lost) - 1:,} more)" if len(lost) > 1 else ""
    return AreaCodeError(
        f"{lost[0]}{more} of {geography.words} has no row",
        where=f"table {table_id}",
        do="give every area a row, with empty values where they are missing",
    )


def _not_conserved(lookup: Table, population: Table) -> LeastfirstError | None:
    import numpy as np

    from leastfirst.ground.lookups import Lookup

    try:
        carrier = Lookup.from_table(lookup)
        codes = population.data["area_code"].combine_chunks()
        for each in population.meta.fields:
            if each.type == "integer":
                counts = population.data[each.name].drop_null()
                if len(counts) == len(codes):
                    carrier.carry(codes, counts.to_numpy().astype(np.float64), where=f"table {population.id}")
    except LeastfirstError as fault:
        return fault
    return None
