"""Lookups: from the areas of one geography to those of another, without losing or inventing anybody.

A lookup is `exact` or `best-fit` when each area goes to one other as a whole, `weighted` when its people are shared
out. Whatever is carried adds up to what it was, or the lookup raises a `ConservationError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import ConservationError, DataError
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Table, TableMeta

TOLERANCE = 1e-9


@dataclass(frozen=True)
class Lookup:
    """Which area goes where, and with what share of its people.

    `areas` are the n codes of the source in ascending order and `targets` the m codes of the target; `row` and
    `column` (k whole numbers) point into them, and `weight` holds k shares of 0 to 1 that add up to 1 for each source.
    """

    source: Geography
    target: Geography
    kind: Literal["exact", "best-fit", "weighted"]
    areas: pa.Array
    targets: pa.Array
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    weight: NDArray[np.float64]
    name: str = "lookup"

    @classmethod
    def from_table(cls, table: Table) -> Lookup:
        """Read a lookup table (`from_code`, `to_code`, `weight`); raises ConservationError if weights do not add up."""
        return table.keep("lookup", lambda: cls._read(table))

    @classmethod
    def _read(cls, table: Table) -> Lookup:
        meta, data = table.meta, table.data
        if meta.kind != "lookup" or meta.geography is None or meta.target is None or meta.lookup_kind is None:
            raise DataError("it is not a lookup", where=f"table {meta.id}", do="name a table of the kind lookup")
        for end in ("from_code", "to_code"):
            if data[end].null_count:
                missing = pc.index(pc.is_null(data[end]), True).as_py() + 1
                raise ConservationError(
                    f"row {missing} has no {end}", where=f"lookup {meta.id}", do="give every row both codes"
                )
        areas, row = _codes(data["from_code"])
        targets, column = _codes(data["to_code"])
        weight = data["weight"].to_numpy().astype(np.float64, copy=False)
        lookup = cls(
            meta.geography, meta.target, meta.lookup_kind, areas, targets, row, column, weight, f"lookup {meta.id}"
        )
        lookup.check()
        return lookup

    def check(self) -> None:
        """Raise ConservationError unless each area's weights lie in 0 to 1 and add up to 1."""
        wrong = ~((self.weight >= 0) & (self.weight <= 1 + TOLERANCE))
        if wrong.any():
            k = int(np.argmax(wrong))
            raise ConservationError(
                f"{self.areas[self.row[k]]} has the weight {self.weight[k]}",
                where=self.name,
                do="give weights as shares from 0 to 1",
            )
        sums = sums_at(self.row, self.weight, len(self.areas))
        off = np.abs(sums - 1) > TOLERANCE
        if off.any():
            i = int(np.argmax(off))
            raise ConservationError(
                f"the weights of {self.areas[i]} add up to {sums[i]:.6g}, not 1",
                where=self.name,
                do="correct its weights so that everybody is counted once",
            )
        if self.kind != "weighted" and len(self.row) != len(self.areas):
            raise ConservationError(
                f"it is {self.kind} but some areas go to more than one target",
                where=self.name,
                do="give each area one target or call the lookup weighted",
            )

    def positions(self, codes: pa.Array, *, where: str) -> NDArray[np.int64]:
        """Where each of `codes` stands among the areas; ConservationError names the first that is not there."""
        place = positions_in(self.areas, codes)
        lost = place < 0
        if lost.any():
            raise ConservationError(
                f"{codes[int(np.argmax(lost))]} of {where} is not in it, so its people would be lost"
                + (f" ({int(lost.sum())} areas in all)" if lost.sum() > 1 else ""),
                where=self.name,
                do=f"check that {where} holds {self.source.words}, or use the lookup of its vintage",
            )
        return place

    def add_up(self, codes: pa.Array, values: NDArray[np.float64], *, where: str) -> NDArray[np.float64]:
        """Add any values up in the m targets, each with the share of its area that goes there.

        A target is NaN where a part of it is; areas of the lookup that are not among `codes` add nothing. Raises
        ConservationError if one of `codes` is not in the lookup.
        """
        at_area = np.zeros(len(self.areas))
        np.add.at(at_area, self.positions(codes, where=where), values)
        return sums_at(self.column, self.weight * at_area[self.row], len(self.targets))

    def carry(self, codes: pa.Array, counts: NDArray[np.float64], *, where: str) -> NDArray[np.float64]:
        """Carry counts (people, homes) over to the m targets; what goes in comes out.

        Raises ConservationError if an area is not in the lookup or the sum changes by more than one in 10^9, and
        DataError if a count is missing or negative.
        """
        _check_counts(counts, codes, where)
        carried = self.add_up(codes, counts, where=where)
        if abs(carried.sum() - counts.sum()) > TOLERANCE * max(1.0, float(counts.sum())):
            raise ConservationError(
                f"{counts.sum():.0f} went in and {carried.sum():.0f} came out",
                where=self.name,
                do="mend the lookup: every area's weights must add up to 1",
            )
        return carried

    def carry_whole(self, codes: pa.Array, whole: NDArray[np.int64], *, where: str) -> NDArray[np.int64]:
        """Carry whole numbers (people, pence) over so that the parts are whole and add up exactly.

        Each area's number is split by largest remainder; equal remainders go to the lower target code first.
        """
        at_area = np.zeros(len(self.areas), dtype=np.int64)
        np.add.at(at_area, self.positions(codes, where=where), whole)
        # Weights that were printed to a few places add up to 1 only nearly: a large sum would be left over.
        sums = sums_at(self.row, self.weight, len(self.areas))
        exact = self.weight / sums[self.row] * at_area[self.row]
        parts = np.floor(exact + TOLERANCE).astype(np.int64)
        left = at_area.copy()
        np.subtract.at(left, self.row, parts)
        order = np.lexsort((self.column, -np.round(exact - parts, 9), self.row))
        starts = np.searchsorted(self.row[order], np.arange(len(self.areas)))
        place_in_area = np.arange(len(order)) - starts[self.row[order]]
        parts[order] += place_in_area < left[self.row[order]]
        carried = np.zeros(len(self.targets), dtype=np.int64)
        np.add.at(carried, self.column, parts)
        if carried.sum() != whole.sum():
            raise ConservationError(
                f"{whole.sum()} went in and {carried.sum()} came out",
                where=self.name,
                do="give weights in full precision, or carry smaller sums",
            )
        return carried

    def then(self, other: Lookup) -> Lookup:
        """This lookup followed by another: LSOA 2011 to LSOA 2021, then LSOA 2021 to MSOA 2021."""
        if self.target != other.source:
            raise DataError(
                f"it ends at {self.target.words}, but {other.name} starts from {other.source.words}",
                where=self.name,
                do="chain lookups so that each starts where the one before it ends",
            )
        at_other = other.positions(self.targets, where=self.name)
        starts = np.searchsorted(other._sorted.row, np.arange(len(other.areas) + 1))
        fan = np.diff(starts)[at_other[self.column]]
        mine = np.repeat(np.arange(len(self.row)), fan)
        offset = np.arange(len(mine)) - np.repeat(np.cumsum(fan) - fan, fan)
        theirs = starts[at_other[self.column[mine]]] + offset
        pairs = self.row[mine] * len(other.targets) + other._sorted.column[theirs]
        unique, inverse = np.unique(pairs, return_inverse=True)
        weight = sums_at(inverse, self.weight[mine] * other._sorted.weight[theirs], len(unique))
        row, column = np.divmod(unique, len(other.targets))
        kind = (
            self.kind
            if self.kind == other.kind
            else ("weighted" if "weighted" in (self.kind, other.kind) else "best-fit")
        )
        both = Lookup(
            self.source,
            other.target,
            kind,
            self.areas,
            other.targets,
            row,
            column,
            weight,
            f"{self.name} then {other.name}",
        )
        both.check()
        return both

    def best_target(self) -> pa.Array:
        """For each area, the target with the largest share of its people (the lower code where shares are equal)."""
        return self.targets.take(pa.array(self.best_column))

    @cached_property
    def best_column(self) -> NDArray[np.int64]:
        """For each area, where its best target stands among the targets."""
        if self.kind != "weighted":
            best = np.empty(len(self.areas), dtype=np.int64)
            best[self.row] = self.column
            return best
        order = np.lexsort((self.column, -np.round(self.weight, 9), self.row))
        first = np.searchsorted(self.row[order], np.arange(len(self.areas)))
        return self.column[order][first]

    @cached_property
    def _sorted(self) -> Lookup:
        order = np.lexsort((self.column, self.row))
        return Lookup(
            self.source,
            self.target,
            self.kind,
            self.areas,
            self.targets,
            self.row[order],
            self.column[order],
            self.weight[order],
            self.name,
        )


