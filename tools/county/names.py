"""Invented names: villages, neighbourhoods, wards, districts, constituencies, pubs.

They sound English and are the names of no real place that we know of; `NOT_THESE` holds pairings that turned out to be.
"""

from __future__ import annotations

import numpy as np

from tools.county.chance import chance
from tools.county.geography import Geographies
from tools.county.grouping import Numbers, Whole
from tools.county.landscape import SETTLEMENTS, Land

COUNTY = "Corvestershire"
DISTRICTS = ("Ellersea", "Hadder Vale", "Corvester", "Tilling and Quarn")

_FIRST = (
    "Asker", "Brannel", "Crindle", "Dossel", "Ebbel", "Farrow", "Gresker", "Haverel", "Innel", "Jarrow", "Kettel",
    "Lorrel", "Marrel", "Nessel", "Orrin", "Pinnock", "Quillen", "Rasper", "Skellen", "Thessel", "Ulver", "Vannel",
    "Wenning", "Yarrel", "Brocken", "Corlan", "Dunnel", "Ferrin", "Gorsel", "Hollin", "Lasker", "Mossel", "Nethel",
    "Ostrel", "Pellin", "Runnel", "Sorrel", "Tarrin", "Wessel", "Yolden",
)  # fmt: skip
_LAST = ("by", "thorpe", "wick", "combe", "stead", "mere", "toft", "wold", "den", "holme", "garth", "worthy", "beck")
NOT_THESE = frozenset({"Ulverstead", "Hollinstead", "Jarrowby"})

# What people call the parts of a town, by the kind of place.
_PARTS = {
    "city": (
        "Cathedral", "Castle Hill", "Weir", "Priory", "Bishop's Meadow", "Racecourse", "Observatory", "Botanic",
        "Canal Side", "Tannery", "University", "Northgate", "Southgate", "Westgate", "Heath", "Parks", "Orchards",
        "Rectory", "Mill Pond", "Copse", "Long Walk", "Waterworks", "Arboretum", "Ridge", "Commons", "Charterhouse",
        "Almonry", "Deer Park", "Avenues", "Larches", "Glebe", "Old Station", "Ropery", "Infirmary", "Foundry", "Quays",
    ),
    "inner city": ("Lace Street", "Gasworks", "Glassmakers", "Cattle Market", "Sidings"),
    "estate": ("Farm", "Green", "Top", "Bottom End", "Woodside", "Towers", "Parade", "Brook", "Fields", "Cross"),
    "coast": (
        "Pier", "Harbour", "Winter Gardens", "Fish Quay", "North Sands", "South Sands", "Links", "Lighthouse",
        "Boating Lake", "Coastguard", "Marine", "Saltings", "Denes", "Gasholder", "Pleasure Beach", "Chalets",
        "Ropewalk", "Battery",
    ),
    "resort": ("Sands", "Cliffs", "Dunes", "Holiday Camp"),
    "pit": (
        "Winding House", "Institute", "Pit Lane", "Miners' Welfare", "Coke Ovens", "Old Tip", "Railway Terrace",
        "Headstocks", "New Village", "Lamp Room", "Chapel Row", "Weighbridge", "Wagon Works", "Fan House", "Pit Top",
        "Co-operative Street", "Screens", "Colliers' Row", "Allotments", "Band Room",
    ),
    "market": (
        "Market Place", "Corn Exchange", "Grange", "Sheep Street", "Riverside", "Maltings", "Station", "Abbey",
        "Tithe Barn", "Almshouses", "Water Lane",
    ),
}  # fmt: skip
_PUBS = (
    ("Red", "White", "Black", "Old", "Jolly", "Royal", "Blue", "Golden", "Three", "Crooked", "Merry", "Sleeping"),
    ("Lion", "Herring", "Plough", "Collier", "Anchor", "Bell", "Swan", "Ferryman", "Gull", "Windlass", "Wheatsheaf",
     "Crown", "Heron", "Lamp", "Fiddler", "Hare"),
)  # fmt: skip


def every_name() -> list[str]:
    """Every name of a place that any seed may come up with."""
    pairs = [a + b for a in _FIRST for b in _LAST if a + b not in NOT_THESE]
    return [COUNTY, *DISTRICTS, *(settlement.name for settlement in SETTLEMENTS), *pairs]


def villages(seed: int, count: int) -> list[str]:
    """So many village names, all different."""
    rng = chance(seed, "village names")
    every = [a + b for a in _FIRST for b in _LAST if a + b not in NOT_THESE and not (a.endswith("l") and b == "lby")]
    return [every[k] for k in rng.permutation(len(every))[:count]]


def pubs(seed: int, count: int) -> list[str]:
    """So many names of pubs; some stand twice, as they do."""
    rng = chance(seed, "pub names")
    return [f"The {rng.choice(_PUBS[0])} {rng.choice(_PUBS[1])}" for _ in range(count)]


