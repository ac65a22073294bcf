"""Shrinkage estimates: what few people tell us is drawn towards what their wider area tells us."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.ground.errors import DataError
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.sums import sums_at

Values = NDArray[np.float64]


def shrink(
    values: Values, rule: rules.Shrink, *, where: str, parents: Lookup | None = None, sureness: Values | None = None
) -> Values:
    """Empirical Bayes: z* = w z + (1 - w) z_parent, with w = (1/s^2) / (1/s^2 + 1/t^2).

    s is the standard error of the area, t^2 the variance between the areas of its parent (MHCLG, English Indices of
    Deprivation, technical report, appendix on shrinkage). `sureness` is the number of people that a share is of
    (`logit`) or the standard error (`identity`). A parent with one area leaves it as it is.
    """
    if not isinstance(rule, rules.EmpiricalBayes):
        return values
    if parents is None or parents.kind == "weighted":
        raise DataError(
            "shrinkage needs each area to have one parent", where=where, do="use an exact or best-fit lookup"
        )
    if sureness is None:
        wanted = "denominator" if rule.scale == "logit" else "standard_error"
        raise DataError(
            f"empirical-bayes on the {rule.scale} scale needs a {wanted}", where=where, do=f"name its {wanted}"
        )
    if not (sureness[~np.isnan(values)] > 0).all():
        raise DataError(
            "an area with a value has no denominator or standard error above zero", where=where, do="correct the column"
        )
    parent = np.empty(len(values), dtype=np.int64)
    parent[parents.row] = parents.column
    if rule.scale == "identity":
        return _shrink(values, sureness**2, parent, values, np.ones(len(values)))
    if (np.nanmin(values) < 0) or (np.nanmax(values) > 1):
        raise DataError("a share lies outside 0 to 1", where=where, do="give shares, or use the identity scale")
    # Half a person more on either side keeps the logit of 0% and 100% finite (Cox's empirical logit).
    share = (values * sureness + 0.5) / (sureness + 1)
    z = np.log(share / (1 - share))
    shrunk = _shrink(z, 1 / (sureness * share * (1 - share)), parent, share, sureness, pooled_logit=True)
    return 1 / (1 + np.exp(-shrunk))


def _shrink(
    z: Values, s2: Values, parent: NDArray[np.int64], level: Values, people: Values, *, pooled_logit: bool = False
) -> Values:
    known = ~np.isnan(z)
    m = int(parent.max()) + 1

    def sums(x: Values) -> Values:
        return sums_at(parent[known], x[known], m)

    n = sums(np.ones(len(z)))
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = sums(level * people) / sums(people)
        z_parent = np.log(pooled / (1 - pooled)) if pooled_logit else pooled
        mean = sums(z) / n
        t2 = sums((z - mean[parent]) ** 2) / (n - 1)
        # (1/s2) / (1/s2 + 1/t2), written so that t2 = 0 gives 0.
        w = t2[parent] / (t2[parent] + s2)
    w = np.where(n[parent] > 1, w, 1.0)
    return np.where(known, w * z + (1 - w) * np.nan_to_num(z_parent[parent]), np.nan)
