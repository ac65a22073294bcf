"""Which rule of the tie order decided a tie."""

from __future__ import annotations

from leastfirst.decide.election import Election
from leastfirst.decide.rules.outcome import Tie
from leastfirst.decide.rules.settings import Rules


def tie(number: int, tied: tuple[int, ...], winner: int, *, election: Election, rules: Rules) -> Tie:
    """The tie of a round (numbered from 1), with the first rule that sets the winner apart from the next."""
    others = [each for each in rules.tie_order if each in tied and each != winner]
    second = others[0]
    costs, votes = (election.projects[winner].cost, election.projects[second].cost), election.votes
    for each in rules.tie_rules:
        if each == "lower-cost" and costs[0] != costs[1]:
            return Tie(number, tied, winner, each)
        if each == "more-votes" and votes[winner] != votes[second]:
            return Tie(number, tied, winner, each)
    return Tie(number, tied, winner, "lot")
