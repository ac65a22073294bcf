"""Counting what is around: positions are laid on a grid and handed to an engine as whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.ground.columns import Values
from leastfirst.ground.positions import Grid, in_space, straight_line_mm2

CountWithin = Callable[..., pa.Table]
"""`engines.count_within` with its engine: (areas, points, steps, *, limit_mm2) -> area, kind, amount."""


@dataclass(frozen=True)
class Positions:
    """n positions in WGS84 degrees, none missing."""

    latitude: Values
    longitude: Values

    def __len__(self) -> int:
        return len(self.latitude)


@dataclass(frozen=True)
class Around:
    """A radius made ready: the grid of its cells, the square of its straight line in mm², and the engine's count."""

    grid: Grid
    limit_mm2: int
    count_within: CountWithin

    @classmethod
    def of(cls, radius_m: float, positions: Sequence[Positions], count_within: CountWithin) -> Around:
        """Make a radius ready for all positions that will be counted."""
        highest = max(float(np.abs(each.latitude).max(initial=0)) for each in positions)
        return cls(Grid.of(radius_m, highest), straight_line_mm2(radius_m), count_within)

    def count(
        self,
        centres: Positions,
        points: Positions,
        *,
        kind: NDArray[np.int64] | None = None,
        kinds: int = 1,
        weight: Values | None = None,
    ) -> NDArray[np.int64]:
        """How much lies around each of n centres, by kind: n x kinds whole numbers, 0 where there is nothing.

        `kind` says for each point which of 0 to kinds - 1 it is (0 unless given); `weight` how much it counts (1 unless
        given; rounded to whole numbers).
        """
        columns = {
            "kind": np.zeros(len(points), dtype=np.int32) if kind is None else kind.astype(np.int32),
            "weight": np.ones(len(points), dtype=np.int64) if weight is None else np.rint(weight).astype(np.int64),
        }
        found = self.count_within(
            pa.table({"area": np.arange(len(centres), dtype=np.int32), **self._placed(centres)}),
            pa.table({**columns, **self._placed(points)}),
            pa.table({"step": Grid.steps()}),
            limit_mm2=self.limit_mm2,
        )
        amounts = np.zeros((len(centres), kinds), dtype=np.int64)
        amounts[found["area"].to_numpy(), found["kind"].to_numpy()] = found["amount"].to_numpy()
        return amounts

    def _placed(self, at: Positions) -> dict[str, NDArray[Any]]:
        x, y, z = (each.astype(np.float64) for each in in_space(at.latitude, at.longitude))
        return {"x": x, "y": y, "z": z, "cell": self.grid.cell(at.latitude, at.longitude)}
