"""A file of a vote is read whole, or refused with every fault and its line."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from leastfirst.decide import Ballot
from leastfirst.exchange.pabulib import (
    Fault,
    PabulibError,
    document_bytes,
    document_of,
    lines,
    read_document,
    read_pabulib,
)
from leastfirst.exchange.pabulib.lines import parted
from leastfirst.ground.errors import DataError

META = """META
key;value
description;A vote
country;England
unit;Anytown
instance;2026
num_projects;3
num_votes;3
budget;1000
vote_type;{vote_type}
rule;unknown
date_begin;01.06.2026
date_end;14.06.2026
"""
PROJECTS = """PROJECTS
project_id;cost;name
a;500;Benches
b;300;A ramp
c;700;Lights
"""
APPROVAL = """VOTES
voter_id;vote
1;a,b
2;b,a
3;c
"""
PLAIN = META.format(vote_type="approval") + PROJECTS + APPROVAL


def faults(text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(PabulibError) as caught:
        read_pabulib(text.encode() if isinstance(text, str) else text)
    return caught.value.faults


def typed(vote_type: str, votes: str, *, more: str = "", number: int = 1) -> str:
    """A vote of some type: `votes` are its rows with their header, `more` further lines of META."""
    head = META.format(vote_type=vote_type).replace("num_votes;3", f"num_votes;{number}")
    return head + more + PROJECTS + "VOTES\n" + votes


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


# Each row: the whole text with one thing changed, the line of the fault, and some of its words.
FAULTY = {
    "no META": (PROJECTS + APPROVAL, 0, "no section META"),
    "no PROJECTS": (META.format(vote_type="approval") + APPROVAL, 0, "no section PROJECTS"),
    "no VOTES": (META.format(vote_type="approval") + PROJECTS, 0, "no section VOTES"),
    "nothing at all": ("", 0, "no section META"),
    "a section without its columns": (PLAIN.partition("voter_id")[0], 20, "no column voter_id and no column vote"),
    "a section twice": (PLAIN + PROJECTS, 24, "PROJECTS begins a second time"),
    "sections in another order": (
        META.format(vote_type="approval") + APPROVAL + PROJECTS,
        19,
        "PROJECTS stands after VOTES",
    ),
    "a row before the first section": ("hello;you\n" + PLAIN, 1, "before the first section"),
    "no budget": (PLAIN.replace("budget;1000\n", ""), 1, "does not say 'budget'"),
    "no number of votes": (PLAIN.replace("num_votes;3\n", ""), 1, "does not say 'num_votes'"),
    "no number of projects": (PLAIN.replace("num_projects;3\n", ""), 1, "does not say 'num_projects'"),
    "no type of vote": (PLAIN.replace("vote_type;approval\n", ""), 1, "does not say 'vote_type'"),
    "an unknown type of vote": (PLAIN.replace(";approval", ";applause"), 10, "'applause' is not a type of vote"),
    "a key twice": (PLAIN.replace("rule;", "budget;5\nrule;"), 11, "'budget' is said a second time (first on line 9)"),
    "a value without its key": (PLAIN.replace("rule;", ";"), 11, "without its key"),
    "a budget in words": (PLAIN.replace("1000", "a lot"), 9, "budget: 'a lot' is not a number"),
    "a budget with a comma": (PLAIN.replace("1000", "1,000"), 9, "'1,000' is not a number"),
    "a budget with an exponent": (PLAIN.replace("1000", "1e3"), 9, "'1e3' is not a number"),
    "no money at all": (PLAIN.replace("1000", "0"), 9, "budget is 0"),
    "a budget below nothing": (PLAIN.replace("1000", "-1000"), 9, "budget is -1000"),
    "a budget beyond counting": (PLAIN.replace("1000", "1" + "0" * 17), 9, "is too large"),
    "a limit in words": (PLAIN.replace("rule;", "max_length;few\nrule;"), 11, "max_length: 'few' is not a number"),
    "limits that contradict": (
        PLAIN.replace("rule;", "min_length;3\nmax_length;2\nrule;"),
        12,
        "min_length is more than max_length",
    ),
    "a negative cost": (PLAIN.replace(";300;", ";-300;"), 17, "project 'b': -300 is not more than nothing"),
    "a cost of nothing": (PLAIN.replace(";300;", ";0;"), 17, "project 'b': 0 is not more than nothing"),
    "a cost in words": (PLAIN.replace(";300;", ";cheap;"), 17, "project 'b': 'cheap' is not a number"),
    "a cost left out": (PLAIN.replace(";300;", ";;"), 17, "project 'b': '' is not a number"),
    "a cost too fine": (PLAIN.replace(";300;", ";300.0000001;"), 17, "more than 6 figures after the point"),
    "a cost in other digits": (PLAIN.replace(";300;", ";٣٠٠;"), 17, "is not a number"),
    "a project twice": (
        PLAIN.replace("b;300", "a;300"),
        17,
        "project 'a' stands there a second time (first on line 16)",
    ),
    "a project without an id": (PLAIN.replace("b;300", ";300"), 17, "'' cannot be a project's id"),
    "a comma in an id": (PLAIN.replace("b;300", "b,2;300"), 17, "'b,2' cannot be a project's id"),
    "a column twice": (PLAIN.replace("id;cost;name", "id;cost;cost"), 15, "two columns are called 'cost'"),
    "another number of projects": (
        PLAIN.replace("num_projects;3", "num_projects;4"),
        7,
        "says 4, and section PROJECTS has 3",
    ),
    "another number of votes": (PLAIN.replace("num_votes;3", "num_votes;30"), 8, "says 30, and section VOTES has 3"),
    "a semicolon in a name": (PLAIN.replace("A ramp", "A ramp; and rails"), 17, "has 4 cells, and its section has 3"),
    "a cell too few": (PLAIN.replace("2;b,a", "2"), 22, "has 1 cell, and its section has 2 columns"),
    "a quote that is not closed": (PLAIN.replace("A ramp", '"A ramp'), 17, "a quote that is not closed"),
    "a vote for an unknown project": (PLAIN.replace("2;b,a", "2;b,x"), 22, "for project 'x', which is not among"),
    "a vote for nobody between commas": (PLAIN.replace("2;b,a", "2;b,,a"), 22, "for project ''"),
    "a voter twice": (PLAIN.replace("3;c", "1;c"), 23, "voter '1' stands there a second time (first on line 21)"),
    "a voter twice, with spaces": (PLAIN.replace("3;c", " 1 ;c"), 23, "voter '1' stands there a second time"),
    "a ballot without a voter": (PLAIN.replace("3;c", ";c"), 23, "no voter_id"),
    "a project twice in one ballot": (PLAIN.replace("3;c", "3;c,c"), 23, "names project 'c' more than once"),
    "too many projects": (PLAIN.replace("rule;", "max_length;1\nrule;"), 22, "chooses 2 projects, and at most 1"),
    "too few projects": (PLAIN.replace("rule;", "min_length;2\nrule;"), 24, "chooses 1 projects, and at least 2"),
    "none where one is the least": (
        PLAIN.replace("rule;", "min_length;1\nrule;").replace("3;c", "3;"),
        24,
        "chooses 0 projects, and at least 1",
    ),
    "a knapsack too full": (PLAIN.replace("rule;", "max_sum_cost;799.5\nrule;"), 22, "cost more than a ballot may"),
    "a knapsack too empty": (PLAIN.replace("rule;", "min_sum_cost;750\nrule;"), 24, "cost less than a ballot must"),
    "two in choose-1": (typed("choose-1", "voter_id;vote\n1;a,b\n"), 21, "chooses 2 projects where one may be"),
    "a rank twice": (typed("ordinal", "voter_id;vote\n1;a,b,a\n"), 21, "names project 'a' more than once"),
    "no points": (typed("cumulative", "voter_id;vote\n1;a\n"), 20, "a cumulative vote has no column points"),
    "points for fewer": (
        typed("cumulative", "voter_id;vote;points\n1;a,b;3\n"),
        21,
        "gives 1 points to 2 projects",
    ),
    "points in words": (typed("scoring", "voter_id;vote;points\n1;a;ten\n"), 21, "the points: 'ten' is not a number"),
    "points below nothing": (typed("scoring", "voter_id;vote;points\n1;a;-1\n"), 21, "gives a project -1 points"),
    "too many points in all": (
        typed("cumulative", "voter_id;vote;points\n1;a,b;3,3\n", more="max_sum_points;5\n"),
        22,
        "gives 6 points, and the most is 5",
    ),
    "too few points in all": (
        typed("cumulative", "voter_id;vote;points\n1;a,b;1,1\n", more="min_sum_points;5\n"),
        22,
        "gives 2 points, and the least is 5",
    ),
    "too many points for one": (
        typed("scoring", "voter_id;vote;points\n1;a,b;1,2.5\n", more="max_points;2\n"),
        22,
        "gives a project 2.5 points, and the most is 2",
    ),
    "too few points for one": (
        typed("scoring", "voter_id;vote;points\n1;a,b;1,2\n", more="min_points;2\n"),
        22,
        "gives a project 1 points, and the least is 2",
    ),
    "a mark in words": (
        PLAIN.replace("cost;name", "cost;selected")
        .replace("Benches", "yes")
        .replace("A ramp", "0")
        .replace("Lights", "1"),
        16,
        "'yes' does not say whether project 'a' won",
    ),
    "Polish letters of another encoding": (PLAIN.encode().replace(b"A ramp", b"\xb3awka"), 17, "(0xb3) is not UTF-8"),
    "a zero byte": (PLAIN.replace("A ramp", "A\0ramp"), 17, "a zero byte"),
}


@pytest.mark.parametrize(("text", "line", "words"), FAULTY.values(), ids=FAULTY)
def test_each_fault_is_named_with_its_line(text: str | bytes, line: int, words: str) -> None:
    found = faults(text)
    assert [fault for fault in found if fault.line == line and words in fault.what], found
    assert all(fault.what and not fault.what.endswith(".") for fault in found)


@pytest.mark.parametrize(
    "name", [name for name in FAULTY if name.startswith(("a vote", "too", "a negative", "a section"))]
)
def test_one_fault_does_not_bring_others_with_it(name: str) -> None:
    assert len(faults(FAULTY[name][0])) == len({fault.line for fault in faults(FAULTY[name][0])}) <= 2


def test_a_semicolon_in_a_name_is_one_fault_and_not_one_for_each_vote_besides() -> None:
    assert len(faults(FAULTY["a semicolon in a name"][0])) == 1


def test_all_faults_are_named_at_once_in_the_order_of_lines() -> None:
    text = PLAIN.replace(";300;", ";-1;").replace("2;b,a", "1;x").replace("num_votes;3", "num_votes;4").encode()
    found = faults(text.replace(b"Lights", b"\xff\xfe"))
    assert [fault.line for fault in found] == [8, 17, 18, 22, 22]


def test_the_message_shows_twenty_and_counts_the_rest() -> None:
    rows = "".join(f"{i};z{i}\n" for i in range(1500))
    with pytest.raises(PabulibError) as caught:
        read_pabulib(typed("approval", "voter_id;vote\n" + rows, number=1500).encode(), name="vote.pb")
    error = caught.value
    assert str(error).startswith("vote.pb: 1,500 faults in the file of the vote; mend every line named:\n  line 21: ")
    assert str(error).endswith("  ... and 1,480 more.")
    assert str(error).count("\n") == 21
    assert (len(error.faults), error.more) == (1000, 500)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PLAIN.encode("utf-16"), "it is UTF-16 text, or none; save the vote as UTF-8 text."),
        (PLAIN.encode("utf-16-le"), "it is UTF-16 text, or none; save the vote as UTF-8 text."),
        (b"PK\x03\x04" + PLAIN.encode(), "it is no text (a spreadsheet, perhaps, or a packed file)"),
        (bytes(range(256)) * 50, "it is no text (a spreadsheet, perhaps, or a packed file)"),
    ],
    ids=["UTF-16", "UTF-16 without a mark", "a spreadsheet", "bytes"],
)
@pytest.mark.parametrize("read", [read_pabulib, read_document])
def test_a_file_of_another_kind_is_refused_in_one_line(
    read: Callable[..., object], content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "vote.pb"
    path.write_bytes(content)
    for source in (content, path):
        with pytest.raises(DataError) as caught:
            read(source, name="vote.pb")
        assert str(caught.value).startswith(f"vote.pb: {words}")
        assert "\n" not in str(caught.value)


def test_a_project_that_there_is_not_is_one_fault_however_many_ballots_name_it() -> None:
    first, second = faults(PLAIN.replace("b;300", "a;300"))
    assert (first.line, second.line) == (17, 21)
    assert second.what == (
        "the vote is for project 'b', which is not among the projects (2 ballots name it, this one first)"
    )


def test_what_to_do_speaks_of_a_limit_only_where_there_is_one_and_shows_a_whole_line() -> None:
    assert faults(FAULTY["a project twice in one ballot"][0])[0].do == "mend the ballot"
    assert faults(FAULTY["two in choose-1"][0])[0].do == "mend the ballot"
    assert faults(FAULTY["points below nothing"][0])[0].do == "mend the ballot"
    assert faults(FAULTY["too many projects"][0])[0].do == "mend the ballot, or the limit in META"
    assert faults(FAULTY["no type of vote"][0])[0].do == "add a line such as vote_type;approval"


def test_a_missing_column_of_points_is_one_fault() -> None:
    assert len(faults(FAULTY["no points"][0])) == 1


def test_the_last_fault_ends_as_the_others_do() -> None:
    with pytest.raises(PabulibError) as caught:
        read_pabulib(PLAIN.replace("2;b,a", "2;b,x").encode())
    assert str(caught.value).endswith("or add the project.")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such file"):
        read_pabulib(tmp_path / "none.pb")
    with pytest.raises(DataError, match="it cannot be read"):
        read_pabulib(tmp_path)


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
