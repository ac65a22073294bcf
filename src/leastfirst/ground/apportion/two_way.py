"""Controlled rounding: a table in whole pence that meets every margin, each cell within a penny of its exact value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.apportion.checks import checked_sums
from leastfirst.ground.apportion.odd_pennies import Whole, place_pennies
from leastfirst.ground.errors import DataError
from leastfirst.ground.money import pounds

LARGEST = 2**63 - 1
# Below these, the float estimate of a quotient is off by at most one and its remainder stays within 64 bits.
EXACT_TOTAL = 2**61
EXACT_QUOTIENT = 2**50


def controlled_rounding(rows: Sequence[int] | Whole, columns: Sequence[int] | Whole) -> NDArray[np.int64]:
    """The whole table whose cells are in proportion to both its margins, as near as whole pence allow.

    Each cell is rows[i] x columns[j] / T rounded down or up, a cell that is whole stays as it is, and every row and
    column adds up exactly. Such a table always exists. The odd pennies of each column go to the rows with most still
    to get, then to the larger fraction, then in the order of the rows; a table with more columns than rows is worked
    out the other way round.

    Args:
        rows: n sums in whole pence, 0 or more.
        columns: m sums in whole pence, 0 or more, with the same total T, at most 2^63 - 1.

    Returns:
        n x m sums in whole pence.

    Raises:
        DataError: if a margin is missing, negative, not whole or too large, or if the two do not add up to the same.

    Source: Causey, Cox and Ernst, "Applications of transportation theory to statistical problems", *Journal of the
    American Statistical Association* 80 (1985); the existence of a table from Gale (1957) and Ryser (1957).
    """
    by_row = checked_margin(rows, "row")
    by_column = checked_margin(columns, "column")
    total = same_total(by_row, by_column)
    if len(by_column) > len(by_row):
        return controlled_rounding(by_column, by_row).T.copy()
    whole, remainders = quotients(by_row, by_column, total)
    pennies, left = place_pennies(remainders > 0, remainders, by_row - whole.sum(axis=1), by_column - whole.sum(axis=0))
    assert not left, "a table in proportion to its margins can always be rounded"
    return whole + pennies


def checked_margin(values: Sequence[int] | Whole, what: str) -> Whole:
    """Whole pence, each 0 or more, whose sum fits into 64 bits."""
    whole = checked_sums(values, "sum", [f"{what} {at + 1}" for at in range(len(values))])
    if sum(whole) > LARGEST:
        raise DataError(f"the {what}s add up to more than 2^63 - 1 pence", do="round the table in parts")
    return np.array(whole, dtype=np.int64)


def same_total(rows: Whole, columns: Whole) -> int:
    """The total of both margins."""
    down, across = int(rows.sum()), int(columns.sum())
    if down != across:
        raise DataError(
            f"the rows add up to {pounds(down)} and the columns to {pounds(across)}",
            do="give margins that add up to the same",
        )
    return down


def quotients(rows: Whole, columns: Whole, total: int) -> tuple[Whole, Whole]:
    """The whole pence of rows[i] x columns[j] / total and the remainders, both n x m and exact."""
    if not total:
        none = np.zeros((len(rows), len(columns)), dtype=np.int64)
        return none, none
    if total < EXACT_TOTAL and int(rows.max()) * int(columns.max()) // total < EXACT_QUOTIENT:
        return quotients_in_64_bits(rows, columns, total)
    return quotients_in_plain_integers(rows, columns, total)


def quotients_in_64_bits(rows: Whole, columns: Whole, total: int) -> tuple[Whole, Whole]:
    """The same by floats, put right by exact arithmetic modulo 2^64.

    The estimate is off by at most one, so the true remainder lies between -total and 2 x total, and what is left of it
    modulo 2^64 is the remainder itself.
    """
    whole = np.empty((len(rows), len(columns)), dtype=np.int64)
    remainders = np.empty_like(whole)
    divisor = np.int64(total)
    for at, column in enumerate(columns.tolist()):
        estimate = np.floor(rows * (column / total)).astype(np.int64)
        remainder = rows * np.int64(column) - estimate * divisor
        too_much = (remainder < 0).astype(np.int64)
        too_little = (remainder >= divisor).astype(np.int64)
        whole[:, at] = estimate - too_much + too_little
        remainders[:, at] = remainder + (too_much - too_little) * divisor
    return whole, remainders


def quotients_in_plain_integers(rows: Whole, columns: Whole, total: int) -> tuple[Whole, Whole]:
    """The same in Python's integers, which have no largest one."""
    pairs = [[divmod(row * column, total) for column in columns.tolist()] for row in rows.tolist()]
    both = np.array(pairs, dtype=np.int64).reshape(len(rows), len(columns), 2)
    return np.ascontiguousarray(both[:, :, 0]), np.ascontiguousarray(both[:, :, 1])
