"""What a search for similar areas gives back: the areas, how far they are, and the reason for each in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.similarity import Similarity, Trait
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.columns import AreaList, Values
from leastfirst.ground.words import counted, listed

# Distances are rounded before they are put in order, so that equal ones are settled by area code on every machine.
PRECISION = 9
_CLOSE = 0.25


@dataclass(frozen=True)
class SimilarAreas:
    """The nearest areas to one, nearest first.

    `positions` point into `areas`, `distance` holds how far each is, `gaps` (k x traits) by how many standard
    deviations each trait is higher there; `values` (n x traits) are the traits of all areas of the level. `left_out`
    areas lack a trait; `typical` is the distance to the median area.
    """

    similarity: Similarity
    areas: AreaList
    here: int
    positions: NDArray[np.int64]
    distance: Values
    gaps: Values
    values: Values
    considered: int
    left_out: int
    typical: float

    def reasons(self) -> list[str]:
        """For each area, in what it is alike and in what it differs most."""
        return reasons_for(self.similarity.traits, self.gaps)

    def table(self) -> pa.Table:
        """rank, area_code, area_name, distance, a column for each trait, reason."""
        at = pa.array(self.positions)
        values = self.values[self.positions]
        return pa.table(
            {
                "rank": pa.array(np.arange(1, len(self.positions) + 1)),
                "area_code": self.areas.codes.take(at),
                "area_name": self.areas.names.take(at),
                "distance": pa.array(self.distance),
                **{trait.id: pa.array(values[:, t]) for t, trait in enumerate(self.similarity.traits)},
                "reason": pa.array(self.reasons(), pa.string()),
            }
        )

    def told(self) -> str:
        """What was found, in a few sentences."""
        name = self.areas.names[self.here].as_py()
        level = self.areas.geography.level
        others = counted(self.considered, level_words(level), level_words(level, plural=True))
        nearest = self.areas.names[int(self.positions[0])].as_py()
        told = (
            f"The {len(self.positions)} places most like {name} among {others}. The most alike is {nearest}, at a "
            f"distance of {self.distance[0]:.2f}; half of all are more than {self.typical:.2f} away."
        )
        if self.left_out:
            told += f" {counted(self.left_out, 'area lacks', 'areas lack')} a figure and could not be considered."
        return told


def reasons_for(traits: Sequence[Trait], gaps: Values) -> list[str]:
    """For each of m areas, in what it is alike and in what it differs most; `gaps` is m x traits, in deviations.

    Equal gaps go by the order of the traits.
    """
    size = np.round(np.abs(gaps), PRECISION)
    order = np.argsort(size, axis=1, kind="stable")
    nearest, farthest = order[:, : min(3, len(traits) - 1)], order[:, -1]
    rows = np.arange(len(gaps))
    alike = np.take_along_axis(np.abs(gaps), nearest, axis=1) <= _CLOSE
    # The same few sentences come again and again: each is put together once.
    made: dict[tuple[object, ...], str] = {}
    told = []
    for near, close, far, up, none in zip(
        nearest.tolist(),
        alike.tolist(),
        farthest.tolist(),
        (gaps[rows, farthest] > 0).tolist(),
        (size[rows, farthest] == 0).tolist(),
        strict=True,
    ):
        key = (*near, *close, far, up, none)
        if key not in made:
            called = [traits[t].called for t, is_close in zip(near, close, strict=True) if is_close]
            made[key] = _reason(called, traits[far], up=up, none=none)
        told.append(made[key])
    return told


def _reason(alike: list[str], far: Trait, *, up: bool, none: bool) -> str:
    if none:
        return "Alike in everything that was looked at."
    told = f"Alike in {listed(alike)}; differs" if alike else "Differs"
    return f"{told} most in {far.called}, which is {_way(far, up=up)} there."


def _way(trait: Trait, *, up: bool) -> str:
    if trait.direction is None:
        return "higher" if up else "lower"
    return "worse" if up == (trait.direction == "higher-is-worse") else "better"
