"""The votes of an edition: counted by the rule sheet of the plan, with the why of every project."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from leastfirst.decide import compare_sheets, count, explain
from leastfirst.decide.published import published
from leastfirst.definitions import RuleSheet, load_rule_sheet, shipped
from leastfirst.definitions.edition import Counted
from leastfirst.exchange.pabulib import Reading, read_pabulib
from leastfirst.exchange.results import record_bytes
from leastfirst.ground.errors import DataError
from leastfirst.ground.provenance import InputRecord, Manifest
from leastfirst.publish.votes.document import vote_document
from leastfirst.publish.votes.tables import PROJECTS, projects_table
from leastfirst.publish.work import Work

EFFORT = 10_000_000
"""Steps of work for counting a vote again: about ten seconds on a busy machine. `leastfirst decide` looks longer."""
SHIPPED = "CC0 1.0 or MIT, as you like"
"""The licence of the votes that leastfirst carries, which are invented."""
OUTCOME = "files/vote-{id}-outcome.json"


def add_votes(work: Work) -> None:
    """Count each vote of the plan; one whose file is missing or cannot be read is left out with its reason."""
    for each in work.plan.votes:
        with work.part(f"Vote: {each.id}"):
            _add(work, each)


def _add(work: Work, vote: Counted) -> None:
    file, sheet = _file(work, vote), load_rule_sheet(vote.rules)
    reading = read_pabulib(file, name=file.name)
    election, sheets = reading.election, [load_rule_sheet(each) for each in shipped("rule-sheets")]
    counted = count(election, sheet)
    record: dict[str, Any] = {
        **explain(counted, effort=EFFORT).as_json(),
        "published": published(counted),
        "notes": [note.sentence for note in reading.notes],
        "other_rule_sheets": compare_sheets(election, sheets).as_json()["rule_sheets"],
    }
    manifest = _manifest(vote, file, reading, [sheet, *sheets])
    document = vote_document(vote.id, record, election, sheet, fictional=manifest.fictional, effort=EFFORT)
    document |= {"file": file.name, "file_sha256": reading.sha256, "outcome": OUTCOME.format(id=vote.id)}
    document["licence"], document["attribution"] = manifest.inputs[0].licence, manifest.inputs[0].attribution
    work.writer.table(
        f"vote-{vote.id}-projects",
        projects_table(record, election),
        subject="vote",
        of=vote.id,
        title=f"Every project: {document['title']}",
        note=f"Counted by the rule sheet “{sheet.title}”. Money is in {election.currency or 'the vote’s currency'}.",
        manifest=manifest,
        vintage=manifest.inputs[0].vintage,
        key=("project_id",),
        fields=PROJECTS,
        indexed=[["votes"], ["cost"], ["name"]],
    )
    work.writer.document("vote", vote.id, document)
    work.writer.file(document["outcome"], record_bytes(record))
    work.files[document["outcome"]] = f"{document['title']}: the whole record of the count"


def _file(work: Work, vote: Counted) -> Path:
    if vote.shipped:
        return Path(str(files("leastfirst.county") / vote.file))
    if work.raw is None:
        raise DataError("no folder of raw data was given, so its file cannot be looked for", where=vote.file)
    path = work.raw / vote.file
    if not path.is_file():
        raise DataError("there is no such file beside the raw data", where=vote.file)
    return path


def _manifest(vote: Counted, file: Path, reading: Reading, sheets: list[RuleSheet]) -> Manifest:
    """What a count was made from, as `decide elect` states it."""
    said = dict(reading.election.meta)
    read = InputRecord(
        id=file.name,
        vintage=said.get("instance", ""),
        source=reading.election.title,
        licence=said.get("licence", "") or (SHIPPED if vote.shipped else ""),
        attribution=said.get("attribution", ""),
        sha256=reading.sha256,
    )
    made = f"{file.name} counted by {vote.rules}"
    fictional = said.get("fictional", "").strip() == "1"
    return Manifest(made, (read,), tuple(sorted({each.record for each in sheets})), fictional=fictional)
