"""The what-if panel: as published until something is changed, one address for one question, nothing out of range."""

from __future__ import annotations

import gc
import re
import threading
import weakref
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from leastfirst.ground.money import pounds
from leastfirst.publish import Edition, open_edition
from leastfirst.publish.what_ifs import trying
from leastfirst.publish.what_ifs.trying import trials_of
from tests.web.read_pages import Page, read

FUND = "example-four-pots"
PANEL = f"/funds/{FUND}/what-if/"
FUNDS = (FUND, "pride-in-place-2-england")
BAND = "This is a what-if. The published shares have not changed."


def fields(page: Page) -> dict[str, str]:
    """What the panel is filled in with, by the name of each field."""
    form = re.findall(r'<form[^>]*class="lf-what-if".*?</form>', page.html, re.DOTALL)[0]
    found = {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)
    }
    for name, options in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        found[name] = unescape(re.findall(r'value="([^"]*)" selected', options)[0])
    return found


def own_address(page: Page) -> str:
    """The address that the page shows for copying."""
    return unescape(re.findall(r'id="own-address" value="([^"]*)"', page.html)[0])


@pytest.mark.parametrize("fund", FUNDS)
def test_the_panel_as_it_comes_asked_as_it_stands_changes_nothing(client: Client, edition: Edition, fund: str) -> None:
    panel = f"/funds/{fund}/what-if/"
    page = read(client, panel)
    assert BAND not in page.text
    filled = fields(page)
    answer = client.get(panel, filled)
    assert answer.status_code == 200
    asked = read(client, f"{panel}?{answer.wsgi_request.META['QUERY_STRING']}")
    assert BAND in asked.text
    assert "Every place would get what is published, to the penny." in asked.text
    assert urlsplit(own_address(asked)).query == ""
    published = {row["place_code"]: row["paid_pence"] for row in edition.rows(f"fund-{fund}-places").rows}
    trials = trials_of(edition)
    tried = trials.tried(trials.levers(fund).read(filled))
    assert {row.code: row.b_pence for row in tried.rows} == published
    assert all(row.difference == 0 for row in tried.rows)
    for cells in asked.rows("Every place"):
        assert cells[1] == cells[2]
        assert cells[3] == "£0"


def test_a_change_is_shown_place_by_place_as_the_stages_give_it(client: Client, edition: Edition) -> None:
    page = read(client, f"{PANEL}?weight=2&floor=1/2&sort=name")
    trials = trials_of(edition)
    tried = trials.tried(trials.levers(FUND).read({"weight": "2", "floor": "1/2"}))
    assert [row[1:3] for row in page.rows("What was changed")] == [["1", "2"], ["£50,000", "0.5"]]
    expected = sorted(tried.rows, key=lambda row: row.name)
    for cells, row in zip(page.rows("Every place"), expected, strict=True):
        assert cells[0].startswith(row.name)
        assert row.a_pence is not None
        assert row.b_pence is not None
        assert cells[1:3] == [pounds(row.a_pence), pounds(row.b_pence)]
    assert f"places would gain {tried.gain} places would lose {tried.lose}" in page.text
    assert "That adds up to the penny." in page.text


def test_the_published_pages_stay_as_they_were(client: Client) -> None:
    before = read(client, f"/funds/{FUND}/places/").html
    read(client, f"{PANEL}?weight=3&total=9000000")
    assert read(client, f"/funds/{FUND}/places/").html == before
    page = read(client, f"{PANEL}?weight=3")
    assert f"/funds/{FUND}/places/" in page.links


def test_the_address_that_is_shown_asks_the_same_question_again(client: Client) -> None:
    page = read(client, f"{PANEL}?weight=2.0&cutoff=20%25&floor=none&cap=&page=1")
    address = urlsplit(own_address(page))
    assert address.path == PANEL
    assert parse_qsl(address.query) == [("weight", "2"), ("floor", "none"), ("cutoff", "20")]
    again = read(client, f"{address.path}?{address.query}")
    assert again.rows("Every place") == page.rows("Every place")
    assert own_address(again) == own_address(page)


def test_another_cut_off_brings_places_on_to_the_list(client: Client) -> None:
    page = read(client, f"{PANEL}?cutoff=20")
    assert "New on the list: 32. No longer on it: 0." in page.text
    assert len(page.rows("Every place")) == 50


def test_another_formula_has_fields_of_its_own(client: Client) -> None:
    assert "Part that is shared equally" in read(client, PANEL).text
    page = read(client, f"{PANEL}?formula=by-population")
    assert fields(page)["formula"] == "by-population"
    assert "Part that is shared equally" not in page.text
    assert "Weight of need" not in page.text


