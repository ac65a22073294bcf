"""Whether the site says rightly that it is alive and ready, and what it does without its database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.fixture
def no_database(site: None) -> Iterator[None]:
    """The database does not answer, until the test is over."""

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("could not connect to db.internal as secret-name")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections["default"], "cursor", gone)
        yield


def test_the_site_runs_on_the_database_that_the_test_names(client: Client, database: str) -> None:
    assert connection.vendor == database


def test_it_is_live_and_ready(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "database": "ok", "edition": "ok"}


def test_without_a_database_it_is_live_but_not_ready_and_says_no_more(client: Client, no_database: None) -> None:
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "database": "unreachable", "edition": "ok"}


def test_tables_of_an_older_version_are_not_ready(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("editions", "0001_publication")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not prepared"


@pytest.mark.parametrize("address", ["/", "/data/", "/map/", "/funds/", "/about/privacy/", "/api/v1/"])
def test_pages_need_no_database(client: Client, no_database: None, address: str) -> None:
    assert client.get(address).status_code == 200


def test_the_feed_and_the_status_page_say_so_plainly(client: Client, no_database: None) -> None:
    feed = client.get("/feed.atom")
    assert feed.status_code == 503
    assert feed["Retry-After"] == "60"
    words = feed.content.decode()
    assert "The list of what changed cannot be read at the moment. All other pages work." in words
    status = client.get("/about/status/")
    assert status.status_code == 200
    words += status.content.decode()
    assert "The database cannot be read at the moment. All pages work but the list of what changed." in words
    assert "db.internal" not in words
    assert "secret-name" not in words


def test_no_page_asks_the_database_but_those_about_what_went_up(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        for address in ("/", "/data/", "/map/", "/funds/", "/designations/", "/votes/", "/method/"):
            assert client.get(address).status_code == 200
