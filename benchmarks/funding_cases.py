"""Made-up funds to share, the same from the same seed: as large as a real one for each place, or very small."""

from __future__ import annotations

import random
from dataclasses import dataclass

# The APPG's £2bn for 225 neighbourhoods, as many pence for each place at every size, and the bounds of that example.
FUND = "appg-2bn"
PENCE_A_PLACE = 200_000_000_000 // 225
FLOOR, CAP = 300_000_000, 2_500_000_000
# Ten years by two kinds, in per mille of the fund: slow at first, more capital than revenue.
YEARS = (20, 60, 90, 110, 120, 130, 130, 120, 120, 100)
KINDS = (630, 370)
PROFILE = tuple(year * kind for year in YEARS for kind in KINDS)


@dataclass(frozen=True)
class Case:
    """A fund: pence in all, and for each place its residents and its need in thousandths."""

    total: int
    residents: list[int]
    need: list[int]

    @property
    def weights(self) -> list[int]:
        """Residents times need."""
        return [people * score for people, score in zip(self.residents, self.need, strict=True)]

    @property
    def order(self) -> list[int]:
        """Each place's position in the published tie order: greatest need first, then as they stand."""
        position = [0] * len(self.need)
        for at, place in enumerate(sorted(range(len(self.need)), key=lambda place: -self.need[place])):
            position[place] = at
        return position


def fund_of(places: int, number: int) -> Case:
    """The fund of so many places that has this number; number 0 is the one that is timed."""
    chance = random.Random(f"fund of {places} places, number {number}")
    # Wards of mostly 4,000 to 20,000 residents; scores of need with three decimals, as they are published.
    residents = [round(chance.lognormvariate(9.1, 0.45)) for _ in range(places)]
    need = [chance.randint(30_000, 80_000) for _ in range(places)]
    return Case(places * PENCE_A_PLACE + chance.randrange(100_000), residents, need)


def round_case(places: int, number: int) -> tuple[list[int], int]:
    """Weights and pence as people like them, round: from 1 to 10 by the decile of need, and £1m for each place."""
    chance = random.Random(f"round fund of {places} places, number {number}")
    return [chance.randint(1, 10) for _ in range(places)], places * 100_000_000


def small_cases(cases: int) -> list[tuple[list[int], int]]:
    """Weights and units to share: 2 to 6 places of weight 1 to 12, and 1 to 12 units."""
    chance = random.Random("small cases")
    return [([chance.randint(1, 12) for _ in range(chance.randint(2, 6))], chance.randint(1, 12)) for _ in range(cases)]
