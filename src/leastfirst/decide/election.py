"""An election: the projects, what they cost, the budget, and the ballots, without a word on who cast which."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from leastfirst.ground.errors import DataError
from leastfirst.ground.provenance import sha256_of

VoteType = Literal["approval", "choose-1", "ordinal", "cumulative", "scored"]


@dataclass(frozen=True, slots=True)
class Project:
    """A project that is put to the vote.

    `cost` is above 0, in whole minor units of the election. `category` and `target` are the groups it is said to
    belong to and to serve; `texts` holds whatever else is said of it, as (name of the column, text).
    """

    id: str
    name: str
    cost: int
    category: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ballot:
    """What `count` voters chose, all alike.

    `points` are pairs (position of the project in the election, points above 0), ascending by position: 1 each where
    projects are only approved; by Borda where they are ranked. `ranking` holds positions, the best first, and is empty
    unless they are ranked. A ballot without points is that of voters who chose nothing; they count as voters.
    """

    points: tuple[tuple[int, int], ...]
    count: int = 1
    ranking: tuple[int, ...] = ()


@dataclass(frozen=True)
class Election:
    """What a voting rule is handed.

    `unit` is the amount of the `currency` that one minor unit is (1, or 1/100 where costs are in pence); the budget
    and all costs are whole minor units. `points_unit` is the same for points, 1 unless some were given with decimals.
    No two ballots are alike, and their order is fixed (`leastfirst.decide.ballots.merge`). `selected` holds the ids of
    the projects that were published as having won, in the order of `projects`, or None if no outcome was published.
    `meta` holds what else was said of the vote, in pairs of key and text.

    Raises:
        DataError: a cost that is not above 0, two projects with one id, a ballot for a project that there is not, out
            of order or with points that are not above 0, a count below 1, or an outcome that names no project.
    """

    title: str
    vote_type: VoteType
    unit: Fraction
    currency: str
    budget: int
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    selected: tuple[str, ...] | None = None
    meta: tuple[tuple[str, str], ...] = ()
    points_unit: Fraction = field(default=Fraction(1))

    def __post_init__(self) -> None:
        where = self.title or "the election"
        if self.budget < 0:
            raise DataError(f"the budget is {self.budget}, below nothing", where=where, do="give a budget of 0 or more")
        if len(self.position) != len(self.projects):
            ids = [project.id for project in self.projects]
            twice = next(each for each in ids if ids.count(each) > 1)
            raise DataError(f"two projects have the id '{twice}'", where=where, do="give each its own")
        for project in self.projects:
            if project.cost <= 0:
                raise DataError(f"project '{project.id}' costs {project.cost}", where=where, do="give a cost above 0")
        for i, ballot in enumerate(self.ballots):
            if said := _wrong(ballot, len(self.projects)):
                raise DataError(f"ballot {i + 1} {said}", where=where, do="read ballots by leastfirst.exchange.pabulib")
        for each in self.selected or ():
            if each not in self.position:
                raise DataError(
                    f"'{each}' is said to have won but is no project", where=where, do="correct the outcome"
                )

    @cached_property
    def position(self) -> dict[str, int]:
        """Each project's position by its id."""
        return {project.id: i for i, project in enumerate(self.projects)}

    @cached_property
    def voters(self) -> int:
        """How many voters there are, those who chose nothing included."""
        return sum(ballot.count for ballot in self.ballots)

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """For each of the p projects, how many voters gave it any points."""
        votes = [0] * len(self.projects)
        for ballot in self.ballots:
            for project, _ in ballot.points:
                votes[project] += ballot.count
        return tuple(votes)

    @cached_property
    def total_points(self) -> tuple[int, ...]:
        """For each of the p projects, the points that all voters gave it, in units of `points_unit`."""
        totals = [0] * len(self.projects)
        for ballot in self.ballots:
            for project, points in ballot.points:
                totals[project] += points * ballot.count
        return tuple(totals)

    def supporters(self, project: int) -> tuple[int, ...]:
        """The positions, ascending, of the ballots that give points to the project at this position."""
        return self._supporters[project]

    @cached_property
    def _supporters(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.projects]
        for i, ballot in enumerate(self.ballots):
            for project, _ in ballot.points:
                found[project].append(i)
        return tuple(tuple(each) for each in found)

    @cached_property
    def sha256(self) -> str:
        """The sha256 of all that the election says, in hexadecimal; one voter more or less changes it."""
        return sha256_of(self.canonical_bytes())

    def canonical_bytes(self) -> bytes:
        """The whole election as JSON text in UTF-8: the same election gives the same bytes everywhere."""
        said = {
            "title": self.title,
            "vote_type": self.vote_type,
            "unit": str(self.unit),
            "points_unit": str(self.points_unit),
            "currency": self.currency,
            "budget": self.budget,
            "projects": [[p.id, p.name, p.cost, p.category, p.target, p.texts] for p in self.projects],
            "ballots": [[b.points, b.count, b.ranking] for b in self.ballots],
            "selected": self.selected,
            "meta": self.meta,
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _wrong(ballot: Ballot, projects: int) -> str:
    """What is wrong with a ballot, as the rest of a sentence; empty if nothing is."""
    if ballot.count < 1:
        return f"was cast by {ballot.count} voters"
    before = -1
    for project, points in ballot.points:
        if not before < project < projects:
            return f"names position {project} out of order, or twice, or among {projects} projects"
        if points <= 0:
            return f"gives {points} points"
        before = project
    if ballot.ranking and sorted(ballot.ranking) != [project for project, _ in ballot.points]:
        return "ranks other projects than it gives points to"
    return ""
