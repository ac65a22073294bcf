"""Who gets the odd pennies of a table, so that every row and every column adds up.

Each cell may get one penny or none, and some cells none at all. Columns are served one after the other, each giving
its pennies to the rows that still need most (Gale and Ryser: without forbidden cells that always works out). Where
forbidden cells leave something over, pennies move along chains of columns until it fits or nothing can move.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]


def place_pennies(allowed: Marks, claims: Whole, rows: Whole, columns: Whole) -> tuple[Marks, int]:
    """Which cells of an n x m table get a penny.

    Args:
        allowed: n x m, whether a cell may get a penny.
        claims: n x m, the larger claim comes first where two rows still need equally many pennies; then row order.
        rows: n, how many pennies each row needs.
        columns: m, how many each column has, together as many as the rows need.

    Returns:
        n x m, whether a cell gets a penny; and how many pennies found no way to a row that needs them (0 = solved).
    """
    given = np.zeros(allowed.shape, dtype=np.bool_)
    need = rows.copy()
    spare = columns.copy()
    for column in range(allowed.shape[1]):
        chosen = _neediest(allowed[:, column], claims[:, column], need, int(columns[column]))
        given[chosen, column] = True
        need[chosen] -= 1
        spare[column] -= len(chosen)
    while (left := int(spare.sum())) and _move_along_a_chain(given, allowed, need, spare):
        pass
    return given, left


def _neediest(allowed: Marks, claims: Whole, need: Whole, pennies: int) -> Whole:
    """The rows that get this column's pennies: those with most still to get, then the larger claim, then row order."""
    waiting = np.flatnonzero(allowed & (need > 0))
    if len(waiting) <= pennies:
        return waiting
    if not pennies:
        return waiting[:0]
    needs = need[waiting]
    # Only the rows at the edge have to be put in order: most needs are equal, and sorting is what takes time.
    at_least = np.cumsum(np.bincount(needs)[::-1])[::-1]
    edge = int(np.flatnonzero(at_least >= pennies)[-1])
    first = waiting[needs > edge]
    level = waiting[needs == edge]
    best = np.argsort(-claims[level], kind="stable")[: pennies - len(first)]
    return np.concatenate([first, level[best]])


def _move_along_a_chain(given: Marks, allowed: Marks, need: Whole, spare: Whole) -> bool:
    """Bring spare pennies of one column to rows in need, by way of other columns; False if there is no way.

    A row in need takes a penny in a column that has given all of its own; there a row gives one up and takes one in the
    next column of the chain, and so on to a column with pennies to spare. The columns of a chain differ, so as many
    pennies move at once as its narrowest step lets through. The shortest chain goes first, which bounds how many
    chains there can be (Edmonds and Karp).
    """
    free = allowed & ~given
    in_need = need > 0
    chain = _shortest_chain(given, free, in_need, spare)
    if chain is None:
        return False
    starts = np.flatnonzero(in_need & free[:, chain[0]])
    links = [np.flatnonzero(given[:, here] & free[:, there]) for here, there in pairwise(chain)]
    moved = min(len(starts), int(spare[chain[-1]]), *(len(link) for link in links))
    given[starts[:moved], chain[0]] = True
    need[starts[:moved]] -= 1
    for here, there, link in zip(chain[:-1], chain[1:], links, strict=True):
        given[link[:moved], here] = False
        given[link[:moved], there] = True
    spare[chain[-1]] -= moved
    return True


def _shortest_chain(given: Marks, free: Marks, in_need: Marks, spare: Whole) -> list[int] | None:
    """The shortest chain of columns from one that a row in need can take from, to one with pennies to spare."""
    # How many rows could give up a penny in one column for one in another. Counts this small are exact in floats.
    could = given.T.astype(np.float64) @ free.astype(np.float64) > 0
    came_from: dict[int, int] = {int(column): -1 for column in np.flatnonzero(free[in_need].any(axis=0))}
    front = list(came_from)
    while front:
        for column in front:
            if spare[column]:
                chain = [column]
                while (before := came_from[chain[-1]]) >= 0:
                    chain.append(before)
                return chain[::-1]
        reached = []
        for here in front:
            for there in np.flatnonzero(could[here]).tolist():
                if there not in came_from:
                    came_from[there] = here
                    reached.append(there)
        front = reached
    return None
