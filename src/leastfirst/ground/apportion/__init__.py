"""Sharing in whole pence so that the parts add up: by weight, within floors and caps, over two margins, over years.

Weights are whole numbers of any size, the numerators of exact fractions; money is whole pence; no float stands between
them. Equal claims are settled by a tie order that the caller publishes (need, then code).
"""

from leastfirst.ground.apportion.any_table import controlled_rounding_of
from leastfirst.ground.apportion.damping import Damped, damp
from leastfirst.ground.apportion.divisors import sainte_lague
from leastfirst.ground.apportion.filling import Filled, fill
from leastfirst.ground.apportion.remainders import Rounding, largest_remainder, remainders
from leastfirst.ground.apportion.sharing import Method, Shared, share_out
from leastfirst.ground.apportion.two_way import controlled_rounding

__all__ = [
    "Damped",
    "Filled",
    "Method",
    "Rounding",
    "Shared",
    "controlled_rounding",
    "controlled_rounding_of",
    "damp",
    "fill",
    "largest_remainder",
    "remainders",
    "sainte_lague",
    "share_out",
]
