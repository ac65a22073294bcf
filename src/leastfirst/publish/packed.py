"""The data pack in the edition: a page that works something out (a what-if, a place of several areas) reads it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from leastfirst.exchange.packs import open_pack
from leastfirst.exchange.packs.descriptor import FILE_NAME
from leastfirst.publish.reading import PACK
from leastfirst.publish.work import Work


def add_pack(work: Work) -> None:
    """The files of the pack under `pack/`: linked where the file system allows, which costs no room, else copied.

    All other parts read these: a pack in the cache may be built anew, and the one before it goes, while they work.
    """
    work.tell("The data pack")
    pack, folder = work.pack, work.writer.folder / PACK
    for name in (FILE_NAME, *(pack.resource(each).path for each in pack.tables)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        # A link to a link would lead out of the edition.
        _link((pack.path / name).resolve(), folder / name)
    work.pack = open_pack(folder)


def _link(source: Path, target: Path) -> None:
    with contextlib.suppress(OSError):
        target.hardlink_to(source)
        return
    shutil.copyfile(source, target)
