"""Files of maps, as browsers ask for them: whole, in parts, again, and after another edition went up."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leastfirst.publish import Edition
from leastfirst.web.maps.files import address

NAME = "lsoa-2021.pmtiles"


@pytest.fixture
def whole(edition: Edition) -> bytes:
    path = edition.file(f"tiles/{NAME}")
    assert path is not None
    return path.read_bytes()


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_file_may_be_kept_for_ever_and_is_not_sent_twice(client: Client, edition: Edition, whole: bytes) -> None:
    answer = client.get(address(edition, NAME))
    assert answer.status_code == 200
    assert body(answer) == whole
    assert whole.startswith(b"PMTiles\x03")
    assert answer["Content-Length"] == str(len(whole))
    assert answer["Content-Type"] == "application/vnd.pmtiles"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["ETag"] == f'"{edition.manifest[f"tiles/{NAME}"]}"'
    again = client.get(address(edition, NAME), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-126", 0, 126),
        ("bytes=127-", 127, None),
        ("bytes=-500", -500, None),
        ("bytes=100-99999999999", 100, None),
        ("bytes=-99999999999", 0, None),
        ("bytes=5-5", 5, 5),
    ],
)
def test_a_part_is_sent_alone(
    client: Client, edition: Edition, whole: bytes, asked: str, first: int, last: int | None
) -> None:
    answer = client.get(address(edition, NAME), headers={"range": asked, "accept-encoding": "gzip"})
    start = first if first >= 0 else len(whole) + first
    end = len(whole) - 1 if last is None else last
    assert answer.status_code == 206
    assert body(answer) == whole[start : end + 1]
    assert answer["Content-Range"] == f"bytes {start}-{end}/{len(whole)}"
    assert answer["Content-Length"] == str(end - start + 1)
    assert not answer.has_header("Content-Encoding")
    assert answer["ETag"] == f'"{edition.manifest[f"tiles/{NAME}"]}"'


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=99999999-999999999", "bytes=-0"])
def test_what_lies_behind_the_end_cannot_be_sent(client: Client, edition: Edition, whole: bytes, asked: str) -> None:
    answer = client.get(address(edition, NAME), headers={"range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(whole)}"


@pytest.mark.parametrize(
    "asked", ["bytes=9-3", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=" + "9" * 50]
)
def test_what_is_no_single_range_gets_the_whole(client: Client, edition: Edition, whole: bytes, asked: str) -> None:
    answer = client.get(address(edition, NAME), headers={"range": asked})
    assert answer.status_code == 200
    assert body(answer) == whole


def test_a_part_of_another_file_than_before_is_the_whole(client: Client, edition: Edition, whole: bytes) -> None:
    known = f'"{edition.manifest[f"tiles/{NAME}"]}"'
    same = client.get(address(edition, NAME), headers={"range": "bytes=0-9", "if-range": known})
    assert same.status_code == 206
    for other in ('"another"', f"W/{known}", "Sun, 22 Nov 2026 06:00:00 GMT"):
        changed = client.get(address(edition, NAME), headers={"range": "bytes=0-9", "if-range": other})
        assert (changed.status_code, len(body(changed))) == (200, len(whole))


def test_a_large_file_comes_in_small_pieces(client: Client, edition: Edition, whole: bytes) -> None:
    answer = client.get(address(edition, NAME), headers={"range": "bytes=0-"})
    assert answer.streaming
    assert max(map(len, answer.streaming_content)) <= 64 * 1024  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    ["lsoa-2021.svg", "edition.sqlite", "manifest.json", "..%2fmanifest.json", "no-such.pmtiles", "LSOA-2021.pmtiles"],
)
def test_only_files_of_maps_are_there(client: Client, edition: Edition, name: str) -> None:
    answer = client.get(f"/tiles/{edition.id}/{name}")
    assert answer.status_code == 404
    assert "We cannot find this page" in answer.content.decode()


def test_an_edition_that_is_not_there_says_what_to_do(client: Client) -> None:
    answer = client.get(f"/tiles/{'0' * 12}/{NAME}")
    assert answer.status_code == 404
    assert "Open the map again from the start page" in answer.content.decode()


def test_readers_of_the_edition_before_go_on(
    client: Client, edition: Edition, whole: bytes, tmp_path: Path, settings: Any
) -> None:
    newer, older = tmp_path / "aaaaaaaaaaaa", tmp_path / "bbbbbbbbbbbb"
    for folder in (newer, older):
        shutil.copytree(edition.folder, folder)
    (tmp_path / "current").write_text(newer.name, encoding="utf-8")
    settings.EDITIONS = tmp_path
    answer = client.get(f"/tiles/{older.name}/{NAME}", headers={"range": "bytes=0-6"})
    assert (answer.status_code, body(answer)) == (206, b"PMTiles")
    shutil.rmtree(older)
    assert client.get(f"/tiles/{older.name}/{NAME}").status_code == 404


def test_pictures_and_dots_are_what_they_say(client: Client, edition: Edition) -> None:
    picture = client.get(address(edition, "lsoa-2021--imd-2025.svg"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert body(picture).startswith(b"<svg ")
    dots = client.get(address(edition, "lsoa-2021--imd-2025.geojson"))
    assert dots["Content-Type"] == "application/geo+json"
