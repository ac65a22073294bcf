"""What a project would cost its supporters, by floats with a bound on their error, and exactly where that leaves doubt.

Money is kept as complex numbers: the real part is the money that a voter has left, the imaginary part how fast it grows
with the share b that every voter starts with. Both follow the same linear steps.

The bound: money is known to within `rounding` times its growth. A price q that supporters pay is (cost - money of
those who give all) / (weight of the others), so its error is at most the errors of that money over that weight, as its
growth is made of theirs; and who pays q inherits both. What one step adds is below 4 (n + 8) 2^-53 b for n supporters,
because the cost over the weight is at most b (growth + 1); a sum of n terms in any order is wrong by less than n 2^-53
of the sum of their sizes (Higham, *Accuracy and Stability of Numerical Algorithms*, 2002, chapters 3 and 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.rules.linear import Linear, combined
from leastfirst.decide.rules.support import Support

UNIT = 2.0**-53
NEVER = np.iinfo(np.int32).max
Complexes = NDArray[np.complex128]
Bools = NDArray[np.bool_]


@dataclass(slots=True)
class Price:
    """What each supporter pays per point (q), with its error, and which supporters cannot pay that much.

    `poor` is a mask of the supporters: they give all that they have left. `exact` is None until it is asked for.
    """

    value: complex
    error: float
    poor: Bools
    weight: int
    exact: Linear | None = None


@dataclass(slots=True)
class TooDear:
    """A project whose supporters cannot pay it: raising each share by less than `rise` does not change that."""

    rise: float


class Purse:
    """What voters have left while projects are bought, in order; `before` are the exact prices of those bought."""

    def __init__(self, support: Support, costs: list[int]) -> None:
        self.support, self.costs = support, costs
        self.money: Complexes = np.empty(0, dtype=complex)
        self.share = Fraction(0)
        self.rounding = 0.0
        # In which round each choice was paid at the price, in the list by ballot.
        self.paid_in = np.full(len(support.choice_weights), NEVER, dtype=np.int32)

    def fill(self, share: Fraction) -> None:
        """Give every voter the share."""
        self.share = share
        self.money = np.full(len(self.support.counts), complex(float(share), 1.0))
        self.rounding = 2 * UNIT * float(share)

    def price(self, project: int, at_least: float) -> Price | TooDear | None:
        """The price at this moment, by floats; None if floats cannot tell who can pay it.

        `at_least` is a price that is known not to be above it: the nearer, the fewer steps.
        """
        support, cost = self.support, self.costs[project]
        money = self.money[support.of[project]]
        heads, weights, total = support.heads[project], support.weights[project], float(support.total[project])
        columns = money.view(float).reshape(-1, 2)
        amounts, growth = columns[:, 0], columns[:, 1]
        there, grows = (heads @ columns).tolist()
        doubt = self._doubt(grows, len(heads), cost)
        if there < cost - doubt:
            return TooDear((cost - doubt - there) / grows * (1 - 1e-6) if grows else np.inf)
        points = None if support.points is None else support.points[project]
        per_point = amounts if points is None else amounts / points
        q, size = max(at_least, cost / total), -1
        for _ in range(64):
            poor = per_point < q
            found = int(np.count_nonzero(poor))
            if found == size:
                break
            size = found
            if size == len(poor):
                return None
            given, given_grows = ((heads * poor) @ columns).tolist()
            weight = total - float((weights * poor).sum())
            q = (cost - given) / weight
        else:
            return None
        falls = given_grows / weight
        error = self._doubt(falls, len(poor), cost / weight)
        apart = np.abs(per_point - q)
        most = error + 4 * UNIT * q
        if apart.min() <= self.rounding * float(growth.max()) + most:
            unsure = self.rounding * growth if points is None else self.rounding * growth / points
            if np.any((apart <= unsure + most) & (money != 0)):
                return None
        return Price(complex(q, -falls), error, poor, int(weight))

    def settle(self, project: int, before: list[Linear]) -> Price | TooDear:
        """The exact price at this moment, by whole numbers wherever floats leave doubt."""
        support, cost = self.support, self.costs[project]
        of = support.of[project]
        money, weights = self.money[of], support.weights[project]
        points = None if support.points is None else support.points[project]
        per_point = money.real if points is None else money.real / points
        empty = money == 0
        unsure = self.rounding * money.imag + 4 * UNIT * np.abs(money.real)
        if points is not None:
            unsure /= points
        poor, known = empty.copy(), {}
        # Newton's steps on a concave function: after the first, q is never above the price, so `poor` only grows.
        while not poor.all():
            weight = support.total[project] - int(weights[poor].sum())
            exact = self.exact(of[poor & ~empty], cost, weight, before)
            q = exact.float_at(self.share)
            now = (per_point < q) | empty
            for i in np.flatnonzero((np.abs(per_point - q) <= unsure + 2 * UNIT * abs(q)) & ~empty):
                key = self._key(of[i])
                if key not in known:
                    known[key] = self.exact(of[i : i + 1], 0, int(support.counts[of[i]]), before)
                factor = 1 if points is None else int(points[i])
                now[i] = combined(0, 0, [-1, -factor], [known[key], exact]).sign_at(self.share) < 0
            if np.array_equal(now, poor):
                value = complex(q, exact.slope / exact.under)
                return Price(value, 2 * UNIT * q, poor, weight, exact)
            poor = now
        lacking = self.exact(of[~empty], cost, 1, before)
        if lacking.slope == 0:
            return TooDear(np.inf)
        return TooDear(lacking.float_at(self.share) / (-lacking.slope / lacking.under) * (1 - 1e-6))

    def exact(self, ballots: NDArray[np.intp], cost: int, weight: int, before: list[Linear]) -> Linear:
        """(cost - all the money that these ballots have left) / weight; none of them may have been emptied."""
        choices = self.support.choices(ballots)
        paid = self.paid_in[choices]
        bought = paid < len(before)
        sums = np.bincount(paid[bought], weights=self.support.choice_weights[choices[bought]])
        rounds = np.flatnonzero(sums)
        factors = [int(each) for each in sums[rounds]]
        voters = int(self.support.counts[ballots].sum())
        return combined(cost, -voters, factors, [before[each] for each in rounds]).over(weight)

    def giving(self, project: int, price: Price) -> NDArray[np.intp]:
        """The ballots that give all that they have left for it, if that is anything; before anyone pays."""
        ballots = self.support.of[project][price.poor]
        giving: NDArray[np.intp] = ballots[self.money[ballots] != 0]
        return giving

    def pay(self, project: int, price: Price, in_round: int) -> None:
        """The supporters pay: the price, or all that they have."""
        of, rich = self.support.of[project], ~price.poor
        if self.support.points is None:
            self.money[of[rich]] -= price.value
        else:
            self.money[of[rich]] -= price.value * self.support.points[project][rich]
        self.money[of[price.poor]] = 0
        self.paid_in[self.support.entries[project][rich]] = in_round
        self.rounding += 4 * (len(of) + 8) * UNIT * float(self.share)

    def _doubt(self, growth: float, terms: int, size: float) -> float:
        """How wrong a sum of money of this growth can be, of so many terms that come to about this size."""
        return self.rounding * growth + 2 * (terms + 8) * UNIT * size

    def _key(self, ballot: int) -> bytes:
        paid = self.paid_in[self.support.starts[ballot] : self.support.starts[ballot + 1]]
        if self.support.points is None:
            return np.sort(paid).tobytes()
        return paid.tobytes() + bytes(str(ballot), "ascii")
