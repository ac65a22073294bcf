"""What an outcome means for the voters as a whole, under this rule sheet and under greedy by votes, side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from leastfirst.decide.amounts import percent, voters
from leastfirst.decide.by_sheet import Counted, count
from leastfirst.definitions import RuleSheet
from leastfirst.ground.exact import to_decimals


@dataclass(frozen=True)
class Residents:
    """What an outcome gives to the voters.

    `chose_nothing`: voters whose ballot is empty. `nothing_funded`: voters who chose something, none of it funded.
    `choices_funded[k]`: of those who chose something, how many had k of their choices funded. `mean_funded`: the mean
    of that. `tenths`: what each tenth of all voters, least first, got of the money that was spent, if the cost of each
    project is divided equally among those who chose it (shares that add to 1; all 0 if nothing was spent).
    """

    voters: int
    chose_nothing: int
    nothing_funded: int
    choices_funded: dict[int, int]
    mean_funded: Fraction
    tenths: tuple[Fraction, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values; shares of money in per cent."""
        return {
            "voters": self.voters,
            "chose_nothing": self.chose_nothing,
            "nothing_funded": self.nothing_funded,
            "nothing_funded_percent": percent(self.nothing_funded, self.voters),
            "choices_funded": {str(k): self.choices_funded[k] for k in sorted(self.choices_funded)},
            "mean_choices_funded": float(to_decimals(self.mean_funded, 2)),
            "money_by_tenth_percent": [percent(each, 1) for each in self.tenths],
        }


def residents(counted: Counted) -> Residents:
    """What a counted election gives to its voters; a project that is paid in part counts with that part."""
    election = counted.election
    paid = {j: election.projects[j].cost for j in counted.outcome.elected}
    if counted.part_funded:
        paid[counted.part_funded.project] = counted.part_funded.amount
    funded, empty = Counter[int](), 0
    under = lcm(*(election.votes[j] for j in paid))
    each_gets = {j: cost * (under // election.votes[j]) for j, cost in paid.items()}
    gains = Counter[int]()
    for ballot in election.ballots:
        won = [j for j, _ in ballot.points if j in paid]
        gains[sum(each_gets[j] for j in won)] += ballot.count
        if ballot.points:
            funded[len(won)] += ballot.count
        else:
            empty += ballot.count
    chose = election.voters - empty
    return Residents(
        voters=election.voters,
        chose_nothing=empty,
        nothing_funded=funded[0],
        choices_funded=dict(funded),
        mean_funded=Fraction(sum(k * n for k, n in funded.items()), chose) if chose else Fraction(0),
        tenths=_tenths(gains),
    )


def _tenths(gains: Counter[int]) -> tuple[Fraction, ...]:
    """What each tenth of the voters, least first, has of all gains; a voter on a border is split."""
    voters, whole = sum(gains.values()), sum(gain * n for gain, n in gains.items())
    if not whole:
        return (Fraction(0),) * 10
    found, room = [Fraction(0)] * 10, Fraction(voters, 10)
    tenth, left = 0, room
    for gain in sorted(gains):
        number = Fraction(gains[gain])
        while number and tenth < 10:
            some = min(number, left)
            found[tenth] += some * gain
            number, left = number - some, left - some
            if not left:
                tenth, left = tenth + 1, room
    return tuple(each / whole for each in found)


def greedy_twin(sheet: RuleSheet) -> RuleSheet:
    """The sheet with the most popular first instead of its own rule; whom it bars and how ties go stay as they are."""
    return sheet.model_copy(
        update={
            "rule": "greedy-votes",
            "satisfaction": "additive",
            "share": "exact",
            "completion": "none",
            "step": Fraction(1),
            "top_up": "none",
        }
    )


def side_by_side(counted: Counted) -> dict[str, Any]:
    """The voters under this sheet and under greedy by votes, as plain JSON values, and what differs, in words."""
    greedy = count(counted.election, greedy_twin(counted.sheet))
    ours, theirs = residents(counted), residents(greedy)
    ids = [project.id for project in counted.election.projects]
    mine, other = set(counted.outcome.elected), set(greedy.outcome.elected)
    return {
        "this_rule_sheet": ours.as_json(),
        "greedy_votes": {**theirs.as_json(), "elected": [ids[j] for j in greedy.outcome.elected]},
        "only_under_this_rule_sheet": [ids[j] for j in counted.outcome.elected if j not in other],
        "only_under_greedy_votes": [ids[j] for j in greedy.outcome.elected if j not in mine],
        "words": _words(counted, ours, theirs, same=mine == other),
    }


def _words(counted: Counted, ours: Residents, theirs: Residents, *, same: bool) -> list[str]:
    if not counted.election.voters:
        return ["Nobody voted."]
    first = f"the most popular projects had simply gone first{_bonds(counted.sheet)}"
    if same:
        return [f"{_nothing(ours)}. If {first}, the same projects would have been funded."]
    said = [
        f"{_nothing(ours)}; if {first}: "
        f"{theirs.nothing_funded:,} ({percent(theirs.nothing_funded, theirs.voters)}%). "
        + _which(theirs.nothing_funded - ours.nothing_funded)
    ]
    mine, other = (to_decimals(each.mean_funded, 2) for each in (ours, theirs))
    said.append(
        f"Those who chose something had {float(mine):g} of their choices funded on average; with the most popular "
        f"first: {float(other):g}. " + _which(mine - other)
    )
    low, high = (percent(sum(each.tenths[:5]), 1) for each in (ours, theirs))
    said.append(
        f"If the cost of each project is divided equally among those who chose it, the half of the voters who got "
        f"least got {low}% of the money; with the most popular first: {high}%. "
        + _which(Fraction(low) - Fraction(high))
    )
    return said


def _nothing(here: Residents) -> str:
    share = percent(here.nothing_funded, here.voters)
    some = f", {here.voters - here.chose_nothing:,} of whom chose something," if here.chose_nothing else ""
    return f"{here.nothing_funded:,} of {voters(here.voters)} ({share}%){some} had nothing funded that they chose"


def _bonds(sheet: RuleSheet) -> str:
    """By which rules of this sheet the most popular first goes as well, where there are any; in words."""
    named = {
        "the exclusions": sheet.exclusions,
        "the least number of votes": sheet.minimum_votes > 1 or sheet.minimum_share,
        "the incompatible projects": sheet.incompatible,
        "the projects that need others": sheet.dependent,
        "the sub-budgets": sheet.reserved,
        "the payment in part": sheet.part_funding,
    }
    kept = [name for name, there in named.items() if there]
    if not kept:
        return ""
    which = kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}"
    return f", with {which} of this rule sheet"


def _which(better_by: int | Fraction) -> str:
    if better_by == 0:
        return "On this count there is no difference."
    return f"On this count this rule sheet did {'better' if better_by > 0 else 'worse'}."
