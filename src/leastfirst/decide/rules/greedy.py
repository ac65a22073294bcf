"""The most popular first, as long as the money lasts: what most cities do."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np

from leastfirst.decide.election import Election
from leastfirst.decide.rules.outcome import NOBODY, Outcome, Phase, Round, Skipped, Tie, Told
from leastfirst.decide.rules.settings import Rules
from leastfirst.decide.rules.standing import Standing
from leastfirst.decide.rules.ties import tie


def greedy(
    election: Election, rules: Rules, *, standing: Standing, done: Outcome | None = None, per_cost: bool = False
) -> Outcome:
    """Go through the projects from the most votes (or votes per cost) down, elect what fits and skip what does not.

    Votes are supporters, or points where the rule sheet counts satisfaction by points. A project that
    nobody chose is never elected. One that waits for another comes back when that one is elected. After an outcome that
    is `done`, this is its top-up.
    """
    votes = election.total_points if rules.satisfaction == "additive" else election.votes
    merit = [Fraction(votes[j], project.cost if per_cost else 1) for j, project in enumerate(election.projects)]
    rank = {project: place for place, project in enumerate(rules.tie_order)}
    order = sorted(range(len(merit)), key=lambda j: (-merit[j], rank[j]))
    phase: Phase = "top-up" if done else "main"
    number = len(done.elected) if done else 0
    rounds: list[Round] = []
    ties: list[Tie] = []
    skipped: list[Skipped] = []
    costs = standing.costs
    passed = np.zeros(len(order), dtype=bool)
    while True:
        may = standing.open() & ~passed
        j = next((each for each in order if may[each]), None)
        if j is None:
            break
        if costs[j] > standing.left:
            passed[j] = True
            skipped.append(Skipped(j, standing.left, phase))
            continue
        level = tuple(each for each in range(len(merit)) if may[each] and merit[each] == merit[j])
        number += 1
        rounds.append(Round(number, j, phase))
        if len(level) > 1:
            ties.append(tie(number, level, j, election=election, rules=rules))
        standing.elect(j)
    elected = tuple(each.project for each in rounds)
    spent = election.budget - standing.left
    if done is None:
        return Outcome(elected, spent, tuple(ties), tuple(skipped), partial(Told, tuple(rounds), NOBODY))
    return Outcome(
        elected=done.elected + elected,
        spent=spent,
        ties=done.ties + tuple(ties),
        skipped=done.skipped + tuple(skipped),
        tell=partial(_topped_up, done, tuple(rounds)),
        share=done.share,
        reruns=done.reruns,
        counted=done.counted,
        stopped=done.stopped,
        taken_back=done.taken_back,
    )


def _topped_up(done: Outcome, rounds: tuple[Round, ...]) -> Told:
    return Told(done.rounds + rounds, done.left)
