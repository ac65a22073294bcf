"""A vote of an edition is the record of its count; what strangers wrote stands apart from what we say."""

from __future__ import annotations

import json
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from leastfirst.decide import compare_sheets, count, explain
from leastfirst.definitions import load_rule_sheet, shipped
from leastfirst.definitions.edition import Counted, EditionDefinition
from leastfirst.exchange.pabulib import read_pabulib
from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.publishing import _about
from leastfirst.publish.votes.adding import add_votes
from leastfirst.publish.votes.said import pieces
from leastfirst.publish.work import Work
from leastfirst.publish.writing import finish, new_edition

VOTE = "skaythorpe-2026"
FILE = Path(str(files("leastfirst.county") / "vote-2026.pb"))
NASTY = '<script>alert("1")</script> & \u202eolleh'
HOSTILE = f"""META
key;value
description;Wat doen we?
country;Netherlands
unit;Assen
num_projects;2
num_votes;4
budget;100
vote_type;approval
language;nl
currency;EUR
PROJECTS
project_id;cost;name;description
=1+1;60;{NASTY.replace('"', "'")};<b>Groot</b>
b;50;Bankjes;
VOTES
voter_id;vote
1;=1+1
2;=1+1,b
3;b
4;=1+1
"""


def made(folder: Path, plan: EditionDefinition, pack: Pack, *votes: Counted, raw: Path | None = None) -> Work:
    with pytest.MonkeyPatch.context() as patch, new_edition(folder) as writer:
        patch.setattr("leastfirst.publish.votes.adding.EFFORT", 300_000)
        work = Work(plan.model_copy(update={"votes": votes}), pack, writer, raw=raw)
        add_votes(work)
        finish(writer, _about(work))
    return work


@pytest.fixture(scope="module")
def vote(published: Edition) -> dict[str, Any]:
    found = published.document("vote", VOTE)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    election = read_pabulib(FILE, name=FILE.name).election
    sheet = load_rule_sheet("equal-shares-cost-add1-topup")
    said = explain(count(election, sheet), effort=300_000).as_json()
    sheets = compare_sheets(election, [load_rule_sheet(each) for each in shipped("rule-sheets")]).as_json()
    whole = {**said, "published": None, "notes": [], "other_rule_sheets": sheets["rule_sheets"]}
    as_json: dict[str, Any] = json.loads(json.dumps(whole))
    return as_json


def test_a_vote_holds_the_record_of_its_count_to_the_last_number(
    vote: dict[str, Any], record: dict[str, Any], published: Edition
) -> None:
    assert vote["record"] == record
    kept = published.file(vote["outcome"])
    assert kept is not None
    assert json.loads(kept.read_text(encoding="utf-8")) == record


def test_every_project_has_its_row(published: Edition, record: dict[str, Any]) -> None:
    rows = published.rows(f"vote-{VOTE}-projects").rows
    assert [row["number"] for row in rows] == list(range(1, 19))
    for row in rows:
        said = record["projects"][row["project_id"]]
        assert (row["name"], row["cost"], row["votes"], row["elected"]) == (
            said["name"],
            said["cost"],
            said["votes"],
            said["elected"],
        )
        assert row["why"].startswith(said["why"])
        if not said["elected"]:
            assert row["short"] == said.get("short")
            assert row["more_supporters"] == said["more_supporters"]["by"]


def test_it_says_who_won_and_why_in_the_order_in_which_they_won(vote: dict[str, Any], record: dict[str, Any]) -> None:
    assert vote["title"] == "What shall Skaythorpe do with two million pounds?"
    assert vote["place"] == "Skaythorpe, Corvestershire (fictional)"
    assert (vote["headline"], vote["fictional"]) == ("13 of 18 projects won.", True)
    projects = vote["projects"]
    assert [each["id"] for each in projects if each["elected"]] == record["elected"]
    assert projects[0]["why"] == "The 126 people who chose it could pay for it: £5,079.37 each, out of their shares."
    assert projects[0]["paid_sums"] == "Together they paid exactly £640,000."
    lost = [each for each in projects if not each["elected"]]
    votes = [record["projects"][each["id"]]["votes"] for each in lost]
    assert votes == sorted(votes, reverse=True)
    assert all(each["needed"] for each in lost)
    assert all(0 <= each["had_share"] <= 1 for each in lost if each["had_share"] is not None)


def test_the_money_climbs_to_the_budget(vote: dict[str, Any], record: dict[str, Any]) -> None:
    steps = vote["money"]
    assert [step["id"] for step in steps] == [*record["elected"], ""]
    assert steps[-1]["cost"] == "£3,000"
    assert steps[-1]["so_far"] == "£2,000,000"
    assert round(sum(step["part"] for step in steps), 4) == 1
    for step in steps[:-1]:
        cost = Fraction(str(record["projects"][step["id"]]["cost"])) / Fraction(str(record["election"]["budget"]))
        assert step["part"] == round(float(cost), 6)


