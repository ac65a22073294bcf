"""Ballots: what a voter may choose, what a choice is worth in points, and ballots that are alike made one.

A choice is the positions of the projects that were named, in the order in which they were named. Points are whole
numbers or exact fractions here; an `Election` holds them as whole units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from leastfirst.decide.election import Ballot, VoteType

Number = int | Fraction


@dataclass(frozen=True)
class Limits:
    """What one ballot may hold; None where nothing is said.

    `min_length` and `max_length` count projects. Points, of one project and of a whole ballot, are in points; the sum
    of the costs of what was chosen (a knapsack) is in minor units of the vote. `default_score`: the points that a
    scored ballot gives to each project that it does not name.
    """

    vote_type: VoteType
    min_length: int | None = None
    max_length: int | None = None
    min_points: Number | None = None
    max_points: Number | None = None
    min_sum_points: Number | None = None
    max_sum_points: Number | None = None
    min_sum_cost: int | None = None
    max_sum_cost: int | None = None
    default_score: Number = 0

    @property
    def with_points(self) -> bool:
        """Whether voters give points of their own."""
        return self.vote_type in ("cumulative", "scored")


def check_ballot(
    chosen: Sequence[int], given: Sequence[Number], limits: Limits, *, costs: Sequence[int], names: Sequence[str]
) -> list[str]:
    """What is wrong with a ballot by its own limits, each fault as the rest of a sentence; empty if nothing is.

    Args:
        chosen: the k positions that were named, in order.
        given: the k points that were given with them; read only where voters give points.
        limits: what the ballot may hold.
        costs: of each of the p projects, in minor units of the vote.
        names: what to call each of the p projects in a fault.

    A voter of a cumulative or scored vote who names a project twice gives it both points: that is no fault here.
    """
    said = []
    if limits.vote_type == "choose-1" and len(chosen) > 1:
        said.append(f"chooses {len(chosen)} projects where one may be chosen")
    elif limits.max_length is not None and len(chosen) > limits.max_length:
        said.append(f"chooses {len(chosen)} projects, and at most {limits.max_length} may be chosen")
    if limits.min_length is not None and len(chosen) < limits.min_length:
        said.append(f"chooses {len(chosen)} projects, and at least {limits.min_length} must be chosen")
    if not limits.with_points and len(set(chosen)) < len(chosen):
        again = next(each for i, each in enumerate(chosen) if each in chosen[:i])
        said.append(f"names project '{names[again]}' more than once")
    spent = sum(costs[each] for each in set(chosen))
    if limits.max_sum_cost is not None and spent > limits.max_sum_cost:
        said.append("chooses projects that together cost more than a ballot may (max_sum_cost)")
    if limits.min_sum_cost is not None and spent < limits.min_sum_cost:
        said.append("chooses projects that together cost less than a ballot must (min_sum_cost)")
    return said + _check_points(given, limits) if limits.with_points else said


def _check_points(given: Sequence[Number], limits: Limits) -> list[str]:
    said, total = [], sum(given)
    lowest = max(0, limits.min_points or 0)
    if low := [each for each in given if each < lowest]:
        said.append(f"gives a project {plain(low[0])} points, and the least is {plain(lowest)}")
    if limits.max_points is not None and (high := [each for each in given if each > limits.max_points]):
        said.append(f"gives a project {plain(high[0])} points, and the most is {plain(limits.max_points)}")
    if limits.max_sum_points is not None and total > limits.max_sum_points:
        said.append(f"gives {plain(total)} points, and the most is {plain(limits.max_sum_points)}")
    if limits.min_sum_points is not None and total < limits.min_sum_points:
        said.append(f"gives {plain(total)} points, and the least is {plain(limits.min_sum_points)}")
    return said


def points_of(
    chosen: Sequence[int], given: Sequence[Number], limits: Limits, *, projects: int
) -> tuple[tuple[int, Number], ...]:
    """What a valid ballot is worth to each project: pairs (position, points above 0), ascending by position.

    approval and choose-1: 1 point each. ordinal: by Borda; the project in place i (from 1) gets L + 1 - i points, L
    being `max_length`, or the length of the ballot where none is stated, as the published scores of Pabulib count.
    cumulative and scored: the points given; a scored ballot gives `default_score` to each project that it leaves out.
    """
    if limits.with_points:
        points: dict[int, Number] = {}
        if limits.vote_type == "scored" and limits.default_score:
            points = dict.fromkeys(set(range(projects)) - set(chosen), limits.default_score)
        for project, value in zip(chosen, given, strict=True):
            points[project] = points.get(project, 0) + value
        return tuple((project, points[project]) for project in sorted(points) if points[project] > 0)
    if limits.vote_type == "ordinal":
        longest = limits.max_length if limits.max_length is not None else len(chosen)
        return tuple(sorted((project, longest - i) for i, project in enumerate(chosen)))
    return tuple((project, 1) for project in sorted(chosen))


def merge(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Ballots that are alike as one, with their counts summed; in one order, whatever order they came in."""
    counts: dict[tuple[tuple[tuple[int, int], ...], tuple[int, ...]], int] = {}
    for ballot in ballots:
        key = (ballot.points, ballot.ranking)
        counts[key] = counts.get(key, 0) + ballot.count
    return in_order(Ballot(points, count, ranking) for (points, ranking), count in counts.items())


def in_order(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Ballots in their one order: by points, then by ranking."""
    return tuple(sorted(ballots, key=lambda ballot: (ballot.points, ballot.ranking)))


def plain(value: Number) -> str:
    """A number of points as people write it: 3, 2.5."""
    return str(value) if isinstance(value, int) or value.denominator == 1 else f"{float(value):g}"
