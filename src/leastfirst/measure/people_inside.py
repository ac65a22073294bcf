"""Counts of people added up in a place and everywhere, each column read once for all places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import Values, areas_of, column_of
from leastfirst.ground.tables import Inputs, TableMeta, split_reference


class Inside(NamedTuple):
    """Areas that lie in the place, wholly or in part: where they stand in their list, and the share of their people."""

    positions: NDArray[np.int64]
    shares: Values


class PeopleInside:
    """The people of one place. `shares` gives for each area of a geography the share of its people who live there.

    `is_whole` says whether every area of the place is made of areas of a geography: sums are NaN where one is not.
    """

    def __init__(
        self,
        shares: Callable[[Geography], Values | None],
        is_whole: Callable[[Geography], bool],
        tables: Mapping[str, TableMeta],
        inputs: Inputs,
    ) -> None:
        self.shares, self.is_whole, self.tables, self.inputs = shares, is_whole, tables, inputs
        self._inside: dict[Geography, Inside | None] = {}

    def sums(self, references: Sequence[str]) -> tuple[float, float] | None:
        """The sum of some columns of counts in the place, and everywhere; None if the data do not reach the place."""
        here = everywhere = 0.0
        for reference in references:
            table_id, column = split_reference(reference)
            meta = self.tables.get(table_id)
            if meta is None or meta.geography is None or column not in (field.name for field in meta.fields):
                return None
            inside = self.inside(meta.geography)
            if inside is None:
                return None
            if not self.is_whole(meta.geography):
                here = np.nan  # some of its people are in no area that is counted, and missing is never zero
            values, all_of_them = self._counts(reference, meta.geography)
            here += float(np.sum(values[inside.positions] * inside.shares))
            everywhere += all_of_them
        return here, everywhere

    def inside(self, geography: Geography) -> Inside | None:
        """The areas of a geography whose people live in the place, at least in part; None if unknown."""
        if geography not in self._inside:
            found, shares = None, self.shares(geography)
            if shares is not None:
                positions = np.flatnonzero(shares > 0)
                found = Inside(positions, shares[positions])
            self._inside[geography] = found
        return self._inside[geography]

    def _counts(self, reference: str, geography: Geography) -> tuple[Values, float]:
        """A column of counts in the order of the areas, and its sum."""

        def read() -> tuple[Values, float]:
            values, _ = column_of(self.inputs, reference, areas_of(self.inputs, geography))
            return values, float(np.nansum(values))

        table_id, column = split_reference(reference)
        return self.inputs[table_id].keep(f"counts of {column}", read)