def test_more_money_goes_to_all_and_is_told_to_the_penny(client: Client) -> None:
    page = read(client, f"{PANEL}?total=480,000,000.01")
    assert "£480,000,000.01 comes in" in page.text
    assert "That adds up to the penny." in page.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("weight=9", "The weight of need must be from 0 to 4"),
        ("weight=many", "The weight of need must be a number from 0 to 4"),
        ("floor=5000", "The floor must be from 0 to 1 times an equal share"),
        ("cap=0.5", "The cap must be from 1 to 100 times an equal share"),
        ("capacity=60", "The share for capacity must be from 0 to 50"),
        ("total=1", "The total must be from £1,000 to £100,000,000,000"),
        ("cutoff=90", "The cut-off must be from 1 to 30"),
        ("formula=mine", "is no formula that this fund can be shared by"),
        ("formula=equal-shares&weight=2", "Weight of need: This formula does not look at need"),
        ("floor=%C2%A3900,000,000", "The floors of 18 places add up to £16,200,000,000"),
        ("capacity=50", "The purposes of revenue money add up to"),
        ("weight=" + "1" * 60, "What was typed is too long"),
    ],
)
def test_what_is_out_of_range_is_said_and_nothing_is_worked_out(client: Client, query: str, sentence: str) -> None:
    page = read(client, f"{PANEL}?{query}", 422)
    assert "There is a problem" in page.text
    assert sentence in page.text
    assert "Nothing was worked out" in page.text
    assert "Place by place" not in page.text
    assert page.title.startswith("Error: ")


def test_what_was_typed_stays_in_its_field_with_the_sentence_beside_it(client: Client) -> None:
    page = read(client, f"{PANEL}?weight=9&floor=1/2", 422)
    assert fields(page)["weight"] == "9"
    assert fields(page)["floor"] == "1/2"
    assert 'id="id_weight_error"' in page.html
    assert 'href="#id_weight"' in page.html
    assert 'aria-invalid="true"' in page.html


def test_a_script_in_the_address_is_only_text(client: Client) -> None:
    page = read(client, f"{PANEL}?weight=%3Cscript%3Ealert(1)%3C/script%3E", 422)
    assert "<script>alert" not in page.html


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/funds/no-such-fund/what-if/?weight=2", "There is no fund of that name here"),
        (f"{PANEL}?weight=2&page=9", "There is no page 9"),
        (f"{PANEL}?weight=2&sort=secret", "cannot be put in that order"),
    ],
)
def test_what_is_not_there_is_said_plainly(client: Client, address: str, sentence: str) -> None:
    assert sentence in read(client, address, 404).text


def test_a_what_if_asks_little_of_the_edition(client: Client) -> None:
    read(client, f"{PANEL}?weight=2")
    assert read(client, f"{PANEL}?weight=2").queries <= 12


def test_a_fund_whose_definition_has_changed_cannot_be_tried_out(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = trials_of(edition)
    monkeypatch.setattr(trials, "sha256_of", lambda _: "another")
    monkeypatch.setattr(trials, "_published", type(trials._published)(2))
    page = read(client, f"{PANEL}?weight=2", 503)
    assert "This fund cannot be tried out at the moment" in page.text
    assert "published shares are still there" in page.text


def test_a_fund_that_is_not_shipped_is_shown_but_not_tried_out(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leastfirst.publish.what_ifs.trying.shipped", lambda _: ())
    assert "This fund cannot be tried out here" in read(client, f"{PANEL}?weight=2", 404).text
    assert PANEL not in read(client, f"/funds/{FUND}/").links
    assert PANEL not in read(client, f"/funds/{FUND}/places/X01000133/").links


@pytest.mark.parametrize("address", [PANEL, f"/api/v1{PANEL.rstrip('/')}"])
def test_whoever_would_wait_too_long_for_others_is_told_when_to_come_back(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(trying, "WAIT_SECONDS", 0.01)
    taken = threading.Lock()
    monkeypatch.setattr(trials_of(edition), "_lock", taken)
    with taken:
        answer = client.get(f"{address}?total=1000000")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Too many people are asking for this at the same time." in answer.content.decode()


def test_what_ifs_do_not_hold_an_edition_that_went(editions: Path) -> None:
    edition = open_edition(editions)
    trials = trials_of(edition)
    gone = weakref.ref(edition)
    edition.close()
    del edition
    gc.collect()
    assert gone() is None
    assert trials.sha256_of(FUND)
