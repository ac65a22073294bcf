"""Tables that others make from the indices and the census, most of them for MSOAs."""

from __future__ import annotations

import numpy as np

from tools.county.grouping import Numbers, Whole
from tools.county.indices import CNI_DOMAINS, IMD_WEIGHTS, Columns, exponential, rank, standard
from tools.county.needs import Latent


def imd_by_msoa(index: Columns, people: Whole, msoa: Whole) -> Columns:
    """Mean score, share of LSOAs in decile 1 and extent of each domain of the index of 2019, for MSOAs of 2011."""
    out: Columns = {}
    for name in ("imd", *IMD_WEIGHTS):
        ranks = index[f"{name}_rank"]
        out[f"{name}_score"] = _mean(index[f"{name}_score"], people, msoa).round(5)
        out[f"{name}_worst_decile_share"] = _mean(index[f"{name}_decile"] == 1, np.ones(len(msoa)), msoa).round(5)
        # MHCLG: weight 1 down to the 10th percentile, then 0.95 falling evenly to 0.05 at the 30th.
        percentile = -(-100 * ranks // len(ranks))
        weight = np.where(percentile <= 10, 1.0, np.where(percentile <= 30, 0.95 - 0.9 / 19 * (percentile - 11), 0.0))
        out[f"{name}_extent"] = _mean(weight, people, msoa).round(5)
    return out


def cni_by_msoa(index: Columns, msoa: Whole) -> Columns:
    """The average rank of an MSOA's LSOAs, overall and in each domain of community needs."""
    ones = np.ones(len(msoa))
    return {
        f"{name}_average_rank": np.round(_mean(index[f"{name}_rank"], ones, msoa)).astype(np.int64)
        for name in ("cni", *CNI_DOMAINS)
    }


def hyper_local_need(rng: np.random.Generator, latent: Latent, crime_rank: Whole, msoa: Whole) -> Columns:
    """Need under five missions, for MSOAs; one MSOA has no row at the source, so its values are missing."""
    n = len(latent.need)
    leaning = {
        "growth": latent.need + 0.5 * latent.remote,
        "energy": latent.old_homes + 0.3 * latent.need,
        "opportunity": latent.need + 0.3 * latent.council,
        "health": latent.need + 0.6 * latent.illness,
    }
    out: Columns = {
        name: exponential(rank(standard(each) + 0.3 * rng.normal(0, 1, n))).round(2) for name, each in leaning.items()
    }
    average = np.round(_mean(crime_rank, np.ones(len(msoa)), msoa))
    out["crime_average_rank"] = average
    absent = int(rng.integers(n))
    return {name: np.where(np.arange(n) == absent, np.nan, each) for name, each in out.items()}


def language_and_moves(rng: np.random.Generator, residents: Whole, latent: Latent) -> Columns:
    """English and moving house, as the census counts them."""
    over_three = rng.binomial(residents, 0.965)
    other = rng.binomial(over_three, 1 / (1 + np.exp(3.6 - 0.75 * latent.crowded)))
    speak = np.array([0.48, 0.34, 0.15, 0.03])
    spoken = rng.multinomial(other, speak)
    over_one = rng.binomial(residents, 0.99)
    moved = 1 / (1 + np.exp(2.45 - 0.2 * latent.crowded - 0.3 * latent.students))
    abroad = 1 / (1 + np.exp(5.2 - 0.5 * latent.crowded))
    student = 0.003 + 0.02 * latent.students
    moves = rng.multinomial(over_one, np.stack([1 - moved - abroad - student, student, moved, abroad], axis=1))
    return {
        "main_language_english": over_three - other,
        "main_language_other": other,
        "speak_english_very_well": spoken[:, 0],
        "speak_english_well": spoken[:, 1],
        "cannot_speak_english_well": spoken[:, 2],
        "cannot_speak_english": spoken[:, 3],
        "little_english_share": ((spoken[:, 2] + spoken[:, 3]) / over_three).round(6),
        "residents": over_one,
        "same_address": moves[:, 0],
        "student_address": moves[:, 1],
        "moved_within_uk": moves[:, 2],
        "moved_from_abroad": moves[:, 3],
        "moved_within_uk_share": (moves[:, 2] / over_one).round(6),
        "moved_from_abroad_share": (moves[:, 3] / over_one).round(6),
    }


def digital_exclusion(rng: np.random.Generator, latent: Latent) -> Columns:
    """Risk of digital exclusion and of poor access to healthcare, by LSOA of 2011."""
    own = rng.normal(0, 1, (4, len(latent.need)))
    broadband = np.exp(1.25 + 0.09 * latent.connected + 0.05 * latent.remote + 0.08 * own[0])
    demography = (2.8 + 0.5 * latent.old + 0.3 * own[1]).clip(0.1, 7.5)
    deprivation = np.exp(0.85 + 0.38 * latent.need + 0.1 * own[2])
    access = np.exp(0.05 + 0.4 * latent.remote + 0.25 * own[3])
    digital = (broadband + demography + deprivation) / 3
    return {
        "broadband_score": broadband.round(4),
        "demography_score": demography.round(4),
        "deprivation_score": deprivation.round(4),
        "digital_exclusion_score": digital.round(4),
        "health_access_score": access.round(4),
        "depahri_score": (0.75 * digital + 0.25 * access).round(4),
    }


def _mean(values: Numbers | Whole, weight: Numbers | Whole, group: Whole) -> Numbers:
    """The weighted mean of values in each group."""
    return np.asarray(np.bincount(group, values * weight) / np.bincount(group, weight))
