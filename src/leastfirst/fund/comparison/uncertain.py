"""The money that hangs on the uncertain cases: places that are barely on a list, and those that barely are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from leastfirst.fund.comparison.sides import Side
from leastfirst.ground.errors import DataError

if TYPE_CHECKING:
    from leastfirst.ground.tables import Table

BANDS = {
    "firm": "on the list at least 9 times in 10",
    "likely": "at least half the time",
    "borderline": "at least 1 time in 10",
    "unlikely": "less often",
}
"""The classes of a certainty table, surest first, in the words in which `measure uncertainty` tells them."""
SURE, HARDLY = "firm", "unlikely"
COLUMNS = ("area_code", "population", "designated", "p_designated", "class")


@dataclass(frozen=True)
class Known:
    """What a certainty table says of one area; `population` is None where it is missing."""

    p_designated: float
    band: str
    designated: bool
    population: int | None


@dataclass(frozen=True)
class Hanging:
    """What hangs on the uncertain cases in one fund.

    `pence` go to `places` that the certainty table knows and that are not firm. `would_be_pence` is what people just
    outside would get at the fund's mean for each resident: an estimate; None where the mean cannot be told.
    """

    places: int
    pence: int
    would_be_pence: int | None


@dataclass(frozen=True)
class Stake:
    """The uncertain cases of the list in `table`, for both funds; None for one none of whose places it knows.

    `outside` areas are not designated, would be at least 1 time in 10, and get nothing from either fund. `residents`
    live there, but for `unknown` areas whose population is missing.
    """

    table: str
    a: Hanging | None
    b: Hanging | None
    outside: int
    residents: int
    unknown: int


def read_certainty(table: Table) -> dict[str, Known]:
    """What a certainty table says of each area that was assessed, by code.

    Raises DataError if a column is missing, an area stands there twice, or a class is none that is known.
    """
    where = f"table {table.id}"
    for name in COLUMNS:
        if name not in table.data.column_names:
            raise DataError(f"there is no column '{name}'", where=where, do=f"give it {', '.join(COLUMNS)}")
    found: dict[str, Known] = {}
    columns = [table.data[name].to_pylist() for name in COLUMNS]
    for code, population, designated, p, band in zip(*columns, strict=True):
        if code in found:
            raise DataError(f"{code} stands there more than once", where=where, do="keep one row for each area")
        if band is None or p is None:
            continue  # not assessed: neither sure nor unsure
        if band not in BANDS:
            raise DataError(f"{code} has the class '{band}'", where=where, do=f"use one of {', '.join(BANDS)}")
        if not 0 <= p <= 1:
            raise DataError(f"{code} has the probability {p:g}", where=where, do="give shares from 0 to 1")
        found[code] = Known(p, band, bool(designated), population)
    return found


def at_stake(a: Side, b: Side, known: Mapping[str, Known], table_id: str) -> Stake:
    """How much money goes to places that are not firm, and how much those just outside would get."""
    funded = {*a.places.codes, *b.places.codes}
    outside = [
        each for code, each in known.items() if not each.designated and each.band != HARDLY and code not in funded
    ]
    people = [each.population for each in outside if each.population is not None]
    residents = sum(people)
    return Stake(
        table_id,
        _hanging(a, known, residents),
        _hanging(b, known, residents),
        len(outside),
        residents,
        len(outside) - len(people),
    )


def _hanging(side: Side, known: Mapping[str, Known], outside: int) -> Hanging | None:
    mine = [(known[code], pence) for code, pence in zip(side.places.codes, side.pence, strict=True) if code in known]
    if not mine:
        return None
    unsure = [pence for each, pence in mine if each.band != SURE]
    living = _residents(side, known)
    would_be = round(Fraction(side.total, living) * outside) if living else None
    return Hanging(len(unsure), sum(unsure), would_be)


def _residents(side: Side, known: Mapping[str, Known]) -> int | None:
    """All residents of a fund's places, by its own figures or else by the certainty table; None if some are missing."""
    own = side.residents
    if own is not None:
        return sum(own)
    people = [known[code].population if code in known else None for code in side.places.codes]
    return None if None in people else sum(each or 0 for each in people)
