"""Priceable: the outcome could have come about by voters spending equal amounts of money on what they chose.

A price system gives every voter the same amount B, at least the budget divided by the voters, and says what each pays
for which project, so that

1. a voter pays only for projects that he or she chose, nothing for what was not elected, and no more than B;
2. what is paid for an elected project adds up to its cost;
3. the supporters of a project that was not elected, and that the rule sheet does not bar, together have left no more
   than its cost.

Source, as recalled: Peters and Skowron, *Proportionality and the limits of welfarism* (2020); Peters, Pierczyński and
Skowron (2021) for projects with costs.
"""

from __future__ import annotations

from fractions import Fraction

from leastfirst.decide.amounts import money
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks.check import Check, may_still_be_elected
from leastfirst.decide.checks.prices import LARGEST, Market, Proof, settle

NAME = "priceable"


def priceable(counted: Counted) -> Check:
    """Whether a price system exists; shown by one, or disproved by prices under which none can, in exact fractions.

    Equal shares carries its own: what voters paid. Where there is none at hand (greedy, Phragmén, a top-up), a linear
    programme is solved in floats, and what it finds is put right and verified in fractions before anything is claimed.
    """
    election, outcome = counted.election, counted.outcome
    if not election.voters:
        return Check(NAME, None, "Not checked: nobody voted.")
    if counted.part_funded:
        return Check(NAME, None, "Not checked: a project is paid in part, and a price system pays in full.")
    if _paid_for_all(counted) and outcome.share is not None and _holds(counted):
        words = f"What each voter paid out of {money(outcome.share, election)} is such a price system."
        return Check(NAME, True, words, witness="payments")
    market = Market.of(counted)
    if market.size > LARGEST:
        words = (
            f"Not checked: it has no payments of its own, and a search for some would have {market.size:,} unknowns, "
            f"more than {LARGEST:,}."
        )
        return Check(NAME, None, words)
    found = settle(market)
    if found is None:
        words = "Not found out: it is so close that neither payments nor a proof that there are none came out exactly."
        return Check(NAME, None, words)
    if found is True:
        words = "Payments were found with which voters could have bought this outcome out of equal amounts of money."
        return Check(NAME, True, words, witness="linear programme, verified in fractions")
    assert isinstance(found, Proof)
    ids = [project.id for project in election.projects]
    words = (
        "Voters cannot have bought this outcome out of equal amounts of money: whatever they paid, supporters of a "
        "project that was not elected would have had more than its cost left."
    )
    return Check(
        NAME,
        False,
        words,
        {
            "prices_not_elected": {ids[c]: str(each) for c, each in found.lost.items() if each},
            "prices_elected": {ids[c]: str(each) for c, each in found.elected.items() if each},
        },
    )


def _paid_for_all(counted: Counted) -> bool:
    return counted.rules.rule == "equal-shares" and all(each.phase == "main" for each in counted.outcome.rounds)


def _holds(counted: Counted) -> bool:
    """Verify the payments of equal shares as a price system, from the rounds."""
    election, outcome, share = counted.election, counted.outcome, counted.outcome.share
    if share is None or share * election.voters < election.budget:
        return False
    left = [share] * len(election.ballots)
    for each in outcome.rounds:
        supporters = set(election.supporters(each.project))
        whole = Fraction(0)
        for ballot, amount in each.paid:
            if ballot not in supporters or amount < 0:
                return False
            left[ballot] -= amount
            whole += amount * election.ballots[ballot].count
        if whole != election.projects[each.project].cost:
            return False
    if min(left) < 0:
        return False
    return all(
        sum(left[i] * election.ballots[i].count for i in election.supporters(c)) <= election.projects[c].cost
        for c in may_still_be_elected(counted)
    )
