"""What rows of a table can be chosen by: each value once, in order, asked of the file once."""

from __future__ import annotations

import pytest

from leastfirst.ground.errors import DataError
from leastfirst.publish import Edition

TABLE = "designation-left-behind-lsoas-2025"


def test_values_stand_there_once_in_order_and_are_looked_for_once(edition: Edition) -> None:
    rows = edition.rows(TABLE).rows
    expected = sorted({(row["lad_code"], row["lad_name"]) for row in rows})
    assert edition.choices(TABLE, "lad_code", "lad_name") == expected
    before = edition.queries
    again = edition.choices(TABLE, "lad_code", "lad_name")
    assert edition.queries == before
    again.clear()
    assert edition.choices(TABLE, "lad_code", "lad_name") == expected


def test_missing_values_are_no_choice(edition: Edition) -> None:
    assert edition.choices("designation-pride-in-place-2-england", "class") == [
        (each,)
        for each in sorted(
            {row["class"] for row in edition.rows("designation-pride-in-place-2-england").rows if row["class"]}
        )
    ]


def test_a_column_that_is_not_there_is_said(edition: Edition) -> None:
    with pytest.raises(DataError, match="there is no column 'secret'"):
        edition.choices(TABLE, "secret")
