"""The explanation of a count: for each project and for the voters, as a record that anyone can check."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.decide.amounts import exact, money, number, voters
from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.checks import Check, checks
from leastfirst.decide.election import Election
from leastfirst.decide.record import election_record, project_record, sheet_record
from leastfirst.decide.reruns import Reruns
from leastfirst.decide.robust import Bounds, robustness
from leastfirst.decide.rules import Amounts, Round, Tie
from leastfirst.decide.smallest import Found
from leastfirst.decide.why.level import by_words, tie_record
from leastfirst.decide.why.losing import Lost, lost, with_one_raise_more
from leastfirst.decide.why.residents import side_by_side
from leastfirst.decide.why.wanting import Wanting, wanting
from leastfirst.decide.why.words import NOT_LOOKED_FOR, cheaper_words, supporters_words

SCHEMA = "leastfirst/decide/elect/1"
"""The schema of the record. It changes when a field is renamed, is dropped or means something else."""

EFFORT = 30_000_000
"""Steps of work for counting again: about 30 seconds on a laptop, whatever the election."""


@dataclass(frozen=True)
class VoteExplanation:
    """Why each project won or lost, what the voters got, and whether the outcome holds what it should.

    `lost` and `wanting` by the position of each project that was not elected; `reruns`: how often the ballots were
    counted again for it; `quick`: no effort went into that.
    """

    counted: Counted
    lost: dict[int, Lost]
    wanting: dict[int, Wanting]
    checks: tuple[Check, ...]
    robust: tuple[Bounds, ...]
    reruns: int
    quick: bool = False

    def as_json(self) -> dict[str, Any]:
        """The whole explanation as plain JSON values.

        Amounts are in the currency of the vote: numbers to hundredths, and as text exactly ("25/3") where rounding
        could matter. The same election and sheet give the same record. A `quick` one says of what was not looked for
        that it was not, which is not to be missing.
        """
        counted = self.counted
        election, sheet = counted.election, counted.sheet
        ids = [project.id for project in election.projects]
        part = counted.part_funded
        return {
            "schema": SCHEMA,
            "rule_sheet": sheet_record(sheet),
            "sha256": sheet.sha256,
            "election": election_record(election),
            "election_sha256": election.sha256,
            "elected": [ids[j] for j in counted.outcome.elected],
            "part_funded": {"id": ids[part.project], "amount": number(part.amount, election)} if part else None,
            "spent": number(counted.spent, election),
            "unspent": number(election.budget - counted.spent, election),
            "count": _count(counted),
            "projects": self._projects(),
            "checks": {each.name: each.as_json() for each in self.checks},
            "ties": [tie_record(counted, each) for each in counted.outcome.ties],
            "voters": side_by_side(counted),
            "counted_again": self.reruns,
            **({"quick": True} if self.quick else {}),
        }

    def _projects(self) -> dict[str, Any]:
        election, outcome = self.counted.election, self.counted.outcome
        rounds = {each.project: each for each in outcome.rounds}
        ties = {each.winner: each for each in outcome.ties}
        found = {}
        for j, project in enumerate(election.projects):
            said = project_record(election, j)
            if j in rounds:
                said |= _won(self.counted, rounds[j], ties.get(j))
            else:
                said |= _lost(self.counted, self.lost[j], self.wanting[j])
            said |= {"robust": self.robust[j].as_json(self.counted)}
            found[project.id] = _not_looked_for(said) if self.quick else said
        return found


def explain(counted: Counted, *, effort: int = EFFORT) -> VoteExplanation:
    """Explain a count.

    Args:
        counted: what came out.
        effort: how much work may go into counting again for what losing projects would have needed, in steps of about
            a microsecond; a third of it goes into how many ballots would have to be different. What was not found out
            within it is said to be so; with none, that it was not looked for.
    """
    elected = set(counted.outcome.elected)
    losers = [lost(counted, j) for j in range(len(counted.election.projects)) if j not in elected]
    reruns = Reruns(counted, effort=effort - effort // 3)
    wants = wanting(counted, losers, reruns)
    as_well = {j: each.supporters.value for j, each in wants.items() if each.supporters and each.supporters.value}
    return VoteExplanation(
        counted=counted,
        lost={each.project: each for each in losers},
        wanting=wants,
        checks=checks(counted),
        robust=robustness(counted, effort=effort // 3, as_well=as_well),
        reruns=reruns.number,
        quick=not effort,
    )


def _not_looked_for(said: dict[str, Any]) -> dict[str, Any]:
    """The record of a project without any other counts: a search that ended at once did not look."""
    robust = said["robust"]
    if robust["at_most"] is None and robust["effort_ended"]:
        said |= {"robust": robust | {"words": NOT_LOOKED_FOR}}
    searches = {key: said[key] for key in ("more_supporters", "cheaper") if said.get(key, {}).get("effort_ended")}
    if searches:
        said |= {key: found | {"looked_for": False} for key, found in searches.items()}
        said["needed"] = NOT_LOOKED_FOR
    return said


def _count(counted: Counted) -> dict[str, Any]:
    outcome, election = counted.outcome, counted.election
    if outcome.share is None:
        return {}
    return {
        "share": number(outcome.share, election),
        "share_exact": exact(outcome.share, election),
        "times_raised": outcome.raised,
        "stopped": outcome.stopped,
    } | _taken_back(counted)


def _taken_back(counted: Counted) -> dict[str, Any]:
    """What one raise more would have elected and cost; nothing where that was not why shares rose no further."""
    election, outcome = counted.election, counted.outcome
    if outcome.stopped != "overspent":
        return {}
    further, cost = with_one_raise_more(counted)
    said = {"would_win_too": [election.projects[j].id for j in further], "winners_cost": number(cost, election)}
    return {"raise_taken_back": said}


def _won(counted: Counted, here: Round, tie: Tie | None) -> dict[str, Any]:
    election = counted.election
    cost = money(election.projects[here.project].cost, election)
    chose = voters(election.votes[here.project])
    said: dict[str, Any] = {"elected": True, "round": here.number, "phase": here.phase}
    why = f"Elected in round {here.number}"
    if here.price is not None and counted.sheet.rule == "equal-shares":
        most = max(here.paid.amounts, default=Fraction(0))
        # What a unit of satisfaction costs is money by the project, by the point, or a bare ratio.
        unit = Fraction(1) if counted.sheet.satisfaction == "cost" else election.unit
        said |= {"price": str(here.price * unit), "paid": _table(counted, here.paid)}
        why += f": the {chose} who chose it paid its cost of {cost} out of their shares, {money(most, election)} each"
        why += " at most." if len(here.paid.amounts) > 1 else "."
    elif here.price is not None:
        said |= {"price": exact(here.price, election), "paid": _table(counted, here.paid)}
        why += (
            f": when every voter had been given {money(here.price, election)}, the {chose} who chose it could pay "
            f"its cost of {cost} together."
        )
    elif here.phase == "top-up":
        why += f", with money that was left over: it was chosen by {chose}, and its cost of {cost} still fitted."
    else:
        why += f": it was chosen by {chose}, and its cost of {cost} still fitted into the budget."
    if tie is not None:
        said["tie"] = tie_record(counted, tie)
        others = len(tie.tied) - 1
        why += (
            f" It was level with {others} other project{'' if others == 1 else 's'} and {by_words(said['tie']['by'])}."
        )
    return said | {"why": why}


def _table(counted: Counted, paid: Amounts) -> list[dict[str, Any]]:
    """How many voters paid how much, the most first."""
    number_of = dict.fromkeys(paid.amounts, 0)
    for ballot, amount in paid:
        number_of[amount] += counted.election.ballots[ballot].count
    return [
        {
            "each": exact(amount, counted.election),
            "rounded": number(amount, counted.election),
            "voters": number_of[amount],
        }
        for amount in sorted(number_of, reverse=True)
    ]


def _lost(counted: Counted, why: Lost, wants: Wanting) -> dict[str, Any]:
    election = counted.election
    said: dict[str, Any] = {"elected": False, "reason": why.reason}
    if counted.part_funded and counted.part_funded.project == why.project:
        said["part_funded"] = number(counted.part_funded.amount, election)
    if why.had is not None and why.short is not None:
        said |= {
            "supporters_had": number(why.had, election),
            "supporters_had_exact": exact(why.had, election),
            "short": number(why.short, election),
            "short_exact": exact(why.short, election),
        }
    if why.left is not None:
        said["left_at_its_turn"] = number(why.left, election)
    cost = election.projects[why.project].cost
    more, cheaper = wants.supporters, wants.cheaper
    said["more_supporters"] = _found(more, wants.lose_to_supporters, election)
    said["cheaper"] = _found(cheaper, wants.lose_to_cheaper, election)
    if cheaper and cheaper.value:
        in_currency = {"by": cheaper.value, "cost": cost - cheaper.value, "loses_by": cheaper.loses}
        said["cheaper"] |= {name: number(value, election) for name, value in in_currency.items()}
    needed = [
        supporters_words(more, counted, wants.lose_to_supporters),
        cheaper_words(cheaper, counted, why.project, wants.lose_to_cheaper),
    ]
    return said | {"why": why.words, "needed": " ".join(needed)}


def _found(found: Found | None, losing: tuple[int, ...], election: Election) -> dict[str, Any]:
    """What a search found; `by` null where nothing helps or nothing was found, `exact` true if that is certain.

    `would_lose`: the projects that were elected and would then have lost.
    """
    if found is None:
        return {"by": None, "exact": True, "tried": 0}
    said = {"by": found.value, "exact": found.exact, "tried": found.tried, "effort_ended": not found.finished}
    if found.value is None:
        return said
    return said | {"loses_by": found.loses, "would_lose": [election.projects[j].id for j in losing]}
