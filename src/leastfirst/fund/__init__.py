"""Fund: how much for each place, each year, of which kind, from which pot, and why?"""

from leastfirst.fund.checks import Check, checks
from leastfirst.fund.comparison import FundComparison, Side, compare_formulas, compare_funds, compare_sides
from leastfirst.fund.endowment import EndowmentResult, endow
from leastfirst.fund.fees import FeeOfYear, fees
from leastfirst.fund.result import FundResult
from leastfirst.fund.share import share, share_by
from leastfirst.fund.strings import priced, strings_table
from leastfirst.fund.tables import fees_table, places_table
from leastfirst.fund.targeting import TargetingCheck, targeting, targeting_needs
from leastfirst.fund.telling import finding
from leastfirst.fund.why import Explanation, WhyWords, explain, replay, why, why_words

__all__ = [
    "Check",
    "EndowmentResult",
    "Explanation",
    "FeeOfYear",
    "FundComparison",
    "FundResult",
    "Side",
    "TargetingCheck",
    "WhyWords",
    "checks",
    "compare_formulas",
    "compare_funds",
    "compare_sides",
    "endow",
    "explain",
    "fees",
    "fees_table",
    "finding",
    "places_table",
    "priced",
    "replay",
    "share",
    "share_by",
    "strings_table",
    "targeting",
    "targeting_needs",
    "why",
    "why_words",
]
