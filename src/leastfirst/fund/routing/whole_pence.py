"""From exact shares to whole pence: what each pool gets, and how much of it on each line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.pools import Pool, Pooling
from leastfirst.fund.routing.sharing import Paying, paying
from leastfirst.ground.errors import InfeasibleError
from leastfirst.ground.money import pounds

Pence = NDArray[np.int64]


def whole_sums(pooling: Pooling, pools: list[Pool]) -> list[int]:
    """What each pool gets in whole pence: its exact sum rounded down, and then the odd pennies.

    The pennies go to the largest remainder first (equal ones by the first place's code), to pools that their floors
    hold last, as long as pots may pay them and no pool passes its need-based share.

    Raises:
        InfeasibleError: where pots are matched, floors that can be met but for a few pence.
    """
    floors = [sum(pooling.problem.floors[place] for place in pool.places) for pool in pools]
    sums = [int(pool.demand) for pool in pools]
    while True:
        net = paying(pooling, pools, [Fraction(each) for each in sums], whole=True)
        for arc, floor, total in zip(net.demands, floors, sums, strict=True):
            net.network.widen(arc, floor - total)
        if net.network.fill() < sum(floors):
            raise InfeasibleError(
                f"the floors, {pounds(sum(floors))} in all, are within reach of the pots but for a few pence, as a "
                "matched pot pays whole pence only",
                do="lower the floors by a few pence or add as much to a pot",
            )
        for arc, floor, total in zip(net.demands, floors, sums, strict=True):
            net.network.widen(arc, total - floor)
        net.network.fill()
        paid = [net.network.flow(arc) for arc in net.demands]
        if paid == sums:
            break
        # Only a matched pot brings us here: its share of a pool, rounded down, left the pool pennies short.
        sums = paid
    if any(total < int(pool.demand) for total, pool in zip(sums, pools, strict=True)):
        net = _give_back(pooling, pools, sums)
    _give_pennies(pooling, pools, sums, net)
    return sums


def _give_back(pooling: Pooling, pools: list[Pool], sums: list[int]) -> Paying:
    """Give pools back what rounding a matched pot down took from too many: several pence at once, as it gives some."""
    for c, pool in enumerate(pools):
        for more in range(int(pool.demand) - sums[c], 0, -1):
            raised = [*sums[:c], sums[c] + more, *sums[c + 1 :]]
            if paying(pooling, pools, [Fraction(each) for each in raised], whole=True).network.fill() == sum(raised):
                sums[:] = raised
                break
    net = paying(pooling, pools, [Fraction(each) for each in sums], whole=True)
    net.network.fill()
    return net


def _give_pennies(pooling: Pooling, pools: list[Pool], sums: list[int], net: Paying) -> None:
    """Raise the sums penny by penny while the network can carry it."""
    problem = pooling.problem
    most = [sum(problem.targets[place] for place in pool.places) for pool in pools]
    if net.matched:
        # A penny here may cost more than a penny there: nobody rises past the next whole penny.
        most = [min(top, ceil(pool.demand)) for top, pool in zip(most, pools, strict=True)]
    queue = sorted(
        range(len(pools)),
        key=lambda c: (pools[c].held, sums[c] - pools[c].demand, problem.places[pools[c].places[0]]),
    )
    while queue:
        took = []
        for c in queue:
            if sums[c] >= most[c]:
                continue
            lifted = {net.demands[c]: 1}
            for (p, at), arc in net.matched.items():
                if at == c:
                    share = 1 + (problem.purses[p].matched or Fraction(0))
                    lifted[arc] = int((sums[c] + 1) / share) - int(sums[c] / share)
            for arc, by in lifted.items():
                net.network.widen(arc, by)
            if net.network.fill():
                sums[c] += 1
                took.append(c)
            else:
                for arc, by in lifted.items():
                    net.network.widen(arc, -by)
        queue = took


def forced_lines(pooling: Pooling, pools: list[Pool], sums: list[int]) -> Pence | None:
    """Pools x lines, where the caps leave no choice: every line stands at its cap. None where there is a choice."""
    single = [pooling.caps.most([line]) for line in range(len(pooling.problem.lines))]
    table = [
        [min(int(most[list(pool.places)].sum()), total) for most in single]
        for pool, total in zip(pools, sums, strict=True)
    ]
    if any(sum(row) != total for row, total in zip(table, sums, strict=True)):
        return None
    return np.array(table, dtype=np.int64).reshape(len(pools), len(single))


def near_lines(
    pooling: Pooling, pools: list[Pool], sums: list[int], wish: Pence, dues: Mapping[tuple[int, int], Fraction]
) -> Pence:
    """Pools x lines in whole pence: as wished, as far as pots and caps can carry it, and then what is left over.

    Args:
        pooling: the problem and its families.
        pools: the pools.
        sums: whole pence for each pool, which the pots can pay.
        wish: pools x lines, whole pence that lie at or below some table that the pots can pay.
        dues: what groups of lines get in pools, by (pool, group), to the penny as far as pots and caps can carry it.
    """
    net = paying(pooling, pools, [Fraction(each) for each in sums], whole=True)
    room = 1 + sum(sum(purse.comes_in) for purse in pooling.problem.purses)
    alone = {group.lines[0]: g for g, group in enumerate(pooling.problem.groups) if len(group.lines) == 1}
    for (c, line), arc in net.by_line.items():
        due = dues.get((c, alone.get(line, -1)))
        net.network.widen(arc, int(wish[c, line] if due is None else due) - room)
    tops = {net.by_group[c, g]: pools[c].caps[g] - ceil(due) for (c, g), due in dues.items()}
    for arc, by in tops.items():
        net.network.widen(arc, -by)
    net.network.fill()
    # What is left first goes where nothing is passed that is due, then wherever it can go.
    for arc in net.by_line.values():
        net.network.widen(arc, room)
    net.network.fill()
    for arc, by in tops.items():
        net.network.widen(arc, by)
    net.network.fill()
    table = np.zeros(wish.shape, dtype=np.int64)
    for (c, line), arc in net.by_line.items():
        table[c, line] = net.network.flow(arc)
    assert table.sum(axis=1).tolist() == sums
    return table
