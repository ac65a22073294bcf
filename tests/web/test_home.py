"""The first page: what it is, the search, what was found."""

from __future__ import annotations

from django.test import Client

from leastfirst.publish import Edition
from tests.web.read_pages import read


def test_it_says_what_this_is_and_asks_for_a_place(client: Client) -> None:
    page = read(client, "/").text
    assert "Find your place. See what it lacks, and what it would get." in page
    assert "A postcode, or the name of a neighbourhood, town or district" in page
    html = client.get("/").content.decode()
    assert 'action="/search/"' in html
    assert html.count("<h1") == 1


def test_the_three_findings_are_those_of_the_edition(client: Client, edition: Edition) -> None:
    page = read(client, "/").text
    told = edition.document("designation", edition.about.leading)
    fund = edition.document("fund", edition.about.funds[0])
    assert told is not None
    assert fund is not None
    listed = edition.rows("designation-left-behind-lsoas-2025", where={"designated": True}).rows
    firm = [row for row in listed if row["class"] == "firm"]
    assert f"{len(listed)} of 400" in page
    assert f"{sum(row['population'] for row in listed):,} people" in page
    assert f"{len(firm)} of {len(listed)} firm" in page
    assert fund["headline"] in page
    html = client.get("/").content.decode()
    assert 'href="/designations/left-behind-lsoas-2025/"' in html
    assert 'href="/funds/example-four-pots/"' in html


def test_it_says_which_end_is_worse_and_that_missing_is_not_zero(client: Client) -> None:
    page = read(client, "/").text
    assert "Rank 1 is the greatest need." in page
    assert "It is never counted as zero." in page


def test_it_asks_little_of_the_edition(client: Client, edition: Edition) -> None:
    client.get("/")
    before = edition.queries
    client.get("/")
    assert edition.queries - before <= 12


def test_the_other_languages_have_it_too(client: Client) -> None:
    assert 'lang="pl"' in client.get("/pl/").content.decode()
    assert 'dir="rtl"' in client.get("/ur/").content.decode()
