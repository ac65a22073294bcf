"""How each pool's money is parted among its lines: as near to what need asks for as pots can pay.

A cap that stands for what need asks for (so much capital, so much revenue, a ring-fence) is as well a due: of a pool
that is paid less than its need-based share, each such part should give way alike, to cap x paid / target. Pounds away
from these dues are counted, above and below. A line with no cap of its own takes the rest, and a limit is no wish.

Years do not matter here: money that came in time can be spent in time. Outer groups come before those inside them, so
the balance of kinds comes before the parts of one kind. Of answers with as few pounds away, the one that is furthest
away by the least, as a share of the pool's money: then no pool bears what all could share.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.pools import Pool, Pooling
from leastfirst.fund.routing.rows import Floats, Rows, cheapest
from leastfirst.fund.routing.sharing import paying
from leastfirst.ground.apportion import controlled_rounding_of
from leastfirst.ground.exact import Exact

Pence = NDArray[np.int64]
SMALL = 1e-9
"""What a goal that was reached may give way in the next one, as a share of all money."""


@dataclass(frozen=True)
class Due:
    """What a group of lines is due in a pool, in pence, and how many groups lie around it."""

    pool: int
    group: int
    lines: tuple[int, ...]
    pence: Fraction
    depth: int


@dataclass(frozen=True)
class Balance:
    """The dues, and how far off them pots have to stay: for some of them together, at most so much of all money."""

    dues: list[Due]
    limits: list[tuple[list[int], float]]

    def add_to(self, less: Rows, scale: float, totals: int, away: int, n_lines: int) -> None:
        """Add the rows that count what lies away from each due.

        Args:
            less: the programme, whose rows are not passed.
            scale: pence that the programme sees as 1.
            totals: the first of the variables pools x lines.
            away: the first of the variables that hold what lies away from each due.
            n_lines: the number of lines.
        """
        for at, due in enumerate(self.dues):
            columns = np.array([*(totals + due.pool * n_lines + line for line in due.lines), away + at])
            for sign in (1.0, -1.0):
                values = np.append(np.full(len(due.lines), sign), -1.0)
                less.block(np.full(len(columns), less.count), columns, values)
                less.sums(np.array([sign * float(due.pence) / scale]))
        for those, most in self.limits:
            less.add([away + at for at in those], 1.0, most)

    def met(self, shares: Floats) -> dict[tuple[int, int], Fraction]:
        """The dues, by pool and group, that a table of pools x lines, good to nine figures, says are met."""
        near = 10 * SMALL * float(shares.sum()) + 1e-6
        return {
            (due.pool, due.group): due.pence
            for due in self.dues
            if abs(float(shares[due.pool, list(due.lines)].sum()) - float(due.pence)) <= near
        }


def dues_of(pooling: Pooling, pools: list[Pool], sums: list[int]) -> list[Due]:
    """What every group of lines that need asks for is due in every pool."""
    caps = pooling.caps
    depths = {-1: -1}
    found = []
    for g in reversed(caps.innermost_first):
        depths[g] = depths[caps.inside[g]] + 1
    for c, (pool, total) in enumerate(zip(pools, sums, strict=True)):
        for g, asked in _asked(pooling, pool).items():
            group = pooling.problem.groups[g]
            if group.asked and asked and total:
                found.append(Due(c, g, group.lines, Fraction(asked * total, pooling.target(pool)), depths[g]))
    return found


def _asked(pooling: Pooling, pool: Pool) -> dict[int, int]:
    """What need asks for on each group of lines: its cap, or what the group around it leaves; outermost first."""
    asked: dict[int, int] = {}
    for g in reversed(pooling.caps.innermost_first):
        asked[g] = min(pool.caps[g], asked.get(pooling.caps.inside[g], pool.caps[g]))
    return asked


def proportional_lines(pooling: Pooling, pools: list[Pool], sums: list[int]) -> Pence | None:
    """Pools x lines in whole pence, every line at its due; None where that leaves a choice or is not to be paid."""
    problem = pooling.problem
    table = []
    for pool, total in zip(pools, sums, strict=True):
        row = _dues_of_lines(pooling, pool)
        if row is None:
            return None
        table.append([Fraction(pence * total, pooling.target(pool)) for pence in row])
    exact = Exact.of([cell for row in table for cell in row])
    n = len(problem.lines)
    cells = [exact.numerators[at : at + n] for at in range(0, len(exact.numerators), n)]
    whole = controlled_rounding_of(cells, exact.denominator, rows=sums)
    for row, pool in zip(whole, pools, strict=True):
        if any(row[list(group.lines)].sum() > cap for group, cap in zip(problem.groups, pool.caps, strict=True)):
            return None
    net = paying(pooling, pools, [Fraction(each) for each in sums], whole=True)
    room = 1 + sum(sum(purse.comes_in) for purse in problem.purses)
    for (c, line), arc in net.by_line.items():
        net.network.widen(arc, int(whole[c, line]) - room)
    return np.asarray(whole, dtype=np.int64) if net.network.fill() == sum(sums) else None


def _dues_of_lines(pooling: Pooling, pool: Pool) -> list[int] | None:
    """What each line is due of a pool's whole need-based share; None where that leaves a choice or does not add up."""
    groups, caps = pooling.problem.groups, pooling.caps
    asked, due = _asked(pooling, pool), {-1: pooling.target(pool)}
    row = [0] * len(caps.of_line)
    for outer in (-1, *reversed(caps.innermost_first)):
        inside = [g for g, around in enumerate(caps.inside) if around == outer]
        due |= {g: asked[g] if groups[g].asked else 0 for g in inside}
        left = due[outer] - sum(due[g] for g in inside)
        rest = [g for g in inside if not groups[g].asked]
        lines = [line for line, g in enumerate(caps.of_line) if g == outer]
        if left < 0 or (left and len(rest) + len(lines) != 1):
            return None
        due |= dict.fromkeys(rest, left)
        for line in lines:
            row[line] = left
    return row


