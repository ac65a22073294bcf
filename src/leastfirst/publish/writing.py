"""Write an edition: a new folder filled beside the others, named after its contents, and put up whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leastfirst.engines.on_sqlite import add_document, add_table, creating
from leastfirst.exchange.results import make_folder, write_files
from leastfirst.ground.errors import DataError, OutputError
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Field, Type
from leastfirst.publish.contents import About, Column, Licence, TableAbout
from leastfirst.publish.reading import CURRENT, DATABASE, MANIFEST

if TYPE_CHECKING:
    import pyarrow as pa


class EditionWriter:
    """What fills a new edition: tables, documents and files, each said once."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self.connection = connection
        self.tables: dict[str, TableAbout] = {}
        self.data: dict[str, pa.Table] = {}
        self.manifests: dict[str, Manifest] = {}
        self._documents: set[tuple[str, str]] = set()

    def table(
        self,
        id_: str,
        data: pa.Table,
        *,
        subject: str,
        title: str,
        manifest: Manifest,
        of: str = "",
        note: str = "",
        geography: str = "",
        vintage: str = "",
        key: Sequence[str] = ("area_code",),
        fields: Iterable[Field] = (),
        indexed: Iterable[str | Sequence[str]] = (),
        download: bool = True,
    ) -> None:
        """Write a stage's table as it is. `fields` say what its columns mean; `indexed` by what rows are sought."""
        if id_ in self.tables:
            raise DataError(f"the table '{id_}' is there twice", where="the edition")
        meant = {each.name: each for each in fields}
        columns = tuple(_column(name, data[name], meant.get(name)) for name in data.column_names)
        about = TableAbout(
            id=id_,
            subject=subject,
            of=of,
            title=title,
            note=note,
            geography=geography,
            key=tuple(key),
            columns=columns,
            rows=data.num_rows,
            vintage=vintage,
            made_from=tuple(
                Licence(
                    id=each.id,
                    source=each.source,
                    vintage=each.vintage,
                    licence=each.licence,
                    attribution=each.attribution,
                    sha256=each.sha256,
                )
                for each in manifest.inputs
            ),
            made_by=tuple({"id": d.id, "status": d.status, "sha256": d.sha256} for d in manifest.definitions),
            seed=manifest.seed,
            download=download,
        )
        sought = [[each] if isinstance(each, str) else each for each in indexed]
        # Said before anything is written: a file without a journal is spoilt by a statement that fails.
        if data.select(list(key)).group_by(list(key)).aggregate([]).num_rows != data.num_rows:
            raise DataError(
                f"two of its rows are alike in {', '.join(key)}",
                where=f"table {id_} of the edition",
                do="keep one of them, or tell them apart by more columns",
            )
        add_table(self.connection, id_, data, {c.name: c.type for c in columns}, key=key, indexed=sought)
        self.tables[id_] = about
        self.data[id_] = data
        self.manifests[id_] = manifest

    def manifest_of(self, made: str, tables: Iterable[str]) -> Manifest:
        """What a table that joins some of this edition's tables was made from: all that they were made from."""
        parts = [self.manifests[each] for each in tables]
        return Manifest(
            made,
            tuple(sorted({record for each in parts for record in each.inputs})),
            tuple(sorted({record for each in parts for record in each.definitions})),
            seed=next((each.seed for each in parts if each.seed is not None), None),
            fictional=any(each.fictional for each in parts),
        )

    def document(self, kind: str, id_: str, body: Mapping[str, Any]) -> None:
        """Write what a page says, as plain values."""
        if (kind, id_) in self._documents:
            raise DataError(f"the document '{kind}/{id_}' is there twice", where="the edition")
        self._documents.add((kind, id_))
        add_document(self.connection, kind, id_, body)

    def file(self, name: str, content: bytes) -> Path:
        """Write a file into the edition, such as `files/x.csv`."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


@contextmanager
def new_edition(editions: Path) -> Iterator[EditionWriter]:
    """Fill a new edition; when the block ends it is moved to its place among `editions`, named after its contents.

    When the block fails, nothing of it stays. The new one is not up yet: see `put_up`. Its folder is `writer.folder`.
    """
    make_folder(editions)
    folder = Path(tempfile.mkdtemp(prefix=".new-", dir=editions))
    try:
        with creating(folder / DATABASE) as connection:
            writer = EditionWriter(folder, connection)
            yield writer
        writer.folder = _in_place(folder, editions)
    except OSError as error:
        raise _cannot_be_written(editions, error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            raise _cannot_be_written(editions, str(error)) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cannot_be_written(editions: Path, reason: str) -> OutputError:
    return OutputError(
        f"the edition cannot be written ({reason.lower()})",
        where=str(editions),
        do="make room or choose another place with --out",
    )


def finish(writer: EditionWriter, about: About) -> None:
    """Write the head and the list of tables; the last thing before the block of `new_edition` ends."""
    writer.document("edition", "about", about.model_dump())
    for each in writer.tables.values():
        writer.document("table", each.id, each.model_dump())


def put_up(folder: Path) -> None:
    """Make an edition the one that is shown. Readers of the one before go on undisturbed."""
    write_files({folder.parent / CURRENT: f"{folder.name}\n".encode()})


def _in_place(folder: Path, editions: Path) -> Path:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    outputs = {path.relative_to(folder).as_posix(): _sha256(path) for path in files}
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    name = hashlib.sha256(json.dumps(outputs, sort_keys=True).encode()).hexdigest()[:12]
    told = {"schema": "leastfirst/edition/1", "id": name, "outputs": outputs, "bytes": sizes}
    (folder / MANIFEST).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    folder.chmod(0o755)
    place = editions / name
    if (place / MANIFEST).is_file():  # the same contents are there already: they only count as the latest now
        (place / MANIFEST).touch()
    else:
        shutil.rmtree(place, ignore_errors=True)
        folder.rename(place)
    return place


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _column(name: str, values: pa.ChunkedArray, meant: Field | None) -> Column:
    if meant is None:
        return Column(name=name, type=_type(values))
    return Column(name=name, type=_type(values), title=meant.title, unit=meant.unit, direction=meant.direction)


def _type(values: pa.ChunkedArray) -> Type:
    import pyarrow as pa

    if pa.types.is_boolean(values.type):
        return "boolean"
    if pa.types.is_integer(values.type):
        return "integer"
    return "number" if pa.types.is_floating(values.type) else "string"
