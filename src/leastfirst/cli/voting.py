"""The jobs of `decide`: read, count, write. No calculation happens here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from leastfirst.decide.by_sheet import Counted, count
from leastfirst.decide.published import published
from leastfirst.decide.why import explain
from leastfirst.definitions import RuleSheet, load_rule_sheet, shipped
from leastfirst.exchange.pabulib import Reading, read_pabulib
from leastfirst.exchange.results import record_bytes, record_path
from leastfirst.exchange.results import write_record as to_file
from leastfirst.ground.errors import OutputError
from leastfirst.ground.provenance import InputRecord, Manifest

Record = dict[str, Any]


def rule_sheets() -> list[RuleSheet]:
    """The shipped rule sheets."""
    return [load_rule_sheet(each) for each in shipped("rule-sheets")]


def manifest_of_vote(made: str, file: Path, reading: Reading, sheets: Iterable[RuleSheet]) -> Manifest:
    """What a result of a vote was made from."""
    said = dict(reading.election.meta)
    vote = InputRecord(
        id=file.name,
        vintage=said.get("instance", ""),
        source=reading.election.title,
        licence=said.get("licence", ""),
        attribution=said.get("attribution", ""),
        sha256=reading.sha256,
    )
    return Manifest(made, (vote,), tuple(sorted({each.record for each in sheets})), fictional=is_fictional(reading))


def is_fictional(reading: Reading) -> bool:
    """Whether the file says that its vote is invented."""
    return dict(reading.election.meta).get("fictional", "").strip() == "1"


def write_record(record: Mapping[str, Any], out: str, manifest: Manifest, told: str) -> None:
    """Write a record where `--out` says, and say on the screen what it is."""
    if out == "-":
        sys.stdout.buffer.write(record_bytes(record))
        sys.stdout.buffer.flush()
        return
    files = to_file(record, out, manifest=manifest)
    click.echo(told)
    click.echo(f"All of it is in {files[0]} (and what it was made from in {files[1]})")


def run_elect(file: Path, rules: str, *, out: str) -> tuple[Record, Manifest, str]:
    """Count a vote by one rule sheet: the record, its manifest, and what there is to say about it."""
    from leastfirst.exchange.report.vote_findings import told

    _may_write(out, file, rules)
    sheet = load_rule_sheet(rules)
    reading = read_pabulib(file, name=str(file))
    record = _recorded(reading, count(reading.election, sheet))
    manifest = manifest_of_vote(f"{file.name} counted by {sheet.id}", file, reading, [sheet])
    return record, manifest, told(record, reading.election)


def _recorded(reading: Reading, counted: Counted) -> Record:
    return {
        **explain(counted).as_json(),
        "published": published(counted),
        "notes": [note.sentence for note in reading.notes],
    }


def _may_write(out: str, *read: str | Path) -> None:
    """Raise OutputError before a long count, not after it, if its record cannot go there."""
    if out == "-":
        return
    if record_path(out).resolve() in [Path(each).resolve() for each in read]:
        raise OutputError(
            "it is read by this very job and would be lost", where=out, do="choose another name for --out"
        )
