"""Compare two funds, or one fund under two formulas: who gains, who loses, and what hangs on the uncertain cases."""

from leastfirst.fund.comparison.compare import compare_formulas, compare_funds, compare_sides
from leastfirst.fund.comparison.result import FundComparison
from leastfirst.fund.comparison.sides import Side

__all__ = ["FundComparison", "Side", "compare_formulas", "compare_funds", "compare_sides"]
