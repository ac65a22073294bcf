"""Put standardised values together by weight, and take the result apart again into parts that add up to it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.ground.errors import DataError

Values = NDArray[np.float64]


def aggregate(
    children: Mapping[str, Values], weights: Mapping[str, float], rule: rules.Aggregate, *, where: str
) -> Values:
    """Put k columns of n values together. A value that is missing in a column with weight is missing in the result.

    Raises DataError where `geometric` or `mazziotta-pareto` meets a value that is not above zero.
    """
    # What has no weight is left out: 0 x missing would still be missing.
    children = {name: values for name, values in children.items() if weights[name]}
    if isinstance(rule, rules.Geometric | rules.MazziottaPareto):
        for name, values in children.items():
            if (values <= 0).any():
                raise DataError(
                    f"'{name}' has the value {np.nanmin(values):g}, and {rule.rule} takes only values above zero",
                    where=where,
                    do="standardise to positive values first, such as {rule: min-max, low: 1, high: 100}",
                )
    if isinstance(rule, rules.Sum):
        return _weighted_sum(children, weights)
    total = sum(weights.values())
    shares = {name: weight / total for name, weight in weights.items()}
    if isinstance(rule, rules.Arithmetic):
        return _weighted_sum(children, shares)
    if isinstance(rule, rules.Geometric):
        return np.exp(_weighted_sum({k: np.log(v) for k, v in children.items()}, shares))
    mean = _weighted_sum(children, shares)
    return mean + _weighted_sum({k: (v - mean) ** 2 for k, v in children.items()}, shares) / mean


def parts(values: Mapping[str, float], weights: Mapping[str, float], rule: rules.Aggregate) -> dict[str, float]:
    """What each column adds to the result for one area; the parts add up to the result of `aggregate`.

    For `sum` and `arithmetic` a part is weight x value. For `geometric` the parts beyond a `base` of 1 follow the
    logarithmic mean (LMDI), the one split that leaves no remainder. For `mazziotta-pareto` the last part is the
    penalty for `imbalance`.
    """
    without = {name: 0.0 for name in values if not weights[name]}
    values = {name: value for name, value in values.items() if weights[name]}
    if isinstance(rule, rules.Sum):
        return {**{name: weights[name] * value for name, value in values.items()}, **without}
    total = sum(weights.values())
    mean = {name: weights[name] / total * value for name, value in values.items()}
    if isinstance(rule, rules.Arithmetic):
        return {**mean, **without}
    if isinstance(rule, rules.Geometric):
        logs = {name: weights[name] / total * float(np.log(value)) for name, value in values.items()}
        log = sum(logs.values())
        slope = float(np.expm1(log)) / log if log else 1.0
        return {**{name: slope * each for name, each in logs.items()}, **without, "base": 1.0}
    centre = sum(mean.values())
    variance = sum(weights[name] / total * (value - centre) ** 2 for name, value in values.items())
    return {**mean, **without, "imbalance": variance / centre}


def _weighted_sum(columns: Mapping[str, Values], weights: Mapping[str, float]) -> Values:
    out: Values | None = None
    for name, values in columns.items():
        out = weights[name] * values if out is None else out + weights[name] * values
    assert out is not None, "a definition gives every aggregate at least one child"
    return out
