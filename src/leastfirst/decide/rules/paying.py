"""Who paid what, exactly, for a count that stands."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.decide.rules.equal_shares import Count
from leastfirst.decide.rules.outcome import Amounts, Round, Told


def told(count: Count, share: Fraction) -> Told:
    """The rounds of a count of equal shares, and what voters have left.

    Voters who have paid the same so far are in one state, so that each amount is worked out once for all of them.
    """
    support = count.support
    left = [share]
    state = np.zeros(len(support.counts), dtype=np.intp)
    rounds = []
    for number, (bought, exact) in enumerate(zip(count.rounds, count.exact(), strict=True), start=1):
        price = exact.at(share)
        of = support.of[bought.project]
        points = None if support.points is None else support.points[bought.project]
        which, before, gave = _states(state[of], points)
        amounts = tuple(min(left[s], price * times) for s, times in zip(before, gave, strict=True))
        rounds.append(
            Round(number, bought.project, "main", price / count.units[bought.project], _some(of, which, amounts))
        )
        after = {}
        place = []
        for s, paid in zip(before, amounts, strict=True):
            rest = left[s] - paid
            if (s, paid) not in after:
                after[s, paid] = len(left)
                left.append(rest)
            place.append(after[s, paid])
        state[of] = np.array(place, dtype=np.intp)[which]
    return Told(tuple(rounds), _some(np.arange(len(state)), state, tuple(left)))


def _states(
    state: NDArray[np.intp], points: NDArray[np.float64] | None
) -> tuple[NDArray[np.intp], list[int], list[int]]:
    """The distinct pairs of state and points: which of them each supporter is in, their states and their points."""
    if points is None:
        found, which = np.unique(state, return_inverse=True)
        return which, found.tolist(), [1] * len(found)
    pairs, which = np.unique(np.stack([state, points.astype(np.intp)]), axis=1, return_inverse=True)
    return which.reshape(-1), pairs[0].tolist(), pairs[1].tolist()


def _some(ballots: NDArray[np.intp], which: NDArray[np.intp], amounts: tuple[Fraction, ...]) -> Amounts:
    """Amounts without those that nobody has, equal ones held once."""
    used, place = np.unique(which, return_inverse=True)
    distinct: dict[Fraction, int] = {}
    same = [distinct.setdefault(amounts[each], len(distinct)) for each in used.tolist()]
    return Amounts(ballots, np.array(same, dtype=np.intp)[place.reshape(-1)], tuple(distinct))
