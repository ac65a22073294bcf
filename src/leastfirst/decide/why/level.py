"""Projects that were level: who went first, and what set it apart."""

from __future__ import annotations

from typing import Any

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.rules import Tie


def tie_record(counted: Counted, tie: Tie) -> dict[str, Any]:
    """A tie as plain JSON values."""
    ids = [project.id for project in counted.election.projects]
    return {
        "round": tie.round,
        "tied": [ids[j] for j in tie.tied],
        "winner": ids[tie.winner],
        "by": _decided_by(counted, tie),
    }


def _decided_by(counted: Counted, tie: Tie) -> str:
    """What set the winner of a tie apart from the next: a rule of the sheet's order, the lot, or the id."""
    election, ties = counted.election, counted.sheet.ties
    rank = {j: place for place, j in enumerate(counted.rules.tie_order)}
    second = min((j for j in tie.tied if j != tie.winner), key=rank.__getitem__)
    first, then = (
        ties.key(election.projects[j].id, cost=election.projects[j].cost, votes=election.votes[j])
        for j in (tie.winner, second)
    )
    names: list[str] = [*ties.order, "lot", "id"]
    return names[next(place for place in range(len(names)) if first[place] != then[place])]


def by_words(by: str) -> str:
    """What set the winner apart, in words."""
    return {
        "lower-cost": "went first as it costs less",
        "higher-cost": "went first as it costs more",
        "more-votes": "went first as more voters chose it",
        "lot": "went first by lot",
        "id": "went first as its id comes first",
    }[by]
