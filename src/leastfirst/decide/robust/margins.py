"""How many ballots must be different at the least for a project's fate to change: what can be proved.

A ballot is different if it is added, taken out or replaced by any other: one each. Where nothing better is proved the
bound is 1.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from leastfirst.decide.by_sheet import Counted


def at_least(counted: Counted, project: int) -> int | None:
    """With fewer ballots different, the fate of this project (a position) is the same; None: with any number."""
    election, rules = counted.election, counted.rules
    if project in rules.excluded or election.projects[project].cost > election.budget:
        return None
    bound = 1
    if project not in counted.outcome.elected:
        bound = max(bound, _until_votes_suffice(counted, project), _until_shares_suffice(counted, project))
    if rules.rule.startswith("greedy") and _by_votes_alone(counted):
        margin = greedy_margin(counted, project)
        return None if margin is None else max(bound, margin)
    return bound


def _until_votes_suffice(counted: Counted, project: int) -> int:
    """K ballots add at most k supporters, and take at most k voters out, of whom a share must choose it."""
    election, sheet = counted.election, counted.sheet
    k = max(1, sheet.minimum_votes - election.votes[project])
    while election.votes[project] + k < ceil(sheet.minimum_share * (election.voters - k)):
        k += 1
    return k


def _until_shares_suffice(counted: Counted, project: int) -> int:
    """Equal shares, not raised and without a top-up: k more supporters and k fewer voters must be able to pay."""
    election, rules = counted.election, counted.rules
    if rules.rule != "equal-shares" or rules.completion != "none" or rules.top_up:
        return 1
    votes, n = election.votes[project], election.voters
    k = 1
    while k < n and (votes + k) * election.budget < election.projects[project].cost * (n - k):
        k += 1
    return k


def _by_votes_alone(counted: Counted) -> bool:
    """Whether a ballot moves the merit of a project by one vote at most, and nothing but merit and money decides."""
    rules, sheet = counted.rules, counted.sheet
    bound = rules.exclusive or rules.depends or rules.caps or sheet.minimum_votes > 1 or sheet.minimum_share
    one_each = rules.satisfaction != "additive" or counted.election.vote_type in ("approval", "choose-1")
    return one_each and not bound and sheet.part_funding is None


def greedy_margin(counted: Counted, project: int) -> int | None:
    """The bound for greedy rules: the smallest k for which other orders are not proved to leave its fate the same."""
    most = max(counted.election.votes, default=0) + 1  # by then every project could be level with every other
    if _same_fate(counted, project, most):
        return None
    proved, open_at = 0, 1
    while _same_fate(counted, project, open_at):
        proved, open_at = open_at, 2 * open_at
    while open_at - proved > 1:
        middle = (proved + open_at) // 2
        proved, open_at = (middle, open_at) if _same_fate(counted, project, middle) else (proved, middle)
    return open_at


def _same_fate(counted: Counted, project: int, k: int) -> bool:
    """Whether the project is elected in every order, or in none, that k different ballots could bring about.

    The merit of each project is then between (votes - k) and (votes + k), by cost under votes per cost. Projects whose
    ranges meet, directly or through others, may come in any order; before and after such a set the order stands. One of
    k votes or fewer may be left with none, and is then not elected. Of the money left before each set a smallest and a
    largest amount are known.
    """
    election, rules = counted.election, counted.rules
    costs = [each.cost for each in election.projects]
    under = costs if rules.rule == "greedy-votes-per-cost" else [1] * len(costs)
    ranges = sorted(
        (Fraction(votes + k, under[j]), Fraction(max(votes - k, 0), under[j]), j)
        for j, votes in enumerate(election.votes)
    )
    low = high = election.budget
    while ranges:
        together, bottom = [], ranges[-1][1]
        while ranges and ranges[-1][0] >= bottom:
            _, least, j = ranges.pop()
            together.append(j)
            bottom = min(bottom, least)
        may_fit = [j for j in together if costs[j] <= high]
        total = sum(costs[j] for j in may_fit)
        fits = total <= low
        sure = [j for j in may_fit if fits and election.votes[j] > k]
        if project in together:
            return project in sure or project not in may_fit
        high -= sum(costs[j] for j in sure)
        low = max(0, low - total)
    raise AssertionError("every project stands in the order")
