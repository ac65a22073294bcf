"""The edition of the fictional county: made once for all tests of all processes, and anew when the code changes."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import leastfirst
from leastfirst.definitions.edition import load_edition
from leastfirst.publish.publishing import publish
from leastfirst.sources import open_data

PACKAGE = Path(leastfirst.__file__).parent
DAY = 24 * 3600


def county_editions(cache: Path) -> Path:
    """A folder of editions under `cache` in which that of the county is up. About eight seconds the first time."""
    folder = cache / what_makes_it()
    with one_at_a_time(cache / "lock.sqlite"):
        if not (folder / "current").is_file():
            forget_old_ones(cache)
            publish(load_edition("county"), open_data("county"), folder)
    return folder


def what_makes_it() -> str:
    """A hash over the code, the definitions and the data below the front ends."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        room = path.relative_to(PACKAGE).parts[0]
        if room not in ("web", "cli") and path.suffix in {".py", ".yaml", ".parquet", ".json", ".pb"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait for the other processes; a process that dies lets go by itself, as SQLite's locks do everywhere."""
    held = sqlite3.connect(lock, timeout=300, isolation_level=None)
    try:
        held.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        held.close()


def forget_old_ones(cache: Path) -> None:
    """Throw away editions that nobody has made anew for a day."""
    for path in cache.iterdir():
        if path.is_dir() and path.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(path, ignore_errors=True)
