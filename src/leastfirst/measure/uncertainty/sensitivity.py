"""Which choice moves the list most: one choice is drawn anew while all others stay (pick and freeze).

Two replicates A and B that have nothing in common differ by so many areas on the list; A and a replicate that takes
one choice from B and all others from A differ by fewer. Their ratio is the share of that choice with everything it acts
through (total); one minus the ratio for B and that replicate is its share alone (first order). Source: Jansen, Analysis
of variance designs for model output (1999), summed over the areas, for which membership of the list is 1 or 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from leastfirst.measure.uncertainty.draws import Drawn
from leastfirst.measure.uncertainty.plan import Planned

if TYPE_CHECKING:
    from leastfirst.measure.uncertainty.run import Worker

Whole = NDArray[np.int64]


class Share(NamedTuple):
    """A share with its Monte Carlo standard error; None where nothing moves at all."""

    value: float | None
    error: float | None


@dataclass(frozen=True)
class Moves:
    """Areas that differ (`[..., 0]`) and residents that differ (`[..., 1]`), pair by pair: whole numbers.

    `apart` (pairs, 2): between A and B. `total` (pairs, choices, 2): between A and A with one choice of B. `rest`
    (pairs, choices, 2): between B and the latter.
    """

    people: Whole
    apart: Whole
    total: Whole
    rest: Whole

    @classmethod
    def empty(cls, planned: Planned, pairs: int) -> Moves:
        """Room for so many pairs."""
        k = len(planned.factors)
        people = np.nan_to_num(np.round(planned.base.population)).astype(np.int64)
        return cls(
            people,
            np.zeros((pairs, 2), dtype=np.int64),
            np.zeros((pairs, k, 2), dtype=np.int64),
            np.zeros((pairs, k, 2), dtype=np.int64),
        )

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        return len(self.apart)

    def set(self, pair: int, worker: Worker, a: Sequence[Drawn], b: Sequence[Drawn]) -> None:
        """Work one pair out."""
        on_b = worker.members(worker.glance(b), b)
        seen = worker.glance(a)
        on_a = worker.members(seen, a)
        for j in range(self.total.shape[1]):
            mixed = [*a[:j], b[j], *a[j + 1 :]]
            on_mixed = worker.members(worker.glance(mixed, seen, j), mixed)
            self.total[pair, j] = self._difference(on_a, on_mixed)
            self.rest[pair, j] = self._difference(on_b, on_mixed)
        self.apart[pair] = self._difference(on_a, on_b)

    def _difference(self, one: NDArray[np.bool_], other: NDArray[np.bool_]) -> tuple[int, int]:
        unlike = one != other
        return int(np.count_nonzero(unlike)), int(self.people[unlike].sum())

    def total_share(self, choice: int, what: int) -> Share:
        """The share of all that moves in which a choice has a part."""
        return _ratio(self.total[:, choice, what], self.apart[:, what])

    def first_share(self, choice: int, what: int) -> Share:
        """The share of all that moves which a choice moves alone."""
        share = _ratio(self.rest[:, choice, what], self.apart[:, what])
        return Share(None if share.value is None else 1 - share.value, share.error)

    def mean(self, choice: int, what: int) -> Share:
        """Areas or residents that differ on average when only this choice is drawn anew."""
        moved = self.total[:, choice, what]
        return Share(float(moved.mean()), float(moved.std(ddof=1) / np.sqrt(len(moved))))


def _ratio(above: Whole, below: Whole) -> Share:
    total = int(below.sum())
    if total == 0:
        return Share(None, None)
    ratio = int(above.sum()) / total
    left = above - ratio * below
    error = np.sqrt(float(np.square(left).sum()) / (len(below) - 1) * len(below)) / total
    return Share(ratio, float(error))
