"""An endowment in plain Python and exact fractions, one path at a time: slow, and plain to see that it is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import yaml

from leastfirst.definitions.endowment import Endowment, LevelReal, Payout, PercentageOfValue, SpendDown
from leastfirst.fund.endowment.returns import yearly_growth

SURE_RETURNS = """
  - {id: sure, title: Certain, mean: 3%, sd: 0%, distribution: lognormal, source: a test, status: example}
"""
RETURNS = """
  - {id: central, title: Mixed, mean: 3%, sd: 10%, distribution: lognormal, source: a test, status: example}
  - id: pessimistic
    title: Rough
    mean: 1%
    sd: 15%
    distribution: student-t
    degrees: 4
    autocorrelation: 0.2
    source: a test
    status: recalled
  - {id: optimistic, title: Kind, mean: 5%, sd: 12%, distribution: normal, source: a test, status: example}
"""
PAYOUTS = """
  - {rule: spend-down, years: 10}
  - {rule: spend-down, years: 15, shared: yearly}
  - {rule: level-real, share: 4%}
  - {rule: percentage-of-value, share: 4%}
  - {rule: smoothed, share: 4%, weight: 0.7}
"""


def endowment_yaml(
    *,
    value: str = "£2,000,000,000",
    years: object = 50,
    returns: str = RETURNS,
    costs: str = "0.5%",
    payouts: str = PAYOUTS,
) -> str:
    return f"value: {value}\nhorizon_years: {years}\ncosts: {costs}\nreturns:{returns}payouts:{payouts}"


def endowment(**settings: Any) -> Endowment:
    return Endowment.model_validate(yaml.safe_load(endowment_yaml(**settings)))


class Lived(NamedTuple):
    """A year on one path, in pence: `before` - `payout` + `returned` - `costs` = `left`."""

    before: Fraction
    payout: Fraction
    returned: Fraction
    costs: Fraction
    left: Fraction
    in_full: bool


def lived(rule: Payout, given: Endowment, mean: Fraction, growth: Sequence[float]) -> list[Lived]:
    """One path, of what a pound becomes in each of its years."""
    value, last, years = Fraction(int(given.value)), Fraction(0), []
    expected = (1 + mean) * (1 - given.costs)
    for year, became in enumerate(growth, start=1):
        due = _due(rule, Fraction(int(given.value)), value, last, year, expected)
        payout = min(due, value)
        half_a_penny = Fraction(1, 2)
        in_full = due > 0 and value >= half_a_penny and due - value <= half_a_penny
        returned = (value - payout) * (Fraction(became) - 1)
        costs = (value - payout + returned) * given.costs
        left = value - payout + returned - costs
        years.append(Lived(value, payout, returned, costs, left, in_full))
        value, last = left, payout
    return years


def _due(rule: Payout, opening: Fraction, value: Fraction, last: Fraction, year: int, expected: Fraction) -> Fraction:
    if isinstance(rule, SpendDown):
        to_come = rule.years - (year - 1 if rule.shared == "yearly" else 0)
        if year > rule.years:
            return Fraction(0)
        worth = sum((1 / expected**k for k in range(to_come)), Fraction(0))
        return value / worth if rule.shared == "yearly" else Fraction(math.floor(opening / worth))
    if isinstance(rule, LevelReal):
        return Fraction(math.floor(rule.share * opening))
    if isinstance(rule, PercentageOfValue) or year == 1:
        return rule.share * value
    return rule.weight * last + (1 - rule.weight) * rule.share * value


def all_lived(given: Endowment, *, seed: int, paths: int) -> dict[tuple[str, str], list[list[Lived]]]:
    """Every path, by the names of the rule and of the returns."""
    found = {}
    for assumed in given.returns:
        by_year = list(yearly_growth(assumed, seed=seed, paths=paths, years=given.horizon_years))
        for rule in given.payouts:
            found[rule.name, assumed.id] = [
                lived(rule, given, assumed.mean, [float(year[path]) for year in by_year]) for path in range(paths)
            ]
    return found


def at_percentile(values: Sequence[Fraction], percentile: int) -> Fraction:
    """The smallest of the values that so many of 100 do not exceed."""
    return next(v for i, v in enumerate(sorted(values), start=1) if i * 100 >= percentile * len(values))
