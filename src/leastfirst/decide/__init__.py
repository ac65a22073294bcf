"""The stage `decide`: what do the residents want, and what do they choose?

An election (projects, costs, a budget, ballots) is counted by a rule sheet that was fixed before the vote. Pure: no
clock, no chance, no files.
"""

from __future__ import annotations

from leastfirst.decide.ballots import Limits, check_ballot, merge, points_of
from leastfirst.decide.election import Ballot, Election, Project, VoteType

__all__ = [
    "Ballot",
    "Election",
    "Limits",
    "Project",
    "VoteType",
    "check_ballot",
    "merge",
    "points_of",
]
