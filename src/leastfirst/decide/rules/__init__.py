"""The rules by which ballots elect projects: equal shares, greedy, Phragmén. Exact: no float decides anything."""

from __future__ import annotations

from leastfirst.decide.rules.elect import elect
from leastfirst.decide.rules.outcome import Amounts, Outcome, Round, Skipped, Tie
from leastfirst.decide.rules.settings import Rules
from leastfirst.decide.rules.support import Support

__all__ = ["Amounts", "Outcome", "Round", "Rules", "Skipped", "Support", "Tie", "elect"]
