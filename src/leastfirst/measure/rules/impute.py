"""Fill in missing values, by a rule that is written down; without one they stay missing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.ground.errors import DataError
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.sums import sums_at

Values = NDArray[np.float64]


def impute(
    values: Values,
    rule: rules.Impute,
    *,
    where: str,
    parents: Lookup | None = None,
    among: NDArray[np.bool_] | None = None,
) -> Values:
    """Fill in the missing among n values, or only `among` some of them: others stay missing.

    `parents` is the lookup to the parent areas, aligned with the values, for `parent-mean`. Raises DataError if
    `refuse` finds a missing value, or if a parent has no value to take the mean of.
    """
    missing = np.isnan(values) if among is None else np.isnan(values) & among
    if isinstance(rule, rules.Leave) or not missing.any():
        return values
    if isinstance(rule, rules.Refuse):
        raise DataError(
            f"{int(missing.sum())} of {len(values) if among is None else int(among.sum())} values are missing",
            where=where,
            do="complete the data or choose an impute rule such as median",
        )
    if isinstance(rule, rules.ParentMean):
        return _parent_mean(values, missing, parents, where)
    known = values[~np.isnan(values)]
    return np.where(missing, np.median(known) if isinstance(rule, rules.Median) else known.mean(), values)


def _parent_mean(values: Values, missing: NDArray[np.bool_], parents: Lookup | None, where: str) -> Values:
    assert parents is not None, "the caller hands in the lookup that the rule names"
    unknown = np.isnan(values)
    known = np.where(unknown, 0.0, values)
    m = len(parents.targets)
    sums = sums_at(parents.column, parents.weight * known[parents.row], m)
    shares = sums_at(parents.column, parents.weight * ~unknown[parents.row], m)
    with np.errstate(invalid="ignore"):
        means = sums / shares
    filled = sums_at(parents.row, parents.weight * means[parents.column], len(values))
    hopeless = missing & np.isnan(filled)
    if hopeless.any():
        raise DataError(
            f"all areas of the parent of {parents.areas[int(np.argmax(hopeless))]} are missing",
            where=where,
            do="impute from larger areas or by the median",
        )
    return np.where(missing, filled, values)
