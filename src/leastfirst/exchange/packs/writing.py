"""Write a data pack whole, or not at all.

The pack is written to a folder beside its place, read back and checked, and only then moved there. Until then the pack
that was there before stays as it was.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leastfirst.exchange.packs.checking import check_pack
from leastfirst.exchange.packs.columns import arrow_schema
from leastfirst.exchange.packs.descriptor import FILE_NAME, Descriptor, Resource, write_descriptor
from leastfirst.exchange.packs.reading import Pack, open_pack
from leastfirst.exchange.packs.rows import check_rows
from leastfirst.ground.errors import DataError, OutputError
from leastfirst.ground.tables import Table, TableMeta

# GeoParquet 1.1: without a stated reference system the coordinates are longitude and latitude, WGS84.
_GEO = (
    b'{"version": "1.1.0", "primary_column": "geometry", '
    b'"columns": {"geometry": {"encoding": "WKB", "geometry_types": []}}}'
)
_ROWS_IN_GROUP = 250_000
_A_DAY = 86_400


def write_pack(
    path: str | Path,
    *,
    id: str,
    title: str,
    tables: Iterable[Table],
    version: str = "",
    fictional: bool = False,
    definition: str = "",
    licences: Sequence[Mapping[str, str]] = (),
    sources: Sequence[Mapping[str, str]] = (),
    keep: bool = False,
) -> Pack:
    """Write the tables, check them, and put them in the place of whatever pack was at `path`.

    Args:
        path: the folder of the pack; its parent is made when it is missing.
        id: the pack's id.
        title: what people call it.
        tables: the tables in the order in which they shall be listed; they are written one by one as they come.
        version: the version of the pack.
        fictional: whether the pack is invented.
        definition: id and sha256 of the pack definition that it was built by.
        licences: the licences as the Data Package standard writes them.
        sources: the sources, likewise.
        keep: keep a pack that is already there (somebody else was quicker) and drop this one.

    Returns:
        The pack, opened.

    Raises:
        DataError: a table does not pass the checks of `check_pack`.
        OutputError: the folder cannot be written, or the disk is full. Nothing is left behind.
    """
    target = Path(path).absolute()
    _refuse_foreign(target)
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        part = target.parent / f".{target.name}.{uuid.uuid4().hex}.part"
        part.mkdir()
        metas: dict[str, TableMeta] = {}
        resources: dict[str, Resource] = {}
        for table in tables:
            if table.id in metas:
                raise DataError(f"the table '{table.id}' is there twice", where=f"pack {id}", do="name each once")
            metas[table.id] = table.meta
            resources[table.id] = _write_table(part, table)
        descriptor = Descriptor(id, title, version, metas, resources, fictional, definition, licences, sources)
        _write_bytes(part / FILE_NAME, write_descriptor(descriptor).encode())
        for finding in check_pack(open_pack(part)):
            if finding.fault is not None:
                raise finding.fault
        _swap(part, target, keep=keep)
    except OSError as error:
        raise OutputError(_reason(error), where=str(target), do=_advice(error)) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)
    return open_pack(target)


def _refuse_foreign(target: Path) -> None:
    """Never replace a folder that holds anything but a pack."""
    if target.is_dir() and any(target.iterdir()) and not (target / FILE_NAME).exists():
        raise OutputError("the folder holds something that is not a data pack", where=str(target), do="name another")
    if target.exists() and not target.is_dir():
        raise OutputError("there is a file of that name", where=str(target), do="name a folder")


def _sweep(target: Path) -> None:
    """Remove what a build that was killed left beside the pack more than a day ago."""
    for left in target.parent.glob(f".{target.name}.*.part"):
        if time.time() - left.stat().st_mtime > _A_DAY:
            shutil.rmtree(left, ignore_errors=True)


def _write_table(folder: Path, table: Table) -> Resource:
    import pyarrow.parquet as pq

    meta = table.meta
    data = table.data.select([each.name for each in meta.fields])
    if not _is_sorted(table):
        data = data.sort_by([(column, "ascending") for column in meta.key])
    check_rows(replace(table, data=data))
    data = data.cast(arrow_schema(meta))
    if meta.kind == "boundaries":
        data = data.replace_schema_metadata({b"geo": _GEO})
    path = folder / f"{meta.id}.parquet"
    with path.open("wb") as sink:
        pq.write_table(
            data,
            sink,
            compression="zstd",
            compression_level=3,
            row_group_size=_ROWS_IN_GROUP,
            write_page_checksum=True,
            # Codes that stand there once gain nothing from a dictionary: without one they take less room and less time.
            use_dictionary=[each.name for each in meta.fields if each.type == "string" and each.name not in meta.key],
        )
        sink.flush()
        os.fsync(sink.fileno())
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Resource(path.name, data.num_rows, path.stat().st_size, digest)


def _is_sorted(table: Table) -> bool:
    import pyarrow.compute as pc

    if len(table.meta.key) != 1 or len(table.data) < 2:
        return False
    column = table.data[table.meta.key[0]]
    return bool(column.null_count == 0 and pc.all(pc.less_equal(column[:-1], column[1:])).as_py())


def _write_bytes(path: Path, content: bytes) -> None:
    with path.open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())


def _swap(part: Path, target: Path, *, keep: bool) -> None:
    """Move the new pack into place; a rename cannot replace a folder, so the old one steps aside first."""
    if not target.exists():
        try:
            part.rename(target)
            return
        except OSError:
            if not target.exists():
                raise
    if keep and (target / FILE_NAME).exists():
        return
    old = part.with_suffix(".old")
    target.rename(old)
    try:
        part.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "the disk is full, so nothing was written"
    return f"it cannot be written ({error.strerror or error})"


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "free some space, or name a folder on another disk"
    return "name a folder that you may write to"
