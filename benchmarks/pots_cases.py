"""Made-up pots with strings for a made-up fund: like the shipped example of four pots, and one for some places."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

YEARS = 12
LINES = (("capital", "green spaces"), ("capital", "open"), ("revenue", "capacity"), ("revenue", "open"))
GREEN, CAPITAL, CAPACITY, REVENUE = range(4)
# Of each place's sum: capital three fifths, of it green spaces at most a tenth of the sum; capacity a twentieth.
GREEN_AT_MOST = Fraction(1, 10)
GROUPS = {"capital money": ((GREEN, CAPITAL), Fraction(3, 5)), "green spaces": ((GREEN,), GREEN_AT_MOST)}
GROUPS |= {"capacity": ((CAPACITY,), Fraction(1, 20)), "other revenue": ((REVENUE,), Fraction(7, 20))}
# Capacity comes in the first three years, all else evenly over the twelve.
TIMING = tuple(
    tuple(Fraction(year < 3, 3) if line == CAPACITY else Fraction(1, YEARS) for year in range(YEARS))
    for line in range(4)
)


@dataclass(frozen=True)
class Pot:
    """What comes in by year, and the strings: lines, every so-manyth place, the last year, the very year, the match."""

    name: str
    comes_in: tuple[int, ...]
    lines: tuple[int, ...] = (GREEN, CAPITAL, CAPACITY, REVENUE)
    every: int = 1
    last_year: int = YEARS - 1
    same_year: bool = False
    matched: int = 0


def pots_of(total: int, number: int) -> list[Pot]:
    """Five pots that hold so many pence together, in shares that go by the number; the most tied ones first."""
    chance = random.Random(f"pots, number {number}")
    parks, coast, match, buildings = (
        total * chance.randint(low, high) // 1000 for low, high in ((40, 110), (50, 150), (80, 150), (300, 550))
    )
    yearly = buildings // YEARS
    rest = total - parks - coast - match - buildings
    return [
        Pot("parks", _at_once(parks), lines=(GREEN,), last_year=5),
        Pot("coast", _at_once(coast), every=3),
        Pot(
            "buildings",
            (*[yearly] * (YEARS - 1), buildings - yearly * (YEARS - 1)),
            lines=(GREEN, CAPITAL),
            same_year=True,
        ),
        Pot("dormant assets", _at_once(rest)),
        Pot("matched giving", _at_once(match), matched=2),
    ]


def _at_once(pence: int) -> tuple[int, ...]:
    return (pence, *[0] * (YEARS - 1))
