"""An election counted by a rule sheet: what the sheet says, turned into what the rules are told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import combinations
from math import ceil

from leastfirst.decide.election import Election
from leastfirst.decide.rules import Outcome, Rules, Support, elect
from leastfirst.decide.rules.outcome import Told
from leastfirst.decide.rules.settings import Completion, TieRule
from leastfirst.definitions import RuleSheet
from leastfirst.ground.errors import DefinitionError

_COMPLETIONS: dict[str, Completion] = {
    "none": "none",
    "add1-until-overspent": "add1",
    "add1-until-exhaustive": "add1-exhaustive",
}


@dataclass(frozen=True, slots=True)
class PartFunded:
    """The one project (position) that gets `amount` minor units of its cost, which is all that was left."""

    project: int
    amount: int


@dataclass(frozen=True)
class Counted:
    """An election, the sheet it was counted by, and what came out.

    `outcome` holds the projects that are paid in full; what a part-funded one ended is already taken out of it.
    `spent`, in minor units, holds the part as well.
    """

    election: Election
    sheet: RuleSheet
    rules: Rules
    outcome: Outcome
    part_funded: PartFunded | None = None

    @property
    def spent(self) -> int:
        """All that is spent, in minor units."""
        return self.outcome.spent + (self.part_funded.amount if self.part_funded else 0)

    @cached_property
    def richest(self) -> tuple[int, ...]:
        """All ballots, those whose voters have most money left first; level ones in the order of the election.

        So they are all, where the rule gives voters no money.
        """
        left = self.outcome.left
        place_of = sorted(range(len(left.amounts)), key=left.amounts.__getitem__, reverse=True)
        rank = {place: i for i, place in enumerate(place_of)}
        ranks = [rank[place] for place in left.which.tolist()] or [0] * len(self.election.ballots)
        return tuple(sorted(range(len(ranks)), key=ranks.__getitem__))

    def left_of(self, project: int) -> Fraction:
        """What the supporters of a project have left together, in minor units; before a top-up."""
        left, number = self.outcome.left, Counter[int]()
        if not len(left):
            return Fraction(0)
        for i in self.election.supporters(project):
            number[int(left.which[i])] += self.election.ballots[i].count
        return sum((left.amounts[place] * n for place, n in number.items()), Fraction(0))


def count(election: Election, sheet: RuleSheet, *, support: Support | None = None) -> Counted:
    """Count the ballots of an election as its rule sheet says.

    Who counts the same ballots again with other costs hands in their `support` (`support_of`).

    Raises:
        DefinitionError: the sheet names a project that is not put to the vote, its step is finer than the smallest
            amount of the vote, or it sets apart more money than there is.
    """
    rules = rules_of(election, sheet)
    outcome = elect(election, rules, support=support)
    if sheet.part_funding is None:
        return Counted(election, sheet, rules, outcome)
    cut, part = _paid_in_part(election, outcome, sheet)
    return Counted(election, sheet, rules, cut, part)


def support_of(election: Election, sheet: RuleSheet) -> Support:
    """The ballots as the rule of this sheet reads them, to be handed to `count`."""
    by_points = sheet.satisfaction == "additive" and sheet.rule == "equal-shares"
    return Support.of_election(election, by_points=by_points)


def rules_of(election: Election, sheet: RuleSheet) -> Rules:
    """What the rules are told, for the projects, voters and money of one election. Raises DefinitionError."""
    ids = [project.id for project in election.projects]
    sheet.check_projects(ids)
    at, votes = election.position, election.votes
    keys = [
        sheet.ties.key(project.id, cost=project.cost, votes=votes[j]) for j, project in enumerate(election.projects)
    ]
    named: list[TieRule] = [each for each in sheet.ties.order if each != "higher-cost"]
    return Rules(
        tie_order=tuple(sorted(range(len(ids)), key=keys.__getitem__)),
        rule=sheet.rule,
        satisfaction=sheet.satisfaction,
        share=sheet.share,
        completion=_COMPLETIONS[sheet.completion],
        step=sheet.step_in(election.unit) if sheet.raises_shares else 1,
        top_up=sheet.top_up == "greedy",
        tie_rules=(*named, "lot"),
        minimum_votes=minimum_votes(election, sheet),
        excluded=tuple(at[each.project] for each in sheet.exclusions),
        exclusive=tuple(tuple(at[each] for each in group.projects) for group in sheet.incompatible),
        depends=tuple((at[bond.project], at[each]) for bond in sheet.dependent for each in bond.needs),
        caps=_caps(election, sheet),
    )


def minimum_votes(election: Election, sheet: RuleSheet) -> int:
    """How many voters must have chosen a project: the number the sheet names or its share of all, the larger; or 1."""
    return max(1, sheet.minimum_votes, ceil(sheet.minimum_share * election.voters))


def inside(election: Election, sheet: RuleSheet) -> tuple[tuple[int, ...], ...]:
    """For each reserved sub-budget of the sheet, the projects in it."""
    return tuple(
        tuple(
            j
            for j, each in enumerate(election.projects)
            if part.holds(each.id, category=each.category, target=each.target)
        )
        for part in sheet.reserved
    )


def _caps(election: Election, sheet: RuleSheet) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The most that may be spent on sets of projects.

    What is set apart for some is a cap on all others. Sub-budgets that share no project are set apart from each other
    too, so what is outside all of several gets the budget less all that those have.
    """
    members = inside(election, sheet)
    caps = [
        (group, part.at_most.most(election.budget, election.unit))
        for group, part in zip(members, sheet.reserved, strict=True)
        if part.at_most is not None
    ]
    apart = [
        (frozenset(group), part.at_least.least(election.budget, election.unit), part.called)
        for group, part in zip(members, sheet.reserved, strict=True)
        if part.at_least is not None
    ]
    for size in range(1, len(apart) + 1):
        for some in combinations(apart, size):
            held = frozenset().union(*(group for group, _, _ in some))
            if len(held) < sum(len(group) for group, _, _ in some):
                continue
            left = election.budget - sum(least for _, least, _ in some)
            if left < 0:
                names = ", ".join(f"'{called}'" for _, _, called in some)
                raise DefinitionError(
                    f"more money is set apart ({names}) than the budget holds",
                    where=sheet.id,
                    do="reserve less, or give shares of the budget",
                )
            outside = tuple(j for j in range(len(election.projects)) if j not in held)
            if outside:
                caps.append((outside, left))
    return tuple(caps)


def _paid_in_part(election: Election, outcome: Outcome, sheet: RuleSheet) -> tuple[Outcome, PartFunded | None]:
    """The outcome up to the first project that no longer fits, and what that one gets, if it is enough."""
    assert sheet.part_funding is not None
    phase = "main" if sheet.rule.startswith("greedy") else "top-up"
    first = next((each for each in outcome.skipped if each.phase == phase), None)
    if first is None:
        return outcome, None
    cost = election.projects[first.project].cost
    if first.left == 0 or Fraction(first.left, cost) < sheet.part_funding.minimum:
        return outcome, None
    kept, left = 0, election.budget
    while left > first.left:
        left -= election.projects[outcome.elected[kept]].cost
        kept += 1
    cut = replace(
        outcome,
        elected=outcome.elected[:kept],
        spent=election.budget - left,
        ties=tuple(each for each in outcome.ties if each.round <= kept),
        skipped=outcome.skipped[: outcome.skipped.index(first) + 1],
        tell=partial(_first_rounds, outcome, kept),
    )
    return cut, PartFunded(first.project, first.left)


def _first_rounds(outcome: Outcome, kept: int) -> Told:
    return Told(outcome.rounds[:kept], outcome.left)
