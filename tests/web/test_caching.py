"""What has not changed is not sent again, and not even worked out."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leastfirst.publish import Edition
from tests.web.editions_made import another_edition, put_up


def test_a_page_that_was_had_before_costs_nothing(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get("/data/")
    before = edition.queries
    again = client.get("/data/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert edition.queries == before
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


def test_another_address_or_language_is_another_page(client: Client) -> None:
    marks = {client.get(a)["ETag"] for a in ("/data/", "/pl/data/", "/ur/data/", "/data/sources/", "/data/?x=1")}
    assert len(marks) == 5


def test_another_edition_is_another_page(client: Client, settings: Any, editions: Path, tmp_path: Path) -> None:
    before = client.get("/data/")["ETag"]
    put_up(another_edition(editions, tmp_path, "Another county"))
    settings.EDITIONS = tmp_path
    answer = client.get("/data/", headers={"if-none-match": before})
    assert answer.status_code == 200
    assert "Another county" in answer.content.decode()


@pytest.mark.parametrize("address", ["/about/status/", "/health/ready", "/health/live", "/feed.atom"])
def test_what_may_change_at_any_time_is_asked_for_each_time(client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == "no-cache"


def test_what_went_wrong_is_not_kept(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer["Cache-Control"] == "no-cache"
    assert "ETag" not in answer.headers


def test_pages_travel_compressed_and_say_so(client: Client) -> None:
    plain = client.get("/data/")
    answer = client.get("/data/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.content) == plain.content
    assert len(answer.content) < len(plain.content) / 2


def test_parts_of_a_map_are_sent_as_they_lie_there(client: Client, edition: Edition) -> None:
    name = next(name for name in edition.manifest if name.endswith(".pmtiles"))
    address = f"/tiles/{edition.id}/{name.rpartition('/')[2]}"
    answer = client.get(address, headers={"accept-encoding": "gzip", "range": "bytes=0-6"})
    assert answer.status_code == 206
    assert "Content-Encoding" not in answer.headers
    assert answer.getvalue() == b"PMTiles"
