"""Note in the database that an edition went up, apart from the page that found it, and never in its way."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from leastfirst.publish import Edition
from leastfirst.web.editions import records

log = logging.getLogger("leastfirst.editions")


def note_now(edition: Edition) -> bool:
    """Note it; False when the database does not let us, which is logged in one line."""
    try:
        records.note(edition, now=timezone.now())
    except DatabaseError:
        log.warning(
            "edition %s is up, but the database could not note it: run `leastfirst serve --prepare` when it is back",
            edition.id,
        )
        return False
    return True


def note_in_background(edition: Edition) -> None:
    """Note it from a thread of its own: a page must not wait for a database that is slow or gone."""
    if settings.NOTE_EDITIONS:
        threading.Thread(target=_note_and_leave, args=(edition,), name="note-edition", daemon=True).start()


def _note_and_leave(edition: Edition) -> None:
    try:
        note_now(edition)
    finally:
        connection.close()
