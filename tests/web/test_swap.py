"""Another edition is put up while people read; it may be broken, or there may be none."""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from leastfirst.publish.reading import current as folder_that_is_up
from leastfirst.web.editions.current import Current
from tests.web.editions_made import another_edition, put_up

EDITION = re.compile(r"<code>([0-9a-f]{12})</code>")


@pytest.fixture
def two(editions: Path, tmp_path: Path, settings: Any) -> tuple[Path, Path]:
    """Two editions in a folder of their own; the first is up."""
    first = another_edition(editions, tmp_path, "The county of spring")
    second = another_edition(editions, tmp_path, "The county of autumn")
    put_up(first)
    settings.EDITIONS = tmp_path
    return first, second


def read(client: Client, address: str = "/data/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_next_page_shows_the_edition_that_was_put_up(client: Client, two: tuple[Path, Path]) -> None:
    assert "The county of spring" in read(client)
    put_up(two[1])
    assert "The county of autumn" in read(client)
    assert "The county of spring" not in read(client)


def test_readers_go_on_while_editions_are_exchanged_and_never_see_two_in_one_page(two: tuple[Path, Path]) -> None:
    names = {two[0].name: "The county of spring", two[1].name: "The county of autumn"}
    pages: list[tuple[str, str]] = []
    faults: list[Exception] = []
    stop = threading.Event()

    def go_on_reading() -> None:
        client = Client()
        try:
            while not stop.is_set():
                page = read(client)
                (up,) = EDITION.findall(page)
                assert names[up] in page
                assert all(other not in page for other in names.values() if other != names[up])
                pages.append((up, client.get("/data/")["ETag"]))
        except Exception as fault:
            faults.append(fault)

    readers = [threading.Thread(target=go_on_reading) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(20):
        seen = len(pages)
        put_up(two[turn % 2])
        while len(pages) < seen + 4 and not faults:
            stop.wait(0.005)
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert {up for up, _ in pages} == set(names)


def test_the_old_edition_is_closed_when_nobody_reads_it_any_more(two: tuple[Path, Path]) -> None:
    up = Current(two[0].parent)
    old = up.edition()
    assert old is not None
    tables = old.file_of_tables
    put_up(two[1])
    assert up.edition() is not old
    assert old.rows("areas-lsoa-2021", limit=1).total > 0  # whoever began with it goes on
    del old
    with pytest.raises(Exception, match="closed database"):
        tables.execute("SELECT 1")


@pytest.mark.parametrize("fault", ["not there", "no manifest", "cut short", "no database", "two bytes"])
def test_a_broken_edition_leaves_the_old_one_up_and_is_logged_once(
    client: Client, two: tuple[Path, Path], caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    read(client)
    second = two[1]
    if fault == "no manifest":
        (second / "manifest.json").unlink()
    elif fault == "cut short":
        with (second / "edition.sqlite").open("r+b") as file:
            file.truncate(1000)
    elif fault == "no database":
        size = (second / "edition.sqlite").stat().st_size
        (second / "edition.sqlite").write_bytes(b"x" * size)
    elif fault == "two bytes":
        with (second / "edition.sqlite").open("r+b") as file:
            file.seek(-5000, 2)
            two_of_them = file.read(2)
            file.seek(-5000, 2)
            file.write(bytes(255 - each for each in two_of_them))
    put_up(second.parent / "0123456789ab" if fault == "not there" else second)
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            assert "The county of spring" in read(client)
    (record,) = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert "cannot be shown" in record.getMessage()
    assert "publish the edition again" in record.getMessage()
    status = read(client, "/about/status/")
    assert "A newer set of figures was put up, but it cannot be opened. The one before is shown instead." in status
    assert "Something does not work as it should." in status
    assert str(second.parent) not in status
    put_up(two[0])
    assert "Everything works." in read(client, "/about/status/")


def test_one_that_was_broken_is_tried_again_after_a_while(two: tuple[Path, Path]) -> None:
    now = [0.0]
    up = Current(two[0].parent, clock=lambda: now[0])
    assert up.edition() is not None
    manifest = (two[1] / "manifest.json").read_bytes()
    (two[1] / "manifest.json").unlink()
    put_up(two[1])
    assert (found := up.edition()) is not None
    assert found.title == "The county of spring"
    (two[1] / "manifest.json").write_bytes(manifest)
    now[0] = 60.0
    assert (found := up.edition()) is not None
    assert found.title == "The county of autumn"
    assert up.broken is None


@pytest.mark.parametrize("address", ["/", "/data/", "/map/", "/pl/funds/", "/areas/lsoa-2021/E01000001/"])
def test_a_site_without_an_edition_says_what_to_run(
    client: Client, settings: Any, tmp_path: Path, address: str
) -> None:
    settings.EDITIONS = tmp_path
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer["Cache-Control"] == "no-store"
    words = answer.content.decode()
    if not address.startswith("/pl/"):
        assert "There is nothing to show yet" in words
    assert "leastfirst publish" in words
    assert str(tmp_path) not in words


def test_without_an_edition_the_site_still_speaks_of_itself(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.EDITIONS = tmp_path
    assert "it sets no cookies" in read(client, "/about/privacy/")
    assert "No figures have been put up on this site yet." in read(client, "/about/status/")
    assert client.get("/no-such-page/").status_code == 404
    assert client.get("/health/live").status_code == 200
    ready = client.get("/health/ready")
    assert ready.status_code == 503
    assert ready.json() == {"status": "not ready", "database": "ok", "edition": "none"}
    api = client.get("/api/v1/")
    assert api.status_code == 503
    assert "leastfirst publish" in api.json()["detail"]


def test_when_the_name_of_what_is_up_is_lost_the_open_edition_stays(client: Client, two: tuple[Path, Path]) -> None:
    assert "The county of spring" in read(client)
    folder = folder_that_is_up(two[0].parent).parent
    (folder / "current").unlink()
    assert "The county of spring" in read(client)
    assert "Something does not work as it should." in read(client, "/about/status/")


def test_a_file_that_is_changed_under_a_running_site_is_said_plainly_until_another_is_up(
    client: Client, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert "The county of spring" in read(client)

    def malformed(*_: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR, "leastfirst.editions"):
        patch.setattr("leastfirst.engines.on_sqlite.ReadOnly.execute", malformed)
        for _ in range(2):
            answer = client.get("/search/?q=skaythorpe")
            assert answer.status_code == 503
            assert answer["Retry-After"] == "60"
            page = answer.content.decode()
            assert "A file of the figures cannot be read." in page
            assert "malformed" not in page
    assert [each.getMessage() for each in caplog.records if "cannot be read" in each.getMessage()] == [
        "the edition that is up cannot be read: database disk image is malformed; put up another"
    ]
    assert client.get("/health/ready").json() == {"status": "not ready", "database": "ok", "edition": "damaged"}
    status = read(client, "/about/status/")
    assert "A file of the figures cannot be read." in status
    assert "Everything works." not in status
    put_up(two[1])
    read(client)
    assert client.get("/health/ready").status_code == 200
