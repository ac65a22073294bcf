"""Feasible: nothing is spent that may not be. Exhaustive: nothing is left that could still pay for a project."""

from __future__ import annotations

from typing import Any

from leastfirst.decide.amounts import money, number
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks.check import Check, may_still_be_elected


def feasible(counted: Counted) -> Check:
    """The costs of the elected projects, added up anew, are within the budget, and the rule sheet is kept to.

    Kept to: no project is elected that is excluded, has too few votes, is incompatible with another or stands before
    one that it needs; and no sub-budget is overspent.
    """
    election, rules, elected = counted.election, counted.rules, counted.outcome.elected
    costs = [project.cost for project in election.projects]
    part = counted.part_funded
    spent = sum(costs[j] for j in elected) + (part.amount if part else 0)
    ids = [project.id for project in election.projects]

    def fails(words: str, **shown: Any) -> Check:
        return Check("feasible", False, words, shown)

    if spent > election.budget or spent != counted.spent:
        return fails(
            f"{money(spent, election)} would be spent, and the budget is {money(election.budget, election)}.",
            spent=number(spent, election),
            budget=number(election.budget, election),
        )
    for place, j in enumerate(elected):
        if j in rules.excluded or election.votes[j] < rules.minimum_votes or j in elected[:place]:
            return fails(f"Project '{ids[j]}' may not be elected by the rule sheet, or twice.", project=ids[j])
        if missing := [needed for waits, needed in rules.depends if waits == j and needed not in elected[:place]]:
            return fails(f"Project '{ids[j]}' was elected before '{ids[missing[0]]}'.", project=ids[j])
    for group in rules.exclusive:
        if len(both := [j for j in elected if j in group]) > 1:
            return fails("Incompatible projects were elected.", projects=[ids[j] for j in both])
    for capped, cap in rules.caps:
        if (used := sum(costs[j] for j in elected if j in capped)) > cap:
            return fails("A sub-budget is overspent.", spent=number(used, election), most=number(cap, election))
    return Check(
        "feasible",
        True,
        f"{money(spent, election)} of {money(election.budget, election)} is spent, and the rule sheet is kept to.",
    )


def exhaustive(counted: Counted) -> Check:
    """No project that may still be elected fits into what is left. One that nobody chose may not."""
    election = counted.election
    left = election.budget - counted.spent
    fits = [j for j in may_still_be_elected(counted) if election.projects[j].cost <= left]
    if not fits:
        words = (
            f"{money(left, election)} is left, too little for any further project that somebody chose and that may win."
        )
        return Check("exhaustive", True, words)
    most = max(fits, key=lambda j: (election.votes[j], -j))
    project = election.projects[most]
    return Check(
        "exhaustive",
        False,
        f"{money(left, election)} is left, and '{project.name}', chosen by {election.votes[most]:,}, would cost "
        f"{money(project.cost, election)}.",
        {"project": project.id, "cost": number(project.cost, election), "left": number(left, election)},
    )
