"""The log: one line for each request, and nothing in it about who asked."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client

from leastfirst.web.serving.logs import Bugs, Lines

POSTCODE, ADDRESS = "ZZ9 9ZZ", "203.0.113.77"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """What was logged so far, as the log file has it."""
    caplog.set_level(logging.INFO)
    written = Lines(json_ensure_ascii=False)

    def so_far() -> list[dict[str, Any]]:
        kept = [each for each in caplog.records if each.name != "django.request" or Bugs().filter(each)]
        return [json.loads(written.format(each)) for each in kept]

    return so_far


def test_a_request_is_one_line_with_how_it_went(client: Client, lines: Any, edition: Any) -> None:
    answer = client.get("/data/?page=1")
    (line,) = lines()
    assert line["message"] == "asked"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/data/", 200)
    assert line["bytes"] == len(answer.content)
    assert 0 < line["ms"] < 60_000
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["edition_id"] == edition.id
    assert line["asked"] == ["page"]


@pytest.mark.parametrize(
    "address",
    [
        f"/search/?q={POSTCODE}",
        f"/pl/search/?q={POSTCODE}",
        f"/api/v1/search?q={POSTCODE}",
        f"/api/v1/postcodes/{POSTCODE}",
        f"/no-such-page/?q={POSTCODE}",
        f"/search/?{POSTCODE}",
        f"/data/?q=x&{POSTCODE}=1",
    ],
)
def test_neither_what_was_typed_nor_who_asked_is_in_it(client: Client, lines: Any, address: str) -> None:
    client.get(address, REMOTE_ADDR=ADDRESS, headers={"x-forwarded-for": ADDRESS, "user-agent": "Spy/1.0"})
    written = json.dumps(lines())
    assert '"asked"' in written
    for secret in (POSTCODE, "ZZ9", ADDRESS, "Spy"):
        assert secret not in written


def test_a_bug_is_logged_with_its_traceback_and_shown_as_a_plain_page(
    lines: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leastfirst.web.about.views.render", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)
    answer = client.get(f"/about/privacy/?q={POSTCODE}", REMOTE_ADDR=ADDRESS)
    assert answer.status_code == 500
    words = answer.content.decode()
    assert "Something went wrong on our side" in words
    assert answer["X-Request-ID"] in words
    assert "ZeroDivisionError" not in words
    assert answer["Cache-Control"] == "no-store"
    written = lines()
    (bug,) = [each for each in written if "traceback" in each]
    assert "ZeroDivisionError" in bug["traceback"]
    assert POSTCODE not in json.dumps(written)
    assert ADDRESS not in json.dumps(written)


def test_the_page_of_an_error_stands_even_when_the_look_is_broken(lines: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leastfirst.web.project.error_pages.TEMPLATE", "look/no-such-template.html")
    answer = Client(raise_request_exception=False).get("/ur/no-such-page/")
    assert answer.status_code == 404
    assert '<html lang="ur" dir="rtl">' in answer.content.decode()
    assert "<h1>" in answer.content.decode()
    assert any("could not be drawn" in each["message"] for each in lines())


def test_an_id_that_a_proxy_gave_is_kept_and_a_strange_one_is_not(client: Client, lines: Any) -> None:
    assert client.get("/health/live", headers={"x-request-id": "abc-123_DEF.9"})["X-Request-ID"] == "abc-123_DEF.9"
    assert client.get("/health/live", headers={"x-request-id": 'a" b\nc'})["X-Request-ID"] != 'a" b\nc'
    assert len(lines()) == 2


def test_names_that_pages_do_not_know_are_told_as_other(client: Client, lines: Any) -> None:
    client.get("/search/?q=Corve&TS5+4AB&Jane=1&page=1")
    (line,) = lines()
    assert line["asked"] == ["other", "page", "q"]
