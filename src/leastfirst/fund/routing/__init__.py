"""Pots merged, strings kept: which pot pays for what, where and when, and what each string costs.

A flow with exact cuts finds how much each place can have; a linear programme finds in which year each pot pays for it.
"""

from leastfirst.fund.routing.merging import route
from leastfirst.fund.routing.prices import POUND, Change, PerPound, StringPrice, Without, prices
from leastfirst.fund.routing.problem import Group, Line, Problem, Purse, Tie
from leastfirst.fund.routing.result import Fate, Routing, Unspent

__all__ = [
    "POUND",
    "Change",
    "Fate",
    "Group",
    "Line",
    "PerPound",
    "Problem",
    "Purse",
    "Routing",
    "StringPrice",
    "Tie",
    "Unspent",
    "Without",
    "prices",
    "route",
]
