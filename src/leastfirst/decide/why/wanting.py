"""What a losing project would have needed: more supporters, or a lower cost. Found by counting again.

**More supporters**: k of those who voted had also chosen it (in the place of their choice where only one may be
chosen), all else the same: voters who did not choose it, those with the most money left at the end first, and in the
order of the ballots where they are level or the rule gives them none. So this is a friendly choice of voters: others
may be needed in greater number. It is the `optimist-add` of Boehmer and others, *Evaluation of project performance in
participatory budgeting* (2023), as recalled.

**Cheaper**: the largest cost at which it would have won, all else the same, in whole minor units.

No rule but the greedy ones is monotone in all cases, so the smallest change is certain only if every smaller one was
tried; `Found` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.other_ballots import choosing, richest_first
from leastfirst.decide.reruns import Reruns
from leastfirst.decide.smallest import Found, smallest
from leastfirst.decide.why.losing import BARRED, Lost


@dataclass(frozen=True)
class Wanting:
    """What one losing project would have needed; None where it was not looked for, as nothing like it could help.

    `supporters.value`: so many more. `cheaper.value`: so many minor units less. `lose_to_supporters` and
    `lose_to_cheaper`: the projects (positions) that were elected and would then have lost.
    """

    supporters: Found | None
    cheaper: Found | None
    lose_to_supporters: tuple[int, ...] = ()
    lose_to_cheaper: tuple[int, ...] = ()


def wanting(counted: Counted, losers: Sequence[Lost], reruns: Reruns) -> dict[int, Wanting]:
    """For each losing project, what it would have needed; those that were nearest to winning are looked at first.

    Nearest: those that lack the smallest part of their cost, by the money of their supporters or what was left of the
    budget, whichever lacks less.
    """
    near = sorted(losers, key=lambda each: (_lacks(counted, each), each.project))
    found = {}
    for place, each in enumerate(near):
        searches = 2 * (len(near) - place)
        reruns.allow(searches, reruns.of_a_count)
        cheaper, lose_to_cheaper = _cheaper(counted, each, reruns)
        reruns.allow(searches - 1, reruns.of_ballots)
        supporters, lose_to_supporters = _supporters(counted, each, reruns)
        found[each.project] = Wanting(supporters, cheaper, lose_to_supporters, lose_to_cheaper)
    return found


def monotone_in_cost(counted: Counted) -> bool:
    """Whether a project that wins still wins if it costs less: greedy rules, unless ties go to the dearer one.

    Their order does not put it later then, and what goes before it stays the same.
    """
    return counted.sheet.rule.startswith("greedy") and "higher-cost" not in counted.sheet.ties.order


def monotone_in_support(counted: Counted) -> bool:
    """Whether a project that wins still wins with more supporters: greedy rules, as it goes no later.

    Not where one project may be chosen: there the others lose supporters, and their order changes.
    """
    return counted.sheet.rule.startswith("greedy") and counted.election.vote_type != "choose-1"


def _lacks(counted: Counted, lost: Lost) -> Fraction:
    cost = counted.election.projects[lost.project].cost
    lacking = [Fraction(cost)]
    lacking += [] if lost.short is None else [lost.short]
    lacking += [] if lost.left is None else [Fraction(max(cost - lost.left, 0))]
    return min(lacking) / cost


def _cheaper(counted: Counted, lost: Lost, reruns: Reruns) -> tuple[Found | None, tuple[int, ...]]:
    project = lost.project
    if lost.reason in BARRED:
        return None, ()
    cost = counted.election.projects[project].cost

    tried = _Tried(project)

    def wins(less: int) -> bool | None:
        return tried.wins(less, reruns.with_cost(project, cost - less))

    could_pay = max(int(lost.had or 0), lost.left or 0)
    found = smallest(wins, guess=cost - could_pay, most=cost - 1, step=cost // 64, monotone=monotone_in_cost(counted))
    return found, tried.losing(counted, found)


def _supporters(counted: Counted, lost: Lost, reruns: Reruns) -> tuple[Found | None, tuple[int, ...]]:
    election, project = counted.election, lost.project
    if lost.reason in ("excluded", "dearer than the budget"):
        return None, ()
    order = richest_first(counted, not_for=project)
    change = choosing(election, project)

    tried = _Tried(project)

    def wins(k: int) -> bool | None:
        return tried.wins(k, reruns.with_changed(order, k, change))

    guess = counted.rules.minimum_votes - election.votes[project]
    if lost.short:
        guess = max(guess, _enough(counted, order, lost.short))
    most = election.voters - election.votes[project]
    found = smallest(wins, guess=guess, most=most, step=guess // 8, monotone=monotone_in_support(counted))
    return found, tried.losing(counted, found)


class _Tried:
    """What was elected with each change that was tried."""

    def __init__(self, project: int) -> None:
        self._project = project
        self._elected: dict[int, tuple[int, ...]] = {}

    def wins(self, change: int, other: Counted | None) -> bool | None:
        """Whether the project wins in this other count; None if it was not counted."""
        if other is None:
            return None
        self._elected[change] = other.outcome.elected
        return self._project in other.outcome.elected

    def losing(self, counted: Counted, found: Found) -> tuple[int, ...]:
        """The projects that were elected, in that order, and lose with the change that was found."""
        if found.value is None:
            return ()
        then = self._elected[found.value]
        return tuple(j for j in counted.outcome.elected if j not in then)


def _enough(counted: Counted, order: Sequence[int], short: Fraction) -> int:
    """How many of these voters have together what is lacking."""
    left = counted.outcome.left
    number = 0
    for ballot in order:
        has, voters = left.amounts[left.which[ballot]], counted.election.ballots[ballot].count
        if not has:
            break
        if has * voters >= short:
            return number + int(-(-short // has))
        short -= has * voters
        number += voters
    return max(number, 1)
