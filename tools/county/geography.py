"""The geographies of the county: LSOAs and MSOAs of 2011 and 2021, wards of 2017 and 2024, districts, constituencies.

Everything is made of the same 404 pieces. In 2021 four pairs of pieces were merged into one LSOA each; in 2011 ten
pairs, since split, were still one: 400 LSOAs in 2021 and 394 in 2011.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from tools.county.chance import chance
from tools.county.grouping import Numbers, Whole, balance, closeness, divide, shared_borders, whole
from tools.county.landscape import Land

LSOA_2021, MSOA, WARDS, WARDS_2024, CONSTITUENCIES = 400, 60, 80, 78, 6
MERGED, SPLIT = 4, 10


@dataclass(frozen=True)
class Level:
    """The areas of one geography: their codes in order, and which of them each piece lies in."""

    codes: list[str]
    of_piece: Whole

    def total(self, values: Numbers | Whole) -> Numbers:
        """Add values of pieces up to areas."""
        return np.bincount(self.of_piece, values, len(self.codes)).astype(np.float64)

    def mean(self, values: Numbers, people: Numbers) -> Numbers:
        """The mean of values of pieces in each area, weighted by people."""
        return self.total(values * people) / self.total(people)

    def shapes(self, pieces: NDArray[np.object_]) -> NDArray[np.object_]:
        """The boundary of each area."""
        parts = [pieces[self.of_piece == each] for each in range(len(self.codes))]
        return np.array([shapely.normalize(shapely.coverage_union_all(p)) for p in parts])

    def to(self, other: Level) -> Whole:
        """The area of another geography that each area's first piece lies in."""
        first = np.full(len(self.codes), len(self.of_piece))
        np.minimum.at(first, self.of_piece, np.arange(len(self.of_piece)))
        return np.asarray(other.of_piece[first])


@dataclass(frozen=True)
class Geographies:
    """Every level of the county, and the residents of each piece at the census."""

    levels: dict[str, Level]
    residents: Whole
    pairs: Whole
    district: Whole

    def __getitem__(self, geography: str) -> Level:
        return self.levels[geography]


def make_geographies(seed: int, land: Land) -> Geographies:
    """Gather the pieces of the land into the areas of every level."""
    rng = chance(seed, "geography")
    n = len(land.piece_kind)
    pairs = shared_borders(land.piece_shape)
    close = closeness(pairs, land.piece_settlement, land.piece_kind)
    residents = np.clip(rng.lognormal(np.log(1640), 0.16, n), 1010, 2300).round().astype(np.int64)
    even = np.ones(n)
    district = whole(land.piece_district, close > 0, even)

    msoa = _within(district, even, close, MSOA)
    ward = _within(district, residents * rng.uniform(0.85, 1.15, n), close, WARDS)
    merged = _couples(rng, pairs, close, msoa, ward, MERGED, set())
    split = _couples(rng, pairs, close, msoa, ward, SPLIT, {each for couple in merged for each in couple})
    for couple in merged:  # too small to stand alone
        residents[list(couple)] = rng.integers(520, 900, 2)
    for couple in split:  # new homes made one area too big
        residents[list(couple)] = rng.integers(1200, 1700, 2)

    ward24 = ward.copy()
    reviewed = np.flatnonzero(district == 3)  # the farming country has had a review of its wards
    fewer = len(set(ward[reviewed])) - (WARDS - WARDS_2024)
    ward24[reviewed] = WARDS + divide(residents.astype(float), close, reviewed, fewer)
    ward24 = np.where(district == 3, balance(ward24, residents.astype(float), close, parent=district), ward)
    pcon = divide(residents.astype(float), np.where(district[:, None] == district, close, close / 3), np.arange(n), 6)
    msoa11 = msoa.copy()
    twin = _twin(msoa, pairs, residents, district)
    msoa11[msoa == twin[1]] = twin[0]

    lsoa21, lsoa11 = np.arange(n), np.arange(n)
    for k, couple in enumerate(merged):
        lsoa21[list(couple)] = n + SPLIT + k
    for k, couple in enumerate(split):
        lsoa11[list(couple)] = n + k
    # As in reality, an unchanged area keeps its code, and areas that are new in 2021 have the highest ones.
    new = [each for couple in split for each in couple]
    lsoa21[new] += 2 * n
    lsoa11 = np.where(np.isin(np.arange(n), new), lsoa11 - n, lsoa11 + SPLIT)
    lsoa21 = np.where(np.isin(np.arange(n), new), lsoa21, lsoa21 + SPLIT)
    levels = {
        "lsoa-2021": _level("X01", lsoa21),
        "lsoa-2011": _level("X01", lsoa11),
        "msoa-2021": _level("X02", msoa),
        "msoa-2011": _level("X02", msoa11),
        "ward-2017": _level("X05", ward),
        "ward-2024": _level("X05", ward24),
        "lad-2024": _level("X07", district),
        "lad-2019": _level("X07", district),
        "region-2024": _level("X12", np.zeros(n, np.int64)),
        "pcon-2024": _level("X14", pcon),
    }
    return Geographies(levels, residents, pairs, district)


def _level(prefix: str, number: Whole) -> Level:
    """Codes are numbers, so that the same number in two vintages is the same area."""
    numbers, index = np.unique(number, return_inverse=True)
    return Level([f"{prefix}{each + 1:06d}" for each in numbers], index.astype(np.int64))


def _within(district: Whole, size: Numbers, close: Numbers, groups: int) -> Whole:
    """Divide every district into its share of the groups."""
    districts = int(district.max()) + 1
    exact = np.bincount(district, size) * groups / size.sum()
    share = np.floor(exact).astype(int)
    share[np.argsort(share - exact)[: groups - share.sum()]] += 1
    out, first = np.empty(len(district), np.int64), 0
    for each in range(districts):
        mine = np.flatnonzero(district == each)
        out[mine] = first + divide(size, close, mine, int(share[each]))
        first += share[each]
    return balance(out, size, close, parent=district)


def _couples(
    rng: np.random.Generator, pairs: Whole, close: Numbers, msoa: Whole, ward: Whole, count: int, taken: set[int]
) -> list[tuple[int, int]]:
    """Neighbours in one settlement, one MSOA and one ward, none in two couples."""
    taken, out = set(taken), list[tuple[int, int]]()
    for a, b in rng.permutation(pairs).tolist():
        if len(out) == count:
            break
        same = msoa[a] == msoa[b] and ward[a] == ward[b] and close[a, b] == 1.0
        if same and not {a, b} & taken:
            out.append((min(a, b), max(a, b)))
            taken |= {a, b}
    return out


def _twin(msoa: Whole, pairs: Whole, residents: Whole, district: Whole) -> tuple[int, int]:
    """The two neighbouring MSOAs with the fewest people: one area still in 2011."""
    people = np.bincount(msoa, residents)
    ends = msoa[pairs]
    ends = ends[(ends[:, 0] < ends[:, 1]) & (district[pairs[:, 0]] == district[pairs[:, 1]])]
    a, b = ends[np.argmin(people[ends].sum(1))]
    return int(a), int(b)
