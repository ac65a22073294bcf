"""Run a rule."""

from __future__ import annotations

from leastfirst.decide.election import Election
from leastfirst.decide.rules.completion import equal_shares
from leastfirst.decide.rules.greedy import greedy
from leastfirst.decide.rules.outcome import Outcome
from leastfirst.decide.rules.phragmen import phragmen
from leastfirst.decide.rules.settings import Rules
from leastfirst.decide.rules.standing import Standing
from leastfirst.decide.rules.support import Support


def elect(election: Election, rules: Rules, *, support: Support | None = None) -> Outcome:
    """Count the ballots of an election by the rules, exactly as rational arithmetic would.

    Who counts the same ballots often, with other costs or budgets, hands `support` in
    (`Support.of_election(election, by_points=rules.satisfaction == "additive")`; for Phragmén never by points).

    Raises:
        DataError: the rules name a project that there is not, or the tie order leaves one out.
    """
    rules.check(len(election.projects))
    if rules.rule in ("greedy-votes", "greedy-votes-per-cost"):
        per_cost = rules.rule == "greedy-votes-per-cost"
        return greedy(election, rules, standing=Standing(election, rules), per_cost=per_cost)
    by_points = rules.satisfaction == "additive" and rules.rule == "equal-shares"
    support = support or Support.of_election(election, by_points=by_points)
    if rules.rule == "phragmen":
        outcome, standing = phragmen(election, rules, support=support)
    else:
        outcome, standing = equal_shares(election, rules, support=support)
    return greedy(election, rules, standing=standing, done=outcome) if rules.top_up else outcome
