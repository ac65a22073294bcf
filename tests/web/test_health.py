"""Whether the site says rightly that it is alive and ready."""

from __future__ import annotations

from django.db import connection
from django.test import Client


def test_the_site_runs_on_the_database_that_the_test_names(client: Client, database: str) -> None:
    assert connection.vendor == database


def test_it_is_live_and_ready(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "database": "ok", "edition": "ok"}
