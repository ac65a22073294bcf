"""What tests of the site share. Each test here runs twice, on SQLite and on PostgreSQL, with the fictional county up.

    def test_something_that_a_visitor_reads(client):
        answer = client.get("/areas/lsoa-2021/E01999001/")
        assert "Saltmarsh" in answer.content.decode()

- `client` is Django's test client; a view that crashes crashes the test.
- `edition` is the `publish.Edition` that is up, to hold a page against: `edition.row("areas-lsoa-2021", code)`.
- `editions` is the folder that it lies in. To put up another: `settings.EDITIONS = folder`.
- Every test may use the database; what it writes is taken back. Rate limits are off, and nothing is noted by itself.
- A file is read to its end by `answer.getvalue()`, which also closes it; `answer.close()` would cut off the database.
- `-m "not engines"` leaves PostgreSQL out, for a quick look.

A test that needs no page (of a filter, a chart, a table) belongs into tests/unit/web and runs once.
"""

# ruff: noqa: E402  Django wants its settings before anything of the site is imported.

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.checked_settings"

import django
from pytest_django.plugin import DjangoDbBlocker

django.setup()

from django.conf import settings as django_settings

from leastfirst.publish import Edition
from leastfirst.web.editions.current import current
from leastfirst.web.serving.static_files import collect
from tests.web.databases import Databases, in_use
from tests.web.made_once import county_editions


@pytest.fixture(scope="session")
def editions(request: pytest.FixtureRequest) -> Path:
    """The folder of editions in which the county is up."""
    return county_editions(request.config.cache.mkdir("leastfirst-county"))


@pytest.fixture(scope="session")
def databases(django_test_environment: None, django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[Databases]:
    """The databases of this test process."""
    with ExitStack() as held:
        yield Databases(worker_id, held)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.engines)])
def database(request: pytest.FixtureRequest, databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Which database the site has: `sqlite` or `postgresql`, each with one of its own for every test process."""
    with django_db_blocker.unblock():
        settings = databases.settings(request.param)
    with in_use(settings):
        yield request.param


@pytest.fixture(scope="session")
def django_db_setup(database: str) -> None:
    """In the place of pytest-django's own."""


@pytest.fixture(scope="session")
def site_is_set_up(editions: Path) -> None:
    """The county is up, and styles and scripts are gathered."""
    django_settings.EDITIONS = editions
    collect()


@pytest.fixture(autouse=True)
def site(site_is_set_up: None, db: None) -> None:
    """Every test here may ask for pages, and for the database."""


@pytest.fixture
def edition(site: None) -> Edition:
    """The edition that is up."""
    up = current().edition()
    assert up is not None
    return up
