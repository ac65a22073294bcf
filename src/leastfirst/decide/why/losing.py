"""Why a project lost: what stood in its way at the end of the count, the rule sheet's bars before the money."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from leastfirst.decide.amounts import money, voters
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.rules import Skipped

Reason = Literal[
    "excluded",
    "dearer than the budget",
    "too few votes",
    "incompatible",
    "needs another",
    "money set apart",
    "no votes",
    "part-funded",
    "money ended",
    "shares could rise no further",
    "too dear for its supporters",
    "does not fit",
    "stopped before",
]
BARRED: frozenset[Reason] = frozenset({"excluded", "no votes", "too few votes"})
"""No price would have helped."""


@dataclass(frozen=True)
class Lost:
    """Why one project (position) lost, in one word and in words.

    `had`: what its supporters had left together at the end of the main phase (minor units); None where the rule gives
    voters no money. `short`: what they lacked. `left`: what was left of the budget when its turn came in a phase that
    goes by votes, or when Phragmén stopped at it; None if its turn never came.
    """

    project: int
    reason: Reason
    words: str
    had: Fraction | None = None
    short: Fraction | None = None
    left: int | None = None


def lost(counted: Counted, project: int) -> Lost:
    """Why this project, which was not elected, was not."""
    election, outcome, sheet, rules = counted.election, counted.outcome, counted.sheet, counted.rules
    this, elected = election.projects[project], set(outcome.elected)
    had = None if sheet.rule.startswith("greedy") else counted.left_of(project)
    skip = _skipped(counted, project)
    short = max(Fraction(0), this.cost - had) if had is not None else None
    left = skip.left if skip else None

    def because(reason: Reason, words: str) -> Lost:
        return Lost(project, reason, words, had, short, left)

    for each in sheet.exclusions:
        if each.project == this.id:
            return because("excluded", f"The rule sheet excludes it: {each.reason.rstrip('.')}.")
    if this.cost > election.budget:
        dearer = f"It costs {money(this.cost, election)}, more than the whole budget of"
        return because("dearer than the budget", f"{dearer} {money(election.budget, election)}.")
    if not election.votes[project]:
        return because("no votes", "Nobody chose it.")
    if election.votes[project] < rules.minimum_votes:
        chose, needs = voters(election.votes[project]), voters(rules.minimum_votes)
        return because("too few votes", f"It was chosen by {chose}, and a project needs {needs}.")
    for pair, group in zip(sheet.incompatible, rules.exclusive, strict=True):
        if project in group and (won := [each for each in group if each in elected]):
            name = election.projects[won[0]].name
            words = f"It cannot be elected together with '{name}', which was: {pair.reason.rstrip('.')}."
            return because("incompatible", words)
    for needing, needed in rules.depends:
        if needing == project and needed not in elected:
            name = election.projects[needed].name
            return because("needs another", f"It can be elected only after '{name}', which was not.")
    for capped, cap in rules.caps:
        room = cap - sum(election.projects[each].cost for each in capped if each in elected)
        if project in capped and this.cost > room:
            words = (
                f"It costs {money(this.cost, election)}; by the sub-budgets of the rule sheet {money(cap, election)} "
                f"could be spent on it and projects like it, and {money(max(room, 0), election)} of that was left."
            )
            return because("money set apart", words)
    return because(*_for_money(counted, project, had, short, skip))


def _for_money(
    counted: Counted, project: int, had: Fraction | None, short: Fraction | None, skip: Skipped | None
) -> tuple[Reason, str]:
    election, part = counted.election, counted.part_funded
    cost = money(election.projects[project].cost, election)
    if part and part.project == project:
        return "part-funded", f"It costs {cost} and gets the {money(part.amount, election)} that was left, in part."
    said = []
    if had is not None and short is not None:
        said.append(f"It costs {cost}. The {voters(election.votes[project])} who chose it had ")
        said[0] += f"{money(had, election)} left together"
        said[0] += f", {money(short, election)} too little." if short else "."
    dear: Reason = "too dear for its supporters" if short or skip is None else "does not fit"
    if project in counted.outcome.taken_back:
        dear = "shares could rise no further"
        said.append(_no_further(counted, project))
    if part and skip is None and (counted.sheet.rule.startswith("greedy") or counted.rules.top_up):
        name = election.projects[part.project].name
        said.append(f"The money ended before its turn came: '{name}' got what was left, in part.")
        return "money ended", " ".join(said)
    if skip is not None:
        turn = "When its turn came" if skip.phase == "main" else "When its turn came for the money left over, by votes,"
        start = "" if said else f"It costs {cost}. "
        said.append(f"{start}{turn} {money(skip.left, election)} was left, too little to pay for it.")
        return dear, " ".join(said)
    if counted.sheet.rule == "phragmen" and not counted.rules.top_up and counted.outcome.skipped:
        stopper = election.projects[counted.outcome.skipped[0].project].name
        said.append(f"The rule stopped at '{stopper}', which no longer fits into the budget.")
        return "stopped before", " ".join(said)
    return dear, " ".join(said)


def with_one_raise_more(counted: Counted) -> tuple[list[int], int]:
    """What the raise that was taken back would elect: the projects that the main phase did not, and the cost of all."""
    outcome = counted.outcome
    main = {each.project for each in outcome.rounds if each.phase == "main"}
    cost = sum(counted.election.projects[j].cost for j in outcome.taken_back)
    return [j for j in outcome.taken_back if j not in main], cost


def _no_further(counted: Counted, project: int) -> str:
    election = counted.election
    further, cost = with_one_raise_more(counted)
    others = [f"'{election.projects[j].name}'" for j in further if j != project]
    whom = f"it, {', '.join(others[:-1])} and {others[-1]}" if len(others) > 1 else " and ".join(["it", *others])
    would = f"{money(cost, election)} of {money(election.budget, election)}"
    return f"Shares could rise no further: with {whom} the winners would cost {would}."


def _skipped(counted: Counted, project: int) -> Skipped | None:
    """The last time that it was passed over: in the top-up, if there was one."""
    return next((each for each in reversed(counted.outcome.skipped) if each.project == project), None)
