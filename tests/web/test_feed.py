"""What went up, and when: noted once, never changed, told by a feed and by the status page."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from leastfirst.publish import Edition
from leastfirst.web.editions import records
from leastfirst.web.editions.changes import what_changed
from leastfirst.web.editions.models import Publication
from tests.web.editions_made import another_edition

ATOM = "{http://www.w3.org/2005/Atom}"
SPRING = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def two(edition: Edition, editions: Path, tmp_path: Path) -> tuple[Edition, Edition]:
    """The county, and one with another fund and newer data."""
    folder = another_edition(
        editions, tmp_path, "The county again", funds=["example-four-pots", "appg-2bn"], pack_version="2"
    )
    return edition, Edition(folder)


def test_an_edition_is_noted_once_however_often_it_is_seen(edition: Edition) -> None:
    assert records.note(edition, now=SPRING) is True
    assert records.note(edition, now=SPRING + timedelta(days=1)) is False
    (only,) = records.publications()
    assert only.went_up_at == SPRING
    assert only.title == edition.title
    assert records.publication_of(edition.id) == only


def test_two_processes_that_see_an_exchange_at_once_note_it_once(two: tuple[Edition, Edition]) -> None:
    records.note(two[0], now=SPRING)
    first = Publication.objects.get()
    records.note(two[1], now=SPRING + timedelta(days=1))
    # The other process saw the first row as the last one, and writes what follows it.
    late = Publication(edition_id=two[1].id, follows=first.pk, title="x", went_up_at=SPRING, changes=[], contents={})
    Publication.objects.bulk_create([late], ignore_conflicts=True)
    assert [each.edition_id for each in records.publications()] == [two[1].id, two[0].id]


def test_going_back_to_an_older_edition_is_noted_too(two: tuple[Edition, Edition]) -> None:
    for day, each in enumerate((*two, two[0])):
        assert records.note(each, now=SPRING + timedelta(days=day)) is True
    assert [each.edition_id for each in records.publications()] == [two[0].id, two[1].id, two[0].id]
    again = records.publication_of(two[0].id)
    assert again is not None
    assert again.went_up_at == SPRING + timedelta(days=2)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Publication.objects.update(title="Something else"),
        lambda: Publication.objects.all().delete(),
        lambda: connection.cursor().execute("UPDATE editions_publication SET went_up_at = NULL"),
        lambda: connection.cursor().execute("DELETE FROM editions_publication"),
    ],
)
def test_the_database_refuses_to_change_or_take_away_what_went_up(edition: Edition, change: Any) -> None:
    records.note(edition, now=SPRING)
    with pytest.raises(DatabaseError, match="never changed or taken away"), transaction.atomic():
        change()
    assert records.publications()[0].title == edition.title


def test_postgresql_does_not_empty_the_table_either(edition: Edition, database: str) -> None:
    if database != "postgresql":
        return  # SQLite has no TRUNCATE
    records.note(edition, now=SPRING)
    with pytest.raises(DatabaseError, match="never changed or taken away"), transaction.atomic():
        connection.cursor().execute("TRUNCATE editions_publication")
    assert len(records.publications()) == 1


def test_what_changed_is_said_in_words(two: tuple[Edition, Edition]) -> None:
    for number, each in enumerate(two):
        records.note(each, now=SPRING + timedelta(days=number))
    second, first = records.publications()
    assert first.changes == ("This is the first edition on this site.",)
    assert second.changes == (
        "The figures come from new data: Fictional: the county of Corvestershire, version 2.",
        "New: fund appg-2bn.",
        "No longer here: fund pride-in-place-2-england.",
    )


def test_what_changed_when_nothing_that_has_a_name_did(edition: Edition) -> None:
    assert what_changed(edition.about.model_dump(mode="json"), edition.about) == (
        "Figures or words were worked out again. The lists, funds and votes are the same.",
    )
    older = {**edition.about.model_dump(mode="json"), "code_version": "0.0.1"}
    assert what_changed(older, edition.about) == ("It was worked out by version 0.1.0 of leastfirst.",)


def test_the_feed_has_an_entry_for_each_with_an_id_that_stays(client: Client, two: tuple[Edition, Edition]) -> None:
    records.note(two[0], now=SPRING)
    before = ElementTree.fromstring(client.get("/feed.atom").content)
    records.note(two[1], now=SPRING + timedelta(days=1))
    answer = client.get("/feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}title") for each in entries] == ["The county again", two[0].title]
    assert "New: fund appg-2bn." in (entries[0].findtext(f"{ATOM}summary") or "")
    assert entries[1].findtext(f"{ATOM}id") == before.findtext(f"{ATOM}entry/{ATOM}id")
    assert entries[1].findtext(f"{ATOM}id") == f"tag:127.0.0.1,2027-03-01:edition/{two[0].id}/{SPRING:%H%M%S}"
    assert feed.findtext(f"{ATOM}updated") == "2027-03-02T09:30:00+00:00"
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
    assert links["self"] == feed.findtext(f"{ATOM}id") == "http://127.0.0.1:8000/feed.atom"


def test_a_reader_that_has_the_feed_is_told_that_nothing_is_new(client: Client, two: tuple[Edition, Edition]) -> None:
    records.note(two[0], now=SPRING)
    mark = client.get("/feed.atom")["ETag"]
    assert client.get("/feed.atom", headers={"if-none-match": mark}).status_code == 304
    records.note(two[1], now=SPRING + timedelta(days=1))
    assert client.get("/feed.atom", headers={"if-none-match": mark}).status_code == 200


def test_the_status_page_tells_the_same(client: Client, edition: Edition) -> None:
    records.note(edition, now=SPRING)
    page = client.get("/about/status/").content.decode()
    assert "Everything works." in page
    assert "1 March 2027" in page
    assert edition.id in page
    assert "This is the first edition on this site." in page
    assert f"All {len(edition.manifest)} files are there" in page
    polish = client.get("/pl/about/status/").content.decode()
    assert "1 marca 2027" in polish
    assert '<span lang="en" dir="ltr">This is the first edition on this site.</span>' in polish