def balance_of(pooling: Pooling, pools: list[Pool], sums: list[int]) -> Balance:
    """How near to the dues pots can pay these sums, to about nine figures."""
    dues = dues_of(pooling, pools, sums)
    limits: list[tuple[list[int], float]] = []
    for depth in sorted({due.depth for due in dues}):
        here = [at for at, due in enumerate(dues) if due.depth == depth]
        programme = _Parting(pooling, pools, sums, Balance(dues, limits))
        fewest = programme.least(here, furthest=False)
        limits.append((here, fewest + SMALL))
        if fewest > SMALL:
            programme = _Parting(pooling, pools, sums, Balance(dues, limits))
            furthest = programme.least(here, furthest=True) + SMALL
            limits += [([at], furthest * sums[dues[at].pool] / sum(sums) + SMALL) for at in here]
    return Balance(dues, limits)


class _Parting:
    """The programme over pots, pools and lines, without years, as shares of all money."""

    def __init__(self, pooling: Pooling, pools: list[Pool], sums: list[int], balance: Balance) -> None:
        problem = pooling.problem
        n_lines = len(problem.lines)
        arcs = [
            (p, c * n_lines + line)
            for p, purse in enumerate(problem.purses)
            for c, pool in enumerate(pools)
            if p in pooling.families[pool.family].purses
            for line in range(n_lines)
            if purse.may_pay_line(line)
        ]
        self._sums, self._dues = sums, balance.dues
        self._scale = float(max(1, sum(sums)))
        self._totals = len(arcs)
        self._away = self._totals + len(pools) * n_lines
        self._width = self._away + len(balance.dues) + 1
        self._arcs = np.array(arcs, dtype=np.int64).reshape(-1, 2)
        self._balance, self._n_lines = balance, n_lines
        self._equal, self._less = Rows(), Rows()
        purse, demand = self._arcs[:, 0], self._arcs[:, 1]
        each = np.arange(len(pools) * n_lines)
        self._equal.block(demand, np.arange(len(arcs)), np.ones(len(arcs)))
        self._equal.block(each, self._totals + each, -np.ones(len(each)))
        self._equal.sums(np.zeros(len(each)))
        for c, total in enumerate(sums):
            lines = [self._totals + c * n_lines + line for line in range(n_lines)]
            self._equal.add(lines, 1.0, total / self._scale)
        for p, of in enumerate(problem.purses):
            self._less.add(np.flatnonzero(purse == p).tolist(), 1.0, of.usable / self._scale)
            if of.matched is not None:
                for c, total in enumerate(sums):
                    mine = np.flatnonzero((purse == p) & (demand // n_lines == c)).tolist()
                    self._less.add(mine, 1.0, int(total / (1 + of.matched)) / self._scale)
        for g, group in enumerate(problem.groups):
            for c, pool in enumerate(pools):
                lines = [self._totals + c * n_lines + line for line in group.lines]
                self._less.add(lines, 1.0, pool.caps[g] / self._scale)
        balance.add_to(self._less, self._scale, self._totals, self._away, n_lines)

    def least(self, those: list[int], *, furthest: bool) -> float:
        """The fewest pounds away from some dues, or how little the furthest of them can be, as a share of its pool."""
        cost = np.zeros(self._width)
        if furthest:
            cost[-1] = 1
            for at in those:
                columns = np.array([self._away + at, self._width - 1])
                share = self._sums[self._dues[at].pool] / self._scale
                self._less.block(np.full(2, self._less.count), columns, np.array([1.0, -share]))
                self._less.sums(np.zeros(1))
        else:
            cost[[self._away + at for at in those]] = 1
        found = cheapest(cost, self._equal, self._less, self._width)
        assert found is not None, "the programme found no way to part sums that the pots can pay"
        return float(found @ cost)
