"""Phragmén's sequential rule with a budget: money flows to every voter alike, and who can afford a project buys it.

Los, Christoff and Grossi, *Proportional Budget Allocations: Towards a Systematization* (IJCAI 2022): every voter is
given money at the same speed. As soon as the supporters of a project hold its cost together, it is bought and they have
nothing. The rule stops at the first project that would cost more than is left of the budget.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import lcm

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.election import Election
from leastfirst.decide.rules.outcome import NOBODY, Amounts, Outcome, Round, Skipped, Tie, Told
from leastfirst.decide.rules.pricing import UNIT
from leastfirst.decide.rules.settings import Rules
from leastfirst.decide.rules.standing import Standing
from leastfirst.decide.rules.support import Support
from leastfirst.decide.rules.ties import tie

Moment = tuple[int, int]  # numerator and denominator of the money that every voter has been given so far


def phragmen(election: Election, rules: Rules, *, support: Support) -> tuple[Outcome, Standing]:
    """Buy projects in the order in which their supporters can pay; points and rankings of ballots are not looked at.

    Of several that can be bought at one moment the tie order says which comes first. What the rule sheet bars is never
    bought, and its supporters keep their money.
    """
    standing = Standing(election, rules)
    costs, rank = standing.costs, {project: place for place, project in enumerate(rules.tie_order)}
    last = np.zeros(len(support.counts), dtype=np.intp)  # since which moment each ballot has been given money anew
    moments: list[Moment] = [(0, 1)]
    floats = np.zeros(len(costs) + 1)
    total = np.array([max(each, 1) for each in support.total], dtype=float)
    low = np.array(costs, dtype=float) / total * (1 - 4 * UNIT)
    none = np.array(support.total) == 0
    sizes = np.array([len(each) for each in support.of], dtype=float)
    bought: list[tuple[int, NDArray[np.intp]]] = []
    ties: list[Tie] = []
    skipped: tuple[Skipped, ...] = ()
    while True:
        waiting = np.where(standing.open() & ~none, low, np.inf)
        best, priced = np.inf, []
        while True:
            j = int(waiting.argmin())
            if waiting[j] > best or waiting[j] == np.inf:
                break
            waiting[j] = np.inf
            held = float(support.heads[j] @ floats[last[support.of[j]]])
            # Nothing is subtracted, so the error is relative; moments are the nearest floats.
            moment, error = (costs[j] + held) / total[j], 2 * (sizes[j] + 8) * UNIT
            low[j] = moment * (1 - error)
            best = min(best, moment * (1 + error))
            priced.append(j)
        near = [j for j in priced if low[j] <= best]
        if not near:
            break
        exact = {j: _moment(support, j, costs[j], last, moments) for j in near}
        first = exact[near[0]]
        for each in exact.values():
            if each[0] * first[1] < first[0] * each[1]:
                first = each
        level = tuple(j for j in sorted(near) if exact[j][0] * first[1] == first[0] * exact[j][1])
        winner = min(level, key=rank.__getitem__)
        if costs[winner] > standing.left:
            skipped = (Skipped(winner, standing.left, "main"),)
            break
        if len(level) > 1:
            ties.append(tie(len(moments), level, winner, election=election, rules=rules))
        of = support.of[winner]
        bought.append((winner, last[of].copy()))
        last[of] = len(moments)
        floats[len(moments)] = first[0] / first[1]
        moments.append(first)
        standing.elect(winner)
    elected = tuple(project for project, _ in bought)
    tell = partial(_told, support, tuple(bought), tuple(Fraction(*each) for each in moments), last)
    return Outcome(elected, election.budget - standing.left, tuple(ties), skipped, tell), standing


def _moment(support: Support, j: int, cost: int, last: NDArray[np.intp], moments: list[Moment]) -> Moment:
    """When the supporters of a project hold its cost together, exactly."""
    sums = np.bincount(last[support.of[j]], weights=support.heads[j])
    since = np.flatnonzero(sums)
    under = lcm(*(moments[each][1] for each in since))
    held = sum(int(sums[each]) * moments[each][0] * (under // moments[each][1]) for each in since)
    exact = Fraction(cost * under + held, under * support.total[j])
    return exact.numerator, exact.denominator


def _told(
    support: Support,
    bought: tuple[tuple[int, NDArray[np.intp]], ...],
    moments: tuple[Fraction, ...],
    last: NDArray[np.intp],
) -> Told:
    rounds = []
    for number, (project, since) in enumerate(bought, start=1):
        used, which = np.unique(since, return_inverse=True)
        amounts = tuple(moments[number] - moments[each] for each in used)
        rounds.append(
            Round(number, project, "main", moments[number], Amounts(support.of[project], which.reshape(-1), amounts))
        )
    used, which = np.unique(last, return_inverse=True)
    left = tuple(moments[-1] - moments[each] for each in used)
    everybody = np.arange(len(last))
    return Told(tuple(rounds), Amounts(everybody, which.reshape(-1), left) if len(last) else NOBODY)