class Gazetteer:
    """The name of every area of every level."""

    def __init__(self, seed: int, land: Land, geographies: Geographies) -> None:
        self._land, self._geographies = land, geographies
        self._people = geographies.residents.astype(float)
        country = [k for k, kind in enumerate(land.piece_kind) if kind == "village"]
        self.village = dict(zip(country, villages(seed, len(country)), strict=True))
        self._district = [DISTRICTS[d] for d in geographies.district]
        self.names: dict[str, list[str]] = {
            "region-2024": [COUNTY],
            "lad-2024": list(DISTRICTS),
            "lad-2019": list(DISTRICTS),
            "pcon-2024": self._constituencies(),
        }
        self.local = self._neighbourhoods(geographies["msoa-2021"].of_piece, chance(seed, "msoa names"))
        self.local_2011 = [self.local[k] for k in geographies["msoa-2011"].to(geographies["msoa-2021"])]
        wards = self._neighbourhoods(geographies["ward-2017"].of_piece, chance(seed, "ward names"))
        self.names["ward-2017"] = wards
        old = dict(zip(geographies["ward-2017"].codes, wards, strict=True))
        fresh = self._neighbourhoods(geographies["ward-2024"].of_piece, chance(seed, "new ward names"))
        self.names["ward-2024"] = [
            old.get(code, new) for code, new in zip(geographies["ward-2024"].codes, fresh, strict=True)
        ]
        for year in ("2011", "2021"):
            self._numbered(year)

    def _numbered(self, year: str) -> None:
        """MSOAs as `Corvester 012` and LSOAs as `Corvester 012C`, the way the Office for National Statistics does."""
        msoa, lsoa = self._geographies[f"msoa-{year}"], self._geographies[f"lsoa-{year}"]
        district = msoa.to(self._geographies["lad-2024"])
        seen = [0] * len(DISTRICTS)
        names = []
        for each in district:
            seen[each] += 1
            names.append(f"{DISTRICTS[each]} {seen[each]:03d}")
        self.names[f"msoa-{year}"] = names
        letter = [0] * len(names)
        self.names[f"lsoa-{year}"] = []
        for each in lsoa.to(msoa):
            self.names[f"lsoa-{year}"].append(f"{names[each]}{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[letter[each]]}")
            letter[each] += 1

    def _neighbourhoods(self, group: Whole, rng: np.random.Generator) -> list[str]:
        """A name people would use for each group: its town and a part of it, or its two biggest villages."""
        land = self._land
        left = {kind: [str(part) for part in rng.permutation(parts)][::-1] for kind, parts in _PARTS.items()}
        used: dict[int, int] = {}
        out = []
        for each in range(int(group.max()) + 1):
            mine = np.flatnonzero(group == each)
            if not len(mine):
                continue
            where = land.piece_settlement[mine] + 1
            main = int(np.argmax(np.bincount(where, self._people[mine]))) - 1
            if main < 0:
                some = [k for k in mine.tolist() if k in self.village]
                some = sorted(some, key=lambda k: -self._people[k])[:2]
                out.append(" and ".join(self.village[k] for k in some))
                continue
            kinds = [land.piece_kind[k] for k in mine if land.piece_settlement[k] == main]
            kind = max(sorted(set(kinds)), key=kinds.count)
            parts = left[kind]
            alone = (group[land.piece_settlement == main] == each).mean() > 0.9 and main not in used
            name = SETTLEMENTS[main].name
            part = parts.pop() if parts else f"Part {each}"
            out.append(name if alone else f"{name} {part}")
            used[main] = 1
        return out

    def _constituencies(self) -> list[str]:
        """The district that most of its people live in, with the quarter where there are several."""
        pcon = self._geographies["pcon-2024"].of_piece
        people, xy = self._people, self._land.piece_xy
        groups = range(int(pcon.max()) + 1)
        most = [int(np.argmax(np.bincount(self._geographies.district[pcon == k], people[pcon == k]))) for k in groups]
        middle = np.array([np.average(xy[pcon == k], axis=0, weights=people[pcon == k]) for k in groups])
        out = []
        for k in groups:
            same = [j for j in groups if most[j] == most[k]]
            name = DISTRICTS[most[k]]
            out.append(name if len(same) == 1 else f"{name} {_quarter(middle, k, same)}")
        return out


def _quarter(middle: Numbers, k: int, same: list[int]) -> str:
    """Which way one of several lies from the others; the two furthest along the longer axis are named by it."""
    spread = middle[same].max(0) - middle[same].min(0)
    axis = int(np.argmax(spread))
    order = sorted(same, key=lambda j: middle[j, axis])
    ends = (("West", "East"), ("South", "North"))[axis]
    place = order.index(k)
    if place in (0, len(order) - 1):
        return ends[0] if place == 0 else ends[1]
    return "Central" if len(order) == 3 else f"Central {place}"
