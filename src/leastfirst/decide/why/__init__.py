"""Why: for each project and for the voters as a whole, with figures that anyone can work out again."""

from __future__ import annotations

from leastfirst.decide.why.explain import EFFORT, SCHEMA, VoteExplanation, explain
from leastfirst.decide.why.losing import Lost
from leastfirst.decide.why.residents import Residents, residents
from leastfirst.decide.why.wanting import Wanting
from leastfirst.decide.why.words import NOT_LOOKED_FOR

__all__ = [
    "EFFORT",
    "NOT_LOOKED_FOR",
    "SCHEMA",
    "Lost",
    "Residents",
    "VoteExplanation",
    "Wanting",
    "explain",
    "residents",
]
