"""The checks of a shared fund: every margin added up again from the rows that are written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from leastfirst.fund.result import FundResult
from leastfirst.ground.errors import ConservationError
from leastfirst.ground.money import pounds


@dataclass(frozen=True)
class Check:
    """One margin: what it says, should be and is by the rows added up, in pence, or in places if it `counts`."""

    what: str
    expected: int
    found: int
    counts: bool = False

    @property
    def holds(self) -> bool:
        """Whether both are the same, to the penny."""
        return self.expected == self.found


def checks(result: FundResult) -> list[Check]:
    """Every margin of a shared fund, added up from its rows; raises ConservationError if one does not hold.

    For each pot: what is paid and what is left unspent make what comes in. For each place: its rows make what it is
    paid, which is never more than need asks for, below its floor or above its cap. What need asks for makes the fund.
    """
    problem = result.problem
    by_pot: Counter[int] = Counter()
    by_place: Counter[int] = Counter()
    for place, _, _, purse, pence in result.cells:
        by_pot[purse] += pence
        by_place[place] += pence
    unspent: Counter[int] = Counter()
    for left in result.routing.unspent:
        unspent[left.purse] += left.pence
    found = [
        Check(f"{purse.title}: paid and unspent make what comes in", sum(purse.comes_in), by_pot[i] + unspent[i])
        for i, purse in enumerate(problem.purses)
    ]
    found.append(Check("All places: their rows make what they are paid", sum(result.paid), sum(by_place.values())))
    wrong = [i for i, paid in enumerate(result.paid) if by_place[i] != paid]
    found.append(Check("Places whose own rows do not add up", 0, len(wrong), counts=True))
    targets = result.targets
    found.append(Check("Need-based shares make the fund", targets.total, sum(targets.pence)))
    for what, bounds, broken in (
        ("Places below their floor", targets.floors, int.__lt__),
        ("Places above their cap", targets.caps, int.__gt__),
    ):
        if bounds is not None:
            count = sum(broken(paid, bound) for paid, bound in zip(result.paid, bounds, strict=True))
            found.append(Check(what, 0, count, counts=True))
    more = sum(paid > target for paid, target in zip(result.paid, targets.pence, strict=True))
    found.append(Check("Places paid more than need asks for", 0, more, counts=True))
    for each in found:
        if not each.holds:
            expected, rows = (
                f"{n:,}" if each.counts else pounds(n, result.fund.sign) for n in (each.expected, each.found)
            )
            raise ConservationError(f"{each.what}: {expected} expected, {rows} found", where=result.fund.id)
    return found
