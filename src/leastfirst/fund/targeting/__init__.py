"""The targeting check: how much of a fund's money comes to people in the worst decile, as it is and at other scales."""

from leastfirst.fund.targeting.check import targeting, targeting_needs
from leastfirst.fund.targeting.result import Reach, TargetingCheck

__all__ = ["Reach", "TargetingCheck", "targeting", "targeting_needs"]
