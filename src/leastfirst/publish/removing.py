"""Which editions stay on the disk: the one that is up, and the last few, so that the one before can be put up again."""

from __future__ import annotations

import shutil
from pathlib import Path

from leastfirst.ground.errors import DataError
from leastfirst.publish.reading import MANIFEST, current

KEPT = 2
_DAY_S = 86_400


def remove_old(editions: Path, *, keep: int = KEPT) -> tuple[str, ...]:
    """Remove all editions but the last `keep` and the one that is up, and what was left of work that broke off.

    Returns the names of the editions removed, the oldest first. A page that is being read from one of them is finished:
    an open file stays readable. Raises DataError if fewer than one is to be kept.
    """
    if keep < 1:
        raise DataError(f"{keep} editions cannot be kept", where="--keep", do="keep 1 or more")
    written = {path.parent: path.stat().st_mtime for path in editions.glob(f"[!.]*/{MANIFEST}")}
    by_age = sorted(written, key=lambda folder: (written[folder], folder.name))
    shown = _shown(editions)
    old = [folder for folder in by_age[: max(0, len(by_age) - keep)] if folder != shown]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    # A folder of work that broke off a day ago is nobody's any more; a younger one may be filled at this moment.
    newest = max(written.values(), default=0.0)
    for folder in editions.glob(".new-*"):
        if folder.stat().st_mtime < newest - _DAY_S:
            shutil.rmtree(folder, ignore_errors=True)
    return tuple(folder.name for folder in old)


def _shown(editions: Path) -> Path | None:
    try:
        return current(editions)
    except DataError:
        return None
