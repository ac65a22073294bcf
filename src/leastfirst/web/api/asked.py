"""What programs may ask of rows: which of them, in which order, from where; each fault is one sentence."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from ninja import Query, Schema
from ninja.errors import HttpError
from pydantic import Field

from leastfirst.ground.errors import DataError
from leastfirst.publish import MOST_ROWS, Edition, Rows, TableAbout

MOST_CONDITIONS = 10
LARGEST_OFFSET = 10_000_000
TYPED = r"^[^\x00-\x1f\x7f]*$"
"""What a person can type: no control signs."""
Conditions = Annotated[list[Annotated[str, Field(pattern=TYPED, max_length=300)]], Field(max_length=MOST_CONDITIONS)]
WHOLE = re.compile(r"-?[0-9]{1,19}")
Value = TypeVar("Value")
_TRUTHS = {"true": True, "false": False}


class RowsAsked(Schema):
    """A page of rows."""

    where: Conditions = Field(
        default=[], description="column:value, for rows whose column is equal to it; `column:` for those not known."
    )
    contains: Conditions = Field(default=[], description="column:text, for rows whose column contains the text.")
    sort: str = Field(
        default="", max_length=200, pattern=TYPED, description="A column to sort by; with - before it, downward."
    )
    limit: int = Field(default=100, ge=1, le=MOST_ROWS)
    offset: int = Field(default=0, ge=0, le=LARGEST_OFFSET)


RowsQuery = Query[RowsAsked]


def rows_of(edition: Edition, about: TableAbout, asked: RowsAsked) -> Rows:
    """The rows that were asked for, with the columns that may be passed on.

    Raises HttpError 400 for a column that is not there or a value of another type.
    """
    where = _each_once([_condition(about, each) for each in asked.where], "where")
    matching = _each_once([_split(each) for each in asked.contains], "contains")
    order = [(asked.sort.removeprefix("-"), asked.sort.startswith("-"))] if asked.sort else []
    for name in (*where, *matching, *(name for name, _down in order)):
        if about.given.column(name) is None:
            raise HttpError(
                400, f"There is no column '{name[:100]}' to ask by; use one of {', '.join(about.given.names)}."
            )
    try:
        return edition.rows(
            about.id,
            columns=about.given.names,
            where=where,
            matching=matching,
            order_by=order,
            limit=asked.limit,
            offset=asked.offset,
        )
    except DataError as error:
        raise HttpError(400, error.sentence) from None


def _each_once(conditions: list[tuple[str, Value]], parameter: str) -> dict[str, Value]:
    found = dict(conditions)
    for name in found:
        if sum(each == name for each, _value in conditions) > 1:
            raise HttpError(400, f"'{parameter}' asks for {name[:100]} more than once; ask for one value of a column.")
    return found


def _split(text: str) -> tuple[str, str]:
    column, colon, value = text.partition(":")
    if not colon or not column:
        raise HttpError(400, f"'{text[:100]}' is no condition; write column:value, such as decile:1.")
    return column, value


def _condition(about: TableAbout, text: str) -> tuple[str, Any]:
    name, value = _split(text)
    column = about.column(name)
    if column is None or value == "":
        return name, None  # a column that is not there is found out where rows are read
    try:
        if not value.isascii() and column.type in ("integer", "number"):
            raise ValueError("digits of other scripts")
        if column.type == "boolean":
            return name, _TRUTHS[value]
        if column.type == "integer":
            return name, _whole(value)
        return name, float(value) if column.type == "number" else value
    except (KeyError, ValueError):
        raise HttpError(400, f"'{value[:100]}' is not a value of {name}, which holds {column.type} values.") from None


def _whole(value: str) -> int:
    if not WHOLE.fullmatch(value):
        raise ValueError("Python reads more as a number than people write as one")
    number = int(value)
    if abs(number) >= 2**63:
        raise ValueError("SQLite's whole numbers end here")
    return number
