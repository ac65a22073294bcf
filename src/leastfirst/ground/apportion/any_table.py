"""Controlled rounding of any exact table, in proportion to its margins or not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.apportion.odd_pennies import Whole, place_pennies
from leastfirst.ground.apportion.two_way import LARGEST, checked_margin, same_total
from leastfirst.ground.errors import DataError, InfeasibleError
from leastfirst.ground.money import pounds


def controlled_rounding_of(
    cells: Sequence[Sequence[int]],
    denominator: int,
    rows: Sequence[int] | Whole | None = None,
    columns: Sequence[int] | Whole | None = None,
) -> NDArray[np.int64]:
    """Round an exact table to whole pence so that its margins are met, each cell rounded down or up.

    A cell that is whole stays as it is, so zero stays zero. Where the exact margins are whole such a table always
    exists. A margin that is left out is rounded with the cells: each of its sums comes out as the exact one rounded
    down or up, and where both are, the total rounded down: nobody shares out more than there is.

    Args:
        cells: n x m whole numbers, 0 or more; a cell is worth cells[i][j] / denominator pence.
        denominator: a whole number above 0.
        rows: the n sums of the rows in whole pence, or None to round them too.
        columns: the m sums of the columns in whole pence, or None to round them too.

    Returns:
        n x m sums in whole pence.

    Raises:
        DataError: if a cell is negative, the table is not n x m, or a margin is not its exact one rounded down or up.
        InfeasibleError: if no table fits margins that were themselves rounded before.

    Source: Causey, Cox and Ernst (1985), see `controlled_rounding`.
    """
    n, m = len(cells), len(cells[0]) if cells else 0
    _check_table(cells, denominator, m)
    exact_rows = [sum(row) for row in cells]
    exact_columns = [sum(column) for column in zip(*cells, strict=True)]
    # A margin that is free to be rounded gets a column (row) of its own, which takes up what rounding up would add:
    # then all margins are whole. Where both are free the corner between them stays empty, which rounds the total down.
    table = [list(row) for row in cells]
    slack_row = [-total % denominator for total in exact_columns] if columns is None else None
    if rows is None:
        for row, total in zip(table, exact_rows, strict=True):
            row.append(-total % denominator)
        if slack_row is not None:
            slack_row.append(0)
    if slack_row is not None:
        table.append(slack_row)
    by_row, by_column = _margins(exact_rows, exact_columns, denominator, rows, columns)
    rounded = _rounded(table, denominator, by_row, by_column)
    return np.ascontiguousarray(rounded[:n, :m])


def _margins(
    exact_rows: list[int],
    exact_columns: list[int],
    denominator: int,
    rows: Sequence[int] | Whole | None,
    columns: Sequence[int] | Whole | None,
) -> tuple[Whole, Whole]:
    """The margins of the table with what was added to it."""
    by_row = _up(exact_rows, denominator) if rows is None else _near(rows, exact_rows, denominator, "row")
    by_column = (
        _up(exact_columns, denominator) if columns is None else _near(columns, exact_columns, denominator, "column")
    )
    whole_total = sum(exact_rows) // denominator
    if rows is None and columns is None:
        # All that rounding up added, and what rounding the total down takes away again.
        by_row, by_column = [*by_row, sum(by_column) - whole_total], [*by_column, sum(by_row) - whole_total]
    elif rows is None:
        by_column = [*by_column, sum(by_row) - sum(by_column)]
    elif columns is None:
        by_row = [*by_row, sum(by_column) - sum(by_row)]
    down, across = checked_margin(by_row, "row"), checked_margin(by_column, "column")
    same_total(down, across)
    return down, across


def _up(exact: list[int], denominator: int) -> list[int]:
    return [-(-total // denominator) for total in exact]


def _near(given: Sequence[int] | Whole, exact: list[int], denominator: int, what: str) -> list[int]:
    """A margin as given, if each of its sums is the exact one rounded down or up."""
    margin = [int(value) for value in checked_margin(given, what)]
    if len(margin) != len(exact):
        raise DataError(
            f"the table has {len(exact):,} {what}s and its margin {len(margin):,}", do="give one sum for each"
        )
    for at, (whole, total) in enumerate(zip(margin, exact, strict=True)):
        if abs(whole * denominator - total) >= denominator:
            raise DataError(
                f"the sum of {pounds(whole)} is not that of its cells, {_decimals(total, denominator)} pence, rounded "
                "down or up",
                where=f"{what} {at + 1}",
                do="give the sum of the cells",
            )
    return margin


def _decimals(numerator: int, denominator: int) -> str:
    """A fraction to two places, rounded down, in whole numbers because floats end at 10^308."""
    hundredths = numerator * 100 // denominator
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"


def _rounded(table: list[list[int]], denominator: int, rows: Whole, columns: Whole) -> Whole:
    floors = np.array([[cell // denominator for cell in row] for row in table], dtype=np.int64)
    floors = floors.reshape(len(rows), len(columns))
    claims = _claims([[cell % denominator for cell in row] for row in table], denominator).reshape(floors.shape)
    need = rows - floors.sum(axis=1)
    spare = columns - floors.sum(axis=0)
    left = int(max(-need.min(initial=0), -spare.min(initial=0)))
    if not left:
        if len(columns) > len(rows):
            turned, left = place_pennies(claims.T > 0, claims.T, spare, need)
            pennies = turned.T
        else:
            pennies, left = place_pennies(claims > 0, claims, need, spare)
    if left:
        raise InfeasibleError(
            f"no table of these cells, each rounded down or up, meets both margins: {pounds(left)} would find no cell",
            do="give margins that are the exact sums of the cells, or leave one margin out to have it rounded",
        )
    return floors + pennies


def _claims(remainders: list[list[int]], denominator: int) -> Whole:
    """The remainders as 64-bit numbers that sort alike, zero staying zero."""
    if denominator > LARGEST:
        place = {value: at for at, value in enumerate(sorted({0, *(value for row in remainders for value in row)}))}
        remainders = [[place[value] for value in row] for row in remainders]
    return np.array(remainders, dtype=np.int64)


def _check_table(cells: Sequence[Sequence[int]], denominator: int, m: int) -> None:
    if denominator < 1:
        raise DataError(f"the denominator {denominator} is not above zero", do="give a whole number of 1 or more")
    for at, row in enumerate(cells):
        if len(row) != m:
            raise DataError(
                f"it has {len(row):,} cells and the first row has {m:,}",
                where=f"row {at + 1}",
                do="give every row as many",
            )
        if row and min(row) < 0:
            raise DataError(f"the cell {min(row):,} is negative", where=f"row {at + 1}", do="give cells of 0 or more")
