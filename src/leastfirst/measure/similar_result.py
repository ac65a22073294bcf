"""What a search for similar areas gives back: the areas, how far they are, and the reason for each in words."""

from __future__ import annotations

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
        return [self._reason(k) for k in range(len(self.positions))]

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

    def _reason(self, k: int) -> str:
        traits = self.similarity.traits
        order = np.lexsort((np.arange(len(traits)), np.round(np.abs(self.gaps[k]), PRECISION)))
        near = [traits[t].called for t in order[: min(3, len(traits) - 1)] if abs(self.gaps[k, t]) <= _CLOSE]
        far = int(order[-1])
        told = f"Alike in {listed(near)}; differs" if near else "Differs"
        gap = self.gaps[k, far]
        if np.round(abs(gap), PRECISION) == 0:
            return "Alike in everything that was looked at."
        return f"{told} most in {traits[far].called}, which is {_way(traits[far], gap)} there."


def _way(trait: Trait, gap: float) -> str:
    if trait.direction is None:
        return "higher" if gap > 0 else "lower"
    return "worse" if (gap > 0) == (trait.direction == "higher-is-worse") else "better"
