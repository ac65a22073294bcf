"""What the rules of a designation take in and give back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.designation import Measure
from leastfirst.ground.columns import Values, numbers
from leastfirst.measure.index import IndexResult


@dataclass(frozen=True)
class MeasureResult:
    """One measure for the n areas of a designation: its value, and rank 1 = greatest need (0 where there is none)."""

    measure: Measure
    index: IndexResult
    value: Values
    rank: NDArray[np.int64]
    higher_is_worse: bool = True

    @property
    def ranked(self) -> int:
        """How many areas have a rank."""
        return int(np.count_nonzero(self.rank))

    def columns(self) -> dict[str, pa.Array]:
        """The value and the rank as columns of the result, missing where there is none."""
        return {
            f"{self.measure.id}_score": numbers(self.value),
            f"{self.measure.id}_rank": pa.array(self.rank, mask=self.rank == 0),
        }


@dataclass(frozen=True)
class Selection:
    """Which of n areas a rule chose, a sentence of reason for each, and the columns it worked out."""

    designated: NDArray[np.bool_]
    reason: pa.Array
    columns: Mapping[str, pa.Array]
    order: NDArray[np.int64]
    """Positions of the chosen areas, greatest need first."""
