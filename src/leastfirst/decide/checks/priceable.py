"""Priceable."""

from __future__ import annotations

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks.check import Check


def priceable(counted: Counted) -> Check:
    """Placeholder."""
    return Check("priceable", None, "Not checked.")
