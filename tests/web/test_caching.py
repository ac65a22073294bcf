"""What has not changed is not sent again, and not even worked out."""

from __future__ import annotations

import gzip
import shutil
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


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
@pytest.mark.parametrize("folder", ["files", "tiles"])
def test_a_file_that_was_had_before_is_not_sent_again_compressed_or_not(
    client: Client, edition: Edition, folder: str, accepted: str
) -> None:
    address = "/data/within.json" if folder == "files" else f"/tiles/{edition.id}/lsoa-2021--imd-2025.svg"
    first = client.get(address, headers={"accept-encoding": accepted})
    first.getvalue()
    assert first["ETag"].startswith("W/") is (accepted == "gzip")
    for known in (first["ETag"], "*"):
        again = client.get(address, headers={"accept-encoding": accepted, "if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == first["Cache-Control"]
    other = client.get(address, headers={"if-none-match": '"another"'})
    assert (other.status_code, len(other.getvalue()) > 0) == (200, True)


def test_files_of_an_edition_that_was_taken_away_are_asked_for_again_later(
    client: Client, settings: Any, editions: Path, tmp_path: Path
) -> None:
    mine = another_edition(editions, tmp_path, "The county that goes")
    put_up(mine)
    settings.EDITIONS = tmp_path
    assert client.get("/data/").status_code == 200
    shutil.rmtree(mine)
    for address in ("/data/within.json", f"/tiles/{mine.name}/lsoa-2021--imd-2025.svg"):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert "These figures are being exchanged for newer ones" in answer.content.decode()
