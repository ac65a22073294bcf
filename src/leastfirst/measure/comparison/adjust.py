"""Control for many comparisons: among a hundred, five look remarkable by luck alone.

Source: Holm, A Simple Sequentially Rejective Multiple Test Procedure (1979); Benjamini and Hochberg, Controlling the
False Discovery Rate (1995).
"""

from __future__ import annotations

import numpy as np

from leastfirst.definitions.comparison import Control
from leastfirst.ground.columns import Values
from leastfirst.ground.errors import DataError


def adjusted(p: Values, control: Control) -> Values:
    """The p of m comparisons, made larger for their number; raises DataError for one that is not from 0 to 1."""
    if not ((p >= 0) & (p <= 1)).all():
        raise DataError("a p-value is not from 0 to 1", do="leave out comparisons that have none")
    if control == "none":
        return p
    return holm(p) if control == "holm" else benjamini_hochberg(p)


def holm(p: Values) -> Values:
    """The smallest p times m, the next times m - 1, and so on, never falling: the chance of even one false alarm."""
    order = np.argsort(p, kind="stable")
    raised = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    out = np.empty(len(p))
    out[order] = np.minimum(raised, 1.0)
    return out


def benjamini_hochberg(p: Values) -> Values:
    """The i-th smallest p times m / i, never rising from the end: the share of false alarms among the alarms."""
    m = len(p)
    order = np.argsort(p, kind="stable")
    raised = p[order] * m / np.arange(1, m + 1)
    out = np.empty(m)
    out[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return out
