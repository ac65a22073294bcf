"""Is there a price system? A linear programme in floats, whose answer counts only once fractions have verified it.

Voters are taken together who chose the same of the projects that matter. Group g of n(g) voters pays x(g, c) for
elected projects c that it chose. With t as large as can be, look for B and x >= 0 such that

    B >= budget / voters
    sum over g of x(g, c) = cost(c)                                  for each elected c
    sum over c of x(g, c) + t n(g) <= n(g) B                         for each group g
    n(d) B - (sum of all that the supporters of d pay) + t n(d) <= cost(d)   for each d that was not elected,

n(d) being its supporters. A price system exists if and only if some t >= 0 does. If t is above 0 there is room to put
rounded payments right. If it is below, the prices of the constraints prove that there is none: with w(g), v(d) >= 0 and
any q(c) such that q(c) + w(g) >= (the sum of v(d) over the d that g chose) for each x(g, c), adding up the conditions
with these weights gives, for every price system,

    k B <= sum v(d) cost(d) + sum q(c) cost(c),    k = sum v(d) n(d) - sum w(g) n(g),

and B is at least budget / voters, and at most (cost(d) + all that is spent) / n(d) for each d. Prices that contradict
this for all such B are a proof; the smallest w(g) that q and v allow are the best.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks.check import may_still_be_elected

LARGEST = 20_000
"""The most unknowns of a linear programme that is solved: some seconds."""
FINEST = 10**9


@dataclass(frozen=True)
class Market:
    """Groups of voters who chose the same: (voters, elected projects, projects not elected), and what projects cost.

    `costs` by position, in minor units; `least` is the budget divided by the voters.
    """

    groups: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
    elected: tuple[int, ...]
    lost: tuple[int, ...]
    costs: tuple[int, ...]
    least: Fraction

    @property
    def size(self) -> int:
        """How many unknowns there are."""
        return sum(len(elected) for _, elected, _ in self.groups) + 2

    def most(self) -> Fraction:
        """The most that each voter can have: more, and supporters of some project would have its cost left."""
        spent = sum(self.costs[c] for c in self.elected)
        supporters = {c: sum(count for count, _, lost in self.groups if c in lost) for c in self.lost}
        return min(Fraction(self.costs[c] + spent, supporters[c]) for c in self.lost)

    @classmethod
    def of(cls, counted: Counted) -> Market:
        """The groups of an election and its outcome; supporters of nothing that matters are left out."""
        election, elected = counted.election, set(counted.outcome.elected)
        lost = may_still_be_elected(counted)
        alike = Counter[tuple[tuple[int, ...], tuple[int, ...]]]()
        for ballot in election.ballots:
            chose = [j for j, _ in ballot.points]
            key = (tuple(j for j in chose if j in elected), tuple(j for j in chose if j in set(lost)))
            alike[key] += ballot.count
        return cls(
            groups=tuple((alike[key], *key) for key in sorted(alike) if key != ((), ())),
            elected=tuple(sorted(elected)),
            lost=tuple(lost),
            costs=tuple(project.cost for project in election.projects),
            least=Fraction(election.budget, election.voters),
        )


@dataclass(frozen=True)
class Proof:
    """Prices v(d) of projects that were not elected and q(c) of those that were, which no price system can meet."""

    lost: dict[int, Fraction]
    elected: dict[int, Fraction]


def settle(market: Market) -> bool | Proof | None:
    """True if there is a price system, or a proof that there is none; None if neither could be verified."""
    if not market.lost:
        return True  # with B large enough
    solved = _solve(market)
    if solved is None:
        return None
    share, paid, prices = solved
    if any(_verified(market, share, paid, finest) for finest in (10**3, FINEST)):
        return True
    return _disproof(market, *prices)


def _solve(market: Market) -> Any:
    """Floats: B, the payments x, and the prices q(c), v(d). None if the solver gives up."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix

    at = [(g, c) for g, (_, chosen, _) in enumerate(market.groups) for c in chosen]
    scale = float(max(market.costs))
    e, d, n = len(market.elected), len(market.lost), len(at)
    row_of_elected = {c: i for i, c in enumerate(market.elected)}
    row_of_lost = {c: len(market.groups) + i for i, c in enumerate(market.lost)}
    supporters = [sum(count for count, _, lost in market.groups if c in lost) for c in market.lost]
    equal = csr_matrix((np.ones(n), ([row_of_elected[c] for _, c in at], np.arange(n))), shape=(e, n + 2))
    rows, columns, values = [], [], []
    for k, (g, _) in enumerate(at):
        for row, value in ((g, 1.0), *((row_of_lost[c], -1.0) for c in market.groups[g][2])):
            rows.append(row)
            columns.append(k)
            values.append(value)
    for g, (count, _, _) in enumerate(market.groups):
        rows += [g, g]
        columns += [n, n + 1]
        values += [-float(count), float(count)]
    for i, number in enumerate(supporters):
        rows += [len(market.groups) + i] * 2
        columns += [n, n + 1]
        values += [float(number), float(number)]
    below = csr_matrix((values, (rows, columns)), shape=(len(market.groups) + d, n + 2))
    limits = [0.0] * len(market.groups) + [market.costs[c] / scale for c in market.lost]
    aim = np.zeros(n + 2)
    aim[n + 1] = -1.0
    found = linprog(
        aim,
        A_ub=below,
        b_ub=limits,
        A_eq=equal if e else None,
        b_eq=[market.costs[c] / scale for c in market.elected] if e else None,
        bounds=[(0, None)] * n + [(float(market.least) / scale, None), (None, None)],
        method="highs",
    )
    if not found.success:
        return None
    duals = -found.ineqlin.marginals
    q = dict(zip(market.elected, -found.eqlin.marginals if e else (), strict=True))
    v = dict(zip(market.lost, duals[len(market.groups) :], strict=True))
    paid = {pair: amount * scale for pair, amount in zip(at, found.x[:n].tolist(), strict=True)}
    return float(found.x[n]) * scale, paid, (q, v)


