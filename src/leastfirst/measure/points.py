"""Points to be counted: which of them can be, sorted into classes, and what became of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from leastfirst.ground.columns import Values
from leastfirst.ground.errors import DataError
from leastfirst.ground.positions import LEAST_METRES_PER_DEGREE
from leastfirst.ground.tables import Table
from leastfirst.measure.around import Positions

MARGIN_M = 50_000.0
"""A point further than this, or than the radius if that is more, beyond the outermost areas lies outside."""


@dataclass(frozen=True)
class Points:
    """One class of points: how many there are, how many were left out and why, and how many can be counted."""

    name: str
    table: str
    note: str
    points: int
    closed: int
    no_position: int
    outside: int
    near_no_area: int = 0

    @property
    def counted(self) -> int:
        """How many are open, have a position and lie where the areas are."""
        return self.points - self.closed - self.no_position - self.outside


@dataclass(frozen=True)
class PointSet:
    """The n points that can be counted: which class each is of, and where it lies."""

    classes: tuple[Points, ...]
    kind: NDArray[np.int64]
    at: Positions

    def with_near_no_area(self, near: NDArray[np.bool_]) -> tuple[Points, ...]:
        """The classes, told which of the points are near some area."""
        alone = np.bincount(self.kind[~near], minlength=len(self.classes))
        return tuple(replace(each, near_no_area=int(alone[i])) for i, each in enumerate(self.classes))


@dataclass(frozen=True)
class Box:
    """The rectangle, in degrees, around all areas and a margin."""

    south: float
    north: float
    west: float
    east: float

    @classmethod
    def around(cls, at: Positions, *, margin_m: float) -> Box:
        """The box around some positions; the margin is in metres."""
        up = margin_m / LEAST_METRES_PER_DEGREE
        south, north = float(at.latitude.min()) - up, float(at.latitude.max()) + up
        side = up / max(0.05, float(np.cos(np.radians(max(abs(south), abs(north))))))
        return cls(south, north, float(at.longitude.min()) - side, float(at.longitude.max()) + side)

    def holds(self, latitude: Values, longitude: Values) -> NDArray[np.bool_]:
        """Which positions lie in it; a missing one does not."""
        inside: NDArray[np.bool_] = (
            (latitude >= self.south) & (latitude <= self.north) & (longitude >= self.west) & (longitude <= self.east)
        )
        return inside


def gather(tables: Sequence[Table], own: Table | None, homes: Positions, *, radius_m: float) -> PointSet:
    """Sort the points of some tables into classes, and leave out what is closed, has no position or lies outside.

    A class of the user's `own` table that the data have too stays apart from it, so that nothing is counted twice.

    Raises DataError if more than half of a table's positions lie outside, as they do in a wrong coordinate system, or
    if nothing in the user's own table can be counted.
    """
    box = Box.around(homes, margin_m=max(MARGIN_M, radius_m))
    classes: list[Points] = []
    kinds, norths, easts = [], [], []
    for table in (*tables, *([own] if own else [])):
        north, east = (_degrees(table, name) for name in ("latitude", "longitude"))
        is_open = table.data["open"].fill_null(True).to_numpy().astype(bool)
        no_position = np.isnan(north) | np.isnan(east)
        inside = box.holds(north, east)
        _check_place(table, box, north, east, inside, no_position)
        names = table.data["class"].combine_chunks().dictionary_encode()
        called = names.dictionary.to_pylist()
        order = sorted(range(len(called)), key=lambda i: called[i])
        taken = {each.name for each in classes}
        for i in order:
            mine = names.indices.to_numpy() == i
            name = f"{called[i]} (own table)" if table is own and called[i] in taken else called[i]
            classes.append(
                Points(
                    name,
                    table.meta.title if table is own else table.id,
                    table.meta.note,
                    int(mine.sum()),
                    int((mine & ~is_open).sum()),
                    int((mine & is_open & no_position).sum()),
                    int((mine & is_open & ~no_position & ~inside).sum()),
                )
            )
            use = np.flatnonzero(mine & is_open & inside)
            kinds.append(np.full(len(use), len(classes) - 1))
            norths.append(north[use])
            easts.append(east[use])
        if table is own and not (is_open & inside).any():
            raise DataError(
                f"none of its {len(north):,} points is open and has a position", where=table.id, do="add positions"
            )
    empty = np.array([], dtype=np.float64)
    return PointSet(
        tuple(classes),
        np.concatenate([empty.astype(np.int64), *kinds]),
        Positions(np.concatenate([empty, *norths]), np.concatenate([empty, *easts])),
    )


def _degrees(table: Table, column: str) -> Values:
    values: Values = table.data[column].to_numpy(zero_copy_only=False).astype(np.float64)
    return values


def _check_place(
    table: Table, box: Box, north: Values, east: Values, inside: NDArray[np.bool_], no_position: NDArray[np.bool_]
) -> None:
    known = ~no_position
    outside = known & ~inside
    if 2 * outside.sum() <= known.sum():
        return
    i = int(np.argmax(outside))
    where = f"latitude {north[i]:g}, longitude {east[i]:g}"
    if 2 * box.holds(east, north)[outside].sum() > outside.sum():
        raise DataError(
            f"latitude and longitude seem to have changed places: row {i + 1} has {where}",
            where=table.id,
            do="swap the two columns",
        )
    raise DataError(
        f"{outside.sum():,} of its {known.sum():,} positions lie outside the country (row {i + 1} has {where})",
        where=table.id,
        do="keep the points that lie inside, and give WGS84 degrees, or columns easting and northing for the British "
        "National Grid",
    )
