"""How much each place can have: the smallest fulfilment as large as possible, then the next smallest, and so on.

Exact, without a float. A demand of every place can be paid if, and only if, a flow from pots to lines to places carries
it (years do not matter yet: money that came in time can be spent in time). A matched pot is a capacity there, too: of
what a place gets, at most the share 1 / (1 + match) may come from it. So the largest level at which everybody can stand
comes from smallest cuts: a cut that is too small for the demands says at which lower level it would just do (Newton's
method on a convex function, from above: it ends after finitely many steps, exactly). The places behind the last cut
cannot rise; the others go on. Floors are held all along: a place stands at the level, or at its floor if that is more.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from leastfirst.fund.routing.flows import Network
from leastfirst.fund.routing.pools import Pool, Pooling
from leastfirst.fund.routing.problem import Problem, Tie


@dataclass(frozen=True)
class Valve:
    """So many pence of one pot that may be spent against one of its strings."""

    purse: int
    tie: Tie
    pence: int


@dataclass
class Paying:
    """A network from pots to pools, with the numbers of the arcs to ask."""

    network: Network
    scale: int
    purse_nodes: list[int]
    pool_nodes: list[int]
    demands: list[int]
    by_line: dict[tuple[int, int], int]
    by_group: dict[tuple[int, int], int]
    matched: dict[tuple[int, int], int]
    matched_nodes: dict[tuple[int, int], int]


def paying(
    pooling: Pooling, pools: list[Pool], demands: list[Fraction], *, valve: Valve | None = None, whole: bool = False
) -> Paying:
    """Build the network in which pots pay the demands of pools.

    Args:
        pooling: the problem and its families.
        pools: the pools.
        demands: pence for each pool, exact fractions.
        valve: a string that is loosened by some pence.
        whole: whether a matched pot may give whole pence only.
    """
    problem = pooling.problem
    most = {
        (p, c): demand / (1 + purse.matched)
        for p, purse in enumerate(problem.purses)
        if purse.matched is not None
        for c, demand in enumerate(demands)
    }
    if whole:
        most = {at: Fraction(int(share)) for at, share in most.items()}
    scale = lcm(*(demand.denominator for demand in demands), *(share.denominator for share in most.values()))
    extra = 0
    if valve is not None and valve.tie.matched is not None:
        scale = lcm(scale, (1 + valve.tie.matched).numerator)
    network = Network()
    purse_nodes, matched_nodes, matched = [], {}, {}
    for purse in problem.purses:
        node = network.node()
        network.arc(0, node, purse.usable * scale)
        purse_nodes.append(node)
    endless = sum(sum(purse.comes_in) for purse in problem.purses) * scale + 1
    room = None
    if valve is not None:
        room = network.node()
        of = problem.purses[valve.purse]
        extra = valve.pence * scale
        if valve.tie.matched is not None:
            # A pound that needs no match lifts the cap on its pot by what a matched pound would not have lifted it.
            extra = int(extra * valve.tie.matched / (1 + valve.tie.matched))
        if valve.tie.last_year is not None:
            others = [tie.last_year for tie in of.ties if tie.last_year is not None and tie is not valve.tie]
            late = sum(of.comes_in[of.last_year + 1 : min([len(of.comes_in) - 1, *others]) + 1])
            network.arc(0, purse_nodes[valve.purse], min(extra, late * scale))
        network.arc(purse_nodes[valve.purse], room, extra)
    pool_nodes, arcs, by_line, by_group = [], [], {}, {}
    for c, (pool, demand) in enumerate(zip(pools, demands, strict=True)):
        node = network.node()
        pool_nodes.append(node)
        arcs.append(network.arc(node, 1, int(demand * scale)))
        nodes = {-1: node} | {g: network.node() for g in pooling.caps.innermost_first}
        for g, outer in enumerate(pooling.caps.inside):
            by_group[c, g] = network.arc(nodes[g], nodes[outer], pool.caps[g] * scale)
        allowed = pooling.families[pool.family].purses
        from_purse = dict(enumerate(purse_nodes))
        for p in (p for p, purse in enumerate(problem.purses) if purse.matched is not None):
            from_purse[p] = matched_nodes[p, c] = network.node()
            matched[p, c] = network.arc(purse_nodes[p], from_purse[p], int(most[p, c] * scale))
            if room is not None and valve is not None and valve.purse == p and valve.tie.matched is not None:
                network.arc(room, from_purse[p], extra)
        for line, group in enumerate(pooling.caps.of_line):
            into = network.node()
            by_line[c, line] = network.arc(into, nodes[group], endless)
            for p in sorted(allowed):
                if problem.purses[p].may_pay_line(line):
                    network.arc(from_purse[p], into, endless)
            if room is not None and valve is not None and _freed(problem, valve, line, pool.places[0]):
                network.arc(room, into, extra)
    return Paying(network, scale, purse_nodes, pool_nodes, arcs, by_line, by_group, matched, matched_nodes)


def _freed(problem: Problem, valve: Valve, line: int, place: int) -> bool:
    """Whether only the string of the valve keeps its pot from a line of a place."""
    purse = problem.purses[valve.purse]
    others = purse.without(valve.tie)
    allowed = purse.may_pay_line(line) and purse.may_pay_place(place)
    return not allowed and others.may_pay_line(line) and others.may_pay_place(place)


@dataclass(frozen=True)
class Shares:
    """How far each place's need-based share can be met: exact fractions, before any penny is rounded.

    Attributes:
        fulfilment: for each place, paid / target; 1 where the target is 0.
        pools: the places that share their fate, with what they get.
    """

    fulfilment: list[Fraction]
    pools: list[Pool]


def share(pooling: Pooling, *, valve: Valve | None = None) -> Shares:
    """The fairest shares that the pots and their strings allow: lexicographically largest, smallest fulfilment first.

    The floors must be within reach (see `floors_in_reach`).
    """
    problem = pooling.problem
    wanting = [place for place, target in enumerate(problem.targets) if target]
    levels: dict[int, Fraction] = {}
    level = Fraction(1)
    while len(levels) < len(wanting):
        level = Fraction(1)
        behind: list[int] = []
        while True:
            pools = pooling.pools(levels, level)
            demands = [pool.demand for pool in pools]
            net = paying(pooling, pools, demands, valve=valve)
            short = sum((demand for demand in demands), start=Fraction(0)) - Fraction(net.network.fill(), net.scale)
            if not short:
                break
            weights = _weights_behind_the_cut(net, problem, pools)
            slope = sum(weight * pool.rises for weight, pool in zip(weights, pools, strict=True))
            level -= short / slope
            behind = [
                place
                for weight, pool in zip(weights, pools, strict=True)
                if weight
                for place in pool.places
                if place not in levels
            ]
        for place in behind or [place for place in wanting if place not in levels]:
            levels[place] = level
    fulfilment = [
        max(levels[place], Fraction(problem.floors[place], target)) if target else Fraction(1)
        for place, target in enumerate(problem.targets)
    ]
    return Shares(fulfilment, pooling.pools(levels, level))


def _weights_behind_the_cut(net: Paying, problem: Problem, pools: list[Pool]) -> list[Fraction]:
    """For each pool, by how much the shortage grows with each pound that it is to get; 0 before the cut."""
    beyond = net.network.beyond()
    weights = []
    for c in range(len(pools)):
        weight = Fraction(int(beyond[net.pool_nodes[c]]))
        for (p, at), node in net.matched_nodes.items():
            if weight and at == c and not beyond[net.purse_nodes[p]] and beyond[node]:
                weight -= 1 / (1 + (problem.purses[p].matched or Fraction(0)))
        weights.append(weight)
    return weights
