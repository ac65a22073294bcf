"""The edition that is up, open once in a process, and exchanged for another while readers go on."""

from __future__ import annotations

import functools
import logging
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from leastfirst.ground.errors import DataError
from leastfirst.publish import Edition
from leastfirst.publish.reading import current as folder_that_is_up

log = logging.getLogger("leastfirst.editions")
TRY_AGAIN_SECONDS = 10


class Current:
    """The edition that a folder of editions says is up.

    One that cannot be opened leaves the one before up; `broken` then says in a sentence what is wrong with it.
    `damaged` says that a page could not be read out of the one that is up, because somebody changed its file.
    """

    def __init__(
        self,
        editions: Path,
        *,
        opened: Callable[[Edition], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.editions = editions
        self.broken: str | None = None
        self.damaged = False
        self._opened = opened
        self._clock = clock
        self._edition: Edition | None = None
        self._failed: tuple[str, float] | None = None
        self._lock = threading.Lock()

    def edition(self) -> Edition | None:
        """The edition to show now; None while there is none. Asks one small file, and opens only what is new."""
        try:
            folder = folder_that_is_up(self.editions)
        except DataError as error:
            # Nothing is named: the one that is open stays up, as its files may well be there.
            self.broken = error.sentence if self._edition is not None else None
            return self._edition
        if self._edition is not None and self._edition.folder == folder:
            self.broken = None
            return self._edition
        if self._failed_lately(folder):
            return self._edition
        # One thread opens the new one; the others show the old one meanwhile, and wait only when there is none.
        if self._lock.acquire(blocking=self._edition is None):
            try:
                self._exchange(folder)
            finally:
                self._lock.release()
        return self._edition

    def note_damage(self, reason: Exception) -> None:
        """A page could not be read: say so where operators look, once, until another edition is up."""
        if not self.damaged:
            log.error("the edition that is up cannot be read: %s; put up another", reason)
        self.damaged = True

    def _failed_lately(self, folder: Path) -> bool:
        return self._failed is not None and self._failed[0] == folder.name and self._clock() < self._failed[1]

    def _exchange(self, folder: Path) -> None:
        if (self._edition is not None and self._edition.folder == folder) or self._failed_lately(folder):
            return  # another thread was first
        try:
            new = Edition(folder)
        except DataError as error:
            if self._failed is None or self._failed[0] != folder.name:
                log.error("the edition %s cannot be shown: %s", folder.name, error.sentence)
            self.broken = error.sentence
            self._failed = (folder.name, self._clock() + TRY_AGAIN_SECONDS)
            return
        # Whoever still reads the old one holds it; its file is closed when the last of them lets go.
        weakref.finalize(new, new.file_of_tables.close)
        self._edition, self._failed, self.broken, self.damaged = new, None, None, False
        log.info("edition %s is up", new.id, extra={"edition_id": new.id})
        self._opened(new)


@functools.cache
def of_folder(editions: Path) -> Current:
    """The one `Current` of this process for a folder."""
    from leastfirst.web.editions.noting import note_in_background

    return Current(editions, opened=note_in_background)


def current() -> Current:
    """What is up on this site. Settings say in which folder: `EDITIONS`."""
    return of_folder(Path(settings.EDITIONS))
