"""Two-way rounding: every margin to the penny, every cell within a penny, whole cells untouched."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from leastfirst.ground.apportion import controlled_rounding, controlled_rounding_of, largest_remainder
from leastfirst.ground.apportion.odd_pennies import place_pennies
from leastfirst.ground.apportion.two_way import quotients_in_64_bits, quotients_in_plain_integers
from leastfirst.ground.errors import DataError, InfeasibleError
from tests import apportion_reference as slow


def as_table(table: NDArray[np.int64]) -> slow.Table:
    return tuple(tuple(row) for row in table.tolist())


def random_split(chance: random.Random, total: int, n: int) -> list[int]:
    cuts = sorted(chance.randint(0, total) for _ in range(n - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]


def test_10_000_random_small_cases_against_every_table() -> None:
    chance = random.Random(20_260_402)
    for _ in range(10_000):
        n, m, total = chance.randint(1, 4), chance.randint(1, 4), chance.randint(0, 16)
        rows, columns = random_split(chance, total, n), random_split(chance, total, m)
        cells = [[Fraction(row * column, total or 1) for column in columns] for row in rows]
        assert as_table(controlled_rounding(rows, columns)) in set(slow.tables(cells, rows, columns))


def test_margins_that_are_left_out_are_rounded_with_the_cells() -> None:
    chance = random.Random(20_260_403)
    for _ in range(2_000):
        n, m, denominator = chance.randint(1, 3), chance.randint(1, 4), chance.choice([1, 2, 3, 7])
        cells = [[chance.choice([0, 0, 1, 2, 5, 9]) for _ in range(m)] for _ in range(n)]
        exact = [[Fraction(cell, denominator) for cell in row] for row in cells]
        table = controlled_rounding_of(cells, denominator)
        for whole, cell in zip(table.ravel().tolist(), (cell for row in exact for cell in row), strict=True):
            assert abs(whole - cell) < 1
        for whole, total in zip(table.sum(axis=1).tolist(), map(sum, exact), strict=True):
            assert abs(whole - total) < 1
        for whole, total in zip(table.sum(axis=0).tolist(), map(sum, zip(*exact, strict=True)), strict=True):
            assert abs(whole - total) < 1
        assert int(table.sum()) == sum(map(sum, cells)) // denominator


def test_margins_rounded_before_are_met_where_any_table_meets_them() -> None:
    chance = random.Random(20_260_404)
    met = {True: 0, False: 0}
    for _ in range(2_000):
        n, m, denominator = chance.randint(1, 4), chance.randint(1, 4), chance.choice([2, 3, 5])
        cells = [[chance.choice([0, 0, 0, 1, 2, 4]) for _ in range(m)] for _ in range(n)]
        exact = [[Fraction(cell, denominator) for cell in row] for row in cells]
        total = sum(map(sum, cells)) // denominator
        rows = (
            largest_remainder([sum(row) for row in cells], total, order=chance.sample(range(9), n)) if total else None
        )
        columns = largest_remainder([sum(column) for column in zip(*cells, strict=True)], total) if total else None
        if rows is None or columns is None or sum(map(sum, cells)) % denominator:
            continue
        possible = set(slow.tables(exact, rows, columns))
        met[bool(possible)] += 1
        if possible:
            assert as_table(controlled_rounding_of(cells, denominator, rows, columns)) in possible
            one_free = controlled_rounding_of(cells, denominator, rows)
            assert one_free.sum(axis=1).tolist() == rows
        else:
            with pytest.raises(InfeasibleError, match="would find no cell; give margins that are the exact sums"):
                controlled_rounding_of(cells, denominator, rows, columns)
    assert met[True] > 100
    assert met[False] > 3


def test_where_serving_the_neediest_first_fails_pennies_move_along_a_chain() -> None:
    """Column 1 goes to rows 1 and 2, and then column 2 finds only row 1 open, which needs nothing any more."""
    allowed = np.array([[True, True], [True, False], [True, False]])
    claims = allowed.astype(np.int64)
    given, left = place_pennies(allowed, claims, np.array([1, 1, 1]), np.array([2, 1]))
    assert left == 0
    assert given.tolist() == [[False, True], [True, False], [True, False]]


def test_random_forbidden_cells_are_always_solved_where_there_is_a_way() -> None:
    chance = np.random.default_rng(5)
    repaired = 0
    for _ in range(1_500):
        n, m = chance.integers(2, 12, 2)
        allowed = chance.random((n, m)) < 0.4
        answer = allowed & (chance.random((n, m)) < 0.5)
        rows, columns = answer.sum(axis=1), answer.sum(axis=0)
        claims = np.where(allowed, chance.integers(1, 4, (n, m)), 0)
        given, left = place_pennies(allowed, claims, rows, columns)
        assert left == 0
        assert (given <= allowed).all()
        assert (given.sum(axis=1) == rows).all()
        assert (given.sum(axis=0) == columns).all()
        repaired += _greedy_left(allowed, claims, rows, columns) > 0
    assert repaired > 100  # else this shows nothing about the repair


def _greedy_left(
    allowed: NDArray[np.bool_], claims: NDArray[np.int64], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> int:
    """What serving the neediest leaves over, row by row in plain Python."""
    need, left = rows.tolist(), 0
    for column, pennies in enumerate(columns.tolist()):
        waiting = [row for row in range(len(need)) if allowed[row, column] and need[row]]
        waiting.sort(key=lambda row: (-need[row], -claims[row, column], row))
        for row in waiting[:pennies]:
            need[row] -= 1
        left += max(0, pennies - len(waiting))
    return left


def test_pennies_go_to_the_neediest_then_the_larger_fraction_then_in_order() -> None:
    # Exact: 1/3, 1/3, 4/3 in both columns: all rows still need one penny; the first of equals gets it.
    assert controlled_rounding([1, 1, 4], [3, 3]).tolist() == [[1, 0], [0, 1], [2, 2]]
    # Exact in column 1: 0.4, 0.8, 0.8: the larger fraction goes first.
    assert controlled_rounding([1, 2, 2], [2, 3])[:, 0].tolist() == [0, 1, 1]


def test_whole_cells_and_zeros_do_not_change() -> None:
    rows, columns = [0, 10, 20, 7], [37, 0]
    assert controlled_rounding(rows, columns).tolist() == [[0, 0], [10, 0], [20, 0], [7, 0]]
    assert controlled_rounding([2, 4, 6], [4, 8]).tolist() == [[1, 1], [1, 3], [2, 4]]


@pytest.mark.parametrize("total", [10**6, 10**15, 2**49 + 12_345, 2**60 + 1])
def test_64_bits_and_plain_integers_say_the_same(total: int) -> None:
    chance = random.Random(total)
    rows = np.array(random_split(chance, total, 40), dtype=np.int64)
    # The larger the total, the smaller the columns may be for 64 bits to hold.
    columns = np.array([chance.randint(0, min(total, 2**50) // 2) for _ in range(9)] + [0, 1], dtype=np.int64)
    for fast, plain in zip(
        quotients_in_64_bits(rows, columns, total), quotients_in_plain_integers(rows, columns, total), strict=True
    ):
        assert (fast == plain).all()
    assert (plain < total).all()
    assert (plain >= 0).all()


def test_quotients_next_to_a_whole_number() -> None:
    """Where the estimate in floats is most likely to fall on the wrong side."""
    total = 10**15
    rows = np.array([10**15 - 1, 10**15 // 3, 10**15 // 3 + 1, 3, 1, 999_999_999_999_937], dtype=np.int64)
    columns = np.array([10**15 - 1, 3, 10**15 // 7, 333_333_333_333_334], dtype=np.int64)
    for fast, plain in zip(
        quotients_in_64_bits(rows, columns, total), quotients_in_plain_integers(rows, columns, total), strict=True
    ):
        assert fast.tolist() == plain.tolist()


@pytest.mark.parametrize("total", [10**15, 2**62 + 7, 2**63 - 1])
@pytest.mark.parametrize(("n", "m"), [(225, 30), (6, 40), (1, 1), (3, 1)])
def test_ten_trillion_pounds_and_more(total: int, n: int, m: int) -> None:
    rows = largest_remainder([at**2 + 1 for at in range(n)], total)
    columns = largest_remainder([7 * at + 3 for at in range(m)], total)
    table = controlled_rounding(rows, columns)
    assert [sum(row) for row in table.tolist()] == rows
    assert [sum(column) for column in table.T.tolist()] == columns
    for (at, row), (to, column) in product(enumerate(rows), enumerate(columns)):
        assert abs(int(table[at, to]) * total - row * column) < total


def test_nothing_to_share_and_no_places() -> None:
    assert controlled_rounding([0, 0], [0]).tolist() == [[0], [0]]
    assert controlled_rounding([], []).shape == (0, 0)
    assert controlled_rounding([], [0, 0]).shape == (0, 2)
    assert controlled_rounding([0, 0], []).shape == (2, 0)
    assert controlled_rounding_of([], 1).shape == (0, 0)
    assert controlled_rounding_of([[0, 0]], 5, [0], [0, 0]).tolist() == [[0, 0]]


def test_arrays_are_taken_and_not_changed() -> None:
    rows, columns = np.array([1, 1, 4]), np.array([3, 3])
    assert controlled_rounding(rows, columns).dtype == np.int64
    assert rows.tolist() == [1, 1, 4]
    assert columns.tolist() == [3, 3]


def test_denominators_of_any_size() -> None:
    huge = 10**40
    table = controlled_rounding_of([[huge // 2, huge // 2], [huge // 2, huge // 2 + 2 * huge]], huge, [1, 3], [1, 3])
    assert table.tolist() in ([[1, 0], [0, 3]], [[0, 1], [1, 2]])


@pytest.mark.parametrize(
    ("rows", "columns", "sentence"),
    [
        (
            [100, 250],
            [300],
            "the rows add up to £3.50 and the columns to £3; give margins that add up to the same.",
        ),
        ([1, -1], [0], "row 2: the sum -£0.01 is negative; give 0 or more."),
        ([1], [1.0], "column 1: the sum 1.0 is not a whole number; give whole pence."),
        ([None], [1], "row 1: the sum is missing; give one: missing is never zero."),
        ([2**62, 2**62], [2**63], "the rows add up to more than 2^63 - 1 pence; round the table in parts."),
    ],
)
def test_margins_that_cannot_be(rows, columns, sentence) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError) as caught:
        controlled_rounding(rows, columns)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("cells", "denominator", "rows", "columns", "sentence"),
    [
        ([[1, 2], [3]], 1, None, None, "row 2: it has 1 cells and the first row has 2; give every row as many."),
        ([[1, -2]], 1, None, None, "row 1: the cell -2 is negative; give cells of 0 or more."),
        ([[1]], 0, None, None, "the denominator 0 is not above zero; give a whole number of 1 or more."),
        (
            [[3, 2]],
            2,
            [4],
            None,
            "row 1: the sum of £0.04 is not that of its cells, 2.50 pence, rounded down or up; give the sum of the "
            "cells.",
        ),
        ([[3, 2]], 1, [3, 2], None, "the table has 1 rows and its margin 2; give one sum for each."),
        (
            [[1, 0], [0, 1]],
            2,
            [1, 0],
            [0, 1],
            "no table of these cells, each rounded down or up, meets both margins: £0.01 would find no cell; give "
            "margins that are the exact sums of the cells, or leave one margin out to have it rounded.",
        ),
    ],
)
def test_tables_that_cannot_be(cells, denominator, rows, columns, sentence) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DataError) as caught:
        controlled_rounding_of(cells, denominator, rows, columns)
    assert str(caught.value) == sentence
