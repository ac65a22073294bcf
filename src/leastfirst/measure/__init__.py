"""Measure: where is need greatest, and why do we say so? Indices, roll-ups, designations with reasons, profiles."""

from leastfirst.ground.columns import AreaList, areas_of
from leastfirst.measure.build_log import Contribution
from leastfirst.measure.compare import compare
from leastfirst.measure.comparison.estimate import Difference, Estimate
from leastfirst.measure.comparison.plan import Indicator, LeftOut, Plan, plan_comparison
from leastfirst.measure.comparison.result import ComparisonResult, Row
from leastfirst.measure.designate import DesignationResult, designate
from leastfirst.measure.explain import explain
from leastfirst.measure.facts import FactOfAll, fact_of_all, facts_needs
from leastfirst.measure.finding import finding
from leastfirst.measure.hidden_shares import SHARE_PLACES, hidden_needs, hidden_shares
from leastfirst.measure.index import IndexResult, build_index
from leastfirst.measure.nearby import nearby, nearby_plan
from leastfirst.measure.nearby_result import Nearby, NearbyPlan
from leastfirst.measure.profile import WorkedOut, profile, profile_needs, work_out
from leastfirst.measure.profile_lines import Profile
from leastfirst.measure.profile_text import as_json, as_text
from leastfirst.measure.remarks import remarks
from leastfirst.measure.roll_up import RollUp, roll_up, roll_ups
from leastfirst.measure.scale import scale, scale_needs
from leastfirst.measure.scale_answer import scale_answer
from leastfirst.measure.scale_result import ScaleResult
from leastfirst.measure.similar import similar, similar_needs
from leastfirst.measure.similar_result import SimilarAreas
from leastfirst.measure.similar_to_all import SimilarToAll, similar_to_all, similar_to_all_needs
from leastfirst.measure.trend import check_editions, trend, trend_needs
from leastfirst.measure.trend_result import TrendResult
from leastfirst.measure.uncertainty import UncertaintyResult, how_sure, told_of

__all__ = [
    "SHARE_PLACES",
    "AreaList",
    "ComparisonResult",
    "Contribution",
    "DesignationResult",
    "Difference",
    "Estimate",
    "FactOfAll",
    "IndexResult",
    "Indicator",
    "LeftOut",
    "Nearby",
    "NearbyPlan",
    "Plan",
    "Profile",
    "RollUp",
    "Row",
    "ScaleResult",
    "SimilarAreas",
    "SimilarToAll",
    "TrendResult",
    "UncertaintyResult",
    "WorkedOut",
    "areas_of",
    "as_json",
    "as_text",
    "build_index",
    "check_editions",
    "compare",
    "designate",
    "explain",
    "fact_of_all",
    "facts_needs",
    "finding",
    "hidden_needs",
    "hidden_shares",
    "how_sure",
    "nearby",
    "nearby_plan",
    "plan_comparison",
    "profile",
    "profile_needs",
    "remarks",
    "roll_up",
    "roll_ups",
    "scale",
    "scale_answer",
    "scale_needs",
    "similar",
    "similar_needs",
    "similar_to_all",
    "similar_to_all_needs",
    "told_of",
    "trend",
    "trend_needs",
    "work_out",
]
