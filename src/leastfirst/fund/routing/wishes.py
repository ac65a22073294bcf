"""When the profile wants each line of each pool paid, in whole pence that add up: lines, years, and kinds in years.

Each line rounded on its own would leave a year of the fund pence above or below another. So the table is rounded as
one, from the whole to the parts: kinds x years, then the lines of a kind, then the pools of a line. The sum of a year
is what the profile says, in whole pence, wherever the lines' own years make up the profile.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.problem import Problem
from leastfirst.ground.apportion import controlled_rounding_of, largest_remainder
from leastfirst.ground.errors import DataError, InfeasibleError
from leastfirst.ground.exact import Exact

Pence = NDArray[np.int64]
Table = list[list[int]]


def wishes(problem: Problem, lines: Pence) -> Pence:
    """Pools x lines x years in whole pence, for pools x lines.

    The sums of lines and of years are exact. The year of a kind, of a line and of a pool's line is its exact value
    rounded down or up; where no such table has the sums of the years, pence are moved between years afterwards.
    """
    n_pools, n_lines = lines.shape
    n_years = len(problem.years)
    timing = Exact.of([share for row in problem.timing for share in row])
    shares = [timing.numerators[at : at + n_years] for at in range(0, len(timing.numerators), n_years)]
    exact = [[int(pence) * share for share in shares[d % n_lines]] for d, pence in enumerate(lines.reshape(-1))]
    years = _years(problem, exact, timing.denominator, int(lines.sum()))
    table = _rounded(problem, lines, exact, timing.denominator, years)
    _move(table, exact, timing.denominator, years)
    return table.reshape(n_pools, n_lines, n_years)


def _years(problem: Problem, exact: Table, denominator: int, total: int) -> list[int]:
    """The sum of each year: the profile's, if the lines' own years come to that but for their rounding."""
    columns = [sum(column) for column in zip(*exact, strict=True)]
    if problem.profile:
        years = largest_remainder(Exact.of(problem.profile).numerators, total)
        near = (1 + len(problem.lines)) * denominator
        if all(abs(pence * denominator - column) <= near for pence, column in zip(years, columns, strict=True)):
            return years
    return largest_remainder(columns, total) if total else [0] * len(columns)


def _rounded(problem: Problem, lines: Pence, exact: Table, denominator: int, years: list[int]) -> Pence:
    """The table with these sums of years, from the whole to the parts or all at once; else with any sums of years."""
    sums = lines.reshape(-1).tolist()
    for columns in (years, None):
        try:
            return _from_the_whole(problem, lines, exact, denominator, columns)
        except (DataError, InfeasibleError):
            # Sums that were rounded before can be such that no table of the parts fits them.
            pass
        try:
            return controlled_rounding_of(exact, denominator, rows=sums, columns=columns)
        except (DataError, InfeasibleError):
            pass
    raise AssertionError("a table whose years are rounded with its cells can always be rounded")


def _from_the_whole(problem: Problem, lines: Pence, exact: Table, denominator: int, years: list[int] | None) -> Pence:
    n_pools, n_lines = lines.shape
    kinds = sorted({line.kind for line in problem.lines})
    inside = [[at for at, line in enumerate(problem.lines) if line.kind == kind] for kind in kinds]
    by_line = [_added(exact[line::n_lines]) for line in range(n_lines)]
    by_kind = [_added([by_line[line] for line in mine]) for mine in inside]
    of_line = lines.sum(axis=0).tolist()
    sums = [sum(of_line[line] for line in mine) for mine in inside]
    table = np.zeros((n_pools * n_lines, len(problem.years)), dtype=np.int64)
    whole = controlled_rounding_of(by_kind, denominator, rows=sums, columns=years)
    for mine, row in zip(inside, whole, strict=True):
        cells = [by_line[line] for line in mine]
        parts = controlled_rounding_of(cells, denominator, rows=[of_line[line] for line in mine], columns=row)
        for line, part in zip(mine, parts, strict=True):
            pools = lines[:, line].tolist()
            table[line::n_lines] = controlled_rounding_of(exact[line::n_lines], denominator, rows=pools, columns=part)
    return table


def _added(rows: Table) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _move(table: Pence, exact: Table, denominator: int, years: list[int]) -> None:
    """Move pence between years until these have their sums, each where that is nearest to what is exact."""
    while (off := table.sum(axis=0) - np.array(years, dtype=np.int64)).any():
        much, little = int(off.argmax()), int(off.argmin())
        rows = [at for at in range(len(exact)) if table[at, much]]
        at = max(
            rows,
            key=lambda row: (
                (int(table[row, much]) - int(table[row, little])) * denominator - exact[row][much] + exact[row][little]
            ),
        )
        table[at, much] -= 1
        table[at, little] += 1
