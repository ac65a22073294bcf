"""Pots merged, strings kept: from pots and need-based shares to whole payments."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.balance import balance_of, proportional_lines
from leastfirst.fund.routing.evenness import paid_evenly
from leastfirst.fund.routing.pools import Pool, Pooling
from leastfirst.fund.routing.problem import Problem
from leastfirst.fund.routing.programme import Programme
from leastfirst.fund.routing.reach import floors_in_reach
from leastfirst.fund.routing.result import Fate, Routing, Unspent, explain_unspent
from leastfirst.fund.routing.sharing import Shares, share
from leastfirst.fund.routing.splitting import place_lines, place_sums
from leastfirst.fund.routing.whole_pence import forced_lines, near_lines, whole_sums
from leastfirst.ground.apportion import controlled_rounding

Pence = NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """Whole payments for pools, before they are split among places."""

    pooling: Pooling
    shares: Shares
    programme: Programme
    lines: Pence
    payments: Pence
    moved_pence: int


def route(problem: Problem) -> Routing:
    """Find which pot pays for what, where and when, so that every string holds, in whole pence.

    Goals, in order: (1) no place below its floor over the fund's life; (2) the smallest fulfilment (paid / need-based
    share) as large as can be, then the next smallest, and so on; nobody above the need-based share or a cap; (3) as
    little as can be paid in another year than the profile wants; (4) ties: the pot with the fewest permitted uses pays
    first (lines x places, then the earlier use-by, then as the pots stand), in earlier years first; of one pot, money
    that came in first is spent first; odd pennies by largest remainder, then by code.

    Goals 1 and 2 are met exactly, by cuts (see `sharing`); goal 3 (see `balance`) to the penny where every line can get
    its due, else by a linear programme to nine figures; so is goal 4 (see `programme`), and exactly where the caps fix
    how much of each line a place gets. Every margin adds up to the penny.

    Raises:
        DataError: sums below zero, a fund of £0.
        DefinitionError: a pot that nobody may use; crossing groups; timing that does not add up to one.
        InfeasibleError: the pots do not reach the floors.
    """
    plan, tables = settled(problem.checked())
    return _routing(plan, _split(plan, tables)).check()


def settled(problem: Problem) -> tuple[Plan, list[Pence]]:
    """The payments of pools, and for each pool its places x lines, in whole pence."""
    apart: frozenset[int] = frozenset()
    while True:
        plan = planned(problem, apart)
        tables: list[Pence] = []
        for pool, lines in zip(plan.shares.pools, plan.lines, strict=True):
            sums = place_sums(plan.pooling, plan.shares, pool, int(lines.sum()))
            table = None if sums is None else place_lines(plan.pooling, pool, sums, lines)
            if table is not None:
                tables.append(table)
            elif len(pool.places) == 1:
                raise RuntimeError(f"the caps of {problem.places[pool.places[0]]} do not carry its lines")
            else:
                # Caps in whole pence that do not go together to the penny: these places are treated one by one.
                apart |= frozenset(pool.places)
        if len(tables) == len(plan.shares.pools):
            return plan, tables


def planned(problem: Problem, apart: frozenset[int] = frozenset()) -> Plan:
    """The payments of pools; `apart` names places that are each a pool of their own."""
    pooling = Pooling(problem, apart)
    floors_in_reach(pooling)
    shares = share(pooling)
    sums = whole_sums(pooling, shares.pools)
    programme = Programme(pooling, shares.pools, sums)
    lines = forced_lines(pooling, shares.pools, sums)
    if lines is None:
        lines = proportional_lines(pooling, shares.pools, sums)
    if lines is None:
        # To nine figures, so that the last bits of a float cannot change a penny; the flow finds the rest.
        step = max(1, sum(sums) // 10**9)
        balance = balance_of(pooling, shares.pools, sums)
        parts = programme.line_shares(balance)
        wish = np.floor(np.maximum(parts, 0) / step + 1e-6).astype(np.int64) * step
        lines = near_lines(pooling, shares.pools, sums, wish, balance.met(parts))
    payments, moved = paid_evenly(programme, lines, programme.wanted(lines))
    return Plan(pooling, shares, programme, lines, payments, moved)


def _split(plan: Plan, tables: list[Pence]) -> list[list[Pence]]:
    """The payments of places as columns place, year, line, purse, pence."""
    programme = plan.programme
    n_lines = plan.lines.shape[1]
    found: list[list[Pence]] = []
    for c, (pool, table) in enumerate(zip(plan.shares.pools, tables, strict=True)):
        for line in range(n_lines):
            arcs = np.flatnonzero((programme.demand == c * n_lines + line) & (plan.payments > 0))
            if not len(arcs):
                continue
            cells = controlled_rounding(table[:, line].tolist(), plan.payments[arcs].tolist())
            at, column = np.nonzero(cells)
            found.append(
                [
                    np.array(pool.places, dtype=np.int64)[at],
                    programme.year[arcs][column],
                    np.full(len(at), line, dtype=np.int64),
                    programme.purse[arcs][column],
                    np.asarray(cells[at, column], dtype=np.int64),
                ]
            )
    return found


def _routing(plan: Plan, split: list[list[Pence]]) -> Routing:
    problem = plan.pooling.problem
    columns = [np.concatenate(parts) for parts in zip(*split, strict=True)] or [np.zeros(0, dtype=np.int64)] * 5
    place, year, line, purse, pence, came_in = _dated(problem, columns)
    order = np.lexsort((came_in, purse, line, year, place))
    place, year, line, purse, pence, came_in = (each[order] for each in (place, year, line, purse, pence, came_in))
    sums = np.zeros(len(problem.places), dtype=np.int64)
    np.add.at(sums, place, pence)
    paid = [int(each) for each in sums]
    fulfilment = [Fraction(p, t) if t else Fraction(1) for p, t in zip(paid, problem.targets, strict=True)]
    fates = tuple(_fate(plan, pool) for pool in plan.shares.pools)
    full = {at for at, (p, t) in enumerate(zip(paid, problem.targets, strict=True)) if p == t}
    used = np.zeros((len(problem.purses), len(problem.years)), dtype=np.int64)
    np.add.at(used, (purse, came_in), pence)
    unspent = tuple(
        Unspent(p, y, comes - int(used[p, y]), explain_unspent(problem, each, y, fates, p, full))
        for p, each in enumerate(problem.purses)
        for y, comes in enumerate(each.comes_in)
        if comes > used[p, y]
    )
    return Routing(
        problem, place, year, line, purse, came_in, pence, paid, fulfilment, fates, unspent, plan.moved_pence
    )


def _fate(plan: Plan, pool: Pool) -> Fate:
    targets = sum(plan.pooling.problem.targets[place] for place in pool.places)
    purses = tuple(sorted(plan.pooling.families[pool.family].purses))
    return Fate(pool.places, purses, pool.demand / targets, pool.held)


def _dated(problem: Problem, columns: list[Pence]) -> list[Pence]:
    """Say of every payment in which year its money came in: of each pot, what came first is spent first."""
    place, year, line, purse, pence = columns
    parts: list[list[Pence]] = []
    for p, each in enumerate(problem.purses):
        mine = np.flatnonzero(purse == p)
        mine = mine[np.lexsort((line[mine], place[mine], year[mine]))]
        if each.same_year:
            parts.append([mine, pence[mine], year[mine]])
            continue
        ends = pence[mine].cumsum()
        came = np.array(each.comes_in, dtype=np.int64).cumsum()
        cuts = np.union1d(ends, came[came < (ends[-1] if len(ends) else 0)])
        cuts = cuts[cuts > 0]
        parts.append([mine[np.searchsorted(ends, cuts)], np.diff(cuts, prepend=0), np.searchsorted(came, cuts)])
    at, sums, came_in = (np.concatenate(each) for each in zip(*parts, strict=True))
    return [place[at], year[at], line[at], purse[at], sums, came_in.astype(np.int64)]
