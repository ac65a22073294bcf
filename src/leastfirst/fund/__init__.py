"""Fund: how much for each place, each year, of which kind, from which pot, and why?"""

from leastfirst.fund.endowment import EndowmentResult, endow

__all__ = ["EndowmentResult", "endow"]
