"""An election as a .pb file that others can read."""

from __future__ import annotations

from collections.abc import Iterator

from leastfirst.decide import Ballot, Election, Limits, Project, points_of
from leastfirst.decide.ballots import Number
from leastfirst.exchange.pabulib.document import Cells, Document
from leastfirst.exchange.pabulib.numbers import exact, written
from leastfirst.ground.errors import DataError


def document_of(election: Election) -> Document:
    """The document that says what an election says; reading it gives the same election.

    Voters are numbered from 1: an election does not know who they were. Its `meta` is kept, and brought up to date
    where it speaks of numbers, budget and type of vote.

    Raises:
        DataError: if the format cannot say it: ranks whose points are not Borda's.
    """
    projects = election.projects
    columns = ["project_id", "cost", "name"]
    columns += ["category"] if any(p.category for p in projects) else []
    columns += ["target"] if any(p.target for p in projects) else []
    columns += [key for key in dict.fromkeys(key for p in projects for key, _ in p.texts) if key != "selected"]
    columns += ["selected"] if election.selected is not None else []
    with_points = election.vote_type in ("cumulative", "scored")
    return Document(
        meta=_meta(election),
        project_columns=tuple(columns),
        projects=tuple(_cells(election, project, columns) for project in projects),
        vote_columns=("voter_id", "vote", "points") if with_points else ("voter_id", "vote"),
        votes=tuple(_votes(election, with_points)),
    )


def _meta(election: Election) -> tuple[Cells, ...]:
    said = dict(election.meta) or {"description": election.title, "currency": election.currency}
    kind = {"scored": "scoring"}.get(election.vote_type, election.vote_type)
    must: dict[str, str | Number] = {
        "num_projects": len(election.projects),
        "num_votes": election.voters,
        "budget": election.budget * election.unit,
        "vote_type": kind,
    }
    for key, value in must.items():
        if isinstance(value, str):
            if said.get(key, "").strip() not in (value, election.vote_type):
                said[key] = value
        elif not _says(said.get(key, ""), value):
            said[key] = written(value)
    return tuple(said.items())


def _says(text: str, value: Number) -> bool:
    try:
        return exact(text) == value
    except ValueError:
        return False


def _cells(election: Election, project: Project, columns: list[str]) -> Cells:
    won = "1" if project.id in (election.selected or ()) else "0"
    said = {
        "project_id": project.id,
        "cost": written(project.cost * election.unit),
        "name": project.name,
        "category": ",".join(project.category),
        "target": ",".join(project.target),
        "selected": won,
        **dict(project.texts),
    }
    return tuple(said.get(column, "") for column in columns)


def _votes(election: Election, with_points: bool) -> Iterator[Cells]:
    ids = [project.id for project in election.projects]
    said = dict(election.meta)
    lengths = {key: said[key] for key in ("min_length", "max_length") if said.get(key, "").strip()}
    # What a scored ballot leaves out would get the default score, so that it has to name every project.
    names_all = _says_more(said.get("default_score", ""))
    voter = 0
    for ballot in election.ballots:
        chosen = ballot.ranking or tuple(project for project, _ in ballot.points)
        points = dict(ballot.points)
        if election.vote_type == "ordinal":
            _must_be_borda(ballot, lengths.get("max_length"), len(ids))
        if election.vote_type == "scored" and names_all:
            chosen = tuple(range(len(ids)))
        vote = ",".join(ids[project] for project in chosen)
        given = ",".join(written(points.get(project, 0) * election.points_unit) for project in chosen)
        for _ in range(ballot.count):
            voter += 1
            yield (str(voter), vote, given) if with_points else (str(voter), vote)


def _says_more(text: str) -> bool:
    return bool(text.strip()) and not _says(text, 0)


def _must_be_borda(ballot: Ballot, longest: str | None, projects: int) -> None:
    limits = Limits("ordinal", max_length=int(exact(longest)) if longest else None)
    if points_of(ballot.ranking, (), limits, projects=projects) != ballot.points:
        raise DataError(
            "a ranked ballot has points that are not Borda's, which a .pb file cannot say",
            where="the election",
            do="write it as a cumulative vote",
        )
