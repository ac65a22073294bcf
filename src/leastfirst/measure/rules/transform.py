"""Transform standardised values, so that the greatest need counts most when domains are added up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.ground.errors import DataError

Values = NDArray[np.float64]


def transform(values: Values, rule: rules.Transform, *, where: str) -> Values:
    """Transform n values by the rule; missing ones stay missing."""
    if isinstance(rule, rules.Leave):
        return values
    outside = (values <= 0) | (values > 1)
    if outside.any():
        raise DataError(
            f"rank-exponential takes ranks as shares from 0 to 1, and there is {values[int(np.argmax(outside))]:g}",
            where=where,
            do="standardise by rank first",
        )
    return rank_exponential(values, scale=rule.scale, top=rule.top)


def rank_exponential(share: Values, *, scale: float = 23.0, top: float = 100.0) -> Values:
    """X = -23 ln(1 - R (1 - exp(-100/23))): from 0 for the least need to 100 for the greatest.

    R = (n - rank + 1) / n. A tenth of areas score above 50, so that being among the worst on one domain is only partly
    cancelled by doing well on another. Source: MHCLG, English Indices of Deprivation, technical report.
    """
    transformed: Values = -scale * np.log1p(share * np.expm1(-top / scale))
    return transformed
