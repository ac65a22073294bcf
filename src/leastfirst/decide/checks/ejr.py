"""EJR up to any project, in the strong form that can be checked (EJR+)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from leastfirst.decide.amounts import money, number, voters
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks.check import Check, may_still_be_elected

NAME = "ejr_up_to_any"


def measured_by(counted: Counted) -> str | None:
    """What a voter is taken to gain from a project in this check: "cost", "count", or None where it is not defined.

    By the satisfaction of the rule sheet under equal shares; by cost for rules that know none. Points are left out
    unless all of them are 1, as the property is stated for gains on which supporters of a project agree.
    """
    if counted.sheet.rule != "equal-shares" or counted.sheet.satisfaction == "cost":
        return "cost"
    alike = all(points == 1 for ballot in counted.election.ballots for _, points in ballot.points)
    return "count" if counted.sheet.satisfaction == "count" or alike else None


def ejr_up_to_any(counted: Counted) -> Check:
    """No group of voters was left with less than its share of the budget would have bought it.

    Let b be the budget, n the number of voters, u(i) what voter i gains from the elected projects that he or she
    chose. It fails if there are a project c that was not elected and may still be, and a group S of voters who all
    chose it, with |S| b / n >= cost(c), such that for every i in S

        cost satisfaction:   u(i) + cost(c) <= |S| b / n            (u: the costs added up)
        count satisfaction: (u(i) + 1) cost(c) <= |S| b / n         (u: the number)

    For each size of S the supporters with the smallest u are the ones to look at, so that sorting answers it for all
    groups. EJR up to any project asks the same for projects c that a group has in common with others; whoever holds to
    this holds to that. Equal shares does, if each voter's share is at least b / n and nothing bars c in between.

    Source, as recalled: Brill and Peters, *Robust and verifiable proportionality axioms for multiwinner voting*
    (2023), EJR+ for participatory budgeting; Peters, Pierczyński and Skowron (2021) for EJR up to one project.
    """
    election, by = counted.election, measured_by(counted)
    if by is None:
        words = "Not checked: voters gave points of different size, and the property is defined for plain choices."
        return Check(NAME, None, words)
    elected = set(counted.outcome.elected)
    costs = [project.cost for project in election.projects]
    gains = [
        sum(costs[j] if by == "cost" else 1 for j, _ in ballot.points if j in elected) for ballot in election.ballots
    ]
    how = "by the cost of projects" if by == "cost" else "by the number of projects"
    for c in may_still_be_elected(counted):
        group = Counter[int]()
        for i in election.supporters(c):
            group[gains[i]] += election.ballots[i].count
        size = 0
        for gain in sorted(group):
            size += group[gain]
            needs = gain + costs[c] if by == "cost" else (gain + 1) * costs[c]
            if needs * election.voters <= size * election.budget:
                project, due = election.projects[c], Fraction(size * election.budget, election.voters)
                has = f"{money(gain, election)} of projects" if by == "cost" else f"{gain} project{'s' * (gain != 1)}"
                got = f"has more than {has} that they chose" if gain else "got anything that they chose"
                return Check(
                    NAME,
                    False,
                    f"{voters(size)} chose '{project.name}' ({money(project.cost, election)}), which was not elected. "
                    f"Their part of the budget is {money(due, election)}, and none of them {got} ({how}).",
                    {
                        "project": project.id,
                        "voters": size,
                        "their_part_of_the_budget": number(due, election),
                        "most_any_of_them_has": number(gain, election) if by == "cost" else gain,
                        "measured_by": by,
                    },
                )
    return Check(NAME, True, f"No group of voters was left short of what its part of the budget would buy ({how}).")
