"""The search: from a postcode straight to the place, from a name to what it may mean."""

from __future__ import annotations

import pytest
from django.test import Client

from leastfirst.publish import Edition
from tests.web.read_pages import read


@pytest.mark.parametrize("typed", ["ZX1 1AB", "zx11ab", "+zx1++1ab+"])
def test_a_postcode_leads_to_its_small_area(client: Client, typed: str) -> None:
    answer = client.get(f"/search/?q={typed}")
    assert answer.status_code == 302
    place = read(client, answer["Location"]).text
    assert "Corvester 015D" in place


def test_the_language_of_the_search_is_kept(client: Client) -> None:
    assert client.get("/pl/search/?q=zx11ab")["Location"].startswith("/pl/areas/lsoa-2021/")


def test_a_postcode_that_nobody_knows_is_said_plainly_with_what_to_do(client: Client) -> None:
    page = read(client, "/search/?q=qq1+1qq", 404).text
    assert "We do not know the postcode QQ1 1QQ" in page
    assert "Type only the first half of it." in page


def test_half_a_postcode_gives_the_places_there(client: Client) -> None:
    page = read(client, "/search/?q=zx1").text
    assert "Places where postcodes begin with ZX1:" in page
    assert "small area (LSOA of 2021), Corvester" in page


def test_a_name_with_a_slip_finds_the_place_with_what_it_is(client: Client) -> None:
    page = read(client, "/search/?q=elersea+ropwalk").text
    assert "2 places found" in page
    assert "Ellersea Ropewalk ward of 2017, Ellersea" in page


def test_funds_lists_and_projects_are_found_by_their_names(client: Client, edition: Edition) -> None:
    assert 'href="/funds/example-four-pots/"' in client.get("/search/?q=four+pots").content.decode()
    assert 'href="/designations/left-behind-lsoas-2025/"' in client.get("/search/?q=left-behind").content.decode()
    project = edition.rows("vote-skaythorpe-2026-projects", limit=1).rows[0]
    html = client.get("/search/", {"q": project["name"]}).content.decode()
    assert f"/votes/skaythorpe-2026/projects/{project['project_id']}/" in html


def test_a_ward_without_a_page_is_shown_as_a_place_of_its_areas(client: Client, edition: Edition) -> None:
    assert 'href="/areas/ward-2024/X05000085/"' in client.get("/search/?q=osmerley+maltings").content.decode()
    answer = client.get("/areas/ward-2024/X05000085/")
    where = {"within_code": "X05000085", "within_geography": "ward-2024", "geography": "lsoa-2021"}
    inside = [row["area_code"] for row in edition.rows("within", where=where).rows if row["share"] > 0.5]
    assert inside
    assert sorted(part.removeprefix("area=") for part in answer["Location"].split("?")[1].split("&")) == sorted(inside)
    assert f"A place made of {len(inside)} small areas" in read(client, answer["Location"]).text


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = read(client, "/search/?q=xyzzyq").text
    assert "Nothing was found" in page
    assert "Check the spelling." in page
    assert "Ellersea" in page


def test_what_was_typed_stays_in_the_box(client: Client) -> None:
    assert 'value="&quot;&gt;&lt;b&gt;"' in client.get("/search/", {"q": '"><b>'}).content.decode()


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", "_", "*", '"', "'", "😀", "قريب", "e" * 900, "a OR b", "NEAR(a b)", "<script>alert(1)</script>"],
)
def test_whatever_is_typed_gets_a_page(client: Client, typed: str) -> None:
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_a_search_asks_little_of_the_edition(client: Client, edition: Edition) -> None:
    before = edition.queries
    client.get("/search/?q=elersea")
    assert edition.queries - before <= 12
