"""The Method of Equal Shares for one share per voter, and how far that share may rise before the outcome can change.

Peters, Pierczynski and Skowron, *Proportional participatory budgeting with additive utilities* (2021): every voter
starts with the same money. A project is affordable at rho if its supporters, each giving rho per unit of satisfaction
or all that they have left, can pay it. The one with the smallest rho is elected and paid, until none is affordable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.rules.linear import Linear
from leastfirst.decide.rules.pricing import NEVER, UNIT, Price, Purse, TooDear
from leastfirst.decide.rules.standing import Standing
from leastfirst.decide.rules.support import Floats, Support

FOREVER = 2**62


@dataclass(slots=True)
class Known:
    """What is known of each project's rho at step `at`: it is at least `low`, less `fall` per minor unit of share."""

    at: int
    low: Floats
    fall: Floats
    dead: NDArray[np.bool_]


@dataclass(slots=True)
class Bought:
    """One round of a count: the project, its price, and until which step the same would be elected here.

    `giving` are the ballots that gave all that they had left.
    """

    project: int
    price: Price
    giving: NDArray[np.intp]
    until: int
    known: Known
    tied: tuple[int, ...] = ()


@dataclass
class Count:
    """A count at a share of `first` + k * `step` minor units per voter, which can be moved to a higher k.

    `units[j]` is what one point of project j adds to a supporter's satisfaction. After `at(k)`: `rounds` as elected,
    and `until`, a step up to which every count elects the same projects in the same order.
    """

    support: Support
    costs: list[int]
    units: list[int]
    start: Standing
    tie_rank: list[int]
    first: Fraction
    step: int
    rounds: list[Bought] = field(default_factory=list)
    until: int = -1

    def __post_init__(self) -> None:
        self._purse = Purse(self.support, self.costs)
        self._units = np.array(self.units, dtype=float)
        total = np.array(self.support.total, dtype=float)
        with np.errstate(divide="ignore"):
            low = np.array(self.costs, dtype=float) / (total * self._units) * (1 - 8 * UNIT)
        self._ended = Known(0, low, np.zeros(len(low)), total == 0)
        self._ended_until = -1
        self._k = 0
        self._exact: list[Linear] = []

    def at(self, k: int) -> None:
        """Count at step k, from the first round that could be another than in the count before."""
        keep = next((t for t, each in enumerate(self.rounds) if each.until < k), len(self.rounds))
        known = self.rounds[keep].known if keep < len(self.rounds) else self._ended
        for each in self.rounds[keep:]:
            self._purse.paid_in[self.support.entries[each.project]] = NEVER
        del self.rounds[keep:], self._exact[keep:]
        self._k = k
        self._purse.fill(self.first + k * self.step)
        self.standing = self.start.copy()
        for t, each in enumerate(self.rounds):
            self._again(each, t)
            self.standing.elect(each.project)
        rise = float((k - known.at) * self.step) * (1 + 1e-6)
        low = known.low - known.fall * rise if rise else known.low
        self._known = Known(k, np.maximum(low * (1 - 8 * UNIT), 0), known.fall.copy(), known.dead.copy())
        while (bought := self._next()) is not None:
            self.rounds.append(bought)
            self._purse.pay(bought.project, bought.price, len(self.rounds) - 1)
            self.standing.elect(bought.project)
        self.until = min((each.until for each in self.rounds), default=FOREVER)
        self.until = min(self.until, self._ended_until)

    def exact(self) -> list[Linear]:
        """The exact price per point of every round so far."""
        found = self._exact
        for each in self.rounds[len(found) :]:
            if each.price.exact is None:
                cost = self.costs[each.project]
                each.price.exact = self._purse.exact(each.giving, cost, each.price.weight, found)
            found.append(each.price.exact)
        return found

    def _again(self, bought: Bought, t: int) -> None:
        """Pay once more for what was bought in the count before, at the share of now."""
        price, j = bought.price, bought.project
        if price.exact is not None:
            share = self._purse.share
            price.value = complex(price.exact.float_at(share), price.value.imag)
        else:
            money = self._purse.money[self.support.of[j][price.poor]]
            given = float(self.support.heads[j][price.poor] @ money.real)
            price.value = complex((self.costs[j] - given) / price.weight, price.value.imag)
        self._purse.pay(j, price, t)

    def _next(self) -> Bought | None:
        """The project that is elected now, or None; notes until which step that holds."""
        known, purse = self._known, self._purse
        before = Known(self._k, known.low.copy(), known.fall.copy(), known.dead.copy())
        exact_before: list[Linear] | None = None
        rise, best = np.inf, np.inf
        prices: dict[int, Price] = {}
        waiting = np.where(self.standing.open() & ~known.dead, known.low, np.inf)
        while True:
            j = int(waiting.argmin())
            if waiting[j] > best or waiting[j] == np.inf:
                break
            waiting[j] = np.inf
            unit = self.units[j]
            price = purse.price(j, float(known.low[j]) * unit * (1 - 4 * UNIT))
            if price is None:
                exact_before = self.exact() if exact_before is None else exact_before
                price = purse.settle(j, exact_before)
            if isinstance(price, TooDear):
                known.dead[j] = True
                rise = min(rise, price.rise)
                continue
            prices[j] = price
            known.low[j] = (price.value.real - price.error) / unit * (1 - 4 * UNIT)
            known.fall[j] = -price.value.imag / unit
            best = min(best, (price.value.real + price.error) / unit * (1 + 4 * UNIT))
        if not prices:
            self._ended, self._ended_until = before, self._step_before(rise)
            return None
        near = [j for j in prices if known.low[j] <= best]
        winner = near[0]
        tied: tuple[int, ...] = ()
        if len(near) > 1:
            exact_before = self.exact() if exact_before is None else exact_before
            winner, tied, closest = self._decide(near, prices, exact_before)
            rise = min(rise, closest)
        giving = purse.giving(winner, prices[winner])
        rise = min(rise, self._overtaken(winner, near, best), self._poor_no_more(winner, prices[winner], giving))
        return Bought(winner, prices[winner], giving, self._step_before(rise), before, tied)

    def _decide(
        self, near: list[int], prices: dict[int, Price], before: list[Linear]
    ) -> tuple[int, tuple[int, ...], float]:
        """The winner among projects that floats cannot tell apart, those tied with it, and the rise that it bears."""
        share = self._purse.share
        rho: dict[int, Linear] = {}
        for j in near:
            price = prices[j]
            if price.exact is None:
                giving = self._purse.giving(j, price)
                price.exact = self._purse.exact(giving, self.costs[j], price.weight, before)
            rho[j] = price.exact.over(self.units[j])
        smallest = [near[0]]
        for j in near[1:]:
            sign = rho[j].minus(rho[smallest[0]]).sign_at(share)
            if sign <= 0:
                smallest = [j, *(smallest if sign == 0 else ())]
        winner = min(smallest, key=self.tie_rank.__getitem__)
        rise = np.inf
        for j in near:
            gap = rho[j].minus(rho[winner])
            if j != winner and gap.slope < 0:
                rise = min(rise, gap.float_at(share) / (-gap.slope / gap.under) * (1 - 1e-6))
        return winner, tuple(sorted(smallest)) if len(smallest) > 1 else (), rise

    def _overtaken(self, winner: int, near: list[int], best: float) -> float:
        """By how much shares may rise before the rho of another project could fall to the winner's."""
        known = self._known
        others = self.standing.open() & ~known.dead
        others[near] = False
        speed = float(known.fall[winner])
        closing = known.fall * (1 + 1e-6) - speed * (1 - 1e-6)
        others &= closing > 0
        if not others.any():
            return np.inf
        return float(((known.low[others] - best) / closing[others]).min())

    def _poor_no_more(self, winner: int, price: Price, giving: NDArray[np.intp]) -> float:
        """By how much shares may rise before someone who gave all could pay the price and have money left."""
        if not len(giving):
            return np.inf
        money = self._purse.money[giving]
        owed, falls = price.value.real, -price.value.imag
        points: Floats | float = 1.0
        if self.support.points is not None:
            there = self._purse.money[self.support.of[winner]] != 0
            points = self.support.points[winner][price.poor & there]
        doubt = self._purse.rounding * money.imag + (price.error + 4 * UNIT * owed) * points
        speed = (money.imag + falls * points) * (1 + 1e-6)
        return float(((owed * points - money.real - doubt) / speed).min())

    def _step_before(self, rise: float) -> int:
        """The last step at which shares have risen by no more than this; never before the present step."""
        steps = max(rise, 0.0) / self.step * (1 - 1e-6)
        return FOREVER if steps > 2**52 else self._k + int(steps)
