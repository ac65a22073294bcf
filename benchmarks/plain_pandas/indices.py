"""The nine indices, each as a table with one column for each part."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import kurtosis, norm, skew

from benchmarks.plain_pandas.reading import CNI, CRIME, HEALTH, Tables

DOMAINS = {
    "income": 0.225,
    "employment": 0.225,
    "education": 0.135,
    "health": 0.135,
    "crime": 0.093,
    "barriers": 0.093,
    "living_environment": 0.093,
}
EDUCATION = {"children": 0.5, "adult_skills": 0.5}
BARRIERS = {"geographical_barriers": 0.5, "wider_barriers": 0.5}
LIVING_2019 = {"indoors": 2 / 3, "outdoors": 1 / 3}
LIVING_2025 = {"indoors": 0.7, "outdoors": 0.3}


def table(
    areas: pd.DataFrame, people: pd.Series, score: pd.Series, parts: pd.DataFrame, *, ties: str = "min"
) -> pd.DataFrame:
    out = areas[["area_name"]].assign(population=people, score=score)
    out["rank"] = out["score"].rank(ascending=False, method=ties)
    out["decile"] = deciles(out["rank"])
    return out.join(parts)


def deciles(ranks: pd.Series) -> pd.Series:
    return np.ceil(ranks * 10 / ranks.count())


def exponential(ranks: pd.Series | pd.DataFrame) -> pd.Series | pd.DataFrame:
    n = ranks.count()
    return -23 * np.log(1 - (n - ranks + 1) / n * (1 - np.exp(-100 / 23)))


def weighted_sum(parts: pd.DataFrame, weights: dict[str, float]) -> pd.Series:
    return (parts[list(weights)] * pd.Series(weights)).sum(axis=1, skipna=False)


def imd(published: pd.DataFrame) -> pd.DataFrame:
    parts = exponential(published[[f"{name}_rank" for name in DOMAINS]]).set_axis(list(DOMAINS), axis=1)
    return parts.assign(imd=weighted_sum(parts, DOMAINS))


def imd_from_subdomains(published: pd.DataFrame, living: dict[str, float]) -> pd.DataFrame:
    names = ["income", "employment", "health", "crime", *EDUCATION, *BARRIERS, *living]
    parts = exponential(published[[f"{name}_rank" for name in names]]).set_axis(names, axis=1)
    for domain, weights in {"education": EDUCATION, "barriers": BARRIERS, "living_environment": living}.items():
        parts[domain] = exponential(weighted_sum(parts, weights).round(9).rank(ascending=False, method="min"))
    return parts.assign(imd=weighted_sum(parts, DOMAINS))


def from_normal_scores(name: str, indicators: pd.DataFrame, weights: dict[str, float]) -> pd.DataFrame:
    ranks = indicators[list(weights)].rank()
    parts = pd.DataFrame(norm.ppf(ranks / (ranks.count() + 1)), index=ranks.index, columns=ranks.columns)
    return parts.assign(**{name: weighted_sum(parts, weights)})


def cni_2023(published: pd.DataFrame) -> pd.DataFrame:
    parts = exponential(published[[f"{name}_rank" for name in CNI]]).set_axis(list(CNI), axis=1)
    return parts.assign(cni=parts.sum(axis=1, skipna=False))


def cni_2019(tables: Tables) -> pd.DataFrame:
    parts = tables["cni-2019"].set_axis(list(CNI), axis=1)
    parts["cni"] = parts.sum(axis=1, skipna=False)
    lookup = tables["lsoa-2011--ward-2017"].merge(tables["population-mid-year"], left_on="from_code", right_index=True)
    people = (lookup["mid_2017"] * lookup["weight"]).groupby(lookup["to_code"]).sum()
    return table(tables["areas-ward-2017"], people, parts["cni"].astype("float32").astype("float64"), parts)


def hardship(census: pd.DataFrame) -> pd.DataFrame:
    filled = census.fillna(census.median())
    parts = pd.DataFrame(
        {
            "deprivation": z(winsorise(filled["deprived_households_share"])),
            "overcrowded": z(winsorise(filled["overcrowded_share"])),
            "disabled": z(filled["disabled_share"]),
        }
    )
    parts["home_and_health"] = parts[["overcrowded", "disabled"]].mean(axis=1, skipna=False)
    return parts.assign(hardship=(2 * parts["deprivation"] + parts["home_and_health"]) / 3)


def z(values: pd.Series) -> pd.Series:
    return (values - values.mean()) / values.std(ddof=0)


def winsorise(values: pd.Series) -> pd.Series:
    """Pull in the fewest values, at most 1%, so that |skew| <= 2 or excess kurtosis <= 3.5.

    Most would try 0, 1, 2, ... values in turn; halving the range instead finds the same number in a few tries, because
    a tail that is pulled in further is never longer.
    """
    ordered = np.sort(values.to_numpy())
    top = skew(ordered) >= 0

    def pulled_in(k: int) -> np.ndarray:
        return ordered.clip(max=ordered[-1 - k]) if top else ordered.clip(min=ordered[k])

    low, high = 0, max(1, int(len(ordered) * 0.01))
    while low < high:
        middle = (low + high) // 2
        tried = pulled_in(middle)
        if abs(skew(tried)) <= 2 or kurtosis(tried) <= 3.5:
            high = middle
        else:
            low = middle + 1
    return values.clip(upper=ordered[-1 - low]) if top else values.clip(lower=ordered[low])


def of_2011(tables: Tables, top: str, parts: pd.DataFrame) -> pd.DataFrame:
    return table(tables["areas-lsoa-2011"], tables["population-mid-year"]["mid_2017"], parts[top].round(9), parts)


def of_2021(tables: Tables, top: str, parts: pd.DataFrame, *, ties: str = "min") -> pd.DataFrame:
    people = tables["population-census-2021"]["residents"]
    return table(tables["areas-lsoa-2021"], people, parts[top].round(9), parts, ties=ties)


# By id: the areas it is of, and how it is worked out: area_name, population, score, rank, decile and the parts.
INDICES: dict[str, tuple[str, Callable[[Tables], pd.DataFrame]]] = {
    "cni-2019": ("ward-2017", cni_2019),
    "cni-2023": ("lsoa-2021", lambda t: of_2021(t, "cni", cni_2023(t["cni-2023"]))),
    "imd-2019": ("lsoa-2011", lambda t: of_2011(t, "imd", imd(t["imd-2019"]))),
    "imd-2019-from-subdomains": (
        "lsoa-2011",
        lambda t: of_2011(t, "imd", imd_from_subdomains(t["imd-2019"], LIVING_2019)),
    ),
    "imd-2025": ("lsoa-2021", lambda t: of_2021(t, "imd", imd(t["imd-2025"]))),
    "imd-2025-crime": (
        "lsoa-2021",
        lambda t: of_2021(t, "crime", from_normal_scores("crime", t["imd-2025-indicators"], CRIME)),
    ),
    "imd-2025-from-subdomains": (
        "lsoa-2021",
        lambda t: of_2021(t, "imd", imd_from_subdomains(t["imd-2025"], LIVING_2025)),
    ),
    "imd-2025-health": (
        "lsoa-2021",
        lambda t: of_2021(t, "health", from_normal_scores("health", t["imd-2025-indicators"], HEALTH)),
    ),
    "simple-example": ("lsoa-2021", lambda t: of_2021(t, "hardship", hardship(t["census-2021"]), ties="first")),
}
