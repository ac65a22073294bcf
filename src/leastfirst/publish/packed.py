"""The data pack in the edition: a page that works something out (a what-if, a place of several areas) reads it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from leastfirst.exchange.packs.descriptor import FILE_NAME
from leastfirst.publish.reading import PACK
from leastfirst.publish.work import Work


def add_pack(work: Work) -> None:
    """The files of the pack under `pack/`: linked where the file system allows, which costs no room, else copied."""
    work.tell("The data pack")
    pack = work.pack
    for name in (FILE_NAME, *(pack.resource(each).path for each in pack.tables)):
        target = work.writer.folder / PACK / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _link(pack.path / name, target)


def _link(source: Path, target: Path) -> None:
    with contextlib.suppress(OSError):
        target.hardlink_to(source)
        return
    shutil.copyfile(source, target)
