"""What a rule is told before it counts: the choices of a rule sheet, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leastfirst.ground.errors import DataError

RuleName = Literal["equal-shares", "greedy-votes", "greedy-votes-per-cost", "phragmen"]
Satisfaction = Literal["cost", "count", "additive"]
Share = Literal["exact", "rounded-down"]
Completion = Literal["none", "add1", "add1-exhaustive"]
TieRule = Literal["lower-cost", "more-votes", "lot"]


@dataclass(frozen=True)
class Rules:
    """How the ballots are counted; positions are those of the projects in the election.

    - `satisfaction`: what a supporter gains from a project: its `cost`, 1 (`count`), or the points of the ballot
      (`additive`). Greedy rules go by the number of supporters, and by the sum of points if this is `additive`.
    - `share`: every voter starts with budget / voters, `exact` or `rounded-down` to a whole minor unit.
    - `completion`: `add1` raises every voter's share by `step` minor units and counts again from the start, until an
      outcome would overspend; the last that did not is kept. `add1-exhaustive` also stops at the first outcome after
      which nothing more fits into the budget.
    - `top_up`: what is left of the budget is then given out by votes.
    - `tie_order`: all positions, the first wins a tie. `tie_rules` says in words, in turn, how that order was made.
    - `minimum_votes`: fewer supporters than this, and a project cannot be elected; at least 1, so that no rule and no
      top-up elects what nobody chose. `excluded`: positions that cannot.
    - `exclusive`: sets of which at most one can be elected. `depends`: pairs (position, position that must be elected
      before it). `caps`: pairs (positions, the most minor units that may be spent on them together).

    A project that costs more than the whole budget is never elected.

    Raises:
        DataError: a choice that does not exist, a step or minimum votes below 1, or a tie order that names a position
            twice.
    """

    tie_order: tuple[int, ...]
    rule: RuleName = "equal-shares"
    satisfaction: Satisfaction = "cost"
    share: Share = "exact"
    completion: Completion = "none"
    step: int = 1
    top_up: bool = False
    tie_rules: tuple[TieRule, ...] = ("lower-cost", "more-votes", "lot")
    minimum_votes: int = 1
    excluded: tuple[int, ...] = ()
    exclusive: tuple[tuple[int, ...], ...] = ()
    depends: tuple[tuple[int, int], ...] = ()
    caps: tuple[tuple[tuple[int, ...], int], ...] = ()

    def __post_init__(self) -> None:
        for name, known in _KNOWN.items():
            if (given := getattr(self, name)) not in known:
                raise DataError(f"{name} '{given}' is unknown", where="rules", do=f"take one of {', '.join(known)}")
        if self.step < 1:
            raise DataError(f"the step is {self.step}", where="rules", do="raise shares by 1 minor unit or more")
        if self.minimum_votes < 1:
            raise DataError(f"minimum_votes is {self.minimum_votes}", where="rules", do="ask for 1 vote or more")
        if len(set(self.tie_order)) != len(self.tie_order):
            raise DataError("the tie order names a project twice", where="rules", do="name each project once")

    def check(self, projects: int) -> None:
        """Raise DataError unless the tie order holds every project, and nothing else is named."""
        if sorted(self.tie_order) != list(range(projects)):
            raise DataError(
                f"the tie order has {len(self.tie_order)} positions and there are {projects} projects",
                where="rules",
                do="name every project once",
            )
        named = [*self.excluded, *(each for group in self.exclusive for each in group)]
        named += [each for pair in self.depends for each in pair]
        named += [each for group, _ in self.caps for each in group]
        if wrong := [each for each in named if not 0 <= each < projects]:
            raise DataError(
                f"position {wrong[0]} is named and there are {projects} projects", where="rules", do="count from 0"
            )


_KNOWN = {
    "rule": ("equal-shares", "greedy-votes", "greedy-votes-per-cost", "phragmen"),
    "satisfaction": ("cost", "count", "additive"),
    "share": ("exact", "rounded-down"),
    "completion": ("none", "add1", "add1-exhaustive"),
}
