"""Ballots as they might have been: a few voters who had chosen one project more, or less, or it alone.

Voters are taken from the ballots in a declared order, the whole of a ballot's voters before the next; what they cast
instead is merged with the ballots that are alike. Nobody's limits on the length of a ballot are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

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
    return _merged(kept, others)


def _merged(kept: list[Ballot], others: list[Ballot]) -> tuple[Ballot, ...]:
    """`merge` of both, where `kept` are in order and none of them alike: a few others find their place."""
    if 8 * len(others) > len(kept):
        return merge([*kept, *others])
    for other in merge(others):
        at = bisect_left(kept, _key(other), key=_key)
        if at < len(kept) and _key(kept[at]) == _key(other):
            kept[at] = replace(other, count=kept[at].count + other.count)
        else:
            kept.insert(at, other)
    return tuple(kept)


def _key(ballot: Ballot) -> tuple[tuple[tuple[int, int], ...], tuple[int, ...]]:
    return ballot.points, ballot.ranking


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
    """The ballots that do not choose this project, those whose voters have most money left first."""
    supporters = set(counted.election.supporters(not_for))
    return [ballot for ballot in counted.richest if ballot not in supporters]


def most_paid_first(counted: Counted, project: int) -> list[int]:
    """The ballots that choose this project, those whose voters paid most for it first."""
    paid = next((each.paid for each in counted.outcome.rounds if each.project == project), None)
    supporters = counted.election.supporters(project)
    if paid is None or not len(paid):
        return list(supporters)
    place_of = sorted(range(len(paid.amounts)), key=paid.amounts.__getitem__, reverse=True)
    rank = {place: i for i, place in enumerate(place_of)}
    ranks = {ballot: rank[place] for ballot, place in zip(paid.ballots.tolist(), paid.which.tolist(), strict=True)}
    return sorted(supporters, key=lambda ballot: (ranks[ballot], ballot))
