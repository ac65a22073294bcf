"""The ballots as arrays: who supports which project, and how much."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.election import Election

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Support:
    """g ballots (identical ones merged) and p projects, each choice one entry.

    For project j: `of[j]`, the ballots that support it, ascending; `weights[j]`, voters times points of each;
    `points[j]`, the points of each, or None where each supporter counts as 1; `heads[j]`, the voters of each;
    `entries[j]`, where each of these choices stands in the list of choices by ballot, in which ballot i has those from
    `starts[i]` to `starts[i + 1]`. `counts` are voters per ballot; `choice_weights`, voters times points in the list by
    ballot. `total[j]` is the sum of `weights[j]`.
    """

    counts: Ints
    starts: Ints
    choice_weights: Floats
    of: list[NDArray[np.intp]]
    entries: list[NDArray[np.intp]]
    heads: list[Floats]
    weights: list[Floats]
    points: list[Floats] | None
    total: list[int]

    @property
    def voters(self) -> int:
        """How many voters there are, those who chose nothing included."""
        return int(self.counts.sum())

    @classmethod
    def of_election(cls, election: Election, *, by_points: bool) -> Support:
        """The arrays of an election; `by_points` if supporters weigh by their points, and not by 1 each."""
        ballots, p = election.ballots, len(election.projects)
        counts = np.array([ballot.count for ballot in ballots], dtype=np.int64)
        lengths = np.array([len(ballot.points) for ballot in ballots], dtype=np.int64)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])
        flat = np.fromiter(
            chain.from_iterable(chain.from_iterable(ballot.points for ballot in ballots)),
            dtype=np.int64,
            count=2 * int(starts[-1]),
        ).reshape(-1, 2)
        order = np.argsort(flat[:, 0], kind="stable")
        ends = np.searchsorted(flat[order, 0], np.arange(p + 1))
        ballot_of = np.repeat(np.arange(len(ballots)), lengths)
        entries = [order[ends[j] : ends[j + 1]] for j in range(p)]
        of = [ballot_of[each] for each in entries]
        points = [flat[each, 1].astype(float) for each in entries] if by_points else None
        whole = counts[ballot_of] * flat[:, 1] if by_points else counts[ballot_of]
        heads = [counts[each].astype(float) for each in of]
        return cls(
            counts=counts,
            starts=starts,
            choice_weights=whole.astype(float),
            of=of,
            entries=entries,
            heads=heads,
            weights=[whole[each].astype(float) for each in entries] if by_points else heads,
            points=points,
            total=[int(whole[each].sum()) for each in entries],
        )

    def choices(self, ballots: NDArray[np.intp]) -> NDArray[np.intp]:
        """Where the choices of these ballots stand in the list by ballot, one ballot after the other."""
        lengths = self.starts[ballots + 1] - self.starts[ballots]
        ends = np.cumsum(lengths)
        whole = int(ends[-1]) if len(ends) else 0
        places: NDArray[np.intp] = np.arange(whole) + np.repeat(self.starts[ballots] - ends + lengths, lengths)
        return places