def test_it_says_the_rules_what_they_do_not_promise_and_who_is_left_with_nothing(vote: dict[str, Any]) -> None:
    rules = vote["rules"]
    assert rules["relied_on"]["name"] == "To be checked"
    assert rules["sha256"] == load_rule_sheet(rules["id"]).sha256
    assert rules["words"][0].startswith("Every voter gets an equal share of the budget.")
    assert rules["not_promised"][1] == [
        {"text": "It does not promise that more votes win. "},
        {"name": "Changing rooms at the Headstocks sports field"},
        {"text": " lost with 109 votes, and "},
        {"name": "The Kettle: shared meals and English classes"},
        {"text": " won with 21."},
    ]
    assert vote["voters"]["nothing"] == (
        "2 of 302 people chose something and won nothing. With the most votes first, it would have been 113."
    )
    assert {each["title"] for each in vote["checks"]} >= {"The money is enough", "No group is left short"}
    assert len(vote["others"]["rows"]) == len(shipped("rule-sheets"))
    assert len(vote["sure"]["rows"]) == 18
    assert vote["effort"] == 300_000


def test_no_markup_is_left_in_what_a_vote_says(vote: dict[str, Any]) -> None:
    without_record = json.dumps({name: said for name, said in vote.items() if name != "record"})
    assert "<bdi" not in without_record
    assert "<svg" not in without_record
    assert "&#39;" not in without_record
    assert "<a " not in without_record


def test_words_of_strangers_stand_apart_and_as_they_wrote_them(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    (tmp_path / "hostile.pb").write_text(HOSTILE, encoding="utf-8")
    asked = Counted(id="hostile", file="hostile.pb", rules="greedy-votes")
    work = made(tmp_path / "editions", plan, county, asked, raw=tmp_path)
    assert work.left_out == []
    edition = open_edition(work.writer.folder)
    said = edition.document("vote", "hostile")
    assert said is not None
    name = NASTY.replace('"', "'")
    assert said["language"] == "nl"
    assert said["fictional"] is False
    won = next(each for each in said["projects"] if each["elected"])
    assert (won["id"], won["number"], won["name"]) == ("=1+1", 1, name)
    assert won["description"] == "<b>Groot</b>"  # text, which a page escapes
    assert [{"name": name}, "won"] in [[row[0], row[1]] for row in _names(said["sure"]["rows"])]
    row = edition.rows("vote-hostile-projects").rows[0]
    assert (row["project_id"], row["name"]) == ("=1+1", name)
    edition.close()


def _names(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows whose first cell is only a name, with that piece instead of the list."""
    return [[row[0][0] if isinstance(row[0], list) and len(row[0]) == 1 else row[0], *row[1:]] for row in rows]


def test_a_vote_without_its_file_is_left_out_with_a_sentence(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    missing = Counted(id="missing", file="pabulib/nobody.pb", rules="greedy-votes")
    shipped_one = Counted(id="here", file="vote-2026.pb", rules="greedy-votes", shipped=True)
    (tmp_path / "cut.pb").write_text("META\nkey;value\n", encoding="utf-8")
    cut = Counted(id="cut", file="cut.pb", rules="greedy-votes")
    work = made(tmp_path / "editions", plan, county, missing, cut, shipped_one, raw=tmp_path)
    assert work.left_out[0] == (
        "Vote: missing: left out, because pabulib/nobody.pb: there is no such file beside the raw data."
    )
    assert work.left_out[1].startswith("Vote: cut: left out, because cut.pb")
    assert str(tmp_path) not in " ".join(work.left_out)
    edition = open_edition(work.writer.folder)
    assert edition.about.votes == ("here",)
    edition.close()


def test_without_raw_data_the_votes_that_leastfirst_ships_are_shown(
    tmp_path: Path, plan: EditionDefinition, county: Pack
) -> None:
    missing = Counted(id="missing", file="nobody.pb", rules="greedy-votes")
    work = made(tmp_path, plan, county, missing)
    assert work.left_out == [
        "Vote: missing: left out, because nobody.pb: no folder of raw data was given, so its file cannot be looked for."
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Markup("Nothing of anybody's"), "Nothing of anybody's"),
        (Markup("a &lt; b &amp; c"), "a < b & c"),
        (Markup("<bdi>A &amp; B</bdi> won"), [{"name": "A & B"}, {"text": " won"}]),
        (
            Markup('<bdi lang="nl">&lt;b&gt;</bdi>; <bdi lang="nl">C</bdi>'),
            [{"name": "<b>"}, {"text": "; "}, {"name": "C"}],
        ),
        (Markup('<a href="#others">might</a>.'), "might."),
        ("ours, plain", "ours, plain"),
        (None, None),
    ],
)
def test_a_sentence_is_taken_apart(words: Markup | str | None, said: Any) -> None:
    assert pieces(words) == said
