"""The VOTES section: ballots are checked, and those that are alike counted together, as the file goes by.

What is kept grows with the number of different ballots, not with the number of voters; of a voter's id no more than
64 bits are kept, and only to find who voted twice.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from leastfirst.decide import Ballot
from leastfirst.decide.ballots import Limits, Number, check_ballot, in_order, points_of
from leastfirst.exchange.pabulib.faults import KEPT, Faults
from leastfirst.exchange.pabulib.numbers import exact, unit_of

# How many ballots are known by their text, so that the next one like it need not be read again.
_KNOWN_TEXTS = 100_000

_MEND_UNKNOWN = "mend the ballot, or add the project"

# What makes two ballots alike: the ranking where projects are ranked, otherwise the points.
Key = tuple[Any, ...]


class BallotBox:
    """The ballots of the file so far.

    Faults: a voter without id, a project that there is not, more or fewer points than projects, and whatever breaks
    the limits of a ballot. Noted: a project that a voter of a cumulative or scored vote names twice, which then has
    both points; real files hold such ballots.
    """

    def __init__(
        self,
        limits: Limits,
        ids: Sequence[str],
        costs: Sequence[int],
        *,
        unread: Collection[str],
        faults: Faults,
        notes: Faults,
    ) -> None:
        self._limits, self._ids, self._costs, self._unread = limits, ids, costs, unread
        self._faults, self._notes = faults, notes
        self._position = {each: i for i, each in enumerate(ids)}
        self._known: dict[tuple[str, str], int] = {}
        self._places: dict[Key, int] = {}
        self._pairs: dict[tuple[int, Number], tuple[int, Number]] = {}
        self._counts: list[int] = []
        self._hashes = array("q")
        self._unknown: dict[str, tuple[int, int]] = {}

    @property
    def voters(self) -> int:
        """How many rows were taken."""
        return len(self._hashes)

    def take(self, line: int, voter: str, vote: str, points: str) -> None:
        """Add a row."""
        self._hashes.append(hash(voter.strip()))
        if not voter.strip():
            self._faults.add(line, "the ballot has no voter_id", "give each voter an id of their own, such as a number")
        text = (vote, points)
        place = self._known.get(text)
        if place is None:
            key = self._read(line, vote, points)
            if key is None:
                return
            place = self._places.setdefault(key, len(self._counts))
            if place == len(self._counts):
                self._counts.append(0)
            # A ballot that was noted is read each time, so that each has its note.
            if len(self._known) < _KNOWN_TEXTS and not (self._limits.with_points and vote.count(",") >= len(key)):
                self._known[text] = place
        self._counts[place] += 1

    def _read(self, line: int, vote: str, points: str) -> Key | None:
        before = self._faults.number
        names = [each.strip() for each in vote.split(",")] if vote.strip() else []
        chosen = []
        for name in names:
            at = self._position.get(name, -1)
            if at < 0 and name not in self._unread:
                self._take_unknown(line, name)
            chosen.append(at)
        given: list[Number] = []
        if self._limits.with_points:
            given = self._given(line, points, len(names))
        if self._faults.number > before or -1 in chosen:
            return None
        for said in check_ballot(chosen, given, self._limits, costs=self._costs, names=self._ids):
            self._faults.add(line, f"the ballot {said}", _what_to_do(said))
        if self._faults.number > before:
            return None
        if self._limits.with_points and len(set(chosen)) < len(chosen):
            again = next(each for i, each in enumerate(chosen) if each in chosen[:i])
            self._notes.add(
                line, f"the ballot names project '{self._ids[again]}' more than once: its points are added up"
            )
        if self._limits.vote_type == "ordinal":
            return tuple(chosen)
        # Ballots share their pairs: most of the memory of a large vote would go into equal ones.
        return tuple([self._pairs.setdefault(pair, pair) for pair in self._worth(chosen, given)])

    def _worth(self, chosen: Sequence[int], given: Sequence[Number]) -> tuple[tuple[int, Number], ...]:
        return points_of(chosen, given, self._limits, projects=len(self._ids))

    def _given(self, line: int, points: str, number: int) -> list[Number]:
        given: list[Number] = []
        for each in points.split(",") if points.strip() else []:
            try:
                given.append(exact(each))
            except ValueError as error:
                self._faults.add(line, f"the points: {error}", "mend the points")
                given.append(0)
        if len(given) != number:
            self._faults.add(line, f"the ballot gives {len(given)} points to {number} projects", "give one for each")
        return given

    def _take_unknown(self, line: int, name: str) -> None:
        if name in self._unknown or len(self._unknown) < KEPT:
            first, number = self._unknown.get(name, (line, 0))
            self._unknown[name] = first, number + 1
        else:
            self._faults.add(line, f"the vote is for project '{name}', which is not among the projects", _MEND_UNKNOWN)

    def name_unknown(self) -> None:
        """Name each project that there is not, once: one lost row of PROJECTS can touch every ballot."""
        for name, (line, number) in self._unknown.items():
            others = f" ({number:,} ballots name it, this one first)" if number > 1 else ""
            self._faults.add(
                line,
                f"the vote is for project '{name}', which is not among the projects{others}",
                _MEND_UNKNOWN,
            )

    def repeated(self) -> set[int]:
        """The hashes that more than one voter has: nearly always those who stand there twice."""
        hashes = np.frombuffer(self._hashes, dtype=np.int64) if self._hashes else np.empty(0, np.int64)
        ordered = np.sort(hashes)
        return {int(each) for each in ordered[1:][ordered[1:] == ordered[:-1]]}

    def ballots(self) -> tuple[tuple[Ballot, ...], Fraction]:
        """The merged ballots with points in whole units, and the unit. The box is empty afterwards.

        It is emptied as they are made, so that a large vote is not in memory twice.
        """
        unit = unit_of({value for _, value in self._pairs})
        scaled = {pair: (pair[0], int(pair[1] / unit)) for pair in self._pairs}
        ranked = self._limits.vote_type == "ordinal"
        made: list[Ballot] = []
        self._known.clear()
        while self._places:
            key, place = self._places.popitem()
            worth = self._worth(key, ()) if ranked else key
            points = tuple([scaled.setdefault(pair, (pair[0], int(pair[1]))) for pair in worth])
            made.append(Ballot(points, self._counts[place], key if ranked else ()))
        return in_order(made), unit


# What is wrong by no limit that META could have set otherwise.
_WITHOUT_LIMIT = ("more than once", "where one may be chosen", "and the least is 0")


def _what_to_do(said: str) -> str:
    within = any(each in said for each in _WITHOUT_LIMIT)
    return "mend the ballot" if within else "mend the ballot, or the limit in META"
