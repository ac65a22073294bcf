"""Why this number? The reason for each place's sum: as a record, as a replay that gives the same pence, in words."""

from leastfirst.fund.why.facts import SCHEMA
from leastfirst.fund.why.record import Explanation, explain
from leastfirst.fund.why.replay import replay, replay_target
from leastfirst.fund.why.words import WhyWords, why, why_words

__all__ = ["SCHEMA", "Explanation", "WhyWords", "explain", "replay", "replay_target", "why", "why_words"]
