"""What is read from an edition once and kept as long as it is open: it never changes, and goes when that goes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from leastfirst.publish.reading import Edition

Made = TypeVar("Made")
_kept: WeakKeyDictionary[Edition, dict[str, Any]] = WeakKeyDictionary()
_lock = Lock()


def kept(edition: Edition, what: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once for an edition and `what`; it must come out the same each time."""
    with _lock:
        things = _kept.setdefault(edition, {})
    if what not in things:
        things[what] = make()  # two threads may both make it
    made: Made = things[what]
    return made
