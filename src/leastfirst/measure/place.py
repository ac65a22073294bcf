"""A place made of any areas: which smaller areas it holds, and with how many of their people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leastfirst.ground.area_codes import AreaCode, Geography, level_words
from leastfirst.ground.columns import AreaList, Values, areas_of, lookup_of, positions_of, with_local_names
from leastfirst.ground.errors import AreaCodeError
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.tables import Inputs, TableMeta


@dataclass(frozen=True)
class Place:
    """Areas of one geography that together make a place: one area, or any number."""

    areas: AreaList
    positions: NDArray[np.int64]

    @property
    def codes(self) -> list[str]:
        """The codes of its areas."""
        return [self.areas.codes[int(i)].as_py() for i in self.positions]

    @property
    def names(self) -> list[str]:
        """The names of its areas."""
        return [self.areas.names[int(i)].as_py() for i in self.positions]

    @property
    def is_one_area(self) -> bool:
        """Whether it is a single area, which has ranks of its own."""
        return len(self.positions) == 1

    def shares_of(self, geography: Geography, tables: Mapping[str, TableMeta], inputs: Inputs) -> Values | None:
        """For each area of `geography`, the share of its people who live in the place; None where no lookup tells.

        Only lookups from smaller areas to the place's own are followed: people are shared out upwards, never guessed
        downwards.
        """
        if geography == self.areas.geography:
            shares = np.zeros(len(self.areas))
            shares[self.positions] = 1.0
            return shares
        table_id = f"{geography}--{self.areas.geography}"
        if table_id not in tables:
            return None
        lookup = lookup_of(inputs, table_id)
        smaller = areas_of(inputs, geography)
        inside = np.isin(positions_of(lookup, self.areas)[lookup.column], self.positions)
        shares = np.zeros(len(smaller))
        at = positions_in(smaller.codes, lookup.areas)[lookup.row[inside]]
        np.add.at(shares, at, lookup.weight[inside])
        return shares

    def lacking(self, geography: Geography, tables: Mapping[str, TableMeta], inputs: Inputs) -> NDArray[np.int64]:
        """Positions of its areas in which no area of `geography` lies: what is counted there is not known, not zero."""
        table_id = f"{geography}--{self.areas.geography}"
        if geography == self.areas.geography or table_id not in tables:
            return self.positions[:0]
        lookup = lookup_of(inputs, table_id)
        made_of_some = positions_of(lookup, self.areas)[lookup.column[lookup.weight > 0]]
        return np.setdiff1d(self.positions, made_of_some)


def find_place(
    codes: Sequence[str], tables: Mapping[str, TableMeta], inputs: Inputs, *, geography: Geography | None = None
) -> Place:
    """The place that some area codes make, of one geography: that which is named, or the latest that has them all.

    Raises AreaCodeError for a code that is malformed or unknown, that stands there twice, or for codes that no single
    geography holds: areas of two levels or vintages are never mixed.
    """
    parsed = [AreaCode.parse(code) for code in codes]
    if len({each.code for each in parsed}) != len(parsed):
        twice = next(each.code for each in parsed if [p.code for p in parsed].count(each.code) > 1)
        raise AreaCodeError(f"'{twice}' is named twice", do="name each area once")
    levels = sorted({each.level for each in parsed})
    if len(levels) > 1:
        raise AreaCodeError(
            f"areas of different levels ({' and '.join(level_words(each, plural=True) for each in levels)}) are mixed",
            do="make the place of areas of one level",
        )
    held = [
        meta.geography
        for meta in tables.values()
        if meta.kind == "areas" and meta.geography is not None and geography in (None, meta.geography)
    ]
    unknown: dict[str, list[Geography]] = {each.code: [] for each in parsed}
    for candidate in sorted(held, key=lambda each: -each.vintage):
        if candidate.level != levels[0]:
            continue
        areas = areas_of(inputs, candidate)
        # The few that are asked for are looked for among the many, which takes half the time of the other way round.
        which = pc.index_in(areas.codes, value_set=pa.array([each.code for each in parsed], pa.string()))
        positions = np.flatnonzero(which.is_valid().to_numpy(zero_copy_only=False))
        if len(positions) == len(parsed):
            return Place(with_local_names(inputs, areas), positions)
        for at in which.drop_null().to_pylist():
            unknown[parsed[at].code].append(candidate)
    nowhere = [code for code, found in unknown.items() if not found]
    if nowhere:
        what = "known" if not held else f"an area of {geography.words}" if geography else "an area"
        raise AreaCodeError(
            f"'{nowhere[0]}' is not {what} in these data",
            do="check the code, or search for it by its district with `leastfirst measure index`",
        )
    first, second = list(unknown)[:2]
    raise AreaCodeError(
        f"{first} is of {unknown[first][0].words} and {second} of {unknown[second][0].words}",
        do="make the place of areas of one vintage",
    )
