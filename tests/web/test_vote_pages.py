"""Pages of votes: who won and who did not, what each lacked, how the voters fared, and why, project by project."""

from __future__ import annotations

import pytest
from django.test import Client

from leastfirst.publish import Edition
from leastfirst.web.look.told import sentence
from leastfirst.web.votes.dates import held
from tests.web.read_pages import read, words

VOTE = "skaythorpe-2026"


def said(value: object) -> str:
    """A sentence of a document as it is read on a page."""
    return words(sentence(value))  # type: ignore[arg-type]


def test_the_votes_stand_there_with_what_came_out(client: Client, edition: Edition) -> None:
    page = read(client, "/votes/")
    for vote in edition.documents("vote"):
        assert vote["title"] in page.text
        assert vote["headline"] in page.text
        assert f"/votes/{vote['id']}/" in page.links
    assert "fictional" in page.text


def test_winners_stand_in_their_order_with_cost_votes_and_what_is_spent(client: Client, edition: Edition) -> None:
    page, vote = read(client, f"/votes/{VOTE}/"), edition.document("vote", VOTE)
    assert vote is not None
    rows = page.rows("Projects that won, in the order in which they won")
    won = edition.rows(f"vote-{VOTE}-projects", where={"elected": True}, order_by="round").rows
    assert [row[0] for row in rows] == [each["name"] for each in won]
    for row, each in zip(rows, won, strict=True):
        assert row[1] == f"£{each['cost']:,.0f}"
        assert row[2].startswith(f"{each['votes']} votes")
    assert rows[-1][3] == "£1,997,000"
    assert "Left over" in page.text


def test_every_loser_says_what_it_lacked(client: Client, edition: Edition) -> None:
    page, vote = read(client, f"/votes/{VOTE}/"), edition.document("vote", VOTE)
    assert vote is not None
    rows = page.rows("Projects that did not win, and what each lacked")
    lost = [each for each in vote["projects"] if not each["elected"]]
    assert [row[0] for row in rows] == [each["name"] for each in lost]
    assert [row[3] for row in rows] == [said(each["needed"] or each["why"]) for each in lost]
    assert len(rows) == edition.rows(f"vote-{VOTE}-projects", where={"elected": False}, limit=0).total


def test_it_says_how_the_voters_fared_and_how_they_would_have(client: Client, edition: Edition) -> None:
    page, vote = read(client, f"/votes/{VOTE}/"), edition.document("vote", VOTE)
    assert vote is not None
    assert vote["voters"]["nothing"] in page.text
    assert all(each in page.text for each in vote["voters"]["told"])
    assert page.rows(vote["voters"]["side_by_side"]["caption"]) == vote["voters"]["side_by_side"]["rows"]
    assert len(page.rows(vote["others"]["caption"])) == len(vote["record"]["other_rule_sheets"])


def test_every_check_is_shown_with_what_was_found(client: Client, edition: Edition) -> None:
    page, vote = read(client, f"/votes/{VOTE}/"), edition.document("vote", VOTE)
    assert vote is not None
    for row, check in zip(page.rows("What was checked"), vote["checks"], strict=True):
        assert row[0].startswith(check["title"])
        assert row[1] == check["stands"]
        assert row[2] == said(check["words"])


def test_it_says_how_it_was_counted_and_what_that_does_not_promise(client: Client, edition: Edition) -> None:
    page, vote = read(client, f"/votes/{VOTE}/"), edition.document("vote", VOTE)
    assert vote is not None
    rules = vote["rules"]
    assert all(each in page.text for each in rules["words"])
    assert all(said(each) in page.text for each in rules["not_promised"])
    assert rules["sha256"] in page.text
    assert vote["file_sha256"] in page.text
    assert f"/method/rule-sheet-{rules['id']}/" in page.links
    for each in vote["worked"]:
        assert each["title"] in page.text
        assert said(each["result"]) in page.text


def test_an_invented_vote_says_so(client: Client) -> None:
    assert "This vote is invented. There is no such place, and nobody voted." in read(client, f"/votes/{VOTE}/").text


def test_every_project_has_a_page_that_says_why(client: Client, edition: Edition) -> None:
    vote = edition.document("vote", VOTE)
    assert vote is not None
    front = read(client, f"/votes/{VOTE}/")
    for project in vote["projects"]:
        address = f"/votes/{VOTE}/projects/{project['id']}/"
        assert address in front.links
        page = read(client, address)
        assert project["name"] in page.h1[0]
        assert ("It won." in page.text) == project["elected"]
        assert project["cost"] in page.text
        assert said(project["why"]) in page.text
        assert vote["record"]["projects"][project["id"]]["robust"]["words"] in page.text
        for part in ("tie", "needed", "more"):
            assert not project[part] or said(project[part]) in page.text
        assert page.queries <= 12


def test_a_winner_says_in_which_round_and_who_paid_how_much(client: Client, edition: Edition) -> None:
    vote = edition.document("vote", VOTE)
    assert vote is not None
    project = next(each for each in vote["projects"] if len(each["paid"]) > 1)
    page = read(client, f"/votes/{VOTE}/projects/{project['id']}/")
    rows = page.rows("What each of its supporters paid out of an equal share")
    assert rows == [[each["people"], each["each"]] for each in project["paid"]]
    assert project["paid_sums"] in page.text
    assert f"It won in round {vote['record']['projects'][project['id']]['round']}" in page.text


def test_a_project_says_how_it_fares_by_every_other_rule_sheet(client: Client, edition: Edition) -> None:
    vote = edition.document("vote", VOTE)
    assert vote is not None
    rows = read(client, f"/votes/{VOTE}/projects/17/").rows(
        "This project, if the same ballots were counted in other ways"
    )
    for row, sheet in zip(rows, vote["record"]["other_rule_sheets"], strict=True):
        assert row == [sheet["title"], "wins" if "17" in sheet["elected"] else "does not win"]


def test_names_in_another_language_are_marked() -> None:
    told = sentence([{"text": "It was level with "}, {"name": "Speeltuin <b>"}, {"text": "."}], "nl")
    assert told == 'It was level with <bdi lang="nl">Speeltuin &lt;b&gt;</bdi>.'


def test_when_it_was_held_stands_there_in_words(client: Client) -> None:
    assert "2 May 2026 – 16 May 2026" in read(client, f"/votes/{VOTE}/").text
    assert "2 maja 2026" in read(client, f"/pl/votes/{VOTE}/").text
    assert held(["2019", "2019"]) == "2019"
    assert held(["99.99.2024", "spring"]) == "99.99.2024 – spring"


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/votes/no-such-vote/", "There is no vote of that name here"),
        ("/votes/no-such-vote/projects/1/", "There is no vote of that name here"),
        (f"/votes/{VOTE}/projects/99/", "This vote has no such project"),
        (f"/votes/{VOTE}/projects/1/2/3/", "This vote has no such project"),
    ],
)
def test_what_is_not_there_is_said_plainly(client: Client, address: str, sentence: str) -> None:
    assert sentence in read(client, address, 404).text


@pytest.mark.parametrize("language", ["", "/pl", "/ur"])
@pytest.mark.parametrize("address", ["/votes/", f"/votes/{VOTE}/"])
def test_a_page_has_one_h1_and_asks_little_of_the_edition(client: Client, language: str, address: str) -> None:
    page = read(client, language + address)
    assert len(page.h1) == 1
    assert page.queries <= 12
