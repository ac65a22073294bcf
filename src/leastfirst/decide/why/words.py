"""What a project would have needed, in words that claim no more than was found."""

from __future__ import annotations

from leastfirst.decide.amounts import money
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.smallest import Found

NOT_LOOKED_FOR = "This was not looked for, as the count was a quick one."
"""What is said of a search that no effort went into."""


def supporters_words(found: Found | None, counted: Counted, losing: tuple[int, ...] = ()) -> str:
    """How many more supporters a project would have needed, and which projects would then have lost."""
    if found is None:
        return "No number of further supporters would have helped."
    if found.value is None:
        return _nothing_found(found, "number of further supporters")
    also = "instead" if counted.election.vote_type == "choose-1" else "as well"
    start = f"If {found.value:,} more of those who voted had chosen it {also}, it would have won"
    start += _instead(losing, counted)
    if found.value == 1:
        return f"{start}."
    if found.exact:
        return f"{start}; with fewer it would not."
    below = f"with {found.loses:,} it would not" if found.loses else "fewer may have done"
    return f"{start}; {below}, but not every smaller number was tried."


def cheaper_words(found: Found | None, counted: Counted, project: int, losing: tuple[int, ...] = ()) -> str:
    """How much cheaper a project would have had to be, and which projects would then have lost."""
    if found is None:
        return "No lower cost would have helped."
    if found.value is None:
        return _nothing_found(found, "lower cost")
    election = counted.election
    cost = election.projects[project].cost - found.value
    start = f"At a cost of {money(cost, election)}, {money(found.value, election)} less, it would have won"
    start += _instead(losing, counted)
    if found.value == 1:
        return f"{start}."
    if found.exact:
        return f"{start}; at any cost between that and its own it would not."
    own = election.projects[project].cost
    above = f"at {money(own - found.loses, election)} it would not" if found.loses else "a higher cost may have done"
    return f"{start}; {above}, but not every cost up to its own was tried."


def _instead(losing: tuple[int, ...], counted: Counted) -> str:
    if not losing:
        return ""
    names = [f"'{counted.election.projects[j].name}'" for j in losing]
    which = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f" and {which} would have lost"


def _nothing_found(found: Found, what: str) -> str:
    if found.exact:
        return f"With no {what} would it have won."
    return f"No {what} was found with which it would have won ({_tried(found)})."


def _tried(found: Found) -> str:
    ended = "" if found.finished else ", and then the effort ended"
    return f"{found.tried:,} counted{ended}"
