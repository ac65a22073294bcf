"""Make the page of a vote, from a few lines or from the county's file, with little work for counting again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from leastfirst.cli.voting import run_report
from leastfirst.decide import Election
from leastfirst.exchange.pabulib import read_pabulib
from tests.unit.exchange.report.making import Read

COUNTY = Path(str(files("leastfirst") / "county" / "vote-2026.pb"))
DEFAULT = "equal-shares-cost-add1-topup"
EFFORT = 300_000


@dataclass(frozen=True)
class Made:
    """A page, what a program that looks for faults sees of it, and the files beside it."""

    html: str
    read: Read
    record: dict[str, Any]
    election: Election
    folder: Path

    def block(self, project: str) -> str:
        """The HTML of the entry of one project."""
        anchor = f'<li id="project-{self.election.position[project] + 1}">'
        return self.html[self.html.index(anchor) :].partition("\n</li>\n")[0]

    def section(self, id: str) -> str:
        """The HTML of one section."""
        return self.html[self.html.index(f'<section id="{id}"') :].partition("</section>")[0]


def vote(
    projects: Sequence[Sequence[object]],
    ballots: Sequence[str],
    *,
    budget: object,
    columns: str = "project_id;cost;name",
    vote_type: str = "approval",
    meta: Mapping[str, str] | None = None,
) -> str:
    """A .pb file: rows of projects, and ballots such as "1,2"."""
    said = {
        "description": "A small vote",
        "num_projects": len(projects),
        "num_votes": len(ballots),
        "budget": budget,
        "vote_type": vote_type,
        "currency": "GBP",
        **(meta or {}),
    }
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in said.items())]
    lines += ["PROJECTS", columns, *(";".join(map(str, row)) for row in projects)]
    lines += ["VOTES", "voter_id;vote", *(f"{i};{ballot}" for i, ballot in enumerate(ballots))]
    return "\n".join(lines) + "\n"


def made_vote(source: Path | str, folder: Path, *, rules: str = DEFAULT, effort: int = EFFORT) -> Made:
    """The page of a file, or of the text of one."""
    if isinstance(source, str):
        file = folder / "vote.pb"
        file.write_text(source, encoding="utf-8")
    else:
        file = source
    run_report(file, rules, folder / "out", effort=effort)
    html = (folder / "out" / "report.html").read_text(encoding="utf-8")
    record = json.loads((folder / "out" / "outcome.json").read_text(encoding="utf-8"))
    return Made(html, Read.page(html), record, read_pabulib(file).election, folder / "out")
