"""The page of a vote in cases of their own: one made-up vote for each."""

from __future__ import annotations

import csv
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from leastfirst.definitions import load_rule_sheet, shipped
from leastfirst.exchange.pabulib import read_pabulib
from leastfirst.exchange.report.vote_payments import Scale, payment_of
from leastfirst.exchange.report.vote_projects import won_words
from tests.unit.exchange.report.vote_making import COUNTY, DEFAULT, made_vote, vote

# Three want the dear one, two the cheaper one, one the third; only one of the first two fits.
SMALL = vote([(1, 10, "Ash"), (2, 5, "Beech"), (3, 6, "Cedar")], ["1", "1", "1", "2", "2", "3"], budget=10)


def test_a_cheaper_asking_project_that_may_not_win_is_not_said_to_go_first(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "id: own\nkind: rule-sheet\ntitle: Our own\nsummary: Ours.\nsource: a test\nvintage: '2026'\nlicence: none\n"
        "status: decided\nrule: equal-shares\nsatisfaction: cost\nexclusions: [{project: '1', reason: Not ours}]\n",
        encoding="utf-8",
    )
    made = made_vote(
        vote([(1, 2, "Ash"), (2, 2, "Beech")], ["1,2", "1"], budget=4), tmp_path, rules=str(tmp_path / "own.yaml")
    )
    assert "Beech asks least of those that the rule sheet lets go first." in made.read.text
    assert "Decided for this vote." in made.read.text


def test_what_was_not_found_out_is_said_to_be_so(tmp_path: Path) -> None:
    made = made_vote(COUNTY, tmp_path, effort=1)
    assert "We could not search long enough to find a lower cost that would do." in made.block("2")
    assert "The search was not complete." in made.section("sure")


def test_where_ours_is_worse_the_page_says_so(tmp_path: Path) -> None:
    made = made_vote(SMALL, tmp_path, rules="greedy-votes-per-cost")
    assert made.record["voters"]["this_rule_sheet"]["nothing_funded"] == 4
    assert "With the most votes first, it would have been 3. So on this point the way we count is worse." in (
        made.read.text
    )


def test_a_check_that_fails_shows_its_counter_example(tmp_path: Path) -> None:
    ballots = ["1"] * 6 + ["2"] * 4
    made = made_vote(vote([(1, 100, "Ash"), (2, 30, "Beech")], ballots, budget=100), tmp_path, rules="greedy-votes")
    assert made.record["checks"]["ejr_up_to_any"]["holds"] is False
    section = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", made.section("checks")))
    assert "✗ No group is left short: does not hold" in section
    assert "4 voters chose “Beech” (£30), which was not elected." in section


@pytest.mark.parametrize(("right", "says"), [(True, "names this very rule sheet"), (False, "names another rule sheet")])
def test_a_vote_that_names_its_rule_sheet_is_held_to_it(right: bool, says: str, tmp_path: Path) -> None:
    sha256 = load_rule_sheet(DEFAULT).sha256 if right else "0" * 64
    meta = {"rule_sheet_sha256": sha256, "rule_sheet_fixed_on": "1 March 2026"}
    made = made_vote(vote([(1, 10, "Ash")], ["1"], budget=10, meta=meta), tmp_path)
    assert says in made.read.text
    assert "it was fixed on 1 March 2026" in made.read.text


def test_the_published_outcome_is_held_against_ours(tmp_path: Path) -> None:
    columns, rows = "project_id;cost;name;selected", [[1, 10, "Ash", 1], [2, 5, "Beech", 0], [3, 6, "Cedar", 0]]
    same = made_vote(vote(rows, ["1", "1", "2"], budget=10, columns=columns), tmp_path, rules="greedy-votes")
    assert "The published outcome names the same winners." in same.read.text
    rows[0][3], rows[1][3] = 0, 1
    other = made_vote(vote(rows, ["1", "1", "2"], budget=10, columns=columns), tmp_path, rules="greedy-votes")
    assert "The published outcome is another one. Won here only: “ Ash ”. Won there only: “ Beech ”." in other.read.text


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% include 'base.html' %}",
    "\u202eright to left\u2066",
    "=HYPERLINK(1)",
    "a\x07bell 'quoted' &amp; é",
    "W" * 300,
)


def test_names_can_do_no_harm(tmp_path: Path) -> None:
    rows = [(i + 1, 10, '"' + name.replace('"', '""') + '"') for i, name in enumerate(HOSTILE)]
    ballots = ["1,2", "3,4", "5,6,7", "1", "2", "7"]
    meta = {"description": '"<b>Vote</b>; ""now"""', "language": '"pl"" onload=""x"'}
    made = made_vote(vote(rows, ballots, budget=40, meta=meta), tmp_path)
    plain = made_vote(vote([(i + 1, 10, "Ash") for i in range(7)], ballots, budget=40), tmp_path)
    assert Counter(tag for tag, _ in made.read.tags) == Counter(tag for tag, _ in plain.read.tags)
    assert {name for _, attrs in made.read.tags for name in attrs} == {n for _, a in plain.read.tags for n in a}
    assert "{{ 7 * 7 }}" in made.read.text
    assert "\x07" not in made.html
    assert "<title>&lt;b&gt;Vote&lt;/b&gt;" in made.html
    for found in re.finditer("\u202e", made.html.partition('<section id="checks"')[0]):
        before = made.html[: found.start()]
        assert before.rindex("<bdi") > before.rindex(">", 0, before.rindex("<bdi")), "it is kept in an element"


