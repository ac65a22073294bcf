"""Read the columns that the job takes, each file once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

Tables = dict[str, pd.DataFrame]

_IMD = ("income", "employment", "education", "health", "crime", "barriers", "living_environment")
_SUB_DOMAINS = ("children", "adult_skills", "geographical_barriers", "wider_barriers", "indoors", "outdoors")
CRIME = {
    "violence_with_injury": 0.151,
    "violence_without_injury": 0.154,
    "stalking_and_harassment": 0.132,
    "burglary": 0.074,
    "theft": 0.097,
    "criminal_damage": 0.144,
    "public_order_and_weapons": 0.145,
    "anti_social_behaviour": 0.103,
}
HEALTH = {"acute_morbidity": 0.222, "illness_and_disability": 0.294, "mental_health": 0.244, "years_of_life_lost": 0.24}
CNI = ("civic_assets", "connectedness", "engaged_community")

_AREAS = (
    "lsoa-2011", "lsoa-2021", "msoa-2011", "msoa-2021", "ward-2017", "ward-2024", "lad-2019", "lad-2024", "region-2024",
    "pcon-2024",
)  # fmt: skip
_LOOKUPS = (
    "lsoa-2011--lsoa-2021", "lsoa-2011--msoa-2011", "lsoa-2011--ward-2017", "lsoa-2011--lad-2019",
    "lsoa-2021--msoa-2021", "lsoa-2021--ward-2024", "lsoa-2021--lad-2024", "lsoa-2021--region-2024",
    "msoa-2021--lad-2024", "msoa-2021--region-2024", "msoa-2021--pcon-2024",
    "ward-2017--lad-2019", "ward-2017--region-2024",
)  # fmt: skip
_VALUES = {
    "population-census-2021": ["residents"],
    "population-mid-year": ["mid_2017"],
    "imd-2019": [f"{name}_rank" for name in (*_IMD, *_SUB_DOMAINS)],
    "imd-2025": [f"{name}_rank" for name in (*_IMD, *_SUB_DOMAINS)],
    "imd-2025-indicators": [*CRIME, *HEALTH],
    "cni-2019": [f"{name}_score" for name in CNI],
    "cni-2023": [f"{name}_rank" for name in CNI],
    "census-2021": ["deprived_households_share", "overcrowded_share", "disabled_share"],
}


def read(folder: Path) -> Tables:
    """Areas and values with the area code as their index, in ascending order; lookups as they are."""
    wanted = {f"areas-{name}": ["area_code", "area_name"] for name in _AREAS}
    wanted["areas-msoa-2021"] = ["area_code", "area_name", "local_name"]
    wanted |= {name: ["area_code", *columns] for name, columns in _VALUES.items()}
    tables = {
        name: pd.read_parquet(folder / f"{name}.parquet", columns=columns).set_index("area_code").sort_index()
        for name, columns in wanted.items()
    }
    for name in _LOOKUPS:
        tables[name] = pd.read_parquet(folder / f"{name}.parquet", columns=["from_code", "to_code", "weight"])
    tables["pride-in-place-1"] = pd.read_parquet(folder / "pride-in-place-1.parquet", columns=["pcon_code", "name"])
    return tables
