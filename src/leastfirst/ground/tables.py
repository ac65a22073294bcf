"""Tables that are handed to the stages: rows of areas, with what each column means.

A `Table` is an Arrow table that knows its geography, its columns' units and directions, where it came from and its
sha256. Stages ask for columns with `Needs` and receive `Inputs`; they never read a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError, DataError

if TYPE_CHECKING:
    import pyarrow as pa

Made = TypeVar("Made")
Kind = Literal[
    "areas",
    "lookup",
    "population",
    "indicators",
    "index",
    "assets",
    "boundaries",
    "neighbours",
    "postcodes",
    "places",
    "worked-out",
]
Type = Literal["string", "integer", "number", "boolean", "date", "geometry"]
Direction = Literal["higher-is-worse", "lower-is-worse"]
Base = Literal["residents", "households"]


@dataclass(frozen=True)
class Field:
    """One column: its type, what it means, its unit, which direction is worse, and the range it must keep.

    `dimension`, `capital` and `kind` (a share, a rate, a score) are words of definitions/vocabulary. `base` says over
    whom it is averaged, `residents` or `households`. A share may name the columns of counts in the same table that it
    is made of: the sum of `numerator` over that of `denominator`. `reading` says it in plain words, with {value}.
    """

    name: str
    type: Type
    title: str = ""
    unit: str = ""
    direction: Direction | None = None
    dimension: str = ""
    required: bool = True
    minimum: float | None = None
    maximum: float | None = None
    capital: str = ""
    kind: str = ""
    base: Base = "residents"
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class TableMeta:
    """What a table is, without its rows.

    `key` names the columns that tell one row from another. `geography` is that of `area_code` (or `from_code` in a
    lookup, whose `to_code` is of `target`).
    """

    id: str
    kind: Kind
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("area_code",)
    geography: Geography | None = None
    target: Geography | None = None
    lookup_kind: Literal["exact", "best-fit", "weighted"] | None = None
    vintage: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""
    note: str = ""
    fictional: bool = False

    def field(self, name: str) -> Field:
        """The column of that name; raises DataError that lists the columns there are."""
        for each in self.fields:
            if each.name == name:
                return each
        raise DataError(
            f"there is no column '{name}'",
            where=f"table {self.id}",
            do=f"use one of {', '.join(f.name for f in self.fields)}",
        )


@dataclass(frozen=True)
class Table:
    """Rows with their meaning: `data` holds the columns that were asked for, in the order of `meta.fields`."""

    meta: TableMeta
    data: pa.Table
    sha256: str = ""
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The table's id, as recipes and designations name it."""
        return self.meta.id

    def keep(self, what: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once: for what takes time to read out of the rows, which never change."""
        if what not in self._kept:
            self._kept[what] = make()
        kept: Made = self._kept[what]
        return kept


@dataclass
class Needs:
    """The tables and columns that a calculation asks for. None stands for every column."""

    columns: dict[str, set[str] | None] = field(default_factory=dict)

    def add(self, table_id: str, columns: Iterable[str] | None = None) -> Needs:
        """Ask for some columns of a table (all when None), beside what was asked for before."""
        wanted = None if columns is None else set(columns)
        had = self.columns.get(table_id, set())
        self.columns[table_id] = None if wanted is None or had is None else had | wanted
        return self

    def add_reference(self, reference: str) -> Needs:
        """Ask for `table.column` together with the area codes that it belongs to."""
        table_id, column = split_reference(reference)
        return self.add(table_id, ("area_code", column))

    def __or__(self, other: Needs) -> Needs:
        both = Needs(dict(self.columns))
        for table_id, columns in other.columns.items():
            both.add(table_id, columns)
        return both


class Inputs(Mapping[str, Table]):
    """The tables that were handed in, by id."""

    def __init__(self, tables: Iterable[Table], *, origin: str = "the data") -> None:
        self._tables = {table.id: table for table in tables}
        self.origin = origin

    def __getitem__(self, table_id: str) -> Table:
        try:
            return self._tables[table_id]
        except KeyError:
            raise DataError(
                f"there is no table '{table_id}'",
                where=self.origin,
                do="name a table that `leastfirst data describe` lists, or list your own under own_tables",
            ) from None

    def __contains__(self, table_id: object) -> bool:
        return table_id in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def reference(self, reference: str, *, geography: Geography) -> tuple[Table, Field]:
        """The table and column of `table.column`, which must be of `geography`: two vintages are never mixed."""
        table_id, column = split_reference(reference)
        table = self[table_id]
        found = table.meta.geography
        if found != geography:
            raise AreaCodeError(
                f"it holds {found.words if found else 'no areas'}, but {geography.words} is asked for",
                where=f"table {table_id}",
                do="use a table of the same level and vintage, or bring it over with a lookup first",
            )
        return table, table.meta.field(column)


def split_reference(reference: str) -> tuple[str, str]:
    """Split `table.column`; raises DataError when there is no dot in it."""
    table_id, dot, column = reference.rpartition(".")
    if not dot or not table_id or not column:
        raise DataError(f"'{reference}' does not name a column", do="write table.column, such as imd-2025.income_rank")
    return table_id, column
