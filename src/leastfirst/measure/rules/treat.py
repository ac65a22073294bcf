"""Treat outliers, so that a handful of extreme areas do not decide how all others compare."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.ground.errors import DataError

Values = NDArray[np.float64]


def treat(values: Values, rule: rules.Treat, *, where: str) -> Values:
    """Treat n values; missing ones stay missing. Raises DataError for the logarithm of zero or less."""
    if isinstance(rule, rules.Leave):
        return values
    if isinstance(rule, rules.Log):
        shifted = values + rule.offset
        if (shifted <= 0).any():
            raise DataError(
                f"the logarithm of {float(np.nanmin(values)):g} cannot be taken",
                where=where,
                do="give the log rule an offset that makes every value positive",
            )
        logs: Values = np.log(shifted)
        return logs
    return _winsorise(values, rule)


def _winsorise(values: Values, rule: rules.Winsorise) -> Values:
    """Pull the most extreme k values in to the next, with the least k that brings skew and kurtosis into bounds.

    A distribution counts as fit when |skew| <= limit or excess kurtosis <= limit (OECD/JRC handbook; COINr). The tail
    that is pulled in is the one the skew points to; at most `at_most_share` of the values are.
    """
    known = np.sort(values[~np.isnan(values)])
    if len(known) < 3 or known[0] == known[-1]:
        return values
    skew, _ = _moments_when_winsorised(known, 1)
    sign = 1 if skew[0] >= 0 else -1
    tail = known if sign > 0 else -known[::-1]
    most = max(1, int(len(known) * rule.at_most_share))
    skew, kurtosis = _moments_when_winsorised(tail, most + 1)
    fit = (np.abs(skew) <= rule.skew) | (kurtosis <= rule.kurtosis)
    k = int(np.argmax(fit)) if fit.any() else most
    limit = sign * tail[len(tail) - 1 - k]
    pulled_in: Values = np.minimum(values, limit) if sign > 0 else np.maximum(values, limit)
    return pulled_in


def _moments_when_winsorised(ascending: Values, candidates: int) -> tuple[Values, Values]:
    """Skew and excess kurtosis with the top k values pulled in, for k = 0, 1, ... candidates - 1, in one pass."""
    n = len(ascending)
    centred = ascending - ascending.mean()
    kept = n - np.arange(candidates)
    limit = centred[kept - 1]
    powers = np.ones(n)
    m1, m2, m3, m4 = (
        # Multiplied up, as numpy's own powers above two are a hundred times slower.
        (np.cumsum(np.multiply(powers, centred, out=powers))[kept - 1] + (n - kept) * limit**p) / n
        for p in (1, 2, 3, 4)
    )
    variance = m2 - m1**2
    third = m3 - 3 * m1 * m2 + 2 * m1**3
    fourth = m4 - 4 * m1 * m3 + 6 * m1**2 * m2 - 3 * m1**4
    with np.errstate(invalid="ignore", divide="ignore"):
        return third / variance**1.5, fourth / variance**2 - 3
