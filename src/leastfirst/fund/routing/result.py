"""What the routing found: which pot pays for what, where and when; and the pounds that no string lets anybody spend."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.problem import Problem, Purse
from leastfirst.ground.money import pounds

Pence = NDArray[np.int64]


@dataclass(frozen=True)
class Unspent:
    """Pence of a pot that came in in one year (by position) and that nobody may spend, and why."""

    purse: int
    year: int
    pence: int
    why: str


@dataclass(frozen=True)
class Fate:
    """Places that share their fate: the same pots may pay for them, and they come equally near to their shares.

    Attributes:
        places: by position.
        purses: the pots that may pay for them, by position.
        fulfilment: paid / need-based share, exact before rounding; of the pool where floors hold its places.
        held: whether their floors hold these places above what the others get.
    """

    places: tuple[int, ...]
    purses: tuple[int, ...]
    fulfilment: Fraction
    held: bool


@dataclass(frozen=True)
class Routing:
    """Whole payments, sorted by place, year, line, pot and the year in which the money came in.

    Attributes:
        place, year, line, purse, came_in: positions in the problem, one entry per payment.
        pence: above 0.
        paid: what each place gets over the fund's life.
        fulfilment: paid / target of each place; 1 where the target is 0.
        fates: the places that share their fate; places with a target of 0 are in none.
        unspent: pounds that nobody may spend, with the reason.
        moved_pence: pence paid in another year than the profile wants, summed over fates, years and lines.
    """

    problem: Problem
    place: Pence
    year: Pence
    line: Pence
    purse: Pence
    came_in: Pence
    pence: Pence
    paid: list[int]
    fulfilment: list[Fraction]
    fates: tuple[Fate, ...]
    unspent: tuple[Unspent, ...]
    moved_pence: int

    @property
    def paid_pence(self) -> int:
        """All that reaches places."""
        return sum(self.paid)

    @property
    def unspent_pence(self) -> int:
        """All that does not."""
        return sum(each.pence for each in self.unspent)

    @property
    def smallest(self) -> Fraction:
        """The smallest fulfilment of all places."""
        return min(self.fulfilment, default=Fraction(1))

    def check(self) -> Routing:
        """Itself, if every margin adds up and every string, floor and cap holds.

        Raises:
            RuntimeError: it does not, which would be a fault in this programme and not in what it was given.
        """
        problem = self.problem
        n, years = len(problem.places), len(problem.years)
        _hold((self.pence > 0).all(), "every payment is above zero")
        _hold((self.came_in <= self.year).all(), "no money is spent before it comes in")
        by_place = _table(self.place, np.zeros_like(self.place), self.pence, (n, 1))[:, 0]
        _hold(by_place.tolist() == self.paid, "the payments of each place add up to what it is paid")
        _hold(all(f <= p for f, p in zip(problem.floors, self.paid, strict=True)), "no place is below its floor")
        _hold(all(p <= t for p, t in zip(self.paid, problem.targets, strict=True)), "no place is above its share")
        used = _table(self.purse, self.came_in, self.pence, (len(problem.purses), years))
        for each in self.unspent:
            used[each.purse, each.year] += each.pence
        _hold(used.tolist() == [list(purse.comes_in) for purse in problem.purses], "paid and unspent make up each pot")
        by_line = _table(self.place, self.line, self.pence, (n, len(problem.lines)))
        for group in problem.groups:
            within = by_line[:, list(group.lines)].sum(axis=1) <= np.array(group.caps, dtype=np.int64)
            _hold(bool(within.all()), f"no place gets more {group.name} than its cap")
        for p, purse in enumerate(problem.purses):
            self._check_ties(p, purse)
        return self

    def _check_ties(self, p: int, purse: Purse) -> None:
        mine = self.purse == p
        for tie in purse.ties:
            said = f"the pot '{purse.title}' is {tie.words}"
            if tie.lines is not None:
                _hold(np.isin(self.line[mine], sorted(tie.lines)).all(), said)
            if tie.places is not None:
                _hold(np.isin(self.place[mine], sorted(tie.places)).all(), said)
            if tie.last_year is not None:
                _hold((self.year[mine] <= tie.last_year).all(), said)
            if tie.same_year:
                _hold((self.year[mine] == self.came_in[mine]).all(), said)
            if tie.matched is not None:
                for fate in self.fates:
                    here = np.isin(self.place, fate.places)
                    own = int(self.pence[here & mine].sum())
                    _hold(int(self.pence[here].sum()) - own >= tie.matched * own, said)


def explain_unspent(problem: Problem, purse: Purse, year: int, fates: tuple[Fate, ...], p: int, full: set[int]) -> str:
    """Why pence that came into a pot in a year stay there; `full` names the places that have all that they need."""
    last = purse.last_year
    if year > last:
        return f"it comes in {problem.years[year]} and must be used by {problem.years[last]}"
    reached = [fate for fate in fates if p in fate.purses]
    if all(place in full for fate in reached for place in fate.places):
        tied = any(tie.places is not None for tie in purse.ties)
        return f"all {'the places that it is for' if tied else 'places'} have all that they need"
    allowed = [line for line in range(len(problem.lines)) if purse.may_pay_line(line)]
    if purse.matched is not None:
        return f"nobody matches it ({_matching(purse.matched)} of other pots for each pound)"
    kinds = sorted({problem.lines[line].kind for line in allowed})
    others = {line.kind for line in problem.lines} - set(kinds)
    if others and any(tie.kind == "kind" for tie in purse.ties):
        return f"all that places may spend as {' or '.join(kinds)} is paid already"
    bound = "its strings let it pay for" if purse.ties else "the caps on purposes allow"
    return f"all that {bound} is paid already"


def _matching(matched: Fraction) -> str:
    return pounds(round(matched * 100))


def _table(rows: Pence, columns: Pence, pence: Pence, shape: tuple[int, int]) -> Pence:
    table = np.zeros(shape, dtype=np.int64)
    np.add.at(table, (rows, columns), pence)
    return table


def _hold(holds: object, what: str) -> None:
    if not holds:
        raise RuntimeError(f"the routing is wrong: it is not true that {what}")
