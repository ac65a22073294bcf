"""The log of editions: rows of the database as values, and new rows from editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leastfirst.publish import Edition
from leastfirst.web.editions.changes import what_changed
from leastfirst.web.editions.models import Publication


@dataclass(frozen=True)
class Published:
    """An edition that went up on this site, and when; `changes` are sentences in English."""

    edition_id: str
    title: str
    went_up_at: datetime
    changes: tuple[str, ...]


def publications(most: int = 50) -> list[Published]:
    """The newest editions, newest first."""
    return [_published(row) for row in Publication.objects.all()[:most]]


def publication_of(edition_id: str) -> Published | None:
    """When one edition went up last, or None when nobody noted it."""
    row = Publication.objects.filter(edition_id=edition_id).first()
    return None if row is None else _published(row)


def note(edition: Edition, *, now: datetime) -> bool:
    """Write that an edition went up, unless it is the one that was written last. Returns whether it was new.

    An older one that is put up again gets a row again. Any number of processes may note the same exchange at once: one
    of them writes it.
    """
    last = Publication.objects.order_by("-pk").first()
    if last is not None and last.edition_id == edition.id:
        return False
    row = Publication(
        edition_id=edition.id,
        follows=0 if last is None else last.pk,
        title=edition.title[:300],
        went_up_at=now,
        changes=list(what_changed(None if last is None else last.contents, edition.about)),
        contents=edition.about.model_dump(mode="json"),
    )
    Publication.objects.bulk_create([row], ignore_conflicts=True)
    return True


def _published(row: Publication) -> Published:
    return Published(row.edition_id, row.title, row.went_up_at, tuple(row.changes))
