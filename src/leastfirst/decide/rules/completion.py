"""Equal shares to the end: shares are raised and the count is done again, as the rule sheet says."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from leastfirst.decide.election import Election
from leastfirst.decide.rules.equal_shares import FOREVER, Count
from leastfirst.decide.rules.outcome import NOBODY, Outcome, Told
from leastfirst.decide.rules.paying import told
from leastfirst.decide.rules.settings import Rules
from leastfirst.decide.rules.standing import Standing
from leastfirst.decide.rules.support import Support
from leastfirst.decide.rules.ties import tie


def equal_shares(election: Election, rules: Rules, *, support: Support, jump: bool = True) -> tuple[Outcome, Standing]:
    """The outcome before any top-up, and what may still be elected after it.

    `jump` passes over steps at which a count is proved to elect the same projects; without it, every step is counted
    from the start, as the rule is defined. Both give the same outcome.
    """
    if not support.voters:
        nothing = Outcome((), 0, (), (), partial(Told, (), NOBODY), Fraction(0), stopped="nothing left")
        return nothing, Standing(election, rules)
    count, counted, k = count_of(election, rules, support), 0, 0
    while True:
        if not jump:
            count = count_of(election, rules, support)
        count.at(k)
        counted += 1
        stopped = _stops(count, rules)
        if stopped:
            break
        k = count.until + 1 if jump else k + 1
    taken_back = tuple(each.project for each in count.rounds) if stopped == "overspent" else ()
    stands = k - 1 if stopped == "overspent" else k
    if stands != k:
        count = count_of(election, rules, support)
        count.at(stands)
    share = count.first + stands * rules.step
    elected = tuple(each.project for each in count.rounds)
    ties = tuple(
        tie(number, each.tied, each.project, election=election, rules=rules)
        for number, each in enumerate(count.rounds, start=1)
        if each.tied
    )
    spent = election.budget - count.standing.left
    tell = partial(told, count, share)
    return Outcome(elected, spent, ties, (), tell, share, k, counted, stopped, taken_back), count.standing


def count_of(election: Election, rules: Rules, support: Support) -> Count:
    """A count that starts at the share of the rules; it holds nothing yet."""
    first = Fraction(election.budget, support.voters)
    costs = [project.cost for project in election.projects]
    rank = [0] * len(costs)
    for place, project in enumerate(rules.tie_order):
        rank[project] = place
    return Count(
        support=support,
        costs=costs,
        units=costs if rules.satisfaction == "cost" else [1] * len(costs),
        start=Standing(election, rules),
        tie_rank=rank,
        first=Fraction(first.__floor__()) if rules.share == "rounded-down" else first,
        step=rules.step,
    )


def _stops(count: Count, rules: Rules) -> str:
    """Why shares are not raised further after this count; empty if they are."""
    standing = count.standing
    if rules.completion == "none":
        return "no completion"
    if standing.left < 0:
        return "overspent"
    if rules.completion == "add1-exhaustive" and not standing.fits():
        return "exhaustive"
    if not standing.open().any():
        return "nothing left"
    if count.until >= FOREVER:
        raise AssertionError("shares rose without end")
    return ""
