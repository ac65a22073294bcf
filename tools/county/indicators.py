"""The indicators under the indices: rates, ratios, counts and distances, with a few values missing as in reality."""

from __future__ import annotations

import numpy as np

from tools.county.grouping import Numbers, Whole
from tools.county.indices import Columns, distinct
from tools.county.needs import Latent

# name: (usual value, how far it spreads as a logarithm, which leaning)
_CRIME = {
    "violence_with_injury": (5.3, 0.65), "violence_without_injury": (7.5, 0.62), "stalking_and_harassment": (6.4, 0.6),
    "burglary": (9.3, 0.5), "theft": (10.2, 0.6), "criminal_damage": (5.4, 0.58),
    "public_order_and_weapons": (5.0, 0.68), "anti_social_behaviour": (8.9, 0.8),
}  # fmt: skip
_AIR = {"nitrogen_dioxide": 0.43, "benzene": 0.1, "sulphur_dioxide": 0.03, "particulates": 0.39}
_HEALTH = {
    "acute_morbidity": (103.0, 0.22),
    "illness_and_disability": (104.0, 0.38),
    "years_of_life_lost": (57.0, 0.23),
}


def indicators_2025(rng: np.random.Generator, leaning: dict[str, Numbers], latent: Latent, people: Whole) -> Columns:
    """The underlying indicators of the index of 2025; those of crime and health are never missing."""
    n = len(people)

    def mixed(name: str, own: float) -> Numbers:
        return 0.9 * leaning[name] + own * rng.normal(0, 1, n)

    out: Columns = {
        name: distinct(usual * np.exp(spread * mixed("crime", 0.38)), 2) for name, (usual, spread) in _CRIME.items()
    }
    for name, (usual, spread) in _HEALTH.items():
        out[name] = distinct(usual * np.exp(spread * mixed("health", 0.4)), 3)
    out["mental_health"] = distinct(0.73 * mixed("health", 0.4), 3)
    income = np.exp(-1.68 + 0.62 * leaning["income"]).clip(max=0.95)
    employment = np.exp(-2.15 + 0.52 * leaning["employment"]).clip(max=0.9)
    out |= _numerators(rng, people, income, employment)
    out["adults_with_low_skills"] = (1 / (1 + np.exp(1.2 - 0.52 * leaning["adult_skills"]))).round(3)
    out["not_in_higher_education"] = _hide(rng, 1 - np.exp(-2.15 - 0.35 * mixed("children", 0.5)), 3, 0.012)
    out["connectivity"] = (100 - np.exp(3.47 + 0.44 * leaning["geographical_barriers"])).clip(2, 98).round(3)
    affordable = mixed("wider_barriers", 0.6)
    out["cannot_afford_to_buy"] = _share(0.3 + 0.6 * affordable)
    out["cannot_afford_to_rent"] = _share(-0.8 + 0.8 * affordable)
    out["housing_affordability"] = (0.91 * affordable).round(3)
    out["broadband"] = (0.8 * latent.connected * 0.7 + 0.5 * latent.remote + 0.4 * rng.normal(0, 1, n)).round(3)
    out["patients_per_gp"] = (2000 * np.exp(0.25 * rng.normal(0, 1, n) + 0.1 * latent.need)).round(1)
    out["core_homelessness_percent"] = np.exp(-0.1 + 0.3 * latent.need + 0.3 * latent.bustle).clip(max=6).round(3)
    out["homelessness_per_1000"] = np.exp(1.0 + 0.25 * leaning["wider_barriers"]).round(3)
    out["overcrowding_rooms"] = np.exp(-3.1 + 0.55 * latent.crowded + 0.25 * latent.need).clip(max=0.6).round(3)
    out["overcrowding_bedrooms"] = np.exp(-3.5 + 0.6 * latent.crowded + 0.3 * latent.need).clip(max=0.5).round(3)
    return out


