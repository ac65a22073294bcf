"""The jobs of `decide`: read, count, write. No calculation happens here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from leastfirst.decide import Counted, compare_sheets, count, explain
from leastfirst.decide.published import published
from leastfirst.decide.why import EFFORT
from leastfirst.definitions import RuleSheet, load_rule_sheet, shipped
from leastfirst.exchange.pabulib import Reading, read_pabulib
from leastfirst.exchange.results import record_bytes, record_path, write_folder
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


def said(told: str, manifest: Manifest) -> str:
    """What is told on the screen; that it is invented comes first."""
    return f"Fictional: no real place, no real votes.\n{told}" if manifest.fictional else told


def write_record(record: Mapping[str, Any], out: str, manifest: Manifest, told: str) -> None:
    """Write a record where `--out` says, and say on the screen what it is."""
    if out == "-":
        sys.stdout.buffer.write(record_bytes(record))
        sys.stdout.buffer.flush()
        return
    files = to_file(record, out, manifest=manifest)
    click.echo(told)
    click.echo(f"All of it is in {files[0]} (and what it was made from in {files[1]})")


def run_elect(file: Path, rules: str, *, out: str, effort: int = EFFORT) -> tuple[Record, Manifest, str]:
    """Count a vote by one rule sheet: the record, its manifest, and what there is to say about it."""
    from leastfirst.exchange.report.vote_findings import told

    _may_write(out, file, rules)
    sheet = load_rule_sheet(rules)
    reading = read_pabulib(file, name=str(file))
    record = _recorded(reading, count(reading.election, sheet), effort=effort)
    manifest = manifest_of_vote(f"{file.name} counted by {sheet.id}", file, reading, [sheet])
    return record, manifest, said(told(record, reading.election), manifest)


def _recorded(reading: Reading, counted: Counted, *, effort: int = EFFORT) -> Record:
    """The record of a count, with what was published and what was noted on reading."""
    return {
        **explain(counted, effort=effort).as_json(),
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


def run_compare(file: Path, *, out: str) -> tuple[Record, Manifest, str]:
    """Count a vote by every shipped rule sheet: the record, its manifest, and what there is to say about it."""
    from leastfirst.exchange.report.vote_findings import told_of_all

    _may_write(out, file)
    sheets = rule_sheets()
    reading = read_pabulib(file, name=str(file))
    record = compare_sheets(reading.election, sheets).as_json()
    manifest = manifest_of_vote(f"{file.name} counted by every shipped rule sheet", file, reading, sheets)
    return record, manifest, said(told_of_all(record, reading.election), manifest)


def run_report(file: Path, rules: str, out: Path, *, effort: int = EFFORT) -> tuple[str, list[Path]]:
    """Count a vote and write its page, with the outcome and the table of projects beside it."""
    from leastfirst.exchange.report import vote_report
    from leastfirst.exchange.report.vote_findings import told
    from leastfirst.exchange.report.vote_table import projects_csv

    sheet = load_rule_sheet(rules)
    reading = read_pabulib(file, name=str(file))
    election, others = reading.election, rule_sheets()
    if sheet.sha256 not in [each.sha256 for each in others]:
        others = [sheet, *others]
    record = _recorded(reading, count(election, sheet), effort=effort)
    record["other_rule_sheets"] = compare_sheets(election, others).as_json()["rule_sheets"]
    manifest = manifest_of_vote(f"report on {file.name} counted by {sheet.id}", file, reading, others)
    files = {
        "report.html": vote_report(record, election, sheet, manifest=manifest).encode(),
        "outcome.json": record_bytes(record),
        "projects.csv": projects_csv(record, election),
    }
    return said(told(record, election), manifest), write_folder(out, files, manifest, keep=[file, rules])
