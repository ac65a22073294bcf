"""Find the data that a calculation runs on: what was named, what was installed, or the fictional county."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from leastfirst.definitions.pack import FOLDER, PackDefinition, load_pack_definition
from leastfirst.definitions.yaml_files import shipped
from leastfirst.exchange.packs import Pack, open_pack
from leastfirst.exchange.packs.descriptor import FILE_NAME
from leastfirst.ground.errors import DataError
from leastfirst.ground.version import __version__
from leastfirst.sources.build import Progress, build_pack
from leastfirst.sources.places import cache_folder, installed_packs, packs_folder

VARIABLE = "LEASTFIRST_DATA"
COUNTY = "county"
# The code that a pack is made by. With it in the name, a cached pack never outlives a change of the code.
_MADE_BY = ("sources", "exchange/packs", "definitions", "ground")


def open_data(data: str | Path | None = None, *, progress: Progress | None = None) -> Pack:
    """Open the data pack that was named, or else the first that is found.

    `data` is the path of a pack, the path of a folder of raw tables that a shipped pack definition describes (it is
    built into a cached pack on first use), `county` for the fictional county, or the id of an installed pack. Without
    it the variable LEASTFIRST_DATA counts, then the packs in the user's data folder, then the fictional county, which
    is said on standard error. `progress` is called while a pack is built, as in `build_pack`.

    Raises DataError when nothing is there.
    """
    if data is not None and str(data):
        return _open(str(data), "", progress)
    if named := os.environ.get(VARIABLE):
        return _open(named, f"{VARIABLE}: ", progress)
    installed = list(installed_packs())
    if len(installed) > 1:
        names = ", ".join(path.name for path in installed)
        raise DataError(
            "more than one pack is installed", where=str(packs_folder()), do=f"say --data with one of {names}"
        )
    if installed:
        return open_pack(installed[0])
    print("No data was named or installed, so the fictional county is used.", file=sys.stderr)
    return open_county()


def raw_folder(data: str | Path | None = None) -> Path | None:
    """The folder of raw tables that `open_data` builds its pack from, if it is one; there lie files of votes, too."""
    named = str(data) if data is not None and str(data) else os.environ.get(VARIABLE, "")
    path = Path(named).expanduser()
    return path if named and path.is_dir() and not (path / FILE_NAME).is_file() and recognise(path) else None


def open_county() -> Pack:
    """The fictional county that comes with leastfirst."""
    return open_pack(Path(str(files("leastfirst") / COUNTY)))


def recognise(folder: Path) -> tuple[PackDefinition, str] | None:
    """The shipped pack definition whose raw tables lie in a folder with its sha256, or None.

    Raises DataError when some of the files by which a definition is recognised are there and others are missing.
    """
    for pack_id in shipped(FOLDER):
        definition, sha256 = load_pack_definition(pack_id)
        missing = [each for each in definition.recognised_by if not (folder / each).is_file()]
        if not missing:
            return definition, sha256
        if len(missing) < len(definition.recognised_by):
            raise DataError(
                f"it looks like the raw tables of the pack '{pack_id}', but {missing[0]} is missing",
                where=str(folder),
                do="put the file there",
            )
    return None


def _open(data: str, named_by: str, progress: Progress | None) -> Pack:
    path = Path(data).expanduser()
    if (path / FILE_NAME).is_file():
        return open_pack(path)
    if path.is_dir() and (recognised := recognise(path)):
        return _cached(*recognised, path, progress)
    is_name = path.name == data
    if is_name and data == COUNTY:
        return open_county()
    if is_name and (packs_folder() / data / FILE_NAME).is_file():
        return open_pack(packs_folder() / data)
    if path.is_dir():
        return open_pack(path)  # raises the sentence that says what a pack is
    names = [each.name for each in installed_packs()] + [COUNTY]
    raise DataError(
        f"{named_by}there is no data pack '{data}'",
        do=f"give the folder of a pack, a folder of raw tables, or one of {', '.join(names)}",
    )


def _cached(definition: PackDefinition, sha256: str, folder: Path, progress: Progress | None) -> Pack:
    """The pack of a folder of raw tables, built unless that was done before from the same files."""
    pack_id = definition.id
    of_folder = f"{pack_id}-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]}-"
    target = cache_folder() / f"{of_folder}{_fingerprint(definition, sha256, folder)}"
    if (target / FILE_NAME).is_file():
        return open_pack(target)
    print(f"Building the data pack '{pack_id}' from {folder} (once; it is kept in {target}).", file=sys.stderr)
    pack = build_pack(pack_id, folder, target, progress=progress, keep=True)
    for superseded in cache_folder().glob(f"{of_folder}*"):
        if superseded != target:
            shutil.rmtree(superseded, ignore_errors=True)
    return pack


def _fingerprint(definition: PackDefinition, sha256: str, folder: Path) -> str:
    """What a built pack depends on: definition, code, the library that writes it, and size and time of raw files."""
    tables = definition.tables.values()
    raw = {each.file for table in tables for each in table.raw} | {each.file for table in tables for each in table.join}
    digest = hashlib.sha256(f"{sha256} {__version__} {version('pyarrow')}".encode())
    for room in _MADE_BY:
        modules = [each for each in (files("leastfirst") / room).iterdir() if each.name.endswith(".py")]
        for module in sorted(modules, key=lambda each: each.name):
            digest.update(module.read_bytes())
    for name in sorted(raw):
        path = folder / name
        if path.is_file():
            stat = path.stat()
            digest.update(f"\n{name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
