"""Which projects may still be elected, whatever the voters can pay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.election import Election
from leastfirst.decide.rules.settings import Rules


class Standing:
    """What the rule sheet bars, given what has been elected so far; a project that nobody chose is always barred.

    It depends on the projects elected and on their order alone, never on what voters paid, so that two counts that
    elect the same projects in the same order bar the same ones.
    """

    def __init__(self, election: Election, rules: Rules) -> None:
        self.costs = [project.cost for project in election.projects]
        self.left = election.budget
        votes, p = election.votes, len(self.costs)
        self.barred: NDArray[np.bool_] = np.array(
            [votes[j] < rules.minimum_votes or self.costs[j] > election.budget for j in range(p)], dtype=bool
        )
        self.barred[list(rules.excluded)] = True
        self.waiting = np.zeros(p, dtype=bool)
        self._needs: dict[int, set[int]] = {}
        for project, needed in rules.depends:
            self._needs.setdefault(project, set()).add(needed)
            self.waiting[project] = True
        self._exclusive = [list(group) for group in rules.exclusive]
        self._groups = [sorted(set(group)) for group, _ in rules.caps]
        self._caps = [cap for _, cap in rules.caps]
        self._bar_above_caps()

    def copy(self) -> Standing:
        """The same standing, to go on from."""
        other: Standing = object.__new__(Standing)
        other.costs, other.left, other._exclusive = self.costs, self.left, self._exclusive
        other.barred, other.waiting = self.barred.copy(), self.waiting.copy()
        other._needs = {project: set(needed) for project, needed in self._needs.items()}
        other._groups, other._caps = self._groups, list(self._caps)
        return other

    def elect(self, project: int) -> None:
        """Note that a project is elected; it may bar others, or let in those that waited for it."""
        self.barred[project] = True
        self.left -= self.costs[project]
        for group in self._exclusive:
            if project in group:
                self.barred[group] = True
        for waiting, needed in self._needs.items():
            needed.discard(project)
            if not needed:
                self.waiting[waiting] = False
        for i, group in enumerate(self._groups):
            if project in group:
                self._caps[i] -= self.costs[project]
        if self._caps:
            self._bar_above_caps()

    def open(self) -> NDArray[np.bool_]:
        """For each project, whether it may be elected now if the money is there."""
        return ~(self.barred | self.waiting)

    def fits(self) -> bool:
        """Whether some project that may be elected still fits into the budget."""
        return any(self.costs[j] <= self.left for j in np.flatnonzero(self.open()))

    def _bar_above_caps(self) -> None:
        for group, left in zip(self._groups, self._caps, strict=True):
            for project in group:
                if self.costs[project] > left:
                    self.barred[project] = True
