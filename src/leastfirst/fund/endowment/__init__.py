"""Spend an endowment down, or live off it: how much a year, how long it lasts, and how sure that is."""

from leastfirst.fund.endowment.result import EndowmentResult, Followed, SummaryRow
from leastfirst.fund.endowment.run import endow

__all__ = ["EndowmentResult", "Followed", "SummaryRow", "endow"]
