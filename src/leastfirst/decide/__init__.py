"""The stage `decide`: what do the residents want, and what do they choose?

An election (projects, costs, a budget, ballots) is counted by a rule sheet that was fixed before the vote. Pure: no
clock, no chance, no files.
"""

from __future__ import annotations

from leastfirst.decide.ballots import Limits, check_ballot, merge, points_of
from leastfirst.decide.by_sheet import Counted, PartFunded, count
from leastfirst.decide.checks import Check
from leastfirst.decide.comparison import SheetComparison, compare_sheets
from leastfirst.decide.election import Ballot, Election, Project, VoteType
from leastfirst.decide.robust import Bounds, robustness
from leastfirst.decide.why import Residents, VoteExplanation, explain, residents

__all__ = [
    "Ballot",
    "Bounds",
    "Check",
    "Counted",
    "Election",
    "Limits",
    "PartFunded",
    "Project",
    "Residents",
    "SheetComparison",
    "VoteExplanation",
    "VoteType",
    "check_ballot",
    "compare_sheets",
    "count",
    "explain",
    "merge",
    "points_of",
    "residents",
    "robustness",
]
