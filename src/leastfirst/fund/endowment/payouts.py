"""What each payout rule owes in a year, and what a year does to an endowment.

The rules are those of the literature on endowments and on living off savings; all of it is recalled, to be checked
before anyone relies on it. Level real: the constant sum of Bengen (1994) and of Cooley, Hubbard and Walz (1998).
Percentage of value: the commonest rule in the NACUBO studies of endowments, there mostly of an average over some years.
Smoothed: the rule of Yale since the 1980s, after Tobin, "What is permanent endowment income?" (1974). Spending down by
an annuity is plain actuarial arithmetic; shared out anew each year it is known as annuitised withdrawal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.endowment import Endowment, LevelReal, Payout, PercentageOfValue, Returns, SpendDown
from leastfirst.fund.endowment.returns import Values
from leastfirst.ground.errors import DataError

# Less than half a penny short is in full: floats do not hold every penny of a billion pounds exactly.
HALF_A_PENNY = 0.5


def annuities(years: int, growth: Fraction) -> list[Fraction]:
    """What 1 a year for 1, 2, ... `years` years is worth at the first payout: 1 + 1/growth + 1/growth^2 + ..., exactly.

    Payouts come at the start of a year (an annuity due); `growth` is 1 + the return of a year after costs.
    """
    found = [Fraction(1)]
    while len(found) < years:
        found.append(1 + found[-1] / growth)
    return found


@dataclass(frozen=True)
class Plan:
    """One rule for one endowment under one set of returns: what it owes each year, in real pence."""

    rule: Payout
    level: int
    shares: tuple[float, ...]

    @classmethod
    def of(cls, rule: Payout, endowment: Endowment, assumed: Returns) -> Plan:
        """Work out the fixed sum, or the share of each year, once and exactly; raises DataError if that is no penny."""
        level, opening = 0, int(endowment.value)
        shares: tuple[float, ...] = ()
        if isinstance(rule, SpendDown):
            worth = annuities(rule.years, (1 + assumed.mean) * (1 - endowment.costs))
            if rule.shared == "once":
                # Whole pence, rounded down: rounded up, the last year would always be a penny short.
                level = math.floor(opening / worth[-1])
            else:
                shares = tuple(float(1 / each) for each in reversed(worth))
            first = opening / worth[-1]
        else:
            first = opening * rule.share
            if isinstance(rule, LevelReal):
                level = math.floor(first)
        if first < 1:
            raise DataError(
                f"the payout {rule.name} is less than a penny a year", do="give the endowment more, or pay more"
            )
        return cls(rule, level, shares)

    @property
    def years(self) -> int | None:
        """After how many years the plan ends; None if it has no end."""
        return self.rule.years if isinstance(self.rule, SpendDown) else None

    def due(self, year: int, value: Values, last: Values) -> Values:
        """What the rule owes in a year (from 1) on n paths, of what each is worth and paid last year."""
        rule = self.rule
        if self.years is not None and year > self.years:
            return np.zeros_like(value)
        if self.level:
            return np.full_like(value, self.level)
        if isinstance(rule, SpendDown):
            return value * self.shares[year - 1]
        share = float(rule.share)
        if year == 1 or isinstance(rule, PercentageOfValue):
            return value * share
        assert not isinstance(rule, LevelReal)
        return float(rule.weight) * last + float((1 - rule.weight) * rule.share) * value


class Year(NamedTuple):
    """One year on n paths, in real pence: `before` - `payout` + `returned` - `costs` = `after`.

    `in_full`: it paid all that was due, and there was something to pay from.
    """

    before: Values
    payout: Values
    returned: Values
    costs: Values
    after: Values
    in_full: NDArray[np.bool_]


def one_year(plan: Plan, year: int, *, value: Values, last: Values, growth: Values, costs: float) -> Year:
    """Pay out at the start of the year, let the rest earn its return, take the costs from what it is then."""
    due = plan.due(year, value, last)
    in_full = (value + HALF_A_PENNY >= due) & (value >= HALF_A_PENNY) & (due > 0)
    payout = np.minimum(due, value, out=due)
    rest = value - payout
    returned = rest * (growth - 1)
    rest += returned
    taken = rest * costs
    return Year(value, payout, returned, taken, rest - taken, in_full)
