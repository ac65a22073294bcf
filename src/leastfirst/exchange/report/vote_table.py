"""The table of projects that lies beside a vote's page: a row for each, for those who count on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leastfirst.decide import Election
from leastfirst.exchange.report.vote_findings import Record
from leastfirst.exchange.results import as_csv

Cell = str | int | float | bool | None


def projects_csv(record: Record, election: Election) -> bytes:
    """A row for each project in the order of the vote; empty where nothing is known or asked.

    Money is in units of the currency. A name or id that a spreadsheet would take for a formula has an apostrophe in
    front; outcome.json has it as it stands.
    """
    import pyarrow as pa

    columns = project_cells(record, election)
    for name in ("project_id", "name"):
        columns[name] = [plain_text(str(each)) for each in columns[name]]
    kinds = {name: pa.bool_() if name.startswith("elected") else pa.string() for name in columns}
    return as_csv(pa.table({name: pa.array(_as(kinds[name], values), kinds[name]) for name, values in columns.items()}))


def project_cells(record: Record, election: Election) -> dict[str, list[Cell]]:
    """The columns of the table by name, a value for each project in the order of the vote, texts as they stand."""
    ids = [project.id for project in election.projects]
    return {name: [cell(id, record["projects"][id], record) for id in ids] for name, cell in _COLUMNS.items()}


def _as(kind: Any, values: list[Cell]) -> list[Cell]:
    import pyarrow as pa

    return values if kind == pa.bool_() else [None if each is None else str(each) for each in values]


def plain_text(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _published(id: str, record: Record) -> bool | None:
    return None if record["published"] is None else id in record["published"]["elected"]


def _most(project: Any) -> Cell:
    paid = project.get("paid")
    return paid[0]["rounded"] if paid else None


def _needed(project: Any, what: str) -> Cell:
    found: Cell = project.get(what, {}).get("by")
    return found


_COLUMNS: dict[str, Callable[[str, Any, Record], Cell]] = {
    "project_id": lambda id, project, record: id,
    "name": lambda id, project, record: project["name"],
    "cost": lambda id, project, record: project["cost"],
    "votes": lambda id, project, record: project["votes"],
    "votes_percent": lambda id, project, record: project["votes_percent"],
    "points": lambda id, project, record: project.get("points"),
    "elected": lambda id, project, record: project["elected"],
    "round": lambda id, project, record: project.get("round"),
    "phase": lambda id, project, record: project.get("phase"),
    "most_that_a_supporter_paid": lambda id, project, record: _most(project),
    "reason": lambda id, project, record: project.get("reason"),
    "supporters_had": lambda id, project, record: project.get("supporters_had"),
    "short": lambda id, project, record: project.get("short"),
    "more_supporters": lambda id, project, record: _needed(project, "more_supporters"),
    "cheaper": lambda id, project, record: _needed(project, "cheaper"),
    "part_funded": lambda id, project, record: project.get("part_funded"),
    "elected_most_votes_first": lambda id, project, record: id in record["voters"]["greedy_votes"]["elected"],
    "elected_as_published": lambda id, project, record: _published(id, record),
    "why": lambda id, project, record: f"{project['why']} {project.get('needed', '')}".strip(),
}
