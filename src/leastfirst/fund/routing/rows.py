"""A linear programme gathered row by row, and its cheapest answer (HiGHS through scipy)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TOLERANCE = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


class Rows:
    """Rows of a sparse matrix with their right-hand sides, gathered block by block."""

    def __init__(self) -> None:
        self.count = 0
        self._parts: list[tuple[Any, Any, Any]] = []
        self._sums: list[Any] = []

    def block(self, rows: Any, columns: Any, values: Any) -> None:
        """Entries of the matrix, by position."""
        self._parts.append((rows, columns, values))

    def sums(self, sums: Any) -> None:
        """The right-hand sides of the rows of the block just added."""
        self._sums.append(sums)
        self.count += len(sums)

    def add(self, columns: list[int], value: float, total: float) -> None:
        """One row with the same value in some columns."""
        self.block(np.full(len(columns), self.count), np.array(columns, dtype=np.int64), np.full(len(columns), value))
        self.sums(np.array([total]))

    def matrix(self, width: int) -> tuple[Any, Floats]:
        """The sparse matrix with so many columns, and the right-hand sides."""
        from scipy.sparse import csr_array

        rows, columns, values = (np.concatenate(parts) for parts in zip(*self._parts, strict=True))
        return csr_array((values, (rows, columns)), shape=(self.count, width)), np.concatenate(self._sums)


def cheapest(cost: Floats, equal: Rows, less: Rows, width: int, *, whole: int = 0) -> Floats | None:
    """The cheapest answer, with the first `whole` variables in whole numbers; None where the solver finds none.

    Args:
        cost: of each of `width` variables, which are all 0 or more.
        equal: rows that are met exactly.
        less: rows that are not passed.
        width: the number of variables.
        whole: how many of the first variables are whole numbers.
    """
    from scipy.optimize import linprog

    a_equal, b_equal = equal.matrix(width)
    a_less, b_less = less.matrix(width)
    kinds = np.concatenate([np.ones(whole), np.zeros(width - whole)]) if whole else None
    found = linprog(
        cost, A_ub=a_less, b_ub=b_less, A_eq=a_equal, b_eq=b_equal, method="highs-ds" if not whole else "highs",
        integrality=kinds, options={} if whole else TOLERANCE,
    )  # fmt: skip
    return np.asarray(found.x, dtype=np.float64) if found.success else None
