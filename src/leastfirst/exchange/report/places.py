"""Who the areas of a result are to a reader: local names, districts and regions, and sums over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.area_codes import AreaCode, level_words
from leastfirst.ground.errors import AreaCodeError
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult

UNKNOWN = ("", "Not known")
COMPASS = {"North", "South", "East", "West"}


@dataclass(frozen=True)
class Group:
    """A larger area and what of it was chosen: areas and residents, out of how many."""

    code: str
    name: str
    chosen: int
    residents: int
    areas: int
    people: int

    @property
    def short(self) -> str:
        """The name as people say it: `Kingston upon Hull`, not `Kingston upon Hull, City of`."""
        return self.name.partition(",")[0]

    @property
    def share(self) -> float:
        """The share of its people who live in chosen areas, 0 to 1."""
        return self.residents / self.people if self.people else 0.0


@dataclass(frozen=True)
class Places:
    """The n areas of a result in words: `names`, `local_names` (empty where there is none), and where they lie.

    `district` and `region` hold the code and name of the two widest areas that the definition's context names.
    """

    codes: list[str]
    names: list[str]
    local_names: list[str]
    district: list[tuple[str, str]]
    region: list[tuple[str, str]]
    district_word: str
    region_word: str
    nation: str
    people: NDArray[np.float64]
    designated: NDArray[np.bool_]

    @classmethod
    def of(cls, result: DesignationResult, inputs: Inputs) -> Places:
        """Gather the names from a result and the tables it was made from."""
        levels = [name.removesuffix("_code") for name in result.within if name.endswith("_code")]
        nowhere = [UNKNOWN] * len(result.areas)
        region = _within(result, levels[-1]) if len(levels) > 1 else nowhere
        district = _within(result, levels[-2] if len(levels) > 1 else levels[0]) if levels else nowhere
        codes = result.areas.codes.to_pylist()
        return cls(
            codes,
            result.areas.names.to_pylist(),
            _local_names(result, inputs, codes, levels[:-2]),
            district,
            region,
            level_words(levels[-2] if len(levels) > 1 else levels[0], plural=True) if levels else "",
            level_words(levels[-1], plural=True) if len(levels) > 1 else "",
            _nation(codes),
            np.nan_to_num(result.population),
            result.designated,
        )

    def called(self, i: int) -> str:
        """The name that people use for an area, with its official one where there are two."""
        return f"{self.local_names[i]} ({self.names[i]})" if self.local_names[i] else self.names[i]

    def districts(self, *, empty: bool = False) -> list[Group]:
        """The districts that have chosen areas (all of them if `empty`), most residents of such areas first."""
        return self._groups(self.district, empty=empty)

    def regions(self) -> list[Group]:
        """The regions, all of them, most residents of chosen areas first."""
        return self._groups(self.region, empty=True)

    def _groups(self, where: Iterable[tuple[str, str]], *, empty: bool = False) -> list[Group]:
        sums: dict[tuple[str, str], list[float]] = {}
        for place, people, chosen in zip(where, self.people.tolist(), self.designated.tolist(), strict=True):
            each = sums.setdefault(place, [0, 0, 0, 0])
            each[0] += chosen
            each[1] += people * chosen
            each[2] += 1
            each[3] += people
        groups = [
            Group(code, name, int(a), round(b), int(c), round(d))
            for (code, name), (a, b, c, d) in sums.items()
            if (a or empty) and code
        ]
        return sorted(groups, key=lambda group: (-group.residents, -group.chosen, group.code))


def with_the(region: str) -> str:
    """A region as it stands in a sentence: `the North West`, but `London`."""
    return f"the {region}" if region.split(" ", 1)[0] in COMPASS and " " in region else region


def _within(result: DesignationResult, level: str) -> list[tuple[str, str]]:
    codes = result.within[f"{level}_code"].to_pylist()
    names = result.within[f"{level}_name"].to_pylist()
    return [(code, name or code) if code else UNKNOWN for code, name in zip(codes, names, strict=True)]


def _local_names(result: DesignationResult, inputs: Inputs, codes: list[str], levels: list[str]) -> list[str]:
    """Local names of the areas themselves, else of the smallest larger areas that have them."""
    own = _named(inputs, f"areas-{result.areas.geography}")
    if own:
        return [own.get(code, "") for code in codes]
    for lookup in result.designation.context:
        target = inputs[lookup].meta.target
        if target is None or target.level not in levels:
            continue
        named = _named(inputs, f"areas-{target}")
        if named:
            return [named.get(code, "") for code in result.within[f"{target.level}_code"].to_pylist()]
    return [""] * len(codes)


def _named(inputs: Inputs, table_id: str) -> dict[str, str]:
    if table_id not in inputs or "local_name" not in inputs[table_id].data.column_names:
        return {}
    data = inputs[table_id].data
    pairs = zip(data["area_code"].to_pylist(), data["local_name"].to_pylist(), strict=True)
    return {code: name for code, name in pairs if name}


def _nation(codes: list[str]) -> str:
    """The nation of the areas, or `the area covered` when they are of several."""
    try:
        first, last = AreaCode.parse(codes[0]), AreaCode.parse(codes[-1])
    except (AreaCodeError, IndexError):
        return "the area covered"
    return first.nation if first.nation == last.nation else "the area covered"
