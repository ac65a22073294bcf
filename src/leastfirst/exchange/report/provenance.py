"""Sources, licences and what is needed to make the same page again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leastfirst.exchange.report.page import TableView
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs


@dataclass(frozen=True)
class Attribution:
    """A licence, the sources under it, and what it asks one to say."""

    licence: str
    sources: str
    statement: str


@dataclass(frozen=True)
class Provenance:
    """The last part of a report."""

    sources: TableView
    definitions: TableView
    attributions: tuple[Attribution, ...]
    notes: tuple[tuple[str, str], ...]
    command: str
    citation: str
    code_version: str


def provenance(manifest: Manifest, inputs: Inputs, *, title: str, command: str, made_on: date | None) -> Provenance:
    """Everything that went in, as the manifest and the tables themselves state it."""
    rows, notes = [], []
    for record in manifest.inputs:
        meta = inputs[record.id].meta if record.id in inputs else None
        rows.append(
            (meta.title if meta else record.id, record.source, record.vintage, record.licence, record.id, record.sha256)
        )
        if meta and meta.note:
            notes.append((meta.title, meta.note))
    by_licence: dict[str, list[str]] = {}
    for record in manifest.inputs:
        if record.licence and record.source not in by_licence.setdefault(record.licence, []):
            by_licence[record.licence].append(record.source)
    statements = {record.licence: record.attribution for record in manifest.inputs}
    made = f", {made_on.day} {made_on:%B %Y}" if made_on else ""
    fictional = "A fictional county. " if manifest.fictional else ""
    return Provenance(
        TableView(
            "The tables that went in",
            ("Table", "Source", "Vintage", "Licence", "Id", "sha256"),
            tuple(rows),
        ),
        TableView(
            "The definitions that were followed",
            ("Definition", "Status", "sha256"),
            tuple((each.id, each.status, each.sha256) for each in manifest.definitions),
        ),
        tuple(
            Attribution(licence.rstrip("."), "; ".join(sources), statements[licence])
            for licence, sources in sorted(by_licence.items())
        ),
        tuple(notes),
        command,
        f"{title}. {fictional}Made with leastfirst {manifest.code_version}{made}.",
        manifest.code_version,
    )
