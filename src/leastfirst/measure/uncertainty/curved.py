"""The rules that are no plain sum, worked out in place: new memory for every step would take most of the time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from leastfirst.definitions import rules
from leastfirst.ground.columns import Values
from leastfirst.ground.errors import DataError


def curved(
    values: Sequence[Values], weights: Values, rule: rules.Aggregate, out: Values, scratch: Sequence[Values]
) -> Values:
    """What `aggregate` gives for `geometric` and `mazziotta-pareto`, written to `out`; the scratch is overwritten.

    `scratch` holds an array for each of the values and may be the same as these. Raises DataError for a value of zero
    or less.
    """
    used = [(x, w, s) for x, w, s in zip(values, weights / weights.sum(), scratch, strict=True) if w]
    if any(lowest_of(x) <= 0 for x, _, _ in used):
        raise DataError(
            f"{rule.rule} takes only values above zero, and a replicate had others",
            do="say in the specification to which value the lowest area is moved, such as lowest: 1",
        )
    if isinstance(rule, rules.Geometric):
        logs = [(np.log(x, out=s), w, s) for x, w, s in used]
        return np.exp(_weighted_sum(logs, out), out=out)
    # The mean may not write over the values, which the variance needs again.
    mean = _weighted_sum([(x, w, out) for x, w, _ in used], np.zeros_like(out), product=out).copy()
    squares = []
    for x, w, s in used:
        np.subtract(x, mean, out=s)
        squares.append((np.multiply(s, s, out=s), w, s))
    _weighted_sum(squares, out)
    np.divide(out, mean, out=out)
    return np.add(out, mean, out=out)


def _weighted_sum(
    columns: Sequence[tuple[Values, float, Values]], out: Values, *, product: Values | None = None
) -> Values:
    out.fill(0)
    for x, weight, scratch in columns:
        np.add(out, np.multiply(x, weight, out=scratch if product is None else product), out=out)
    return out


def lowest_of(values: Values) -> float:
    """The lowest of n values, some of which may be missing: `nanmin` takes many times as long when none is."""
    low = values.min()
    return float(np.nanmin(values) if np.isnan(low) else low)
