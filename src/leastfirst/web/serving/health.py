"""Alive: this process answers. Ready: it can show what it should. Neither tells a stranger more than that."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from leastfirst.web.editions.current import current

log = logging.getLogger("leastfirst.health")
READY, UNREACHABLE, NOT_PREPARED, NONE, DAMAGED = "ok", "unreachable", "not prepared", "none", "damaged"


def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has all tables, and an edition is open; else 503 and which of them is not."""
    database = state_of_database()
    edition = NONE if current().edition() is None else DAMAGED if current().damaged else READY
    well = database == edition == READY
    told = {"status": "ready" if well else "not ready", "database": database, "edition": edition}
    return JsonResponse(told, status=200 if well else 503)


def state_of_database() -> str:
    """Whether the database answers, and has the tables that this version needs."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return UNREACHABLE
    return NOT_PREPARED if missing else READY
