"""A replicate of the uncertainty of left-behind LSOAs as a good analyst writes it in pandas."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from benchmarks.plain_pandas.indices import DOMAINS, exponential, weighted_sum

COMMUNITY = ("civic_assets", "connectedness", "engaged_community")
LOWEST = 50


def theirs(folder: Path, name: str, replicates: int) -> dict[str, Any]:
    """CPU milliseconds of a replicate with errors, and the lists without errors for the choices of leastfirst."""
    from benchmarks.uncertainty_side import lists

    rows, _ = lists(folder, name, replicates)
    imd = pd.read_parquet(folder / "imd-2025.parquet").set_index("area_code").sort_index()
    cni = pd.read_parquet(folder / "cni-2023.parquet").set_index("area_code").sort_index()
    people = pd.read_parquet(folder / "population-census-2021.parquet").set_index("area_code")["residents"].sort_index()
    found = []
    for row in rows:
        row["has_scores"] = "civic_assets_score" in cni
        chosen = replicate(imd, cni, row, errors=None)[0]
        found.append([int(chosen.sum()), int(people[chosen].sum())])
    rng = np.random.default_rng(1)
    start = time.process_time()
    kept = [replicate(imd, cni, row, errors=rng) for row in rows]
    each = (time.process_time() - start) / len(kept) * 1000
    return {"each": each, "lists": found}


def replicate(
    imd: pd.DataFrame, cni: pd.DataFrame, row: dict[str, Any], errors: np.random.Generator | None
) -> tuple[pd.Series, pd.DataFrame]:
    """Who is on the list, and the ranks on both measures and by the worse of them."""
    deprivation = score(imd, tuple(DOMAINS), row, "deprivation", 0.05, errors)
    need = score(cni, COMMUNITY, row, "community", 0.10, errors)
    ranks = pd.DataFrame(
        {
            "deprivation": deprivation.round(9).rank(ascending=False, method="min"),
            "need": need.round(9).rank(ascending=False, method="min"),
        }
    )
    binding = ranks.max(axis=1)
    return binding <= len(ranks) // 10, ranks.assign(rank=binding.rank(method="min"))


def score(
    published: pd.DataFrame,
    domains: tuple[str, ...],
    row: dict[str, Any],
    called: str,
    error: float,
    errors: np.random.Generator | None,
) -> pd.Series:
    ranks = published[[f"{domain}_rank" for domain in domains]].set_axis(list(domains), axis=1)
    scale = row[f"{called}_scale"]
    if scale == "as-published":
        parts = exponential(ranks)
    elif scale == "normal-scores":
        worst_last = (-ranks).rank(method="average")
        parts = pd.DataFrame(norm.ppf(worst_last / (len(ranks) + 1)), ranks.index, ranks.columns)
    else:
        names = [f"{domain}_score" for domain in domains]
        # The large fictional countries have no scores of domains: their ranks take the place.
        scores = published[names].set_axis(list(domains), axis=1) if row["has_scores"] else -ranks
        parts = (scores - scores.mean()) / scores.std(ddof=0)
    noisy = parts
    if errors is not None:
        noisy = parts + errors.standard_normal(parts.shape) * (error * parts.std(ddof=0).to_numpy())
    weights = {domain: row[f"{called}_weights.{domain}"] for domain in domains}
    way = row[f"{called}_sum"]
    if way == "as-published":
        return weighted_sum(noisy, weights)
    share = pd.Series(weights) / sum(weights.values())
    moved = (noisy - parts.min() + LOWEST).clip(lower=LOWEST)
    if way == "geometric":
        return np.exp((np.log(moved) * share).sum(axis=1))
    mean = (moved * share).sum(axis=1)
    return mean + (moved.sub(mean, axis=0) ** 2 * share).sum(axis=1) / mean
