"""What checks, reasons and bounds of a vote mean, by trying everything: only for very small elections."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations

import numpy as np
from scipy.optimize import linprog

from leastfirst.decide import Ballot, Election
from leastfirst.decide.ballots import merge
from leastfirst.decide.by_sheet import Counted
from tests.decide_reference import may


def voters(election: Election) -> list[frozenset[int]]:
    """What each voter chose, one by one."""
    return [frozenset(dict(ballot.points)) for ballot in election.ballots for _ in range(ballot.count)]


def subsets(of: list[int]) -> Iterator[tuple[int, ...]]:
    return chain.from_iterable(combinations(of, size) for size in range(1, len(of) + 1))


def fails_ejr(counted: Counted, by: str) -> bool:
    """EJR+ up to any project, group of voters by group of voters."""
    election, elected = counted.election, set(counted.outcome.elected)
    everybody = voters(election)
    for c in may(election, counted.rules, list(counted.outcome.elected)):
        cost = election.projects[c].cost
        for group in subsets([i for i, chose in enumerate(everybody) if c in chose]):
            due = Fraction(len(group) * election.budget, len(everybody))
            won = [[election.projects[j].cost for j in everybody[i] & elected] for i in group]
            if by == "cost" and all(sum(each) + cost <= due for each in won):
                return True
            if by == "count" and all((len(each) + 1) * cost <= due for each in won):
                return True
    return False


def excess_of_prices(counted: Counted) -> float | None:
    """By how much, at the least, supporters of losing projects have too much left; None if nobody can pay at all.

    Each voter is on his or her own: unknowns are what each pays for each elected project, B, and the excess.
    """
    election, elected = counted.election, counted.outcome.elected
    everybody = voters(election)
    n, e = len(everybody), len(elected)
    size = n * e + 2
    low = [0.0] * (n * e) + [election.budget / n, 0.0]
    high: list[float | None] = [None if c in chose else 0.0 for chose in everybody for c in elected]
    high += [None, None]
    equal, costs = np.zeros((e, size)), [election.projects[c].cost for c in elected]
    below, limits = [], []
    for k in range(e):
        equal[k, k : n * e : e] = 1
    for i in range(n):
        row = np.zeros(size)
        row[i * e : (i + 1) * e] = 1
        row[n * e] = -1
        below.append(row)
        limits.append(0.0)
    for d in may(election, counted.rules, list(elected)):
        row = np.zeros(size)
        for i, chose in enumerate(everybody):
            if d in chose:
                row[i * e : (i + 1) * e] -= 1
                row[n * e] += 1
        row[-1] = -1
        below.append(row)
        limits.append(float(election.projects[d].cost))
    aim = np.zeros(size)
    aim[-1] = 1
    found = linprog(
        aim,
        A_ub=np.array(below),
        b_ub=limits,
        A_eq=equal if e else None,
        b_eq=costs if e else None,
        bounds=list(zip(low, high, strict=True)),
    )
    return float(found.fun) if found.success else None


def every_ballot(projects: int) -> list[Ballot]:
    return [Ballot(tuple((j, 1) for j in range(projects) if kind >> j & 1)) for kind in range(2**projects)]


def one_different(ballots: tuple[Ballot, ...], kinds: list[Ballot]) -> set[tuple[Ballot, ...]]:
    """All elections in which one ballot is added, taken out or replaced by any other."""
    found = {merge([*ballots, kind]) for kind in kinds}
    for place, ballot in enumerate(ballots):
        rest = [*ballots[:place], *ballots[place + 1 :]]
        if ballot.count > 1:
            rest.append(Ballot(ballot.points, ballot.count - 1))
        found.add(merge(rest))
        found |= {merge([*rest, kind]) for kind in kinds}
    return found
