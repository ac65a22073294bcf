"""A made-up country for the targeting check, and the same check worked out slowly, person by person in fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from leastfirst.definitions.fund import Fund
from leastfirst.fund import TargetingCheck, targeting
from leastfirst.fund.places import Places
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Inputs
from tests import made_up

LEVELS = {"msoa": "msoa-2021", "ward": "ward-2024", "lad": "lad-2024"}


@dataclass(frozen=True)
class Country:
    """Small areas by code: score (higher is worse), decile and residents; and where each lies, by level."""

    score: Mapping[str, float | None]
    decile: Mapping[str, int | None]
    people: Mapping[str, float | None]
    within: Mapping[str, Mapping[str, str]]
    geography: str = "lsoa-2021"

    def inputs(self, *lookups: Any) -> Inputs:
        """The index's worked-out table and a lookup for each level."""
        columns = {
            "area_code": list(self.score),
            "score": list(self.score.values()),
            "decile": [self.decile[code] for code in self.score],
            "population": [self.people[code] for code in self.score],
        }
        index = made_up.table("index-made-up", columns, kind="worked-out", geography=self.geography)
        ways = [
            made_up.lookup(self.geography, LEVELS[level], [(code, to, 1.0) for code, to in of.items()])
            for level, of in self.within.items()
        ]
        return made_up.inputs_of(index, *ways, *lookups)


def ranked(scores: Mapping[str, float]) -> dict[str, int]:
    """The decile of each area, 1 = greatest need; areas of equal score in the order of their codes."""
    order = sorted(scores, key=lambda code: (-scores[code], code))
    return {code: -(-10 * (i + 1) // len(order)) for i, code in enumerate(order)}


def fund(**head: Any) -> Fund:
    """A fund that names the made-up index; its places and pots play no part here."""
    return Fund.model_validate(
        {
            **made_up.HEAD,
            "id": "made-up",
            "kind": "fund",
            "status": "example",
            "years": "2026-27",
            "places": {"come_from": "number", "number": 1},
            "formula": "equal-shares",
            "pots": [{"id": "pot", "title": "A pot", "owner": "Somebody", "amount": "£1"}],
            "targeting": "made-up",
            **head,
        }
    )


def checked(
    country: Country,
    paid: Sequence[int],
    areas: Sequence[Sequence[str]],
    *lookups: Any,
    geography: str | None = None,
    **head: Any,
) -> TargetingCheck:
    """The check of a fund that pays these sums to places made of these areas."""
    codes = tuple(f"place-{i}" for i in range(len(paid)))
    of = Geography.parse(geography or country.geography)
    places = Places(codes, codes, tuple(tuple(each) for each in areas), of)
    result = SimpleNamespace(fund=fund(**head), places=places, paid=list(paid))
    return targeting(result, country.inputs(*lookups))  # type: ignore[arg-type]


def by_hand(country: Country, level: str | None, budget: Fraction) -> tuple[Fraction, Fraction]:
    """How many residents are covered at a level, and how many of them live in decile 1; worst areas first."""
    members: dict[str, list[str]] = {}
    for code in country.score:
        members.setdefault(country.within[level][code] if level else code, []).append(code)
    people = {area: sum(Fraction(country.people[code] or 0) for code in codes) for area, codes in members.items()}
    needy = {
        area: sum(Fraction(country.people[code] or 0) for code in codes if country.decile[code] == 1)
        for area, codes in members.items()
    }
    points = {
        area: sum(Fraction(country.people[code] or 0) * Fraction(country.score[code] or 0) for code in codes)
        for area, codes in members.items()
    }
    covered = reached = Fraction(0)
    means: dict[Fraction, list[str]] = {}
    for area in members:
        if people[area]:
            means.setdefault(points[area] / people[area], []).append(area)
    for mean in sorted(means, reverse=True):
        living = sum(people[area] for area in means[mean])
        part = min(Fraction(1), (budget - covered) / living)
        covered += part * living
        reached += part * sum(needy[area] for area in means[mean])
    return covered, reached
