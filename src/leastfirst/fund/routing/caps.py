"""Caps on lines together, as a forest: each group inside the next larger one that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.problem import Problem

Pence = NDArray[np.int64]
ENDLESS = 2**60
"""Stands for "no cap": more than any fund holds, and still far from where 64 bits end."""


@dataclass(frozen=True)
class Caps:
    """The caps of all places, tightened to what can be reached.

    Attributes:
        inside: for each group, the group around it; -1 where none is.
        of_line: for each line, the smallest group around it; -1 where none is.
        pence: groups x places, each cap no larger than the place's target or than what its parts can take together.
        innermost_first: the groups, each before the one around it.
    """

    inside: tuple[int, ...]
    of_line: tuple[int, ...]
    pence: Pence
    innermost_first: tuple[int, ...]

    @classmethod
    def of(cls, problem: Problem) -> Caps:
        """The caps of a problem."""
        groups = [frozenset(group.lines) for group in problem.groups]
        order = sorted(range(len(groups)), key=lambda g: (len(groups[g]), g))
        inside = tuple(
            next((h for h in order[at + 1 :] if groups[g] <= groups[h]), -1)
            for g, at in sorted((g, at) for at, g in enumerate(order))
        )
        of_line = tuple(next((g for g in order if line in groups[g]), -1) for line in range(len(problem.lines)))
        targets = np.array(problem.targets, dtype=np.int64)
        given = np.array([group.caps for group in problem.groups], dtype=np.int64).reshape(len(groups), len(targets))
        caps = cls(inside, of_line, np.minimum(given, targets), tuple(order))
        return cls(inside, of_line, caps._tightened(), tuple(order))

    def most(self, lines: Iterable[int]) -> Pence:
        """The most that these lines together may get in each place, by the caps alone."""
        top, _ = self._climb(set(lines))
        return top

    def _tightened(self) -> Pence:
        _, reached = self._climb(set(range(len(self.of_line))))
        return np.array([reached[g] for g in range(len(self.inside))], dtype=np.int64).reshape(self.pence.shape)

    def _climb(self, lines: set[int]) -> tuple[Pence, dict[int, Pence]]:
        """Add up from the innermost groups outwards, never above a cap."""
        n = self.pence.shape[1]
        held = {g: np.zeros(n, dtype=np.int64) for g in (-1, *self.innermost_first)}
        for line in sorted(lines):
            held[self.of_line[line]] = np.full(n, ENDLESS, dtype=np.int64)
        for g in self.innermost_first:
            held[g] = np.minimum(held[g], self.pence[g])
            held[self.inside[g]] = np.minimum(held[self.inside[g]] + held[g], ENDLESS)
        return held.pop(-1), held
