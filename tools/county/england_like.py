"""N times as many areas as England has, for benchmarks: what indices and designations read, and no map.

Areas lie in a row; their larger areas are stretches of that row, and need is alike within each stretch. Everything is
worked out on whole columns, one table at a time, so that a hundred times England fits on one machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import ndtri

from leastfirst.ground.ranks import mid_ranks, quantile_groups, rank_areas
from leastfirst.ground.tables import Table
from tools.county.chance import chance
from tools.county.indices import CNI_DOMAINS, CRIME_2025, HEALTH_2025, IMD_WEIGHTS, exponential
from tools.county.tables import fictional_meta

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

# How many areas England has at each level, and the letter X with the two digits of the level.
ENGLAND = {
    "lsoa-2021": (33_755, "X01"), "lsoa-2011": (32_844, "X01"), "msoa-2021": (6_856, "X02"),
    "msoa-2011": (6_791, "X02"), "ward-2024": (6_904, "X05"), "ward-2017": (7_433, "X05"), "lad-2024": (296, "X07"),
    "lad-2019": (317, "X07"), "region-2024": (9, "X12"), "pcon-2024": (543, "X14"),
}  # fmt: skip
_WORDS = {"lsoa": "Block", "msoa": "Quarter", "ward": "Ward", "lad": "District", "region": "Region", "pcon": "Seat"}
_LOOKUPS = (
    ("lsoa-2021", "msoa-2021"), ("lsoa-2021", "ward-2024"), ("lsoa-2021", "lad-2024"), ("lsoa-2021", "region-2024"),
    ("lsoa-2011", "msoa-2011"), ("lsoa-2011", "ward-2017"), ("lsoa-2011", "lad-2019"), ("lsoa-2011", "region-2024"),
    ("msoa-2021", "lad-2024"), ("msoa-2021", "region-2024"), ("ward-2017", "lad-2019"), ("ward-2017", "region-2024"),
    ("lad-2024", "region-2024"),
)  # fmt: skip
_SUBS = ("children", "adult_skills", "geographical_barriers", "wider_barriers", "indoors", "outdoors")
_MADE_OF = {
    "education": ("children", "adult_skills"),
    "barriers": ("geographical_barriers", "wider_barriers"),
    "living_environment": ("indoors", "outdoors"),
}
# How closely each part follows need; the rest is its own.
_FOLLOWS = {
    "income": 0.97, "employment": 0.96, "health": 0.85, "crime": 0.8, "children": 0.8, "adult_skills": 0.87,
    "geographical_barriers": -0.4, "wider_barriers": 0.55, "indoors": 0.3, "outdoors": 0.25,
    "civic_assets": -0.1, "connectedness": 0.45, "engaged_community": 0.65,
}  # fmt: skip


def england_like(scale: int, seed: int) -> Iterator[Table]:
    """Tables for `scale` times as many areas as England, one by one: hold only those that you need.

    Areas, lookups, populations, `imd-2019`, `imd-2025`, `cni-2019`, `cni-2023`, the crime and health rates of
    `imd-2025-indicators`, the shares of `census-2021` that the simple example reads, and `pride-in-place-1`.
    """
    country = _Country(scale, seed)
    for geography in ENGLAND:
        yield country.areas(geography)
    yield from country.lookups()
    yield from country.populations()
    yield country.imd("imd-2019", "lsoa-2011", outdoors=1 / 3)
    crime, health = (country.rates(weights, name) for name, weights in (("crime", CRIME_2025), ("health", HEALTH_2025)))
    yield country.table("imd-2025-indicators", "lsoa-2021", {**crime, **health})
    scores = {"crime": _weighed(CRIME_2025, crime), "health": _weighed(HEALTH_2025, health)}
    del crime, health
    yield country.imd("imd-2025", "lsoa-2021", outdoors=0.3, scores=scores)
    yield country.cni("cni-2019", "ward-2017")
    yield country.cni("cni-2023", "lsoa-2021")
    shares = ("overcrowded_share", "deprived_households_share", "disabled_share")
    columns = {name: 1 / (1 + np.exp(2 - 0.7 * country.felt("lsoa-2021", name, 0.8))) for name in shares}
    yield country.table("census-2021", "lsoa-2021", columns)


class _Country:
    """The row of areas: how many of each level, who lies in whom, and where need is."""

    def __init__(self, scale: int, seed: int) -> None:
        self.seed = seed
        self.size = {geography: count * scale for geography, (count, _) in ENGLAND.items()}
        rng = chance(seed, f"england x{scale}")
        need = np.zeros(self.size["lsoa-2021"], np.float32)
        for geography, spread in (("region-2024", 0.2), ("lad-2024", 0.4), ("msoa-2021", 0.65), ("lsoa-2021", 0.6)):
            own = rng.standard_normal(self.size[geography], np.float32)
            need += np.float32(spread) * own[self.where("lsoa-2021", geography)]
        self._need = need

    def where(self, source: str, target: str) -> Whole:
        """The area of `target` that the first part of each area of `source` lies in."""
        if source.startswith("lsoa") and target.startswith(("lad", "region")):
            via = "msoa-2021" if source == "lsoa-2021" else "ward-2017"
            return self.where(via, target)[self.where(source, via)]
        if target.startswith("region") and not source.startswith("lad"):
            via = "lad-2024" if source == "msoa-2021" else "lad-2019"
            return self.where(via, target)[self.where(source, via)]
        return np.arange(self.size[source]) * self.size[target] // self.size[source]

    def codes(self, geography: str) -> pa.Array:
        """Codes in order: the letter X, the level, and six digits or as many as it takes."""
        count, prefix = self.size[geography], ENGLAND[geography][1]
        width = max(6, len(str(count)))
        letters = np.empty((count, len(prefix) + width), np.uint8)
        letters[:, : len(prefix)] = np.frombuffer(prefix.encode(), np.uint8)
        number = np.arange(1, count + 1)
        for place in range(width):
            letters[:, -1 - place] = 48 + number % 10
            number //= 10
        starts = np.arange(count + 1, dtype=np.int32) * letters.shape[1]
        return pa.StringArray.from_buffers(count, pa.py_buffer(starts), pa.py_buffer(letters))

    def table(self, id: str, geography: str, columns: dict[str, Any]) -> Table:
        """A table of areas in order."""
        return self.any_table(id, {"area_code": self.codes(geography), **columns})

    def any_table(self, id: str, columns: dict[str, Any]) -> Table:
        """A table with some of England's columns."""
        meta = fictional_meta(id, seed=self.seed)
        meta = replace(meta, fields=tuple(field for field in meta.fields if field.name in columns))
        return Table(meta, pa.table({field.name: columns[field.name] for field in meta.fields}))

    def areas(self, geography: str) -> Table:
        """Names and points."""
        import pyarrow.compute as pc

        codes = self.codes(geography)
        names = pc.binary_join_element_wise(_WORDS[geography.partition("-")[0]], pc.utf8_slice_codeunits(codes, 3), " ")
        columns = {"area_name": names, "local_name": names}
        if geography == "lsoa-2021":
            columns["rural_urban"] = pa.DictionaryArray.from_arrays(
                np.zeros(len(codes), np.int8), ["UN1"]
            ).dictionary_decode()
        return self.table(f"areas-{geography}", geography, columns)

    def lookups(self) -> Iterator[Table]:
        """Every lookup; an MSOA in six lies across two constituencies."""
        for source, target in _LOOKUPS:
            to = self.codes(target).take(pa.array(self.where(source, target)))
            yield self._lookup(source, target, self.codes(source), to, np.ones(len(to)))
        child = self.where("lsoa-2021", "lsoa-2011")
        people = self._residents().astype(np.float64)
        weight = people / np.bincount(child, people)[child]
        yield self._lookup(
            "lsoa-2011", "lsoa-2021", self.codes("lsoa-2011").take(pa.array(child)), self.codes("lsoa-2021"), weight
        )
        first = self.where("msoa-2021", "pcon-2024")
        torn = (np.arange(len(first)) % 6 == 5) & (first + 1 < self.size["pcon-2024"])
        row = np.repeat(np.arange(len(first)), 1 + torn)
        second = np.concatenate([[False], row[1:] == row[:-1]])
        weight = np.where(torn[row], np.where(second, 0.375, 0.625), 1.0)
        to = self.codes("pcon-2024").take(pa.array(first[row] + second))
        yield self._lookup("msoa-2021", "pcon-2024", self.codes("msoa-2021").take(pa.array(row)), to, weight)

    def _lookup(self, source: str, target: str, codes: pa.Array, to: pa.Array, weight: Numbers) -> Table:
        return self.any_table(f"{source}--{target}", {"from_code": codes, "to_code": to, "weight": weight})

    def _residents(self) -> Whole:
        rng = chance(self.seed, "residents")
        return np.exp(7.4 + 0.2 * rng.standard_normal(self.size["lsoa-2021"])).clip(1000, 3500).astype(np.int64)

    def populations(self) -> Iterator[Table]:
        """Residents at the census, at three mid-years, and the places of an earlier programme."""
        residents = self._residents()
        yield self.table("population-census-2021", "lsoa-2021", {"residents": residents})
        before = np.bincount(self.where("lsoa-2021", "lsoa-2011"), residents)
        years = {f"mid_{year}": np.round(before * (1 - 0.006 * (2021 - year))) for year in (2017, 2019, 2020)}
        yield self.table("population-mid-year", "lsoa-2011", {k: v.astype(np.int64) for k, v in years.items()})
        some = np.arange(0, self.size["pcon-2024"], 9)
        codes = self.codes("pcon-2024").take(pa.array(some))
        columns = {"place_id": codes, "name": codes, "pcon_code": codes, "pcon_name": codes}
        yield self.any_table("pride-in-place-1", columns)

    def felt(self, geography: str, name: str, follows: float) -> Numbers:
        """How strongly something is felt in each area, in standard units: in part need, in part its own."""
        need: NDArray[Any] = self._need
        if geography != "lsoa-2021":
            owner = self.where("lsoa-2021", geography)
            need = np.bincount(owner, need, self.size[geography]) / np.bincount(owner, minlength=self.size[geography])
        own = chance(self.seed, f"{geography} {name}").standard_normal(self.size[geography])
        own *= np.sqrt(1 - follows**2)
        own += follows * need
        return own

    def rates(self, weights: dict[str, float], name: str) -> dict[str, Numbers]:
        """The indicators of crime or health."""
        leaning = self.felt("lsoa-2021", name, _FOLLOWS[name])
        out = {}
        for each in weights:
            mixed = chance(self.seed, each).standard_normal(len(leaning))
            mixed *= 0.38
            mixed += 0.9 * leaning
            out[each] = np.exp(1.9 + 0.6 * mixed).round(3)
        return out

    def imd(self, id: str, geography: str, *, outdoors: float, scores: dict[str, Numbers] | None = None) -> Table:
        """Ranks of all domains and sub-domains and of the whole, by the published formula."""
        columns: dict[str, Any] = {}
        total = np.zeros(self.size[geography])
        for name in (*_SUBS, *IMD_WEIGHTS):
            if name in _MADE_OF:
                one, other = _MADE_OF[name]
                share = outdoors if name == "living_environment" else 0.5
                score = (1 - share) * exponential(columns[f"{one}_rank"]) + share * exponential(
                    columns[f"{other}_rank"]
                )
            elif scores and name in scores:
                score = columns[f"{name}_score"] = scores[name]
            else:
                score = self.felt(geography, f"{id} {name}", _FOLLOWS[name])
            columns[f"{name}_rank"] = rank_areas(score.round(9))
            if name in IMD_WEIGHTS:
                total += IMD_WEIGHTS[name] / 100 * exponential(columns[f"{name}_rank"])
        rank = rank_areas(total.round(9))
        columns |= {"imd_score": total.round(3), "imd_rank": rank, "imd_decile": quantile_groups(rank)}
        return self.table(id, geography, columns)

    def cni(self, id: str, geography: str) -> Table:
        """Ranks of the three domains of community needs, and of their sum."""
        columns: dict[str, Any] = {}
        total = np.zeros(self.size[geography])
        for name in CNI_DOMAINS:
            rank = columns[f"{name}_rank"] = rank_areas(self.felt(geography, f"{id} {name}", _FOLLOWS[name]))
            score = exponential(rank)
            total += score
            if id == "cni-2019":
                columns[f"{name}_score"] = score.round(6)
        columns |= {"cni_score": total.round(6), "cni_rank": rank_areas(total.round(9))}
        return self.table(id, geography, columns)


def _weighed(weights: dict[str, float], rates: dict[str, Numbers]) -> Numbers:
    """The sum of the rates' normal scores by weight."""
    total = np.zeros(len(next(iter(rates.values()))))
    for name, weight in weights.items():
        total += weight * ndtri(mid_ranks(rates[name]) / (len(total) + 1))
    return total.round(9)
