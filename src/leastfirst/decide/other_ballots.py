"""Ballots as they might have been: a few voters who had chosen one project more, or less, or it alone.

Voters are taken from the ballots in a declared order, the whole of a ballot's voters before the next; what they cast
instead is merged with the ballots that are alike. Nobody's limits on the length of a ballot are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from leastfirst.decide.ballots import merge
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.election import Ballot, Election

Change = Callable[[Ballot], Ballot | None]


def changed(election: Election, order: Sequence[int], k: int, change: Change) -> tuple[Ballot, ...]:
    """The ballots if the first k voters in this order of ballots had cast other ones; None: had not voted."""
    counts = [ballot.count for ballot in election.ballots]
    others: list[Ballot] = []
    for i in order:
        some = min(k, counts[i])
        if not some:
            break
        counts[i] -= some
        k -= some
        if (other := change(election.ballots[i])) is not None:
            others.append(replace(other, count=some))
    kept = [
        ballot if ballot.count == number else replace(ballot, count=number)
        for ballot, number in zip(election.ballots, counts, strict=True)
        if number
    ]
    return merge([*kept, *others])


def added(election: Election, ballot: Ballot, k: int) -> tuple[Ballot, ...]:
    """The ballots if k more voters had cast this one."""
    return merge([*election.ballots, replace(ballot, count=k)])


def choosing(election: Election, project: int) -> Change:
    """A voter who had also chosen this project; where one project may be chosen, this one instead.

    Approval: as one choice more. Ordinal: in the last place, for one point. Cumulative and scored: with as many
    points as its supporters gave it on average, rounded down, at least one.
    """
    points = typical_points(election, project)

    def change(ballot: Ballot) -> Ballot:
        if election.vote_type == "choose-1":
            return Ballot(((project, points),))
        ranking = (*ballot.ranking, project) if election.vote_type == "ordinal" else ballot.ranking
        return Ballot(tuple(sorted([*ballot.points, (project, points)])), ballot.count, ranking)

    return change


def dropping(project: int) -> Change:
    """A voter who had not chosen this project, all else the same."""

    def change(ballot: Ballot) -> Ballot:
        points = tuple(each for each in ballot.points if each[0] != project)
        return Ballot(points, ballot.count, tuple(each for each in ballot.ranking if each != project))

    return change


def alone(election: Election, project: int) -> Ballot:
    """A ballot for this project and no other."""
    ranking = (project,) if election.vote_type == "ordinal" else ()
    return Ballot(((project, typical_points(election, project)),), 1, ranking)


def typical_points(election: Election, project: int) -> int:
    """What one voter more is taken to give to a project."""
    if election.vote_type not in ("cumulative", "scored") or not election.votes[project]:
        return 1
    return max(1, election.total_points[project] // election.votes[project])


def richest_first(counted: Counted, *, not_for: int) -> list[int]:
    """The ballots that do not choose this project, those whose voters have most money left first.

    Where the rule gives voters no money, in the order of the election.
    """
    left = dict(counted.outcome.left)
    without = set(range(len(counted.election.ballots))) - set(counted.election.supporters(not_for))
    nothing = Fraction(0)
    return sorted(without, key=lambda ballot: (-left.get(ballot, nothing), ballot))


def most_paid_first(counted: Counted, project: int) -> list[int]:
    """The ballots that choose this project, those whose voters paid most for it first."""
    paid = next((dict(each.paid) for each in counted.outcome.rounds if each.project == project), {})
    nothing = Fraction(0)
    return sorted(counted.election.supporters(project), key=lambda ballot: (-paid.get(ballot, nothing), ballot))
