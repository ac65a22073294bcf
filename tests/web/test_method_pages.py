"""Pages of methods: every definition and every specification has one, and says what the definition says."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from leastfirst.publish import Edition
from tests.web.read_pages import read, words


def test_every_page_is_listed_under_its_group(client: Client, edition: Edition) -> None:
    page = read(client, "/method/")
    for each in edition.documents("method"):
        assert f"/method/{each['slug']}/" in page.links
        assert each["group"] in page.text
    assert page.h1 == ["How everything is worked out"]


def test_every_page_opens_and_says_what_the_definition_says(client: Client, edition: Edition) -> None:
    for each in edition.documents("method"):
        page = read(client, f"/method/{each['slug']}/")
        assert each["title"] in page.h1[0]
        assert words(each["html"]) in page.text
        if each["yaml"]:
            assert each["yaml"] in unescape(page.html)
            assert each["sha256"] in page.text
            assert each["relied_on"]["words"] in page.text
        assert page.queries <= 12


def test_a_definition_leads_to_what_comes_of_it(client: Client) -> None:
    assert "/designations/left-behind-lsoas-2025/" in read(client, "/method/designation-left-behind-lsoas-2025/").links
    assert "/funds/example-four-pots/" in read(client, "/method/fund-example-four-pots/").links
    assert "/funds/appg-2bn/" not in read(client, "/method/fund-appg-2bn/").links


def test_links_within_the_text_stay_in_the_language(client: Client, edition: Edition) -> None:
    linking = next(each for each in edition.documents("method") if 'href="/method/' in each["html"])
    page = read(client, f"/pl/method/{linking['slug']}/")
    assert 'href="/method/' not in page.html.partition("<main")[2].partition("</main>")[0]
    assert 'href="/pl/method/' in page.html


@pytest.mark.parametrize("language", ["", "/pl", "/ur"])
def test_the_list_opens_in_every_language(client: Client, language: str) -> None:
    page = read(client, f"{language}/method/")
    assert len(page.h1) == 1
    assert page.queries <= 12


def test_a_page_that_is_not_there_is_said_plainly(client: Client) -> None:
    assert "There is no page of that name" in read(client, "/method/no-such-page/", 404).text
