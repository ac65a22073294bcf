"""Who lives in the county: residents by year and age, households and what the census counted."""

from __future__ import annotations

import numpy as np

from tools.county.chance import chance
from tools.county.geography import Level
from tools.county.grouping import Numbers, Whole
from tools.county.needs import Latent

AGES = ("age_0_15", "age_16_24", "age_25_49", "age_50_64", "age_65_79", "age_80_plus")
_AGE_SHARE = np.array([0.19, 0.105, 0.325, 0.195, 0.135, 0.05])
# How the shares (as logarithms) move with deprivation, with old age and with a student quarter.
_BY_NEED = np.array([0.13, 0.08, 0.03, -0.03, -0.12, -0.12])
_BY_OLD = np.array([-0.18, -0.16, -0.15, 0.10, 0.34, 0.40])
_BY_STUDENTS = np.array([-0.25, 0.95, 0.15, -0.3, -0.4, -0.4])

TENURES = (
    "tenure_owned_outright", "tenure_owned_mortgage", "tenure_shared_ownership", "tenure_social_council",
    "tenure_social_other", "tenure_private_landlord", "tenure_private_other", "tenure_rent_free",
)  # fmt: skip
OCCUPANCY = ("occupancy_plus_2", "occupancy_plus_1", "occupancy_0", "occupancy_minus_1", "occupancy_minus_2")
DEPRIVED = ("deprived_0", "deprived_1", "deprived_2", "deprived_3", "deprived_4")
ETHNIC = ("ethnic_asian", "ethnic_black", "ethnic_mixed", "ethnic_other", "ethnic_white")


def mid_years(seed: int, pieces: Whole, latent: Latent) -> dict[str, Whole]:
    """Residents of each piece at mid-2017, mid-2019 and mid-2020, before the census of 2021."""
    rng = chance(seed, "mid-year")
    growth = 0.006 - 0.005 * latent.need + rng.normal(0, 0.008, len(pieces))
    return {
        f"mid_{year}": np.round(pieces * (1 - growth * (2021.25 - year - 0.5))).astype(np.int64)
        for year in (2017, 2019, 2020)
    }


def ages(seed: int, level: Level, residents: Whole, latent: Latent) -> dict[str, Whole]:
    """Residents by age band; the bands add up to `residents`."""
    rng = chance(seed, "ages")
    share = np.log(_AGE_SHARE) + np.outer(latent.need, _BY_NEED) + np.outer(latent.old, _BY_OLD)
    share = np.exp(share + np.outer(latent.students, _BY_STUDENTS) + rng.normal(0, 0.07, (len(residents), 6)))
    return _draw(rng, residents, share, AGES)


def census(seed: int, residents: Whole, latent: Latent) -> dict[str, Whole | Numbers]:
    """Counts of Census 2021 for areas whose residents and leanings are given, and the shares made from them."""
    rng = chance(seed, "census")
    n = len(residents)
    need, old, crowded, new = latent.need, latent.old, latent.crowded, latent.council
    size = np.clip(2.38 - 0.1 * old + 0.12 * crowded + rng.normal(0, 0.08, n), 1.8, 3.2)
    households = np.round(residents * 0.985 / size).astype(np.int64)
    out: dict[str, Whole | Numbers] = {"households": households}

    def spread(*columns: Numbers) -> Numbers:
        return np.exp(np.stack(columns, axis=1) + rng.normal(0, 0.18, (n, len(columns))))

    out |= _draw(rng, households, spread(
        -1.05 - 0.42 * need + 0.35 * old, -1.15 - 0.38 * need - 0.1 * old, -4.7 + 0.1 * need, -2.95 + 0.85 * new,
        -2.75 + 0.65 * new, -1.85 + 0.2 * need + 0.35 * latent.bustle + 0.2 * crowded, -3.9 + 0 * need, -6.5 + 0 * need,
    ), TENURES)  # fmt: skip
    out |= _draw(rng, households, spread(
        -0.95 - 0.4 * need + 0.15 * old, -1.05 - 0.08 * need, -1.35 + 0.32 * need + 0.1 * crowded,
        -3.65 + 0.42 * need + 0.45 * crowded, -5.6 + 0.45 * need + 0.55 * crowded,
    ), OCCUPANCY)  # fmt: skip
    out |= _draw(rng, households, spread(
        -0.68 - 0.3 * need, -1.07 + 0.03 * need, -2.05 + 0.4 * need, -3.6 + 0.75 * need, -6.2 + 0.85 * need,
    ), DEPRIVED)  # fmt: skip
    disabled = np.clip(0.178 + 0.035 * need + 0.016 * old + 0.01 * latent.illness + rng.normal(0, 0.012, n), 0.06, 0.45)
    out["disabled"] = rng.binomial(residents, disabled)
    out["not_disabled"] = residents - out["disabled"]
    out |= _draw(rng, residents, spread(
        -3.2 + 0.95 * crowded, -4.2 + 0.8 * crowded, -3.9 + 0.35 * crowded, -4.9 + 0.7 * crowded, -0.1 + 0 * need,
    ), ETHNIC)  # fmt: skip
    social = out["tenure_social_council"] + out["tenure_social_other"]
    private = out["tenure_private_landlord"] + out["tenure_private_other"]
    out["social_rented_share"] = (social / households).round(6)
    out["private_rented_share"] = (private / households).round(6)
    out["overcrowded_share"] = ((out["occupancy_minus_1"] + out["occupancy_minus_2"]) / households).round(6)
    out["deprived_households_share"] = ((out["deprived_2"] + out["deprived_3"] + out["deprived_4"]) / households).round(
        6
    )
    out["disabled_share"] = (out["disabled"] / residents).round(6)
    return out


def _draw(rng: np.random.Generator, total: Whole, share: Numbers, names: tuple[str, ...]) -> dict[str, Whole]:
    """Whole counts that add up to the total, spread by the shares."""
    counts = rng.multinomial(total, share / share.sum(1, keepdims=True))
    return {name: counts[:, k].astype(np.int64) for k, name in enumerate(names)}
