"""The five summaries of every LSOA index for MSOAs, wards and districts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.plain_pandas.indices import deciles

LEVELS = {
    "lsoa-2011": ("msoa-2011", "ward-2017", "lad-2019"),
    "lsoa-2021": ("msoa-2021", "ward-2024", "lad-2024"),
}
LOW_IS_WORSE = ("average-rank", "local-concentration")


def roll_up(index: pd.DataFrame, lookup: pd.DataFrame, larger: pd.DataFrame, *, ties: str = "min") -> pd.DataFrame:
    """Population, and score, rank and decile of each summary, for every larger area."""
    return ranked(summarise(index, lookup).reindex(larger.index), ties=ties)


def summarise(index: pd.DataFrame, lookup: pd.DataFrame) -> pd.DataFrame:
    """Population and the five summaries by larger area, not yet ranked."""
    members = lookup.merge(index[["score", "rank", "decile", "population"]], left_on="from_code", right_index=True)
    members["people"] = members["population"] * members["weight"]
    percentile = np.ceil(members["rank"] * 100 / index["rank"].count())
    steps = [percentile <= 10, percentile <= 30]
    extent = np.select(steps, [1.0, 0.95 - 0.9 / 19 * (percentile - 11)], 0.0)
    sums = (
        pd.DataFrame(
            {
                "to_code": members["to_code"],
                "people": members["people"],
                "areas": members["weight"],
                "average-score": members["score"] * members["people"],
                "average-rank": members["rank"] * members["people"],
                "proportion": (members["decile"] == 1) * members["weight"],
                "extent": extent * members["people"],
            }
        )
        .groupby("to_code")
        .sum()
    )
    out = sums[["average-score", "average-rank", "extent"]].div(sums["people"], axis=0)
    out["proportion"] = sums["proportion"] / sums["areas"]
    out["local-concentration"] = local_concentration(members)
    out["population"] = sums["people"]
    return out


def local_concentration(members: pd.DataFrame) -> pd.Series:
    """The mean rank of the worst areas that hold a tenth of the people."""
    members = members.sort_values(["to_code", "rank"])
    people = members.groupby("to_code")["people"]
    still_wanted = 0.1 * people.transform("sum") - (people.cumsum() - members["people"])
    counted = np.minimum(still_wanted.clip(lower=0), members["people"])
    sums = pd.DataFrame({"ranks": counted * members["rank"], "people": counted}).groupby(members["to_code"]).sum()
    return sums["ranks"] / sums["people"]


def ranked(summaries: pd.DataFrame, *, ties: str) -> pd.DataFrame:
    """Each summary with its rank and decile; equal ones share a rank (`min`) or follow their code (`first`)."""
    out = summaries[["population"]].copy()
    for name in summaries.columns.drop("population"):
        score = summaries[name].round(9)
        out[f"{name} score"] = score
        out[f"{name} rank"] = score.rank(ascending=name in LOW_IS_WORSE, method=ties)
        out[f"{name} decile"] = deciles(out[f"{name} rank"])
    return out
