"""Follow an endowment through many possible futures: every payout rule and set of returns, on the same paths."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions.endowment import Endowment, Returns
from leastfirst.fund.endowment.payouts import HALF_A_PENNY, Plan, one_year
from leastfirst.fund.endowment.result import (
    PERCENTILES,
    SURE,
    EndowmentResult,
    Followed,
    Lasting,
    told_years,
)
from leastfirst.fund.endowment.returns import Values, yearly_growth
from leastfirst.ground.errors import DataError

MOST_PATHS = 10_000_000
_MOST_PENCE = 2.0**62


def endow(endowment: Endowment, *, seed: int, paths: int) -> EndowmentResult:
    """Pay out of an endowment by each of its rules, year by year, on many random paths of real returns.

    Payouts come at the start of a year, returns through it, costs at its end. All sums are real pence: today's prices.
    Chances are shares of the paths; a percentile is the pence of one path (the inverse of the empirical distribution),
    rounded to whole pence. About 100 bytes are held for each path and rule.

    Args:
        endowment: what a fund's definition says of it.
        seed: the same seed gives the same result, and every rule and every set of returns meets the same luck.
        paths: how many futures; 10,000 tell a chance to within a percentage point.

    Raises:
        DataError: for no paths or too many, a seed below zero, a payout of less than a penny, or a value that grows
            beyond what can be counted.
    """
    if paths < 1:
        raise DataError(f"{paths} paths tell nothing", do="ask for at least one, better for 10,000")
    if paths > MOST_PATHS:
        raise DataError(f"{paths:,} paths are more than are followed", do=f"ask for {MOST_PATHS:,} or fewer")
    if seed < 0:
        raise DataError(f"the seed {seed} is below zero", do="give a whole number of zero or more")
    followed: list[Followed] = []
    lasting: list[Lasting] = []
    for assumed in endowment.returns:
        more, levels = _follow(endowment, assumed, seed=seed, paths=paths)
        followed += more
        lasting += levels
    by_rule = {rule.name: i for i, rule in enumerate(endowment.payouts)}
    followed.sort(key=lambda each: by_rule[each.rule.name])
    return EndowmentResult(endowment, seed, paths, tuple(followed), tuple(lasting))


def _follow(endowment: Endowment, assumed: Returns, *, seed: int, paths: int) -> tuple[list[Followed], list[Lasting]]:
    years, costs = endowment.horizon_years, float(endowment.costs)
    followers = [_Follower(Plan.of(rule, endowment, assumed), endowment, paths) for rule in endowment.payouts]
    level = _LevelThatLasts(int(endowment.value), paths)
    found: list[Lasting] = []
    for year, growth in enumerate(yearly_growth(assumed, seed=seed, paths=paths, years=years), start=1):
        for follower in followers:
            follower.live(year, growth, costs)
        pence = level.live(growth * (1 - costs), told=year in told_years(years))
        if pence is not None:
            found.append(Lasting(assumed, year, pence))
    return [each.followed(assumed) for each in followers], found


class _Follower:
    """One rule under one set of returns: where each path stands, and what was counted so far."""

    def __init__(self, plan: Plan, endowment: Endowment, paths: int) -> None:
        years, self.plan, self.opening = endowment.horizon_years, plan, int(endowment.value)
        self.value = np.full(paths, float(self.opening))
        self.last, self.total = np.zeros(paths), np.zeros(paths)
        self.in_full, self.first = np.ones(paths, dtype=np.bool_), 0.0
        self.counts = np.zeros((4, years), dtype=np.int64)
        self.payout = np.zeros((years, len(PERCENTILES)), dtype=np.int64)
        self.left = np.zeros((years, len(PERCENTILES)), dtype=np.int64)

    def live(self, year: int, growth: Values, costs: float) -> None:
        this = one_year(self.plan, year, value=self.value, last=self.last, growth=growth, costs=costs)
        if year == 1:
            self.first = float(this.payout[0])
        self.in_full &= this.in_full
        self.total += this.payout
        self.value, self.last = this.after, this.payout
        self.counts[:, year - 1] = (
            np.count_nonzero(self.in_full),
            np.count_nonzero(this.payout >= self.first - HALF_A_PENNY),
            np.count_nonzero(this.payout >= (self.first - HALF_A_PENNY) / 2),
            np.count_nonzero(this.after >= self.opening - HALF_A_PENNY),
        )
        self.payout[year - 1], self.left[year - 1] = _percentiles(this.payout), _percentiles(this.after)

    def followed(self, assumed: Returns) -> Followed:
        in_full, as_first, half_first, value_kept = self.counts
        return Followed(
            rule=self.plan.rule,
            assumed=assumed,
            first_pence=round(self.first),
            in_full=in_full,
            as_first=as_first,
            half_first=half_first,
            value_kept=value_kept,
            payout=self.payout,
            left=self.left,
            total=_percentiles(self.total),
        )


class _LevelThatLasts:
    """The largest level payout that each path can pay for so many years: value / (1 + 1/G1 + 1/G2 + ...).

    G1, G2, ... are what a pound of the start has become after 1, 2, ... years, after costs. Suarez, Suarez and Walz
    call it the perfect withdrawal amount (2015, recalled). It answers "how much a year?" without trying sums.
    """

    def __init__(self, opening: int, paths: int) -> None:
        self.opening = opening
        self.growth, self.worth = np.ones(paths), np.zeros(paths)

    def live(self, growth: Values, *, told: bool) -> NDArray[np.int64] | None:
        with np.errstate(divide="ignore"):  # a path on which all is lost pays nothing from then on
            self.worth += 1 / self.growth
        self.growth *= growth
        if not told:
            return None
        most = np.sort(self.opening / self.worth)
        # At least so many of 100 paths can pay as much as this one or more.
        at = [len(most) - -(-len(most) * sure // 100) for sure in SURE]
        # Whole pence, rounded down; the last bit of a float must not take a penny away.
        return np.floor(most[at] + 1e-3).astype(np.int64)


def _percentiles(values: Values) -> NDArray[np.int64]:
    """The pence of the path below or at which so many of 100 paths lie, for each of `PERCENTILES`."""
    n = len(values)
    found = np.sort(values)[[max(0, -(-n * each // 100) - 1) for each in PERCENTILES]]
    if found[-1] > _MOST_PENCE:
        raise DataError(
            "the endowment grows beyond what can be counted", do="lower the mean or the spread of its returns"
        )
    return np.rint(found).astype(np.int64)