def test_a_table_opens_in_a_spreadsheet_without_running_anything(tmp_path: Path) -> None:
    rows = [("=1+1", 10, "=HYPERLINK(1)"), ("@x", 10, "+44"), ("3", 10, "a, b")]
    made = made_vote(vote(rows, ["=1+1", "@x,3"], budget=20), tmp_path)
    with (made.folder / "projects.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [(line["project_id"], line["name"]) for line in lines] == [
        ("'=1+1", "'=HYPERLINK(1)"), ("'@x", "'+44"), ("3", "a, b"),
    ]  # fmt: skip
    assert list(made.record["projects"]) == ["=1+1", "@x", "3"], "outcome.json has them as they stand"


@pytest.mark.parametrize(("language", "marked"), [("pl", "pl"), ("nl-BE", "nl-BE"), ("en", ""), ("", ""), ("x<y", "")])
def test_names_are_marked_with_the_language_of_the_file(language: str, marked: str, tmp_path: Path) -> None:
    made = made_vote(vote([(1, 10, "Skatepark")], ["1"], budget=10, meta={"language": language}), tmp_path)
    found = {attrs.get("lang") for tag, attrs in made.read.tags if tag == "bdi"}
    assert found == ({marked} if marked else {None})


EDGES = {
    "nobody voted": (vote([(1, 10, "Ash")], [], budget=10), "0 people voted"),
    "one voter": (vote([(1, 10, "Ash")], ["1"], budget=10), "1 person voted"),
    "nothing fits": (vote([(1, 10, "Ash")], ["1", "1"], budget=9), "No project won."),
    "everything wins": (vote([(1, 4, "Ash"), (2, 5, "Beech")], ["1,2", "2"], budget=9), "No project lost."),
    "a blank ballot": (vote([(1, 4, "Ash"), (2, 5, "Beech")], ["1", ""], budget=5), "Voters who chose nothing"),
    "pence": (vote([(1, "4.50", "Ash"), (2, 5, "Beech")], ["1", "2"], budget="9.25"), "£4.50"),
    "ranks": (vote([(1, 4, "Ash"), (2, 5, "Beech")], ["2,1", "2"], budget=9, vote_type="ordinal"), "points"),
    "one choice": (vote([(1, 4, "Ash"), (2, 5, "Beech")], ["1", "1", "2"], budget=5, vote_type="choose-1"), "instead"),
    "many choices": (
        vote([(i, 1, f"P{i}") for i in range(12)], [",".join(map(str, range(12)))], budget=12),
        "8 or more",
    ),
}


@pytest.mark.parametrize("rules", shipped("rule-sheets"))
@pytest.mark.parametrize("case", EDGES)
def test_every_rule_has_a_page_for_every_vote(case: str, rules: str, tmp_path: Path) -> None:
    text, says = EDGES[case]
    made = made_vote(text, tmp_path, rules=rules, effort=20_000)
    if rules.startswith("equal-shares-cost-add1") or case in ("pence", "nobody voted"):
        assert says in made.read.text
    assert "None" not in made.section("winners")


def test_a_sheet_of_ones_own_is_told_with_part_funding_exclusions_and_lots(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "id: own\nkind: rule-sheet\ntitle: Our own\nsummary: Ours.\nsource: a test\nvintage: '2026'\nlicence: none\n"
        "status: example\nrule: greedy-votes\nsatisfaction: count\nties: {order: [], lot: ['3', '2', '1']}\n"
        "part_funding: {minimum: 10%}\nexclusions: [{project: '4', reason: It is not ours to build}]\n",
        encoding="utf-8",
    )
    rows = [(1, 4, "Ash"), (2, 5, "Beech"), (3, 6, "Cedar"), (4, 1, "Dogwood")]
    made = made_vote(vote(rows, ["1,2,3,4"], budget=10), tmp_path, rules=str(tmp_path / "own.yaml"))
    assert made.record["elected"] == ["3"]
    assert "It gets £4 of its cost: all that was left." in made.read.text
    assert "It is not ours to build" in made.block("4")
    assert "because the lot put it first" in made.block("3")
    assert "Our own" in made.section("others")
    assert '<p class="status example">' in made.section("rules")


def test_who_paid_nothing_is_not_among_those_who_paid() -> None:
    election = read_pabulib(SMALL.encode()).election
    rows = [{"each": "10", "rounded": 10, "voters": 5}, {"each": "0", "rounded": 0, "voters": 1}]
    project = {"name": "Ash", "cost": 50, "votes": 6, "paid": rows, "phase": "main"}
    payment = payment_of(project, Scale(6, Fraction(10)), election, id="a")
    assert payment is not None
    assert payment.rows == (("5 people", "£10"),)
    assert "5 people paid, £10 each." in payment.drawing
    assert won_words(project, {"count": {"share": 10}}, election) == (
        "5 of the 6 people who chose it paid for it, £10 each. The others had nothing left."
    )


def test_a_top_up_is_no_payment_and_explains_a_difference_of_its_own(tmp_path: Path) -> None:
    rows = [(1, 50, "Ash", 1), (2, 45, "Beech", 0)]
    text = vote(rows, ["1"] * 9 + ["2"], budget=100, columns="project_id;cost;name;selected")
    own = tmp_path / "own.yaml"
    own.write_text(TOP_UP, encoding="utf-8")
    made = made_vote(text, tmp_path, rules=str(own))
    assert made.record["projects"]["2"]["phase"] == "top-up"
    assert "Nobody&#39;s share paid for it: it is paid for by what was left" in made.block("2")
    assert "The only difference is the top-up" in made.html


TOP_UP = """id: own
kind: rule-sheet
title: Own
summary: Shares as they are, the rest by votes.
source: the council
vintage: "2026"
licence: ours
status: decided
rule: equal-shares
satisfaction: cost
top_up: greedy
"""
