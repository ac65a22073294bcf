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


def place_sums(pooling: Pooling, shares: Shares, pool: Pool, total: int) -> Pence | None:
    """What each place of a pool gets: its exact sum rounded down, odd pennies by largest remainder, then by code.

    None where the caps of its places, in whole pence, have no room for it: then they have to be treated one by one.
    """
    problem = pooling.problem
    every = pooling.caps.most(range(len(problem.lines)))
    most = {place: min(problem.targets[place], int(every[place])) for place in pool.places}
    exact = {place: shares.fulfilment[place] * problem.targets[place] for place in pool.places}
    sums = {place: min(int(pence), most[place]) for place, pence in exact.items()}
    queue = sorted(pool.places, key=lambda place: (sums[place] - exact[place], problem.places[place]))
    left = total - sum(sums.values())
    while left:
        moved = 0
        for place in queue if left > 0 else reversed(queue):
            if left > 0 and sums[place] < most[place]:
                sums[place] += 1
                moved += 1
            elif left < 0 and sums[place] > problem.floors[place]:
                sums[place] -= 1
                moved -= 1
            if moved == left:
                break
        if not moved:
            return None
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
    forced = (single.sum(axis=1) == sums).all() and (single.sum(axis=0) == lines).all()
    if forced and _caps_hold(pooling, places, single):
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
    """The table near proportion that keeps the caps: a flow that starts from proportion, rounded down."""
    problem, caps = pooling.problem, pooling.caps
    total, asked = int(sums.sum()), lines.tolist()
    network = Network()
    columns = [network.node() for _ in asked]
    starts = [0] * len(asked)
    cells, rows = {}, []
    for i, place in enumerate(places):
        carried = dict.fromkeys((*caps.innermost_first, -1), 0)
        most = {g: int(caps.pence[g, place]) for g in caps.innermost_first} | {-1: int(sums[i])}
        node = network.node()
        nodes = {-1: node} | {g: network.node() for g in caps.innermost_first}
        for line, pence in enumerate(asked):
            around = _around(caps.of_line[line], caps.inside)
            start = min(most[-1] * pence // total if total else 0, *(most[g] - carried[g] for g in around))
            for g in around:
                carried[g] += start
            starts[line] += start
            cells[i, line] = network.arc(columns[line], nodes[around[0]], total, start)
        for g, outer in enumerate(caps.inside):
            network.arc(nodes[g], nodes[outer], most[g], carried[g])
        rows.append(network.arc(node, 1, most[-1], carried[-1]))
    for column, pence, start in zip(columns, asked, starts, strict=True):
        network.arc(0, column, pence, start)
    left = sum(asked) - sum(starts)
    left -= network.fill()
    if left:
        for i, place in enumerate(places):
            network.widen(rows[i], min(SLACK, problem.targets[place] - int(sums[i])))
        left -= network.fill()
    table = np.array([[network.flow(cells[i, line]) for line in range(len(asked))] for i in range(len(places))])
    floors = np.array([problem.floors[place] for place in places], dtype=np.int64)
    return None if left or (table.sum(axis=1) < floors).any() else table.astype(np.int64)


def _around(group: int, inside: tuple[int, ...]) -> list[int]:
    """A group and all that hold it, and the place itself (-1)."""
    found = [group]
    while found[-1] != -1:
        found.append(inside[found[-1]])
    return found
