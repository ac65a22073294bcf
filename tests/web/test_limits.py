"""How often an address may ask, and how much at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from leastfirst.web.protect import limits
from leastfirst.web.protect.limits import Buckets, RateLimits, client_network, costs_work


@pytest.fixture
def limited(settings: Any) -> Any:
    """A site with three pages a minute for each address, and one search."""
    settings.SITE = settings.SITE.model_copy(update={"pages_per_minute": 3, "work_per_minute": 1})
    return settings


def test_who_asks_too_often_is_told_to_wait_and_how_long(limited: Any, client: Client) -> None:
    assert [client.get("/about/privacy/").status_code for _ in range(3)] == [200, 200, 200]
    answer = client.get("/about/privacy/")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 20
    assert answer["Cache-Control"] == "no-store"
    words = answer.content.decode()
    assert "Too many pages at once" in words
    assert "asked for more than 3 pages in a minute" in words
    assert f"Try again in {answer['Retry-After']} second" in words


def test_a_search_is_counted_apart_from_pages(limited: Any, client: Client) -> None:
    assert client.get("/search/?q=Corve").status_code == 200
    assert client.get("/search/?q=Corve").status_code == 429
    assert client.get("/").status_code == 200


def test_programs_are_told_as_programs_are(limited: Any, client: Client) -> None:
    client.get("/api/v1/")
    answer = client.get("/api/v1/")
    assert answer.status_code == 429
    assert "asked for more than 1 pages in a minute" in answer.json()["detail"]


def test_another_address_and_the_machine_that_watches_are_not_held_up(limited: Any, client: Client) -> None:
    for _ in range(4):
        client.get("/about/privacy/")
    assert client.get("/about/privacy/", REMOTE_ADDR="198.51.100.7").status_code == 200
    assert client.get("/health/live").status_code == 200
    page = client.get("/about/privacy/", REMOTE_ADDR="198.51.100.7").content.decode()
    style = client.get(page.split('rel="stylesheet" href="')[1].split('"')[0])
    style.getvalue()
    assert style.status_code == 200


@pytest.mark.parametrize(
    ("path", "work"),
    [
        ("/", False),
        ("/areas/lsoa-2021/E01000001/", False),
        ("/funds/appg-2bn/places/", False),
        ("/search/", True),
        ("/ur/search/", True),
        ("/places/", True),
        ("/funds/appg-2bn/what-if/", True),
        ("/pl/funds/appg-2bn/what-if/", True),
        ("/api/v1/tables", True),
        ("/data/areas-lsoa-2021.csv", True),
        ("/areas/lsoa-2021/E01000001.csv", True),
    ],
)
def test_what_costs_us_more_than_a_page(path: str, work: bool) -> None:
    assert costs_work(path) is work


def test_tokens_come_back_with_time() -> None:
    now = [0.0]
    buckets = Buckets(60, clock=lambda: now[0])
    assert [buckets.wait(b"a") for _ in range(60)] == [0] * 60
    assert buckets.wait(b"a") == pytest.approx(1)
    now[0] = 1.0
    assert buckets.wait(b"a") == 0
    assert buckets.wait(b"a") > 0
    now[0] = 1000.0
    assert [buckets.wait(b"a") > 0 for _ in range(61)] == [False] * 60 + [True]


def test_memory_is_bounded_and_holds_no_address(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(limits, "MOST_ADDRESSES", 100)
    settings.SITE = settings.SITE.model_copy(update={"pages_per_minute": 3})
    from django.http import HttpResponse

    middleware = RateLimits(lambda request: HttpResponse())
    for number in range(300):
        middleware(RequestFactory().get("/", REMOTE_ADDR=f"198.51.{number // 250}.{number % 250}"))
    assert len(middleware.pages.held) == 100
    assert all(len(key) == 16 and b"198.51" not in key for key in middleware.pages.held)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "", "127.0.0.1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "203.0.113.9:40123", "203.0.113.9"),
        (1, "[2001:db8:1:2:3:4:5:6]:40123", "2001:db8:1:2::/64"),
        (1, "[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::/64"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(settings: Any, proxies: int, forwarded: str, counted: str) -> None:
    settings.SITE = settings.SITE.model_copy(update={"proxies": proxies})
    assert client_network(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)) == counted


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/search/?q=" + "a" * 4000, 414, "We read addresses of up to 4000 signs."),
        ("/places/?" + "&".join(["area=E"] * 151), 400, "We answer up to 150 at once."),
        ("/search/?q=a%00b", 400, "It has signs in it that nobody can type."),
        ("/areas/lsoa-2021/a%00b/", 400, "It has signs in it that nobody can type."),
        ("/search/?q=a%1Bb", 400, "It has signs in it that nobody can type."),
    ],
)
def test_what_asks_too_much_is_refused_plainly(client: Client, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_what_people_can_type_is_read(client: Client) -> None:
    assert client.get("/search/?q=a%09b%0D%0Ac").status_code == 200
    assert client.get("/search/?q=%D8%A7%D8%B1%D8%AF%D9%88").status_code == 200
    assert client.get("/search/?q=%FF%FE").status_code == 200
