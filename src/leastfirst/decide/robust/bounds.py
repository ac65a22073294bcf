"""How many ballots would have to be different for a project to change its fate: bounds from below and above.

From below: what is proved (`margins`). From above: an example, found by search and confirmed by counting it.

- A project that lost: voters who did not choose it had chosen it as well (as `why` has it); or, the other way, had
  voted for it alone, those with the least money left first, who paid for what won.
- A project that won: voters who chose it had not, those who paid most for it first; or had voted instead for the one
  project that was nearest to winning, and for it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.election import Ballot
from leastfirst.decide.other_ballots import (
    Change,
    alone,
    choosing,
    dropping,
    most_paid_first,
    richest_first,
)
from leastfirst.decide.reruns import Reruns
from leastfirst.decide.robust.margins import at_least
from leastfirst.decide.smallest import smallest

Example = Literal["chosen as well", "chosen alone", "not chosen", "another chosen alone"]

EFFORT = 10_000_000
"""Steps of work, of about a microsecond each."""


@dataclass(frozen=True)
class Bounds:
    """How many ballots must be different for the project (a position) to change its fate, elected in full or not.

    `at_least` is proved; None: no number of ballots changes it. `at_most`: the example was counted; None: none was
    found. `for_project`: whom the ballots of the example are for, where it is another project. `finished`: the effort
    lasted.
    """

    project: int
    elected: bool
    at_least: int | None
    at_most: int | None
    example: Example | None = None
    for_project: int | None = None
    finished: bool = True

    def as_json(self, counted: Counted) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "at_least": self.at_least,
            "at_most": self.at_most,
            "can_change": self.at_least is not None,
            "example": self.example,
            "effort_ended": not self.finished,
            "words": bounds_words(self, counted),
        }


def robustness(
    counted: Counted, *, effort: int = EFFORT, as_well: Mapping[int, int] | None = None
) -> tuple[Bounds, ...]:
    """For each project, in the order of the election, how many ballots would have to be different.

    Args:
        counted: what came out.
        effort: how much work may go into searching for examples.
        as_well: for losing projects, a number of voters with whom it was seen to win if they had chosen it as well;
            the search is then for fewer.
    """
    reruns = Reruns(counted, effort=effort)
    elected = set(counted.outcome.elected)
    found = []
    projects = range(len(counted.election.projects))
    for j in projects:
        bound = Bounds(j, j in elected, at_least(counted, j), None)
        if bound.at_least is not None:
            bound = _with_example(counted, bound, reruns, (as_well or {}).get(j), searches=2 * (len(projects) - j))
        found.append(bound)
    return tuple(found)


def _with_example(counted: Counted, bound: Bounds, reruns: Reruns, known: int | None, *, searches: int) -> Bounds:
    election, j, elected = counted.election, bound.project, bound.elected
    first: tuple[Example, list[int], Change]
    second: tuple[Example, list[int], Change] | None
    others: int | None = None
    if bound.elected:
        order = most_paid_first(counted, j)
        first = ("not chosen", order, dropping(j))
        others = _nearest_loser(counted)
        second = None if others is None else ("another chosen alone", order, _instead(alone(election, others)))
    else:
        order = richest_first(counted, not_for=j)
        first = ("chosen as well", order, choosing(election, j))
        second = ("chosen alone", order[::-1], _instead(alone(election, j)))
        if known is not None:
            bound = replace(bound, at_most=known, example="chosen as well")
    for place, each in enumerate((first, second)):
        if each is None or (place == 0 and known is not None):
            continue
        name, order, change = each
        reruns.allow(searches - place, reruns.of_ballots)
        voters = election.votes[j] if elected else election.voters - election.votes[j]
        most = voters if bound.at_most is None else bound.at_most - 1
        if most < (bound.at_least or 1):
            continue

        def turns(k: int, order: list[int] = order, change: Change = change) -> bool | None:
            other = reruns.with_changed(order, k, change)
            return None if other is None else (j in other.outcome.elected) != elected

        guess = bound.at_least or 1 if bound.at_most is None else most
        got = smallest(turns, guess=guess, most=most, step=max(1, most // 16) if bound.at_most else 1)
        bound = replace(bound, finished=bound.finished and got.finished)
        if got.value is not None:
            whom = others if name == "another chosen alone" else None
            bound = replace(bound, at_most=got.value, example=name, for_project=whom)
    return bound


def _instead(ballot: Ballot) -> Change:
    return lambda _: ballot


def _nearest_loser(counted: Counted) -> int | None:
    """The project with most votes of those that were not elected and are not barred."""
    election, rules = counted.election, counted.rules
    lost = [
        j
        for j in range(len(election.projects))
        if j not in counted.outcome.elected and j not in rules.excluded and election.projects[j].cost <= election.budget
    ]
    return max(lost, key=lambda j: (election.votes[j], -j)) if lost else None


def bounds_words(bounds: Bounds, counted: Counted) -> str:
    """The bounds in words."""
    if bounds.at_least is None:
        return "No number of different ballots would change this."
    fate = "have lost" if bounds.elected else "have won"
    if bounds.at_most is None:
        more = f"at least {bounds.at_least:,} ballots would have to be different"
        more = more if bounds.at_least > 1 else "how many would have to be different is not known"
        return f"No set of ballots was found with which it would {fate}; {more}."
    k = f"{bounds.at_most:,} voter{'s' * (bounds.at_most != 1)}"
    names = counted.election.projects
    whom = "" if bounds.for_project is None else f"'{names[bounds.for_project].name}'"
    how = {
        "chosen as well": f"{k} had chosen it instead"
        if counted.election.vote_type == "choose-1"
        else f"{k} had chosen it as well",
        "chosen alone": f"{k} had voted for it alone",
        "not chosen": f"{k} had not chosen it",
        "another chosen alone": f"{k} had voted for {whom} alone and not for it",
    }[bounds.example or "not chosen"]
    not_known = f"below {bounds.at_most:,} it is not known"
    if bounds.at_most == bounds.at_least:
        return f"It would {fate} if {how}; with fewer different ballots of any kind it would not."
    # That it takes one ballot at least goes without saying; it is no finding.
    proved = f"that it takes at least {bounds.at_least:,} is proved" if bounds.at_least > 1 else not_known
    return f"It would {fate} if {how}; {proved}."
