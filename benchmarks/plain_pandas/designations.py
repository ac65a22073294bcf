"""The three designations, with a sentence of reason for every area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.plain_pandas.indices import z
from benchmarks.plain_pandas.reading import Tables

IMD_2019, IMD_2025 = "Index of Multiple Deprivation 2019", "Index of Multiple Deprivation 2025"
CNI_2019, CNI_2023 = "Community Needs Index 2019", "Community Needs Index 2023"


def left_behind_lsoas(scored: dict[str, pd.DataFrame], tables: Tables) -> pd.DataFrame:
    imd, cni = scored["imd-2025"], scored["cni-2023"]
    out = measured(imd[["area_name", "population"]].copy(), imd, cni)
    out = worst_tenth_on_both(out, "LSOA", IMD_2025, CNI_2023)
    return with_larger(out, tables, "lsoa-2021", ("msoa-2021", "lad-2024", "region-2024"))


def left_behind_wards(scored: dict[str, pd.DataFrame], tables: Tables) -> pd.DataFrame:
    cni = scored["cni-2019"]
    score = mean_over_people(
        scored["imd-2019"]["score"], tables["population-mid-year"]["mid_2017"], tables["lsoa-2011--ward-2017"]
    )
    imd = pd.DataFrame({"score": score.reindex(cni.index).round(9)})
    imd["rank"] = imd["score"].rank(ascending=False, method="min")
    out = measured(cni[["area_name", "population"]].copy(), imd, cni)
    out = worst_tenth_on_both(out, "ward", IMD_2019, CNI_2019)
    return with_larger(out, tables, "ward-2017", ("lad-2019", "region-2024"))


def pride_in_place(scored: dict[str, pd.DataFrame], tables: Tables) -> pd.DataFrame:
    areas, people, lookup = (
        tables["areas-msoa-2021"], tables["population-census-2021"]["residents"], tables["lsoa-2021--msoa-2021"],
    )  # fmt: skip
    imd_2021 = mean_over_people(
        scored["imd-2019"]["score"], tables["population-mid-year"]["mid_2017"], tables["lsoa-2011--lsoa-2021"]
    ).round(9)
    measures = []
    for score in (imd_2021, scored["cni-2023"]["score"]):
        measure = mean_over_people(score, people, lookup).reindex(areas.index).round(9).to_frame("score")
        measure["rank"] = measure["score"].rank(ascending=False, method="min")
        measures.append(measure)
    members = lookup.merge(people, left_on="from_code", right_index=True)
    out = areas[["area_name"]].assign(
        population=(members["residents"] * members["weight"]).groupby(members["to_code"]).sum()
    )
    out = measured(out, *measures)
    assessed = out["assessed"]
    out["composite_score"] = sum(z(out[f"{name}_score"].where(assessed)) for name in ("deprivation", "community_need"))
    out["composite_score"] = out["composite_score"].round(9)
    out["composite_rank"] = out["composite_score"].rank(ascending=False, method="first")
    out = pick(out, tables)
    out["reason"] = out["reason"].where(assessed, not_assessed(out, "MSOA", IMD_2019, CNI_2023))
    out["local_name"] = areas["local_name"]
    return with_larger(out, tables, "msoa-2021", ("lad-2024", "region-2024"))


def mean_over_people(values: pd.Series, people: pd.Series, lookup: pd.DataFrame) -> pd.Series:
    small = pd.DataFrame({"value": values, "people": people})
    members = lookup.merge(small, left_on="from_code", right_index=True)
    weight = members["people"] * members["weight"]
    sums = pd.DataFrame({"value": members["value"] * weight, "weight": weight}).groupby(members["to_code"]).sum()
    return sums["value"] / sums["weight"]


def measured(out: pd.DataFrame, imd: pd.DataFrame, cni: pd.DataFrame) -> pd.DataFrame:
    out["deprivation_score"], out["deprivation_rank"] = imd["score"], imd["rank"]
    out["community_need_score"], out["community_need_rank"] = cni["score"], cni["rank"]
    out["assessed"] = out["deprivation_rank"].notna() & out["community_need_rank"].notna()
    return out


def worst_tenth_on_both(out: pd.DataFrame, level: str, imd: str, cni: str) -> pd.DataFrame:
    told = []
    for name, words in {"deprivation": "Deprivation", "community_need": "community need"}.items():
        ranks, n = out[f"{name}_rank"], out[f"{name}_rank"].count()
        line = n // 10
        out[f"{name}_line"] = line
        out[f"{name}_margin"] = line - ranks
        told.append([f"{words} rank {rank:,.0f} of {n:,}, {side(line - rank)} the line at {line:,}" for rank in ranks])
    out["designated"] = (out["deprivation_margin"] >= 0) & (out["community_need_margin"] >= 0)
    verdict = np.where(out["designated"], "Chosen: in the worst 10% on both measures.", "Not chosen.")
    reason = [f"{first} {second}; {third}." for first, second, third in zip(verdict, *told, strict=True)]
    out["reason"] = pd.Series(reason, out.index).where(out["assessed"], not_assessed(out, level, imd, cni))
    return out


def side(margin: float) -> str:
    if margin == 0:
        return "exactly on"
    places = "place" if abs(margin) == 1 else "places"
    return f"{abs(margin):,.0f} {places} {'inside' if margin > 0 else 'outside'}"


def not_assessed(out: pd.DataFrame, level: str, imd: str, cni: str) -> np.ndarray:
    no_imd, no_cni = out["deprivation_rank"].isna(), out["community_need_rank"].isna()
    lacking = np.select([no_imd & no_cni, no_imd], [f"{imd} and {cni}", imd], cni)
    return np.array(
        [
            f"Not assessed: the data give this {level} no value for the {each}, so nothing is said about it."
            for each in lacking
        ],
        object,
    )


def best(lookup: pd.DataFrame) -> pd.Series:
    """The larger area with most of the people of each, the lower code where they are equal."""
    ordered = lookup.assign(weight=lookup["weight"].round(9)).sort_values(
        ["from_code", "weight", "to_code"], ascending=[True, False, True]
    )
    return ordered.drop_duplicates("from_code").set_index("from_code")["to_code"]


def with_larger(out: pd.DataFrame, tables: Tables, small: str, larger: tuple[str, ...]) -> pd.DataFrame:
    for each in larger:
        level = each.partition("-")[0]
        out[f"{level}_code"] = best(tables[f"{small}--{each}"]).reindex(out.index)
        out[f"{level}_name"] = out[f"{level}_code"].map(tables[f"areas-{each}"]["area_name"])
    return out


def pick(out: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The 146 worst, one in each constituency, none where there is a place of phase 1."""
    earlier = tables["pride-in-place-1"].groupby("pcon_code")["name"].agg(", ".join).to_dict()
    pcons = tables["areas-pcon-2024"]["area_name"].to_dict()
    within = best(tables["msoa-2021--pcon-2024"]).reindex(out.index)
    n = out["composite_rank"].count()
    taken: dict[str, str] = {}
    reasons: dict[str, str] = {}
    last = ""
    walk = out.assign(pcon=within)[out["assessed"]].sort_values("composite_rank")
    for row in walk.itertuples():
        place = f"{ordinal(row.composite_rank)} of {n:,} on the composite"
        if len(taken) == 146:
            reasons[row.Index] = f"Not chosen: {place}; the last of 146 places went to the {last}."
        elif pd.isna(row.pcon):
            reasons[row.Index] = f"Passed over: {place}, but the data do not say in which constituency it lies."
        elif row.pcon in earlier:
            reasons[row.Index] = (
                f"Passed over: {place}, but its constituency, {pcons[row.pcon]}, holds a place of phase 1 "
                f"({earlier[row.pcon]})."
            )
        elif row.pcon in taken:
            reasons[row.Index] = (
                f"Passed over: {place}, but its constituency, {pcons[row.pcon]}, already has {taken[row.pcon]}."
            )
        else:
            last = ordinal(row.composite_rank)
            taken[row.pcon] = f"{row.area_name} (the {last})"
            reasons[row.Index] = f"Chosen: {place}, the first in its constituency, {pcons[row.pcon]}."
    out["reason"] = pd.Series(reasons).reindex(out.index)
    out["designated"] = out["reason"].str.startswith("Chosen").fillna(False)
    return out


def ordinal(number: float) -> str:
    number = int(number)
    last = number % 100 if number % 100 in (11, 12, 13) else number % 10
    return f"{number:,}" + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


DESIGNATIONS = {
    "left-behind-lsoas-2025": left_behind_lsoas,
    "left-behind-wards-2019": left_behind_wards,
    "pride-in-place-2-england": pride_in_place,
}