def find_lookup(tables: Mapping[str, TableMeta], source: Geography, level: str) -> str:
    """The id of the table that leads from `source` to `level` (`lad`, or `lad-2024` for one vintage).

    Of several vintages the latest is taken. Raises DataError that lists where lookups from `source` lead.
    """
    found = {
        meta.target: table_id
        for table_id, meta in tables.items()
        if meta.kind == "lookup" and meta.geography == source and meta.target is not None
    }
    fits = [target for target in found if level in (target.level, str(target))]
    if not fits:
        known = ", ".join(sorted(str(target) for target in found)) or "none: the data hold no lookup from there"
        raise DataError(f"no lookup leads from {source.words} to '{level}'", do=f"use one of {known}")
    return found[max(fits, key=lambda target: target.vintage)]


def positions_in(areas: pa.Array, codes: pa.Array) -> NDArray[np.int64]:
    """Where each of `codes` stands among `areas` (each there once); -1 where it is not there."""
    if codes.equals(areas):
        return np.arange(len(areas))
    found: NDArray[np.int64] = pc.fill_null(pc.index_in(codes, value_set=areas), -1).to_numpy().astype(np.int64)
    return found


def _codes(column: pa.ChunkedArray) -> tuple[pa.Array, NDArray[np.int64]]:
    """The codes of a column in ascending order, and where each row's code stands among them."""
    codes = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if codes.null_count == 0 and pc.all(pc.less(codes[:-1], codes[1:]), min_count=0).as_py():
        return codes, np.arange(len(codes))  # the rule in packs, where each area has one row
    encoded = codes.dictionary_encode()
    order = pc.sort_indices(encoded.dictionary).to_numpy()
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return encoded.dictionary.take(pa.array(order)), place[encoded.indices.to_numpy()]


def _check_counts(counts: NDArray[np.float64], codes: pa.Array, where: str) -> None:
    bad = ~(counts >= 0)
    if bad.any():
        i = int(np.argmax(bad))
        what = "has no count" if np.isnan(counts[i]) else f"has the negative count {counts[i]:g}"
        raise DataError(f"{codes[i]} {what}", where=where, do="give every area a count of zero or more")