def _verified(market: Market, share: float, paid: dict[tuple[int, int], float], finest: int) -> bool:
    """Round the payments, put them right so that they add up, and see in fractions whether all conditions hold."""
    amounts = {pair: max(_near(amount, finest), Fraction(0)) for pair, amount in paid.items()}
    for c in market.elected:
        payers = [pair for pair in amounts if pair[1] == c]
        whole = sum((amounts[pair] for pair in payers), Fraction(0))
        if not whole:
            return False
        for pair in payers:
            amounts[pair] *= market.costs[c] / whole
    spends = [sum((amounts[g, c] for c in chosen), Fraction(0)) for g, (_, chosen, _) in enumerate(market.groups)]
    # The smallest B is the best one for those who did not win.
    least = max([market.least, *(spent / group[0] for spent, group in zip(spends, market.groups, strict=True))])
    for each in (least, max(least, _near(share, finest))):
        left = [group[0] * each - spent for spent, group in zip(spends, market.groups, strict=True)]
        if all(
            sum(rest for rest, group in zip(left, market.groups, strict=True) if c in group[2]) <= market.costs[c]
            for c in market.lost
        ):
            return True
    return False


def _disproof(market: Market, q: dict[int, float], v: dict[int, float]) -> Proof | None:
    """Round the prices, and see in fractions whether they contradict every price system."""
    proof = Proof(
        {c: max(_near(each), Fraction(0)) for c, each in v.items()}, {c: _near(each) for c, each in q.items()}
    )
    return proof if contradicts(market, proof) else None


def contradicts(market: Market, proof: Proof) -> bool:
    """Whether these prices prove that there is no price system; w(g) is the smallest that they allow."""
    v, q = proof.lost, proof.elected
    k = sum((v[c] * count for count, _, lost in market.groups for c in lost), Fraction(0))
    for count, chosen, lost in market.groups:
        owed = sum((v[c] for c in lost), Fraction(0))
        k -= count * max([Fraction(0), *(owed - q[c] for c in chosen)])
    room = sum((v[c] * market.costs[c] for c in market.lost), Fraction(0))
    room += sum((q[c] * market.costs[c] for c in market.elected), Fraction(0))
    return room < k * (market.least if k >= 0 else market.most())


def _near(value: float, finest: int = FINEST) -> Fraction:
    return Fraction(value).limit_denominator(finest)
