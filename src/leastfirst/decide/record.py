"""What every record of a vote says of the election, its projects and the rule sheet, as plain JSON values."""

from __future__ import annotations

from typing import Any

from leastfirst.decide.amounts import number, percent
from leastfirst.decide.election import Election
from leastfirst.definitions import RuleSheet, words


def election_record(election: Election) -> dict[str, Any]:
    """The head of an election."""
    return {
        "title": election.title,
        "vote_type": election.vote_type,
        "currency": election.currency,
        "budget": number(election.budget, election),
        "smallest_amount": str(election.unit),
        "voters": election.voters,
        "projects": len(election.projects),
    }


def project_record(election: Election, project: int) -> dict[str, Any]:
    """A project (a position): its name, cost and votes, and its points where ballots rank or score."""
    this = election.projects[project]
    said = {
        "name": this.name,
        "cost": number(this.cost, election),
        "votes": election.votes[project],
        "votes_percent": percent(election.votes[project], election.voters),
    }
    if election.vote_type not in ("approval", "choose-1"):
        points = election.total_points[project] * election.points_unit
        said["points"] = points.numerator if points.denominator == 1 else float(points)
    return said


def sheet_record(sheet: RuleSheet) -> dict[str, Any]:
    """A rule sheet: what it is, its sha256, and what it says."""
    return {
        "id": sheet.id,
        "title": sheet.title,
        "summary": sheet.summary,
        "source": sheet.source,
        "status": sheet.status,
        "sha256": sheet.sha256,
        "words": words(sheet),
    }
