"""The linear programme: which pot pays for what in which year, with as little moved from the wanted years as can be.

Pools x lines are its demands, pots are its supplies, and money that comes in is carried from year to year. A pound paid
in another year than the profile wants costs 1. Among answers that move equally little, the tie-break: the pot with the
fewest uses pays first (lines x places, then an earlier use-by, then the order in which the pots stand), and earlier
years before later ones. Solved by HiGHS through scipy.

A float knows 16 figures, and a solver nine of them. So whole pence are found in rounds: what the solver says is rounded
down with a margin, paid, and the programme that is left, far smaller, is solved again, until every penny is paid. What
was rounded down lies under an answer, so what is left can always be paid. Without matched pots all this is a flow
through a network, whose best answers (vertices) are whole; with them, the last few pence are solved in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.balance import SMALL, Balance
from leastfirst.fund.routing.pools import Pool, Pooling
from leastfirst.fund.routing.rows import Floats, Rows, cheapest
from leastfirst.fund.routing.wishes import wishes

Pence = NDArray[np.int64]
MARGIN = 1e-8
STRAIGHT = 10**7
"""Up to so many pence, a float of the solver is sure to lie nearest to the right penny."""


@dataclass
class Programme:
    """The programme for given pools: variables are payments (purse, year, pool, line).

    Attributes:
        purse, year, demand: for each payment; a demand is pool x number of lines + line.
        comes_in: pots x years.
        matched: matched pots with each pool, and the most that they may pay there.
    """

    pooling: Pooling
    pools: list[Pool]
    sums: list[int]
    purse: Pence = field(init=False)
    year: Pence = field(init=False)
    demand: Pence = field(init=False)

    def __post_init__(self) -> None:
        problem = self.pooling.problem
        n_lines = len(problem.lines)
        found = []
        for p, purse in enumerate(problem.purses):
            pools = [c for c, pool in enumerate(self.pools) if p in self.pooling.families[pool.family].purses]
            lines = [line for line in range(n_lines) if purse.may_pay_line(line)]
            first = next((y for y, pence in enumerate(purse.comes_in) if pence), len(problem.years))
            for y in range(first, purse.last_year + 1):
                if purse.same_year and not purse.comes_in[y]:
                    continue
                found += [(p, y, c * n_lines + line) for c in pools for line in lines]
        arcs = np.array(found, dtype=np.int64).reshape(-1, 3)
        self.purse, self.year, self.demand = arcs[:, 0], arcs[:, 1], arcs[:, 2]
        self._n_years, self._n_demands = len(problem.years), len(self.pools) * n_lines
        self.comes_in = np.array([purse.comes_in for purse in problem.purses], dtype=np.int64)
        self.matched = [
            (p, c, int(total / (1 + purse.matched)))
            for p, purse in enumerate(problem.purses)
            if purse.matched is not None
            for c, total in enumerate(self.sums)
        ]

    def wanted(self, lines: Pence) -> Pence:
        """Demands x years: when the profile wants each line paid, in whole pence."""
        return wishes(self.pooling.problem, lines).reshape(self._n_demands, self._n_years)

    def line_shares(self, balance: Balance) -> Floats:
        """Pools x lines: how best to part each pool's sum among its lines, in pence, good to about nine figures.

        As near to what each line is due as `balance` says that pots can pay; then with as little movement as can be.
        """
        n, slots = len(self.purse), self._n_demands * self._n_years
        scale = float(max(1, sum(self.sums)))
        problem = self.pooling.problem
        n_lines = len(problem.lines)
        totals = n + self.comes_in.size + slots
        equal, less = Rows(), Rows()
        self.add_supply(equal, self.comes_in / scale)
        self.add_demand(equal, np.zeros(self._n_demands), minus=totals)
        for c, total in enumerate(self.sums):
            equal.add([totals + c * n_lines + line for line in range(n_lines)], 1.0, total / scale)
        timing = np.array([[float(share) for share in row] for row in problem.timing])
        self.add_timing(less, np.zeros(slots), totals=totals, timing=timing)
        for g, group in enumerate(problem.groups):
            for c, pool in enumerate(self.pools):
                less.add([totals + c * n_lines + line for line in group.lines], 1.0, pool.caps[g] / scale)
        self.add_matched(less, [most / scale for _, _, most in self.matched])
        balance.add_to(less, scale, totals, totals + self._n_demands, n_lines)
        # First as little movement as can be; then, moving no more than that, earlier lines and the ties.
        moved = np.zeros(totals + self._n_demands + len(balance.dues))
        moved[n + self.comes_in.size : totals] = 1
        found = cheapest(moved, equal, less, len(moved))
        assert found is not None, "the programme found no way to part sums that the pots can pay"
        turn = np.arange(self._n_demands) % n_lines / n_lines
        ties = np.concatenate([self.cost(), turn, np.zeros(len(balance.dues))])
        less.add(np.flatnonzero(moved).tolist(), 1.0, float(found @ moved) + SMALL)
        tied = cheapest(ties, equal, less, len(moved))
        found = found if tied is None else tied
        return found[totals : totals + self._n_demands].reshape(len(self.pools), n_lines) * scale

    def pay(self, lines: Pence, wanted: Pence) -> Pence:
        """Whole pence for each payment, so that every line of every pool is paid to the penny.

        Args:
            lines: pools x lines, whole pence that the pots can pay.
            wanted: demands x years, when these are best paid.
        """
        wanted = wanted.reshape(-1)
        paid = np.zeros(len(self.purse), dtype=np.int64)
        margin = MARGIN
        while (left := int(lines.sum() - paid.sum())) > 0:
            found = self._pay_rest(lines, wanted, paid, left, whole=bool(self.matched) and left <= STRAIGHT)
            if found is None:
                # The margin was too thin for what the solver said: start again with a thicker one.
                paid[:] = 0
                margin *= 1000
                assert margin < 1, "the programme found no way to pay what the pots can pay"
                continue
            if left <= STRAIGHT:
                straight = paid + np.rint(found).astype(np.int64)
                if self._adds_up(lines, straight):
                    return straight
            paid += np.floor(np.maximum(found - margin * left, 0)).astype(np.int64)
        return paid

    def moved(self, wanted: Pence, paid: Pence) -> int:
        """Pence paid in another year than the profile wants, for whole payments."""
        return int(np.maximum(self.by_slot(paid) - wanted.reshape(-1), 0).sum())

    def _pay_rest(self, lines: Pence, wanted: Pence, paid: Pence, left: int, *, whole: bool) -> Floats | None:
        """One round: the best payments of what is left, in pence; None where the solver finds none."""
        scale = float(left) if left > STRAIGHT else 1.0
        equal, less = Rows(), Rows()
        self.add_supply(equal, (self.comes_in - self._by_purse(paid)) / scale)
        self.add_demand(equal, (lines.reshape(-1) - self._by_demand(paid)) / scale)
        self.add_timing(less, np.maximum(wanted - self.by_slot(paid), 0) / scale)
        used = [int(paid[self._from(p, c)].sum()) for p, c, _ in self.matched]
        self.add_matched(less, [(most - by) / scale for (_, _, most), by in zip(self.matched, used, strict=True)])
        size = len(self.purse) + self.comes_in.size + self._n_demands * self._n_years
        found = cheapest(self.cost(), equal, less, size, whole=len(self.purse) if whole else 0)
        return None if found is None else found[: len(self.purse)] * scale

    def _adds_up(self, lines: Pence, paid: Pence) -> bool:
        if paid.min(initial=0) < 0 or (self._by_demand(paid) != lines.reshape(-1)).any():
            return False
        left = self.comes_in - self._by_purse(paid)
        for p, purse in enumerate(self.pooling.problem.purses):
            if (left[p] if purse.same_year else left[p].cumsum()).min() < 0:
                return False
        return all(int(paid[self._from(p, c)].sum()) <= most for p, c, most in self.matched)

    def _from(self, p: int, c: int) -> NDArray[np.bool_]:
        here = (self.purse == p) & (self.demand // len(self.pooling.problem.lines) == c)
        return np.asarray(here, dtype=np.bool_)

    def _by_demand(self, paid: Pence) -> Pence:
        return _summed(self.demand, paid, self._n_demands)

    def by_slot(self, paid: Pence) -> Pence:
        """Payments added up by demand and year."""
        return _summed(self.demand * self._n_years + self.year, paid, self._n_demands * self._n_years)

    def _by_purse(self, paid: Pence) -> Pence:
        return _summed(self.purse * self._n_years + self.year, paid, self.comes_in.size).reshape(self.comes_in.shape)

    def _step(self) -> float:
        """So small that no tie is worth a pound in another year than wanted."""
        return 1 / (8 * max(1, self.comes_in.size))

    def cost(self) -> Floats:
        """The cost of each payment (the tie-break), of carrying over (none), and of each pound in another year (1)."""
        rank = self._ranks()[self.purse] / len(self.comes_in)
        turn = (self.year * self._n_demands + self.demand) / max(1, self._n_years * self._n_demands)
        ties = self._step() * (2 * rank + (1 - rank) * turn)
        return np.concatenate([ties, np.zeros(self.comes_in.size), np.ones(self._n_demands * self._n_years)])

    def _ranks(self) -> Pence:
        """The order in which the pots pay: fewest uses first."""
        problem = self.pooling.problem
        uses = []
        for p, purse in enumerate(problem.purses):
            places = sum(len(family.places) for family in self.pooling.families if p in family.purses)
            lines = sum(purse.may_pay_line(line) for line in range(len(problem.lines)))
            uses.append((places * lines, purse.last_year, not purse.same_year, p))
        ranks = np.zeros(len(uses), dtype=np.int64)
        ranks[[p for *_, p in sorted(uses)]] = np.arange(len(uses))
        return ranks

    def add_supply(self, rows: Rows, comes_in: Floats) -> None:
        """Paid + carried into the next year = came in + carried from the year before."""
        n, years = len(self.purse), self._n_years
        carried = n + np.arange(self.comes_in.size)
        start = rows.count
        rows.block(start + self.purse * years + self.year, np.arange(n), np.ones(n))
        rows.block(start + np.arange(self.comes_in.size), carried, np.ones(self.comes_in.size))
        on = [p for p, purse in enumerate(self.pooling.problem.purses) if not purse.same_year]
        later = np.array([p * years + y for p in on for y in range(1, years)], dtype=np.int64)
        rows.block(start + later, n + later - 1, -np.ones(len(later)))
        rows.sums(comes_in.reshape(-1))

    def add_demand(self, rows: Rows, sums: Floats, *, minus: int | None = None) -> None:
        """Paid = the sums, or what variables from `minus` on say."""
        n = len(self.purse)
        start = rows.count
        rows.block(start + self.demand, np.arange(n), np.ones(n))
        if minus is not None:
            each = np.arange(self._n_demands)
            rows.block(start + each, minus + each, -np.ones(len(each)))
        rows.sums(sums)

    def add_timing(
        self, rows: Rows, wanted: Floats, *, totals: int | None = None, timing: Floats | None = None
    ) -> None:
        """Paid in a year - what is paid there against the profile <= what the profile wants."""
        n, slots = len(self.purse), self._n_demands * self._n_years
        start = rows.count
        rows.block(start + self.demand * self._n_years + self.year, np.arange(n), np.ones(n))
        rows.block(start + np.arange(slots), n + self.comes_in.size + np.arange(slots), -np.ones(slots))
        if totals is not None and timing is not None:
            each = np.repeat(np.arange(self._n_demands), self._n_years)
            shares = timing[each % len(timing), np.tile(np.arange(self._n_years), self._n_demands)]
            rows.block(start + np.arange(slots), totals + each, -shares)
        rows.sums(wanted.reshape(-1))

    def add_matched(self, rows: Rows, most: list[float]) -> None:
        """Paid from a matched pot to a pool <= the most that the others match."""
        for (p, c, _), sum_ in zip(self.matched, most, strict=True):
            rows.add(np.flatnonzero(self._from(p, c)).tolist(), 1.0, sum_)


def _summed(at: Pence, pence: Pence, size: int) -> Pence:
    """Pence by position, added up in whole numbers."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, at, pence)
    return sums
