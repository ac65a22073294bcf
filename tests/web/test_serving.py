"""`leastfirst serve` as an operator runs it, with a server, a database and a log of its own."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.web.editions_made import another_edition, put_up
from tests.web.served import environment, serve, serving


@pytest.fixture
def empty_database(database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'folder' / 'site.sqlite'}"
        return
    import psycopg

    given = connection.settings_dict
    host = given["OPTIONS"]["host"] if "host" in given["OPTIONS"] else given["HOST"]
    name = f"{given['NAME']}_serving"
    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name}")
        admin.execute(f"CREATE DATABASE {name}")
        yield f"postgresql://postgres@/{name}?host={host}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_site_is_prepared_serves_and_stops(
    editions: Path, empty_database: str, database: str, tmp_path: Path, edition: object
) -> None:
    mine = tmp_path / "editions"
    put_up(another_edition(editions, mine, "The county of spring"))
    settings = environment(
        editions=mine, database_url=empty_database, CONTACT="help@example.org", HOSTS="places.example.org"
    )

    refused = serve(settings)
    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        "leastfirst: the database does not have the tables of this version; run `leastfirst serve --prepare`."
    )

    for _ in range(2):  # doing it twice does no harm
        prepared = serve(settings, "--prepare")
        assert prepared.returncode == 0, prepared.stderr
        kind = "SQLite" if database == "sqlite" else "PostgreSQL"
        assert f"The tables are ready ({kind})." in prepared.stdout
        assert "is up: The county of spring." in prepared.stdout

    with serving(settings, tmp_path / "log") as site:
        said = site.log.read_text()
        assert f"leastfirst is up at {site.url}" in said
        assert "LEASTFIRST_CONTACT" not in said
        status, page, headers = site.read("/about/accessibility/")
        assert status == 200
        assert "help@example.org" in page
        headers = {name.lower(): value for name, value in headers.items()}
        assert headers["server"] == "leastfirst"
        assert "unsafe" not in headers["content-security-policy"]
        assert site.read("/health/ready")[0] == 200
        assert "This is the first edition on this site." in site.read("/feed.atom")[1]
        assert site.read("/search/?q=ZZ9+9ZZ")[0] == 404  # nobody has that postcode
        asked = [each for each in site.lines() if each["message"] == "asked" and each["path"] == "/search/"]
        assert len(asked) == 1
        assert "ZZ9" not in site.log.read_text()
        assert "127.0.0.1" not in " ".join(str(each) for each in asked)

        # A worker sees the new edition with the next page, and notes it by itself.
        put_up(another_edition(editions, mine, "The county of autumn"))
        assert "The county of autumn" in site.read("/data/")[1]
        until = time.monotonic() + 20
        while "The county of autumn" not in site.read("/feed.atom")[1]:
            assert time.monotonic() < until, site.log.read_text()
            time.sleep(0.1)
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(timeout=30) == 0


def test_it_starts_and_shows_pages_while_the_database_is_away(editions: Path, database: str, tmp_path: Path) -> None:
    if database == "sqlite":
        url = f"sqlite:///{tmp_path / 'site.sqlite'}"
        (tmp_path / "site.sqlite").write_text("this is no database, and longer than the head of one would be" * 20)
    else:
        url = "postgresql://nobody:hunter2@127.0.0.1:1/none"
    settings = environment(editions=editions, database_url=url)
    refused = serve(settings, "--prepare")
    assert refused.returncode == 2
    assert refused.stderr.startswith("leastfirst: LEASTFIRST_DATABASE_URL: the database (")
    assert "hunter2" not in refused.stderr
    with serving(settings, tmp_path / "log") as site:
        assert "The database cannot be reached. Pages are served all the same" in site.log.read_text()
        assert site.read("/data/")[0] == 200
        assert site.read("/feed.atom")[0] == 503
        assert site.read("/health/ready")[0] == 503


def test_a_port_that_is_taken_is_said_in_a_sentence(editions: Path, empty_database: str) -> None:
    settings = environment(editions=editions, database_url=empty_database)
    assert serve(settings, "--prepare").returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = serve({**settings, "LEASTFIRST_BIND": f"127.0.0.1:{taken.getsockname()[1]}"})
    assert refused.returncode == 2
    assert "cannot be listened on (address already in use)" in refused.stderr
    assert refused.stderr.rstrip().endswith("stop what runs there, or write another address and port.")
