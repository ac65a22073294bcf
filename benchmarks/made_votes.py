"""Made-up votes of a stated size and kind, the same from the same seed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide import Ballot, Election, Project


def neighbourhood(voters: int = 300, projects: int = 40, budget: int = 2_000_000, seed: int = 1) -> Election:
    """Costs from 1% to 15% of the budget in whole hundreds, approvals of 3 to 10, popular projects more often."""
    draw = np.random.default_rng(seed)
    costs = draw.integers(budget // 10_000, 15 * budget // 10_000, projects) * 100
    return _election("neighbourhood", draw, voters, costs, budget, low=3, high=10)


def equal_costs(voters: int = 7_000, projects: int = 180, seed: int = 1) -> Election:
    """The kind of Toulouse: costs are one of two round sums, everybody approves of a few, half of all can be funded."""
    draw = np.random.default_rng(seed)
    costs = draw.choice([10_000, 50_000], projects, p=[0.2, 0.8])
    return _election("equal costs", draw, voters, costs, int(costs.sum()) // 2, low=1, high=5)


def large(voters: int, projects: int, *, few_kinds: bool = False, seed: int = 1) -> Election:
    """£10 a voter, 40 projects' worth of money; `few_kinds`: everybody chooses one of 20,000 ballots, so most merge."""
    draw = np.random.default_rng(seed)
    budget = 10 * voters
    costs = draw.integers(budget // 200, budget // 20, projects)
    return _election("large", draw, voters, costs, budget, low=2, high=8, kinds=20_000 if few_kinds else 0)


def _election(
    title: str,
    draw: np.random.Generator,
    voters: int,
    costs: NDArray[np.int64],
    budget: int,
    *,
    low: int,
    high: int,
    kinds: int = 0,
) -> Election:
    projects = len(costs)
    popular = draw.dirichlet(np.full(projects, 2.0))
    rows = min(voters, kinds) if kinds else voters
    lengths = draw.integers(low, high + 1, rows)
    chosen = np.full((rows, high), projects, dtype=np.int64)
    for start in range(0, rows, 50_000):
        part = slice(start, start + 50_000)
        # The largest of popularity to the power of a random share: a weighted draw without putting back.
        keys = draw.exponential(size=(len(lengths[part]), projects)) / popular
        best = np.argpartition(keys, high - 1, axis=1)[:, :high]
        best[np.arange(high) >= lengths[part, None]] = projects
        chosen[part] = np.sort(best, axis=1)
    if kinds:
        chosen = chosen[draw.integers(0, rows, voters)]
    found, counts = np.unique(chosen, axis=0, return_counts=True)
    ballots = tuple(
        Ballot(tuple((j, 1) for j in row if j < projects), count)
        for row, count in zip(found.tolist(), counts.tolist(), strict=True)
    )
    return Election(
        title=title,
        vote_type="approval",
        unit=Fraction(1),
        currency="GBP",
        budget=budget,
        projects=tuple(Project(str(j), f"Project {j}", int(cost)) for j, cost in enumerate(costs)),
        ballots=ballots,
    )
