"""From pools to places: each place its share of every line, in whole pence on both margins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.flows import Network
from leastfirst.fund.routing.pools import Pool, Pooling
from leastfirst.fund.routing.sharing import Shares
from leastfirst.ground.apportion import controlled_rounding

Pence = NDArray[np.int64]
SLACK = 2
"""Pence by which a place's sum may differ from its proportion where its own caps, whole pence too, ask for it."""


def place_sums(pooling: Pooling, shares: Shares, pool: Pool, total: int) -> Pence:
    """What each place of a pool gets: its exact sum rounded down, odd pennies by largest remainder, then by code."""
    problem = pooling.problem
    exact = {place: shares.fulfilment[place] * problem.targets[place] for place in pool.places}
    sums = {place: int(pence) for place, pence in exact.items()}
    queue = sorted(pool.places, key=lambda place: (sums[place] - exact[place], problem.places[place]))
    left = total - sum(sums.values())
    while left:
        moved = 0
        for place in queue if left > 0 else reversed(queue):
            if left > 0 and sums[place] < problem.targets[place]:
                sums[place] += 1
                moved += 1
            elif left < 0 and sums[place] > problem.floors[place]:
                sums[place] -= 1
                moved -= 1
            if moved == left:
                break
        assert moved, "a pool's sum lies outside the floors and targets of its places"
        left -= moved
    return np.array([sums[place] for place in pool.places], dtype=np.int64)


def place_lines(pooling: Pooling, pool: Pool, sums: Pence, lines: Pence) -> Pence | None:
    """Places x lines, in whole pence: rows and columns add up, every place's own caps are kept.

    A place's sum may move by a penny or two where its caps ask for it; never below its floor or above its target.
    Returns None where even that does not do: then the places of the pool have to be treated one by one.
    """
    places = list(pool.places)
    single = np.array([pooling.caps.most([line])[places] for line in range(len(lines))]).T.reshape(len(places), -1)
    single = np.minimum(single, sums[:, None])
    if (single.sum(axis=1) == sums).all() and (single.sum(axis=0) == lines).all():
        return np.asarray(single, dtype=np.int64)
    table = controlled_rounding(sums.tolist(), lines.tolist())
    if _caps_hold(pooling, places, table):
        return table
    return _by_flow(pooling, places, sums, lines)


def _caps_hold(pooling: Pooling, places: list[int], table: Pence) -> bool:
    groups = pooling.problem.groups
    return all(
        (table[:, list(group.lines)].sum(axis=1) <= row[places]).all()
        for group, row in zip(groups, pooling.caps.pence, strict=True)
    )


def _by_flow(pooling: Pooling, places: list[int], sums: Pence, lines: Pence) -> Pence | None:
    """The table near proportion that keeps the caps: rounded down, and the pence left over by a flow."""
    problem, caps = pooling.problem, pooling.caps
    total = int(sums.sum())
    network = Network()
    columns = [network.node() for _ in lines]
    table = np.zeros((len(places), len(lines)), dtype=np.int64)
    cells, rows = {}, []
    for i, place in enumerate(places):
        room = {g: int(caps.pence[g, place]) for g in caps.innermost_first} | {-1: int(sums[i])}
        for line in range(len(lines)):
            around = _around(caps.of_line[line], caps.inside)
            share = int(sums[i]) * int(lines[line]) // total if total else 0
            table[i, line] = min(share, *(room[g] for g in around))
            for g in around:
                room[g] -= int(table[i, line])
        node = network.node()
        rows.append(network.arc(node, 1, room[-1]))
        nodes = {-1: node} | {g: network.node() for g in caps.innermost_first}
        for g, outer in enumerate(caps.inside):
            network.arc(nodes[g], nodes[outer], room[g])
        for line in range(len(lines)):
            cells[i, line] = network.arc(columns[line], nodes[caps.of_line[line]], total)
    open_pence = lines - table.sum(axis=0)
    for column, pence in zip(columns, open_pence.tolist(), strict=True):
        network.arc(0, column, pence)
    sent = network.fill()
    if sent < open_pence.sum():
        for i, place in enumerate(places):
            network.widen(rows[i], min(SLACK, problem.targets[place] - int(sums[i])))
        sent += network.fill()
    for at, arc in cells.items():
        table[at] += network.flow(arc)
    floors = np.array([problem.floors[place] for place in places], dtype=np.int64)
    return table if sent == open_pence.sum() and (table.sum(axis=1) >= floors).all() else None


def _around(group: int, inside: tuple[int, ...]) -> list[int]:
    """A group and all that hold it, and the place itself (-1)."""
    found = [group]
    while found[-1] != -1:
        found.append(inside[found[-1]])
    return found
