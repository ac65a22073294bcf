"""Weighted means and their differences, with intervals that know that areas of one district are alike.

A mean is a ratio of two sums, of w y and of w (or of two counts). Its variance is that of the linearised ratio, summed
by cluster: with z = (w y - m w) / sum(w) and Z the sum of z in a cluster, V = C / (C - 1) x the sum of Z squared over
the C clusters, and the interval uses Student's t with C - 1 degrees of freedom. The difference of two means has the
difference of their z, so that districts (and areas) that lie in both groups are counted as such.
Source: Woodruff (1971); Cameron and Miller, A Practitioner's Guide to Cluster-Robust Inference (2015), section II.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.columns import Values
from leastfirst.ground.sums import sums_at

LEVEL = 0.95
_NOTHING = 1e-12


@dataclass(frozen=True)
class Terms:
    """The two sides of a mean for n areas, both NaN where an area has no value: `top` over `bottom`."""

    top: Values
    bottom: Values

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value and somebody that it counts for."""
        return ~np.isnan(self.top) & (self.bottom > 0)

    @property
    def own(self) -> Values:
        """Each area's own value, NaN where there is none."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.known, self.top / self.bottom, np.nan)

    def each_area_alike(self) -> Terms:
        """The same values, each over one: every area counts the same, however many people it is about."""
        own = self.own
        return Terms(own, np.where(np.isnan(own), np.nan, 1.0))


@dataclass(frozen=True)
class Estimate:
    """A group's mean with its 95% interval: n areas with data, `missing` without. None where it cannot be said.

    `value` is None when no area has data; `low` and `high` also when all its areas lie in one district.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    missing: int
    districts: int


@dataclass(frozen=True)
class Difference:
    """The first group's mean minus another's, with its 95% interval, and p, the chance of one as large by luck alone.

    `p_adjusted` allows for how many are looked at together. None where it cannot be said.
    """

    value: float
    low: float | None
    high: float | None
    p: float | None
    p_adjusted: float | None = None


@dataclass(frozen=True)
class Mean:
    """A group's mean with what its variance is made of: `parts` is z for the n areas, 0 outside the group."""

    estimate: Estimate
    parts: Values
    used: NDArray[np.bool_]


def mean_of(terms: Terms, weight: Values, clusters: NDArray[np.int64], *, per: float = 1.0) -> Mean:
    """The mean of one group.

    Args:
        terms: the two sides for n areas.
        weight: n weights, 0 for areas outside the group (1 inside it unless groups are matched).
        clusters: the number of the district of each of n areas.
        per: what the mean is multiplied by, such as 1,000 for a rate.
    """
    inside = weight > 0
    used = inside & terms.known
    n, missing = int(used.sum()), int((inside & ~terms.known).sum())
    parts = np.zeros(len(weight))
    if n == 0:
        return Mean(Estimate(None, None, None, 0, missing, 0), parts, used)
    top, bottom = weight[used] * terms.top[used], weight[used] * terms.bottom[used]
    value = float(top.sum() / bottom.sum())
    parts[used] = per * (top - value * bottom) / bottom.sum()
    value *= per
    districts = len(np.unique(clusters[used]))
    error = clustered_error(parts, used, clusters)
    if error is None:
        return Mean(Estimate(value, None, None, n, missing, districts), parts, used)
    half = _reach(districts - 1) * error
    return Mean(Estimate(value, value - half, value + half, n, missing, districts), parts, used)


def difference_of(one: Mean, other: Mean, clusters: NDArray[np.int64]) -> Difference | None:
    """The first mean minus the second; None if either has no value.

    The degrees of freedom are those of the group with fewer districts, which is on the safe side.
    """
    if one.estimate.value is None or other.estimate.value is None:
        return None
    gap = one.estimate.value - other.estimate.value
    error = clustered_error(one.parts - other.parts, one.used | other.used, clusters)
    freedom = min(one.estimate.districts, other.estimate.districts) - 1
    if error is None or freedom < 1:
        return Difference(gap, None, None, None)
    scale = max(abs(one.estimate.value), abs(other.estimate.value))
    if error <= _NOTHING * scale:
        return Difference(gap, gap, gap, 1.0 if abs(gap) <= _NOTHING * scale else 0.0)
    from scipy.special import stdtr

    half = _reach(freedom) * error
    return Difference(gap, gap - half, gap + half, float(2 * stdtr(freedom, -abs(gap) / error)))


def _reach(freedom: int) -> float:
    """How many standard errors the interval reaches to each side, by Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.5 + LEVEL / 2))


def clustered_error(parts: Values, used: NDArray[np.bool_], clusters: NDArray[np.int64]) -> float | None:
    """The standard error of a sum of parts, clustered; None with fewer than two clusters."""
    names, place = np.unique(clusters[used], return_inverse=True)
    count = len(names)
    if count < 2:
        return None
    sums = sums_at(place, parts[used], count)
    return float(np.sqrt(count / (count - 1) * np.sum(sums**2)))
