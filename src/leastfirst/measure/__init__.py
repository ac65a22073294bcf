"""Measure: where is need greatest, and why do we say so? Indices, roll-ups, designations with reasons, profiles."""

from leastfirst.measure.build_log import Contribution
from leastfirst.measure.designate import DesignationResult, designate
from leastfirst.measure.index import IndexResult, build_index
from leastfirst.measure.roll_up import RollUp, roll_up

__all__ = [
    "Contribution",
    "DesignationResult",
    "IndexResult",
    "RollUp",
    "build_index",
    "designate",
    "roll_up",
]
