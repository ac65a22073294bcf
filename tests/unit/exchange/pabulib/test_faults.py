"""Every fault of a file of votes is named with its line, once, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from leastfirst.exchange.pabulib import (
    PabulibError,
    read_document,
    read_pabulib,
)
from leastfirst.ground.errors import DataError
from tests.unit.exchange.pabulib.plain_vote import APPROVAL, META, PLAIN, PROJECTS, faults, typed

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
