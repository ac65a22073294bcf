"""A file of a vote is read whole, or refused with every fault and its line."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from pathlib import Path

import pytest

from leastfirst.decide import Ballot
from leastfirst.exchange.pabulib import (
    document_bytes,
    document_of,
    lines,
    read_document,
    read_pabulib,
)
from leastfirst.exchange.pabulib.lines import parted
from tests.unit.exchange.pabulib.plain_vote import META, PLAIN, PROJECTS, faults, typed


def test_a_plain_vote() -> None:
    reading = read_pabulib(PLAIN.encode())
    election = reading.election
    assert (election.title, election.vote_type, election.unit, election.budget) == ("A vote", "approval", 1, 1000)
    assert [(p.id, p.name, p.cost) for p in election.projects] == [
        ("a", "Benches", 500),
        ("b", "A ramp", 300),
        ("c", "Lights", 700),
    ]
    assert election.ballots == (Ballot(((0, 1), (1, 1)), 2), Ballot(((2, 1),), 1))
    assert election.voters == 3
    assert election.selected is None
    assert reading.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.rstrip("\n").encode(),
        PLAIN.replace("PROJECTS\n", "\n \nPROJECTS\n").replace("\n \n", "\n\n").encode(),
        PLAIN.replace("A ramp", '"A ramp"').encode(),
        PLAIN.replace("1;a,b", '1;"a, b"').encode(),
        "".join(f"{line};;\n" for line in PLAIN.splitlines()).encode() + b";;;\n",
        PLAIN.replace("META", "meta ").encode(),
        PLAIN.replace("1000", "1000.00").encode(),
    ],
    ids=["BOM", "Windows", "no last line end", "empty lines", "quotes", "spaces", "spreadsheet", "small", "decimals"],
)
def test_ways_of_writing_that_say_the_same(text: bytes) -> None:
    plain, other = read_pabulib(PLAIN.encode()).election, read_pabulib(text).election
    assert (other.projects, other.ballots, other.budget) == (plain.projects, plain.ballots, plain.budget)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('"Benches; and a table"', "Benches; and a table"),
        ('"The ""green"" one"', 'The "green" one'),
        ('The "green" one', 'The "green" one'),
        ('"Green" roofs', '"Green" roofs'),
        ('"Two\nlines"', "Two\nlines"),
        ('"Two\r\nlines; ""and"" more"', 'Two\r\nlines; "and" more'),
    ],
)
def test_names_in_quotes(written: str, name: str) -> None:
    text = PLAIN.replace("Benches", written)
    assert read_pabulib(text.encode()).election.projects[0].name == name
    document = read_document(text.encode())
    assert document.projects[0][2] == name
    assert read_document(document_bytes(document)) == document


def test_a_voter_may_choose_nothing_and_still_counts() -> None:
    election = read_pabulib(PLAIN.replace("3;c", "3;").encode()).election
    assert election.ballots == (Ballot((), 1), Ballot(((0, 1), (1, 1)), 2))
    assert election.voters == 3


def test_money_with_decimals_becomes_whole_minor_units() -> None:
    election = read_pabulib(PLAIN.replace("1000", "1000.5").replace(";300;", ";300.25;").encode()).election
    assert election.unit == Fraction(1, 100)
    assert election.budget == 100050
    assert [project.cost for project in election.projects] == [50000, 30025, 70000]


def test_points_with_decimals_become_whole_units_of_points() -> None:
    rows = "voter_id;vote;points\n1;b,a;2.5,1\n2;c;0.25\n3;c;0\n"
    election = read_pabulib(typed("cumulative", rows, number=3).encode()).election
    assert election.points_unit == Fraction(1, 100)
    assert election.ballots == (Ballot((), 1), Ballot(((0, 100), (1, 250))), Ballot(((2, 25),)))


def test_ranks_count_by_borda_from_the_longest_ballot_allowed_or_their_own_length() -> None:
    rows = "voter_id;vote\n1;c,a\n"
    own = read_pabulib(typed("ordinal", rows).encode()).election.ballots
    allowed = read_pabulib(typed("ordinal", rows, more="max_length;3\n").encode()).election.ballots
    assert own == (Ballot(((0, 1), (2, 2)), 1, (2, 0)),)
    assert allowed == (Ballot(((0, 2), (2, 3)), 1, (2, 0)),)


def test_a_scored_ballot_gives_the_default_to_what_it_leaves_out() -> None:
    text = typed("scoring", "voter_id;vote;points\n1;c,a;5,0\n", more="default_score;2\n")
    election = read_pabulib(text.encode()).election
    assert election.vote_type == "scored"
    assert election.ballots == (Ballot(((1, 2), (2, 5))),)
    assert read_pabulib(document_bytes(document_of(election))).election.ballots == election.ballots


def outcome(marks: str) -> str:
    text = PLAIN.replace("cost;name", "cost;selected")
    for name, mark in zip(("Benches", "A ramp", "Lights"), marks, strict=True):
        text = text.replace(name, mark)
    return text


def test_a_published_outcome_is_kept_and_what_is_odd_about_it_is_noted() -> None:
    assert read_pabulib(outcome("110").encode()).election.selected == ("a", "b")
    assert read_pabulib(outcome("000").encode()).election.selected == ()
    over = read_pabulib(outcome("101").encode())
    assert over.election.selected == ("a", "c")
    assert ["that won cost more than the budget" in note.what for note in over.notes] == [True]
    besides = read_pabulib(outcome("112").encode())
    assert besides.election.selected == ("a", "b")
    assert [note.line for note in besides.notes] == [0, 18]
    assert "marked 2" in besides.notes[1].what
    assert besides.election.projects[2].texts == (("selected", "2"),)
    assert read_pabulib(document_bytes(document_of(besides.election))).election == besides.election


def test_what_is_odd_but_clear_is_noted_and_counted() -> None:
    rows = "voter_id;vote;points\n1;a,a;2,1\n2;b;3\n3;a,a;2,1\n"
    text = typed("cumulative", rows, number=3, more="max_sum_points;3\n").replace("country;England\n", "")
    text = (
        text.replace("cost;name", "cost;votes").replace("Benches", "4").replace("A ramp", "1").replace("Lights", "none")
    )
    reading = read_pabulib(text.encode())
    assert reading.election.ballots == (Ballot(((0, 3),), 2), Ballot(((1, 3),)))
    assert [note.line for note in reading.notes] == [1, 16, 21, 23]
    assert "does not say country" in reading.notes[0].what
    assert "4 in the column votes, and its ballots add up to 2" in reading.notes[1].what
    assert "more than once: its points are added up" in reading.notes[2].what
    odd = typed("ordinal", "voter_id;vote\n1;a\n", more="scoring_fn;Copeland\n")
    assert "counted by Borda" in read_pabulib(odd.encode()).notes[0].what


def test_unknown_keys_and_columns_are_kept() -> None:
    text = PLAIN.replace("rule;", "weather;fine; \nrule;".replace("; ", "")).replace("cost;name", "cost;name;colour")
    text = text.replace("Benches", "Benches;red").replace("A ramp", "A ramp;").replace("Lights", "Lights;blue")
    text = text.replace("voter_id;vote", "voter_id;vote;age").replace("1;a,b", "1;a,b;41").replace("2;b,a", "2;b,a;")
    text = text.replace("3;c", "3;c;17")
    election = read_pabulib(text.encode()).election
    assert ("weather", "fine") in election.meta
    assert [dict(project.texts)["colour"] for project in election.projects] == ["red", "", "blue"]
    assert document_bytes(read_document(text.encode())).decode() == text
    again = document_of(election)
    assert ("weather", "fine") in again.meta
    assert again.project_columns == ("project_id", "cost", "name", "colour")


def test_nothing_of_who_voted_is_left_in_the_election() -> None:
    election = read_pabulib(PLAIN.replace("3;c", "4711-secret;c").encode()).election
    assert b"4711" not in election.canonical_bytes()
    assert b"4711" not in document_bytes(document_of(election))


def test_the_order_of_voters_changes_nothing_but_the_sha256_of_the_file() -> None:
    one, other = (
        read_pabulib(PLAIN.encode()),
        read_pabulib(
            (META.format(vote_type="approval") + PROJECTS + ("VOTES\nvoter_id;vote\n3;c\n2;a,b\n1;b,a\n")).encode()
        ),
    )
    assert one.election == other.election
    assert one.election.sha256 == other.election.sha256
    assert one.sha256 != other.sha256


def test_a_stray_quote_is_not_closed_by_the_quotes_of_a_later_row() -> None:
    text = PLAIN.replace("Benches", '"Benches').replace("Lights", '"Lights; new"')
    assert [(fault.line, fault.what) for fault in faults(text)] == [
        (16, "a cell begins with a quote that is not closed")
    ]


@pytest.mark.parametrize("cell", ['"a', '"a""'])
def test_a_stray_quote_on_every_line_is_not_looked_after_again_and_again(
    cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, calls = 5000, []

    def counted(text: str) -> list[str] | None:
        calls.append(1)
        return parted(text)

    monkeypatch.setattr(lines, "parted", counted)
    rows = "".join(f"{i};{cell}\n" for i in range(number))
    found = faults(typed("approval", "voter_id;vote\n" + rows, number=number))
    assert found[0].what == "a cell begins with a quote that is not closed"
    assert len(calls) < 5 * number


def test_a_voter_or_a_key_may_be_called_like_a_section() -> None:
    document = read_document(PLAIN.replace("3;c", '"VOTES";').replace("rule;", '"META";\nrule;').encode())
    assert document.votes[-1] == ("VOTES", "")
    assert read_document(document_bytes(document)) == document
    assert read_pabulib(document_bytes(document)).election.voters == 3


def test_one_line_without_end_is_refused_without_reading_it_whole() -> None:
    found = faults(b"META\n" + b"x;" * 1_000_000)
    assert [fault for fault in found if fault.line == 2 and "longer than a million bytes" in fault.what]


def test_a_large_file_is_never_in_memory_whole(tmp_path: Path) -> None:
    path, number = tmp_path / "large.pb", 20_000
    rows = "".join(f"{i:0200};{'abc'[i % 3]}\n" for i in range(number))
    path.write_text(typed("approval", "voter_id;vote\n" + rows, number=number), encoding="utf-8")
    tracemalloc.start()
    try:
        read_pabulib(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 4_000_000
    assert peak < 1_000_000
