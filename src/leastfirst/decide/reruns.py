"""Counting again with one thing changed, for as long as the effort lasts.

A stage reads no clock, so that the same inputs give the same bytes: effort is counted in steps of work, about a
microsecond each on a laptop, worked out beforehand from the size of the election and of the count that stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leastfirst.decide.by_sheet import Counted, count, support_of
from leastfirst.decide.other_ballots import Change, changed

FEWEST = 4
"""So many counts are granted to each search before the next one gets any, while the effort lasts."""


class Reruns:
    """Counts of an election that is like `counted` but for one thing; `left` steps of work may still be done."""

    def __init__(self, counted: Counted, *, effort: int) -> None:
        self.counted = counted
        self.left = self.allowed = effort
        self.number = 0
        election, outcome = counted.election, counted.outcome
        choices = sum(len(ballot.points) for ballot in election.ballots)
        projects = max(len(election.projects), 1)
        # As measured: what a round costs, and what ties add, which are settled in whole numbers.
        rounds = (len(outcome.elected) + 1) * (35 + choices // (10 * projects)) + 250 * len(outcome.ties)
        self.of_a_count = 300 + len(election.ballots) + outcome.counted * rounds
        self.of_ballots = self.of_a_count + len(election.ballots) + choices // 8
        self._support = None if counted.sheet.rule.startswith("greedy") else support_of(election, counted.sheet)

    def with_cost(self, project: int, cost: int) -> Counted | None:
        """The count if one project had another cost (minor units); None if the effort is used up."""
        if not self._may(self.of_a_count):
            return None
        election = self.counted.election
        projects = list(election.projects)
        projects[project] = replace(projects[project], cost=cost)
        return count(replace(election, projects=tuple(projects)), self.counted.sheet, support=self._support)

    def with_changed(self, order: Sequence[int], k: int, change: Change) -> Counted | None:
        """The count if the first k voters in this order of ballots had cast other ones; None as above."""
        if not self._may(self.of_ballots):
            return None
        election = self.counted.election
        return count(replace(election, ballots=changed(election, order, k, change)), self.counted.sheet)

    def allow(self, searches: int, work: int) -> None:
        """Let the next search have its part of what is left, with so many searches to come, or enough to get somewhere.

        `work` is that of one of its counts.
        """
        self.allowed = min(self.left, max(self.left // max(searches, 1), FEWEST * work))

    def _may(self, work: int) -> bool:
        if self.allowed < work:
            return False
        self.allowed -= work
        self.left -= work
        self.number += 1
        return True
