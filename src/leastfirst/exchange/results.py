"""Results out: a table as CSV, Parquet or JSON by the file's ending, with its manifest beside it.

A file is written beside its place and moved there when it is whole, so nothing is ever left half-written.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leastfirst.ground.errors import OutputError
from leastfirst.ground.provenance import Manifest, sha256_of

if TYPE_CHECKING:
    import pyarrow as pa


def write_result(table: pa.Table, out: str | Path, *, manifest: Manifest) -> list[Path]:
    """Write a table to `out` and its manifest to `out` + `.manifest.json`; returns the files written.

    The ending says the format: .csv, .parquet or .json (a list of rows). Missing values are empty in CSV and null in
    JSON. Raises OutputError for another ending, a folder that is not there, or a full disk.
    """
    path = Path(out)
    content = written_as(table, out)
    return write_files({path: content, **manifest_of(path, content, manifest)})


def write_record(record: Mapping[str, Any], out: str | Path, *, manifest: Manifest) -> list[Path]:
    """Write a record to a .json file with its manifest beside it; returns the files written. Raises OutputError."""
    path = record_path(out)
    content = record_bytes(record)
    return write_files({path: content, **manifest_of(path, content, manifest)})


def record_path(out: str | Path) -> Path:
    """Where a record is written to. Raises OutputError unless it ends in .json and its folder is there."""
    path = Path(out)
    if path.suffix.lower() != ".json":
        raise OutputError(
            f"'{path.suffix}' is not a format that a record is written in" if path.suffix else "the file has no ending",
            where=str(out),
            do="name a file that ends in .json, or - for the screen",
        )
    if not path.parent.is_dir():
        raise OutputError("there is no such folder", where=str(path.parent), do="make it, or choose another place")
    return path


def record_bytes(record: Mapping[str, Any]) -> bytes:
    """A record of plain values as JSON, in the order of its keys as they stand."""
    return (json.dumps(record, indent=2, ensure_ascii=False) + "\n").encode()


def written_as(table: pa.Table, out: str | Path) -> bytes:
    """A table in the format that the ending of `out` says; raises OutputError for another ending."""
    return _formatter(Path(out).suffix.lower(), str(out))(table)


def as_csv(table: pa.Table) -> bytes:
    """A table as CSV: UTF-8, commas, a heading line, quotes only where needed, empty for missing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    columns = [_written(column) for column in table.columns]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def _written(column: pa.ChunkedArray) -> list[object]:
    """The values of a column as CSV shows them: true and false in lower case, numbers in full, nothing for missing."""
    import pyarrow as pa

    if pa.types.is_boolean(column.type):
        return [None if each is None else str(each).lower() for each in column.to_pylist()]
    return list(column.to_pylist())


def manifest_of(path: Path, content: bytes, manifest: Manifest) -> dict[Path, bytes]:
    """The manifest of one file, under the name that it is written to."""
    return {Path(f"{path}.manifest.json"): manifest.to_json(output_sha256=sha256_of(content)).encode()}


def write_folder(
    folder: Path, files: Mapping[str, bytes], manifest: Manifest, *, keep: Iterable[str | Path] = ()
) -> list[Path]:
    """Write some files into a folder, made if it is not there, with one manifest.json that names each with its sha256.

    `keep` names what the job reads. Raises OutputError in one sentence, also where one of those would be overwritten.
    """
    if str(folder) == "-":
        raise OutputError("these are several files, and the screen takes one", where="--out", do="name a folder")
    lost = [folder / name for name in files if (folder / name).resolve() in [Path(each).resolve() for each in keep]]
    if lost:
        raise OutputError(
            "it is read by this very job and would be lost", where=str(lost[0]), do="choose another folder for --out"
        )
    make_folder(folder)
    told = manifest.to_json(outputs={name: sha256_of(content) for name, content in files.items()}).encode()
    return write_files({folder / name: content for name, content in {**files, "manifest.json": told}.items()})


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it; raises OutputError in one sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder cannot be made ({(error.strerror or str(error)).lower()})",
            where=str(folder),
            do="choose another place with --out",
        ) from error


def write_files(files: dict[Path, bytes]) -> list[Path]:
    """Write some files so that each is whole; if one cannot be written, none is left behind.

    Raises OutputError in one sentence.
    """
    parts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
            parts[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            parts[path].chmod(0o644)
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise OutputError(
            f"it cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(next((path for path in files if not path.exists()), next(iter(files)))),
            do="make room or choose another place with --out",
        ) from error
    finally:
        for part in parts.values():
            with contextlib.suppress(OSError):
                part.unlink()
    return list(files)


def _formatter(ending: str, where: str) -> Callable[[pa.Table], bytes]:
    known = {".csv": as_csv, ".parquet": _as_parquet, ".json": _as_json}
    try:
        return known[ending]
    except KeyError:
        raise OutputError(
            f"'{ending}' is not a format that results are written in" if ending else "the file has no ending",
            where=where,
            do="name a file that ends in .csv, .parquet or .json, or - for the screen",
        ) from None


def _as_parquet(table: pa.Table) -> bytes:
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def _as_json(table: pa.Table) -> bytes:
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table.to_pylist())
    return f"[\n{rows}\n]\n".encode()
