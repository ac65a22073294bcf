"""An election counts its own votes, refuses what contradicts itself, and has one sha256."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from leastfirst.decide import Ballot, Election, Project
from leastfirst.ground.errors import DataError

ELECTION = Election(
    title="A vote",
    vote_type="cumulative",
    unit=Fraction(1),
    currency="GBP",
    budget=1000,
    projects=(Project("a", "Benches", 500), Project("b", "A ramp", 300), Project("c", "Lights", 700)),
    ballots=(Ballot((), 2), Ballot(((0, 1), (1, 3)), 4), Ballot(((1, 2),), 1)),
)


def test_it_counts_voters_votes_points_and_supporters() -> None:
    assert ELECTION.voters == 7
    assert ELECTION.votes == (4, 5, 0)
    assert ELECTION.total_points == (4, 14, 0)
    assert [ELECTION.supporters(project) for project in range(3)] == [(1,), (1, 2), ()]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"budget": 1001},
        {"unit": Fraction(1, 100)},
        {"points_unit": Fraction(1, 10)},
        {"selected": ()},
        {"selected": ("a",)},
        {"meta": (("a", "b"),)},
        {"ballots": (Ballot((), 3), *ELECTION.ballots[1:])},
        {"projects": (Project("a", "Benches", 501), *ELECTION.projects[1:])},
    ],
)
def test_whatever_changes_changes_the_sha256(change: dict[str, Any]) -> None:
    assert replace(ELECTION, **change).sha256 != ELECTION.sha256
    assert replace(ELECTION).sha256 == ELECTION.sha256


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"budget": -1}, "below nothing"),
        ({"projects": (*ELECTION.projects, Project("a", "Again", 1))}, "two projects have the id 'a'"),
        ({"projects": (Project("a", "Benches", 0), *ELECTION.projects[1:])}, "project 'a' costs 0"),
        ({"ballots": (Ballot(((3, 1),)),)}, "among 3 projects"),
        ({"ballots": (Ballot(((1, 1), (0, 1))),)}, "out of order"),
        ({"ballots": (Ballot(((1, 1), (1, 1))),)}, "or twice"),
        ({"ballots": (Ballot(((1, 0),)),)}, "gives 0 points"),
        ({"ballots": (Ballot(((1, 1),), 0),)}, "cast by 0 voters"),
        ({"ballots": (Ballot(((1, 1),), 1, (2,)),)}, "ranks other projects"),
        ({"selected": ("z",)}, "'z' is said to have won"),
    ],
)
def test_what_contradicts_itself_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(DataError, match=words):
        replace(ELECTION, **change)