def indicators_2019(rng: np.random.Generator, leaning: dict[str, Numbers], latent: Latent, people: Whole) -> Columns:
    """The underlying indicators of the index of 2019."""
    n = len(people)

    def mixed(name: str, own: float) -> Numbers:
        return 0.9 * leaning[name] + own * rng.normal(0, 1, n)

    income = np.exp(-2.25 + 0.66 * leaning["income"]).clip(max=0.7)
    employment = np.exp(-2.5 + 0.58 * leaning["employment"]).clip(max=0.6)
    out = _numerators(rng, people, income, employment)
    out["not_staying_on"] = _share(-1.5 + 0.4 * mixed("children", 0.4))
    out["not_in_higher_education"] = _hide(rng, 1 - np.exp(-2.2 - 0.35 * mixed("children", 0.5)), 3, 0.012)
    out["adults_with_low_skills"] = _share(-0.85 + 0.52 * leaning["adult_skills"])
    out["years_of_life_lost"] = (56 * np.exp(0.22 * mixed("health", 0.4))).round(3)
    out["illness_and_disability"] = (108 * np.exp(0.4 * mixed("health", 0.4))).round(3)
    out["acute_morbidity"] = (115 * np.exp(0.23 * mixed("health", 0.4))).round(3)
    out["mental_health"] = (0.8 * mixed("health", 0.4)).round(3)
    for name, usual in (("post_office", 1.0), ("primary_school", 0.75), ("food_shop", 0.55), ("gp", 1.05)):
        far = 0.55 * leaning["geographical_barriers"] + 0.25 * latent.civic + 0.3 * rng.normal(0, 1, n)
        out[f"{name}_km"] = (usual * np.exp(far)).clip(0.05, 14).round(3)
    out["overcrowding"] = np.exp(-2.9 + 0.55 * latent.crowded + 0.25 * latent.need).clip(max=0.7).round(3)
    out["homelessness_per_1000"] = np.exp(0.7 + 0.35 * leaning["wider_barriers"]).round(3)
    affordable = mixed("wider_barriers", 0.6)
    out["cannot_afford_to_buy"] = _share(0.5 + 0.8 * affordable)
    out["cannot_afford_to_rent"] = _share(-0.1 + 0.7 * affordable)
    out["housing_affordability"] = (1.9 * affordable).round(3)
    out["poor_housing"] = _share(-1.5 + 0.4 * leaning["indoors"])
    out["no_central_heating"] = _share(-3.7 + 0.5 * leaning["indoors"])
    out["road_accidents"] = np.exp(-0.5 + 0.35 * rng.normal(0, 1, n) + 0.2 * latent.bustle).round(3)
    for name, usual in _AIR.items():
        out[name] = (usual * np.exp(0.22 * leaning["outdoors"] + 0.08 * rng.normal(0, 1, n))).round(2)
    out["air_quality"] = np.sum([out[gas] for gas in _AIR], axis=0).round(2)
    return out


def loneliness(rng: np.random.Generator, latent: Latent) -> Numbers:
    """The share of adults who are lonely, in percent."""
    felt = 1.6 * latent.need + 0.8 * latent.connected + 0.6 * latent.crowded - 0.4 * latent.old
    return (24.8 + 1.25 * felt + 1.2 * rng.normal(0, 1, len(felt))).clip(17, 40).round(4)


def _numerators(rng: np.random.Generator, people: Whole, income: Numbers, employment: Numbers) -> Columns:
    """Counts of people, rounded to 5; under 10, and here and there, they are withheld: missing and not zero."""
    children, elders = income * rng.normal(1.2, 0.12, len(people)), income * rng.normal(0.9, 0.15, len(people))
    return {
        "income_people": _withhold(rng, people * income),
        "income_children": _withhold(rng, people * 0.19 * children),
        "income_older_people": _withhold(rng, people * 0.22 * elders),
        "employment_people": _withhold(rng, people * 0.6 * employment),
    }


def _withhold(rng: np.random.Generator, count: Numbers) -> Numbers:
    rounded = np.round(count / 5) * 5
    return np.where((rounded < 10) | (rng.uniform(size=len(count)) < 0.012), np.nan, rounded)


def _hide(rng: np.random.Generator, values: Numbers, places: int, share: float) -> Numbers:
    return np.where(rng.uniform(size=len(values)) < share, np.nan, values.round(places))


def _share(logit: Numbers) -> Numbers:
    return (1 / (1 + np.exp(-logit))).round(3)
