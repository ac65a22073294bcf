"""Work out the tables of docs/explanation/how-votes-are-counted.md with the real code, by what their comments say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from leastfirst.decide import Ballot, Election, Limits, Project, count, explain, merge, points_of
from leastfirst.definitions import load_rule_sheet
from tests.spec.page import Example

Found = dict[str, list[Any]]


def named(examples: list[Example]) -> dict[str, Example]:
    """The votes of the page by name."""
    return {each.settings["vote"]: each for each in examples if "vote" in each.settings}


def work_out(example: Example, votes: Mapping[str, Example]) -> Found:
    """The columns of the example that the code works out."""
    (how,) = (how for key, how in _WAYS.items() if key in example.settings)
    found = how(example, votes)
    return {name: values for name, values in found.items() if name in example.settings["columns"]}


def _election(example: Example, votes: Mapping[str, Example]) -> Election:
    source = votes[example.settings.get("of", example.settings.get("vote", ""))]
    names = source.column("project")
    ballots = [
        Ballot(tuple((at, 1) for at in sorted(names.index(each) for each in chosen.split(","))), voters)
        for chosen, voters in source.settings["ballots"].items()
    ]
    projects = tuple(Project(name, name, int(cost)) for name, cost in zip(names, source.column("cost"), strict=True))
    return Election(
        "a page", "approval", Fraction(1), "GBP", example.settings.get("budget", 0), projects, merge(ballots)
    )


def _record(example: Example, votes: Mapping[str, Example], sheet: str) -> dict[str, Any]:
    return explain(count(_election(example, votes), load_rule_sheet(sheet))).as_json()


def _vote(example: Example, votes: Mapping[str, Example]) -> Found:
    return {"votes": list(_election(example, votes).votes)}


def _elect(example: Example, votes: Mapping[str, Example]) -> Found:
    record = _record(example, votes, example.settings["elect"])
    projects = [record["projects"][name] for name in example.column("project")]
    return {
        "cost": [each["cost"] for each in projects],
        "votes": [each["votes"] for each in projects],
        "round": [each.get("round") for each in projects],
        "elected": [each["elected"] for each in projects],
        "each": [_only(each.get("paid")) for each in projects],
        "had": [each.get("supporters_had") for each in projects],
        "short": [each.get("short") for each in projects],
        "share": [record["count"].get("share")] * len(projects),
        "price": [float(Fraction(each["price"])) if "price" in each else None for each in projects],
    }


def _only(paid: list[dict[str, Any]] | None) -> float | None:
    """What everybody paid who paid for a project; a column of it has no place where they paid different amounts."""
    return float(paid[0]["rounded"]) if paid and len(paid) == 1 else None


def _prices(example: Example, votes: Mapping[str, Example]) -> Found:
    """What everybody would pay for each project if it were the only one: the first round of each."""
    election = _election(example, votes)
    found: Found = {"cost": [], "votes": [], "each": [], "per_100": []}
    for j, project in enumerate(election.projects):
        ballots = merge(Ballot(tuple(p for p in b.points if p[0] == j), b.count) for b in election.ballots)
        alone = Election("", "approval", Fraction(1), "GBP", election.budget, election.projects, ballots)
        (first,) = count(alone, load_rule_sheet(example.settings["prices"])).outcome.rounds
        (each,) = first.paid.amounts
        assert first.price is not None
        found["cost"].append(project.cost)
        found["votes"].append(election.votes[j])
        found["each"].append(float(each))
        found["per_100"].append(float(100 * first.price))
    return found


def _payments(example: Example, votes: Mapping[str, Example]) -> Found:
    record = _record(example, votes, example.settings["payments"])
    paid = record["projects"][example.settings["project"]]["paid"]
    return {"voters": [row["voters"] for row in paid], "each": [row["rounded"] for row in paid]}


def _sheets(example: Example, votes: Mapping[str, Example]) -> Found:
    records = [_record(example, votes, sheet) for sheet in example.column("sheet")]
    voters = [record["voters"]["this_rule_sheet"] for record in records]
    return {
        "won": [len(record["elected"]) for record in records],
        "spent": [record["spent"] for record in records],
        "nothing": [each["nothing_funded"] for each in voters],
        "mean": [each["mean_choices_funded"] for each in voters],
    }


def _needed(example: Example, votes: Mapping[str, Example]) -> Found:
    record = _record(example, votes, example.settings["needed"])
    projects = [record["projects"][name] for name in example.column("project")]
    assert all(each["more_supporters"]["exact"] for each in projects)
    return {
        "more": [each["more_supporters"]["by"] for each in projects],
        "cost": [each["cheaper"].get("cost") for each in projects],
    }


def _ties(example: Example, votes: Mapping[str, Example]) -> Found:
    ties = _record(example, votes, example.settings["ties"])["ties"]
    return {"winner": [tie["winner"] for tie in ties], "by": [tie["by"] for tie in ties]}


def _checks(example: Example, votes: Mapping[str, Example]) -> Found:
    records = [_record(example, votes, sheet) for sheet in example.column("sheet")]
    return {name: [record["checks"][name]["holds"] for record in records] for name in records[0]["checks"]}


def _points(example: Example, votes: Mapping[str, Example]) -> Found:
    limits = Limits(**example.settings["points"])
    ranks = [int(rank) - 1 for rank in example.column("rank")]
    points = dict(points_of(ranks, (), limits, projects=len(ranks)))
    return {"points": [points[rank] for rank in ranks]}


_WAYS: dict[str, Callable[[Example, Mapping[str, Example]], Found]] = {
    "vote": _vote,
    "elect": _elect,
    "prices": _prices,
    "payments": _payments,
    "sheets": _sheets,
    "needed": _needed,
    "ties": _ties,
    "checks": _checks,
    "points": _points,
}
