"""Robust: how many ballots would have to be different for a project to change its fate."""

from __future__ import annotations

from leastfirst.decide.robust.bounds import EFFORT, Bounds, robustness
from leastfirst.decide.robust.margins import at_least

__all__ = ["EFFORT", "Bounds", "at_least", "robustness"]
