"""What is written as .pb and read again is the same, for any document and any election."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from leastfirst.decide import Ballot, Election, Project
from leastfirst.decide.ballots import Limits, merge, points_of
from leastfirst.exchange.pabulib import (
    Document,
    Fault,
    PabulibError,
    document_bytes,
    document_of,
    read_document,
    read_pabulib,
)

# Whatever people write: semicolons, quotes, line ends, and the words that begin sections.
ODD = st.sampled_from(
    ['"', ";", ",", "\n", "\r", "\r\n", '""', '";"', " ", "META", "VOTES", "é", "\ufeff", "\x85", "\u2028"]
)
LETTERS = st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")
TEXT = st.lists(st.one_of(ODD, st.text(LETTERS, max_size=4)), max_size=5).map("".join)
# The name of a column stands there as it is: no semicolons, quotes or line ends in it.
COLUMN = st.text("abcdefg_", min_size=1, max_size=6)


def rows(width: int) -> st.SearchStrategy[tuple[tuple[str, ...], ...]]:
    # A row of which every cell is empty says nothing, and spreadsheets write such rows.
    row = st.tuples(*[TEXT] * width).filter(any)
    return st.lists(row, max_size=5).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    project_columns = ("project_id", "cost", *draw(st.lists(COLUMN, max_size=3, unique=True)))
    vote_columns = (*draw(st.lists(COLUMN, max_size=2, unique=True)), "voter_id", "vote")
    return Document(
        draw(rows(2)),
        project_columns,
        draw(rows(len(project_columns))),
        vote_columns,
        draw(rows(len(vote_columns))),
    )


@given(documents())
def test_a_document_is_the_same_when_it_is_read_again(document: Document) -> None:
    assert read_document(document_bytes(document)) == document


ID = st.text("abcXYZ0123/.-", min_size=1, max_size=4)
NAME = st.text(LETTERS, min_size=1, max_size=8).map(str.strip).filter(bool)


@st.composite
def elections(draw: st.DrawFn) -> Election:
    """An election as a file can state it: of any type, with odd names, decimals and ballots that choose nothing."""
    kind: Any = draw(st.sampled_from(["approval", "choose-1", "ordinal", "cumulative", "scored"]))
    ids = draw(st.lists(ID, min_size=1, max_size=5, unique=True))
    # The smallest unit in which all of the money is whole is the one that is read: one cost is not a round one.
    unit = draw(st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100)]))
    costs = [draw(st.integers(0, 1000)) * 10 + 1, *(draw(st.integers(1, 10_000)) for _ in ids[1:])]
    texts = [("colour", draw(TEXT.map(str.strip)))] if draw(st.booleans()) else []
    projects = tuple(Project(each, draw(NAME), cost, texts=tuple(texts)) for each, cost in zip(ids, costs, strict=True))
    positions = st.lists(st.integers(0, len(ids) - 1), unique=True, max_size=1 if kind == "choose-1" else None)
    longest = draw(st.sampled_from([None, len(ids), len(ids) + 3])) if kind == "ordinal" else None
    limits, ballots, points_unit = Limits(kind, max_length=longest), [], Fraction(1)
    for chosen in draw(st.lists(positions, max_size=6)):
        given_points = [draw(st.integers(1, 9)) for _ in chosen]
        points = points_of(chosen, given_points, limits, projects=len(ids))
        whole = tuple((project, int(value)) for project, value in points)
        ballots.append(Ballot(whole, draw(st.integers(1, 3)), tuple(chosen) if kind == "ordinal" else ()))
    selected = draw(st.none() | st.sets(st.sampled_from(ids)))
    meta = {"description": draw(NAME), "instance": "2026", "currency": "GBP", "weather": draw(TEXT)}
    budget = draw(st.integers(1, 100_000))
    meta |= {"num_projects": str(len(ids)), "num_votes": str(sum(ballot.count for ballot in ballots))}
    meta |= {"vote_type": "scoring" if kind == "scored" else kind}
    meta |= {"max_length": str(longest)} if longest else {}
    value = budget * unit
    meta["budget"] = str(value) if value.denominator == 1 else f"{float(value):.2f}"
    return Election(
        title=meta["description"],
        vote_type=kind,
        unit=unit,
        currency="GBP",
        budget=budget,
        projects=projects,
        ballots=merge(ballots),
        selected=None if selected is None else tuple(each for each in ids if each in selected),
        meta=tuple(meta.items()),
        points_unit=points_unit,
    )


@given(elections())
def test_an_election_is_the_same_when_it_is_read_again(election: Election) -> None:
    again = read_pabulib(document_bytes(document_of(election)))
    assert again.election == election
    assert again.election.sha256 == election.sha256


@given(elections())
def test_merged_ballots_keep_every_voter_and_every_point(election: Election) -> None:
    apart = [Ballot(b.points, 1, b.ranking) for b in reversed(election.ballots) for _ in range(b.count)]
    assert merge(apart) == election.ballots


@settings(max_examples=500)
@given(elections(), st.sampled_from([b"", b";", b'"', b"\n", b",", b"-", b"9", b"\xff", b"a"]), st.data())
def test_a_file_with_some_bytes_changed_is_read_or_refused_by_line(
    election: Election, noise: bytes, data: st.DataObject
) -> None:
    written = document_bytes(document_of(election))
    start = data.draw(st.integers(0, len(written)))
    changed = written[:start] + noise + written[start + data.draw(st.integers(0, 3)) :]
    try:
        faults: tuple[Fault, ...] | None = read_pabulib(changed).notes
    except PabulibError as error:
        faults = error.faults
        lines = [fault.line for fault in faults]
        ordered = lines == sorted(lines) and bool(lines)
    else:
        ordered = True
    assert ordered
    assert all(0 <= fault.line <= changed.count(b"\n") + 1 for fault in faults or ())
