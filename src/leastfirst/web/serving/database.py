"""The database of what people write: SQLite or PostgreSQL, by one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import dj_database_url

# A page must not wait longer than this for a database that is gone or locked.
WAIT_SECONDS = 3
KEEP_SECONDS = 60


def database_of(url: str) -> dict[str, Any]:
    """Django's settings for one address that `Site` has checked."""
    found = dict(dj_database_url.parse(url, conn_max_age=KEEP_SECONDS, conn_health_checks=True))
    options = {**dict(found.get("OPTIONS") or {})}  # type: ignore[call-overload]
    if str(found["ENGINE"]).endswith("sqlite3"):
        # Without this a file that has gone would be made anew, empty, and look like a site without a past.
        found["NAME"] = f"file:{quote(str(found['NAME']))}?mode=rw"
        options |= {
            "timeout": WAIT_SECONDS,
            # Writers say so from the start, so that two of them wait for each other instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            # Readers go on while somebody writes, and what was written is on the disk.
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        }
    else:
        options.setdefault("connect_timeout", WAIT_SECONDS)
    found["OPTIONS"] = options
    return found
