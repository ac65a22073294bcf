"""Provenance: the manifest that goes with every result, so that it can be made again and checked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from leastfirst.ground.tables import Table
from leastfirst.ground.version import __version__


@dataclass(frozen=True, order=True)
class InputRecord:
    """A table that went in: what it is, how old, where from, what its licence asks one to say, its file's sha256."""

    id: str
    vintage: str
    source: str
    licence: str
    attribution: str
    sha256: str


@dataclass(frozen=True, order=True)
class DefinitionRecord:
    """A definition that was followed, its standing and the sha256 of its bytes."""

    id: str
    status: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What made a result. It holds no clock time: the same inputs give the same bytes."""

    made: str
    inputs: tuple[InputRecord, ...]
    definitions: tuple[DefinitionRecord, ...]
    code_version: str = __version__
    seed: int | None = None
    fictional: bool = False

    @classmethod
    def of(
        cls, made: str, *, tables: Iterable[Table], definitions: Iterable[DefinitionRecord], seed: int | None = None
    ) -> Manifest:
        """The manifest of a result `made` (said in words) from tables by definitions."""
        tables = sorted(tables, key=lambda table: table.id)
        inputs = tuple(_record(t) for t in tables)
        return cls(
            made,
            inputs,
            tuple(sorted(set(definitions))),
            seed=seed,
            fictional=any(t.meta.fictional for t in tables),
        )

    def to_json(self, *, output_sha256: str | None = None, outputs: Mapping[str, str] | None = None) -> str:
        """The manifest as JSON text.

        `output_sha256` ties it to the bytes of the file that it stands beside, `outputs` to those of several files, by
        name.
        """
        record = asdict(self)
        if outputs is not None:
            record["outputs"] = dict(outputs)
        if output_sha256 is not None:
            record["output_sha256"] = output_sha256
        return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _record(table: Table) -> InputRecord:
    meta = table.meta
    return InputRecord(meta.id, meta.vintage, meta.source, meta.licence, meta.attribution, table.sha256)


def sha256_of(data: bytes) -> str:
    """The sha256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
