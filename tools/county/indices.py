"""Indices as they would be published: ranks, scores and deciles of deprivation and of community needs.

The formulas are those of the real indices, so that a recipe which gives back the real ones gives back these:
MHCLG, *English indices of deprivation* technical reports; OCSI for Local Trust, *Community Needs Index*.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tools.county.grouping import Numbers
from tools.county.needs import Latent

Columns = dict[str, NDArray[Any]]
T = TypeVar("T")

IMD_WEIGHTS = {
    "income": 22.5, "employment": 22.5, "education": 13.5, "health": 13.5, "crime": 9.3, "barriers": 9.3,
    "living_environment": 9.3,
}  # fmt: skip
# Recovered from the index of 2025 by regression of its scores on normal scores of the indicators.
CRIME_2025 = {
    "violence_with_injury": 0.151, "violence_without_injury": 0.154, "stalking_and_harassment": 0.132,
    "burglary": 0.074, "theft": 0.097, "criminal_damage": 0.144, "public_order_and_weapons": 0.145,
    "anti_social_behaviour": 0.103,
}  # fmt: skip
HEALTH_2025 = {
    "acute_morbidity": 0.222,
    "illness_and_disability": 0.294,
    "mental_health": 0.244,
    "years_of_life_lost": 0.24,
}
CNI_DOMAINS = ("civic_assets", "connectedness", "engaged_community")


class TieError(ValueError):
    """Two areas came out equal, so that their ranks would depend on a tie rule: draw again."""


def without_ties(draw: Callable[[int], T]) -> T:
    """The first of several draws (numbered from 0) in which no two areas are equal."""
    for attempt in range(50):
        try:
            return draw(attempt)
        except TieError:
            continue
    raise TieError("no draw without ties in 50; try another seed")


def rank(values: Numbers) -> NDArray[np.int64]:
    """Rank 1 = the highest value = greatest need; raises TieError on a tie, so that there is one right answer."""
    if len(np.unique(values.round(9))) != len(values):
        raise TieError("two areas have the same score")
    out = np.empty(len(values), np.int64)
    out[np.argsort(-values)] = np.arange(1, len(values) + 1)
    return out


def distinct(values: Numbers, places: int) -> Numbers:
    """Round to so many places, moving equal values apart by one unit of the last place."""
    units = np.round(values * 10**places).astype(np.int64)
    order = np.argsort(values, kind="stable")
    step = np.arange(len(units))
    units[order] = np.maximum.accumulate(units[order] - step) + step
    return np.asarray((units / 10**places).round(places))


def exponential(ranks: NDArray[np.int64]) -> Numbers:
    """X = -23 ln(1 - R (1 - exp(-100/23))), R = (n - rank + 1) / n: from near 0 to 100 for rank 1."""
    n = len(ranks)
    return np.asarray(-23 * np.log(1 - (n - ranks + 1) / n * (1 - np.exp(-100 / 23))))


def deciles(ranks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Decile 1 = greatest need."""
    return -(-10 * ranks // len(ranks))


def normal_scores(values: Numbers) -> Numbers:
    """The normal distribution's value at rank / (n + 1), rank 1 = lowest."""
    n = len(values)
    return np.asarray(ndtri((n + 1 - rank(values)) / (n + 1)))


def standard(values: Numbers) -> Numbers:
    """Mean 0 and standard deviation 1."""
    return np.asarray((values - values.mean()) / values.std())


def domain_leanings(rng: np.random.Generator, latent: Latent) -> dict[str, Numbers]:
    """How strongly each domain and sub-domain of deprivation is felt, in standard units."""
    need, n = latent.need, len(latent.need)

    def more(own: float) -> Numbers:
        return own * rng.normal(0, 1, n)

    return {
        "income": standard(need + 0.1 * latent.crowded + more(0.16)),
        "employment": standard(need + 0.2 * latent.illness - 0.05 * latent.crowded + more(0.18)),
        "children": standard(0.8 * need + 0.15 * latent.connected + 0.1 * latent.council + more(0.40)),
        "adult_skills": standard(0.85 * need + 0.12 * latent.engaged + 0.1 * latent.illness + more(0.28)),
        "health": standard(0.8 * need + 0.5 * latent.illness + more(0.25)),
        "crime": standard(0.75 * need + 0.45 * latent.bustle + 0.1 * latent.crowded + more(0.35)),
        "geographical_barriers": standard(latent.remote - 0.1 * need + 0.3 * latent.connected + more(0.35)),
        "wider_barriers": standard(0.5 * need + 0.35 * latent.crowded + more(0.55)),
        "indoors": standard(latent.old_homes + 0.15 * need + more(0.45)),
        "outdoors": standard(-0.5 * latent.remote + 0.35 * latent.bustle + 0.15 * latent.crowded + more(0.45)),
    }


def imd_2025(leaning: dict[str, Numbers], indicators: Columns) -> Columns:
    """Scores, ranks and deciles of every domain and sub-domain, and of the whole."""
    scores = {
        "income": distinct(np.exp(-1.68 + 0.62 * leaning["income"]).clip(max=0.95), 4),
        "employment": distinct(np.exp(-2.15 + 0.52 * leaning["employment"]).clip(max=0.9), 4),
        "health": distinct(_weighted(HEALTH_2025, indicators), 4),
        "crime": distinct(_weighted(CRIME_2025, indicators), 4),
        "children": distinct(0.87 * leaning["children"], 4),
        "adult_skills": distinct(1 / (1 + np.exp(1.2 - 0.52 * leaning["adult_skills"])), 4),
        "geographical_barriers": distinct(np.exp(3.47 + 0.44 * leaning["geographical_barriers"]).clip(max=99), 3),
        "wider_barriers": distinct(3.0 * leaning["wider_barriers"], 3),
        "indoors": distinct(0.63 * leaning["indoors"], 4),
        "outdoors": distinct(0.75 * leaning["outdoors"], 4),
    }
    return _imd(scores, outdoors=0.3)


def imd_2019(leaning: dict[str, Numbers]) -> Columns:
    """As 2025, but with a third of the living environment outdoors."""
    return _imd(leaning, outdoors=1 / 3)


def published_in_2019(index: Columns) -> Columns:
    """The index of 2019 without the scores of its domains."""
    return {name: values for name, values in index.items() if name == "imd_score" or not name.endswith("_score")}


def _weighted(weights: dict[str, float], indicators: Columns) -> Numbers:
    return np.asarray(np.sum([weight * normal_scores(indicators[name]) for name, weight in weights.items()], axis=0))


def _imd(scores: dict[str, Numbers], *, outdoors: float) -> Columns:
    ranks = {name: rank(values) for name, values in scores.items()}
    scores = dict(scores)
    for name, parts in (
        ("education", {"children": 0.5, "adult_skills": 0.5}),
        ("barriers", {"geographical_barriers": 0.5, "wider_barriers": 0.5}),
        ("living_environment", {"indoors": 1 - outdoors, "outdoors": outdoors}),
    ):
        scores[name] = np.sum([share * exponential(ranks[part]) for part, share in parts.items()], axis=0)
        ranks[name] = rank(scores[name])
        scores[name] = scores[name].round(3)
    total = np.sum([weight / 100 * exponential(ranks[name]) for name, weight in IMD_WEIGHTS.items()], axis=0)
    out: Columns = {"imd_score": total.round(3), "imd_rank": rank(total), "imd_decile": deciles(rank(total))}
    subs = ("children", "adult_skills", "geographical_barriers", "wider_barriers", "indoors", "outdoors")
    for name in (*IMD_WEIGHTS, *subs):
        out |= {f"{name}_score": scores[name], f"{name}_rank": ranks[name], f"{name}_decile": deciles(ranks[name])}
    return out


def cni(rng: np.random.Generator, latent: Latent, *, own: float) -> tuple[Columns, dict[str, Numbers]]:
    """Community needs: the sum of X(rank) over three domains; also how strongly each domain is felt."""
    n = len(latent.need)
    felt = {
        name: standard(getattr(latent, part)) + own * rng.normal(0, 1, n)
        for name, part in zip(CNI_DOMAINS, ("civic", "connected", "engaged"), strict=True)
    }
    ranks = {name: rank(values) for name, values in felt.items()}
    total = np.sum([exponential(each) for each in ranks.values()], axis=0)
    out: Columns = {"cni_score": total, "cni_rank": rank(total)}
    return out | {f"{name}_rank": each for name, each in ranks.items()}, felt


def cni_2019(rng: np.random.Generator, latent: Latent) -> Columns:
    """The domain scores that were published in 2019 are X(rank) themselves."""
    out, _ = cni(rng, latent, own=0.15)
    out |= {f"{name}_score": exponential(out[f"{name}_rank"]).round(6) for name in CNI_DOMAINS}
    return out | {"cni_score": out["cni_score"].round(6)}


def cni_2023(rng: np.random.Generator, latent: Latent) -> Columns:
    """In 2023 the domain scores are on scales of their own, and the overall score has two decimal places."""
    out, felt = cni(rng, latent, own=0.15)
    out["civic_assets_score"] = distinct(0.78 * felt["civic_assets"], 2)
    out["connectedness_score"] = distinct(np.exp(3.6 + 0.55 * felt["connectedness"]), 2)
    out["engaged_community_score"] = distinct(np.exp(3.55 + 0.65 * felt["engaged_community"]), 2)
    return out | {"cni_score": out["cni_score"].round(2)}
