"""The published figures of a fund's places, exactly: what a formula may know about a place, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pyarrow as pa

from leastfirst.definitions.formula import COUNTS, INPUT_WORDS
from leastfirst.definitions.fund import Fund
from leastfirst.definitions.fund_places import CountOfAreas, FromColumn, FromDesignation, FromIndex, Stated
from leastfirst.fund.carrying import carried
from leastfirst.fund.places import Places, designation_table
from leastfirst.ground.columns import Values
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import Exact, to_decimals
from leastfirst.ground.tables import Inputs, Table, split_reference


@dataclass(frozen=True)
class Figures:
    """One input for n places: exact numbers, and where they were published.

    `table` and `column` name the published table (or the worked-out one and what it was worked out from, in `source`),
    with its vintage and sha256.
    """

    name: str
    values: Exact
    table: str
    column: str
    vintage: str
    source: str
    sha256: str

    def take(self, kept: Sequence[int]) -> Figures:
        """The figures of some of the places, in their order."""
        some = Exact([self.values.numerators[i] for i in kept], self.values.denominator)
        return replace(self, values=some)

    @property
    def words(self) -> str:
        """What it is, in plain words."""
        return INPUT_WORDS[self.name]


def figures_of(fund: Fund, places: Places, inputs: Inputs) -> dict[str, Figures]:
    """Every input that a fund binds, for all its places.

    Raises DataError naming the first place that has no figure: missing is never zero.
    """
    return {name: _not_negative(_figures(name, fund, places, inputs), places) for name in fund.inputs}


def _not_negative(figures: Figures, places: Places) -> Figures:
    """Refuse fewer than no people or households: a weight or a floor made of them would be below zero."""
    below = next((i for i, each in enumerate(figures.values.numerators) if each < 0), None)
    if figures.name in COUNTS and below is not None:
        raise DataError(
            f"{places.names[below]} ({places.codes[below]}) has {float(figures.values.at(below)):g} {figures.words}",
            where=f"{figures.table}.{figures.column}".strip("."),
            do="correct it: a count is 0 or more",
        )
    return figures


def index_table(index_id: str) -> str:
    """The id of the worked-out table of an index."""
    return f"index-{index_id}"


def _figures(name: str, fund: Fund, places: Places, inputs: Inputs) -> Figures:
    source = fund.inputs[name]  # type: ignore[index]
    if isinstance(source, CountOfAreas):
        values = Exact([len(areas) for areas in places.areas])
        if len(values) != len(places):
            raise DataError(f"its places are not made of areas, so '{name}' cannot count them", where=fund.id)
        return Figures(name, values, "", "", "", "counted from the places' areas", "")
    if isinstance(source, FromDesignation):
        table = inputs[designation_table(fund)]
        found = _at_places(_column(table, source.column), _codes(table), places, f"{table.id}.{source.column}", name)
        return _from(name, table, source.column, _exact(found, source.decimals))
    if isinstance(source, FromColumn):
        table_id, column = split_reference(source.column)
        table = inputs[table_id]
        found = _known(carried(table, column, source, places, inputs, name), places, source.column, name)
        return _from(name, table, column, _exact(found, source.decimals))
    if isinstance(source, FromIndex):
        table = inputs[index_table(fund.recipes[source.index].id)]
        found = carried(table, source.value, source, places, inputs, name)
        found = _known(found, places, f"{table.id}.{source.value}", name)
        return _from(name, table, source.value, _exact(found, source.decimals))
    return _stated(name, fund, places)


def _from(name: str, table: Table, column: str, values: Exact) -> Figures:
    meta = table.meta
    return Figures(name, values, meta.id, column, meta.vintage, meta.source, table.sha256)


def _exact(values: Values, decimals: int) -> Exact:
    return Exact.of([to_decimals(Fraction(value), decimals) for value in values.tolist()])


def _column(table: Table, column: str) -> Values:
    if column not in table.data.column_names:
        raise DataError(
            f"there is no column '{column}'",
            where=f"table {table.id}",
            do=f"use one of {', '.join(table.data.column_names)}",
        )
    try:
        return np.asarray(table.data[column].cast(pa.float64()).to_numpy())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise DataError(
            "it does not hold numbers", where=f"{table.id}.{column}", do="name a column of numbers"
        ) from None


def _codes(table: Table) -> list[str]:
    codes: list[str] = table.data["area_code"].to_pylist()
    return codes


def _at_places(values: Values, codes: Sequence[str], places: Places, where: str, name: str) -> Values:
    """The values of places that are one area each."""
    at = {code: i for i, code in enumerate(codes)}
    found = np.array([values[at[code]] if code in at else np.nan for (code,) in places.areas], dtype=np.float64)
    return _known(found, places, where, name)


def _known(found: Values, places: Places, where: str, name: str) -> Values:
    missing = np.flatnonzero(np.isnan(found))
    if len(missing):
        i = int(missing[0])
        also = f" ({len(missing):,} places in all)" if len(missing) > 1 else ""
        raise DataError(
            f"{places.names[i]} ({places.codes[i]}) has no figure for {INPUT_WORDS[name]}{also}: missing is never zero",
            where=where,
            do="use a table that has one for every place, or leave the place out",
        )
    return found


def _stated(name: str, fund: Fund, places: Places) -> Figures:
    kind = fund.places
    if not isinstance(kind, Stated):
        raise DataError(
            f"'{name}' is said to be stated with the places, but the places come from elsewhere",
            where=fund.id,
            do="say from which column it comes",
        )
    stated = {place.code: place.figures.get(name) for place in kind.places}  # type: ignore[call-overload]
    values = []
    for code, called in zip(places.codes, places.names, strict=True):
        value = stated[code]
        if value is None:
            raise DataError(
                f"{called} ({code}) has no figure for {INPUT_WORDS[name]}: missing is never zero",
                where=fund.id,
                do=f"state its {name} among its figures",
            )
        values.append(Fraction(value))
    return Figures(name, Exact.of(values), "", name, kind.vintage, kind.source, fund.sha256)


def whole_residents(figures: Mapping[str, Figures]) -> list[int] | None:
    """The residents of each place, if the fund binds them; a fraction of a person is rounded."""
    if "residents" not in figures:
        return None
    return [round(each) for each in figures["residents"].values.fractions()]
