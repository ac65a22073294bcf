"""Checks of an outcome, each with a counter-example when it fails, and none that claims without proof."""

from __future__ import annotations

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks.check import Check
from leastfirst.decide.checks.ejr import ejr_up_to_any
from leastfirst.decide.checks.money import exhaustive, feasible
from leastfirst.decide.checks.priceable import priceable

__all__ = ["Check", "checks", "ejr_up_to_any", "exhaustive", "feasible", "priceable"]


def checks(counted: Counted) -> tuple[Check, ...]:
    """All checks of an outcome, in one order."""
    return (feasible(counted), exhaustive(counted), ejr_up_to_any(counted), priceable(counted))
