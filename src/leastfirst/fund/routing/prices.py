"""What each string of each pot costs: what one relaxed pound changes, and what the whole string does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from leastfirst.fund.routing.merging import settled
from leastfirst.fund.routing.pools import Pooling
from leastfirst.fund.routing.problem import Problem, Tie, TieKind
from leastfirst.fund.routing.result import Fate, Routing
from leastfirst.fund.routing.sharing import Shares, Valve, share

POUND = 100
"""Pence: smaller sums fall elsewhere whenever anything changes, and are no price."""


@dataclass(frozen=True)
class Change:
    """What places that share their fate gain (above 0) or lose (below 0) together, in pence.

    Per relaxed pound, or for the whole string; exact fractions where no whole penny is paid.
    """

    places: tuple[int, ...]
    pence: Fraction


@dataclass(frozen=True)
class PerPound:
    """What changes if one pound of the pot may be spent against one string, all its other strings kept.

    Attributes:
        reaches_pence: how many more pence reach places, 0 to 100 (more where a relaxed pound matches others).
        smallest: by how much the smallest fulfilment rises.
        changes: who gains and who loses, the largest sums first; only those for whom anything changes.
    """

    reaches_pence: Fraction
    smallest: Fraction
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Without:
    """What changes if the whole string falls.

    Attributes:
        paid_pence: what would reach places in all, and `paid_before` what does.
        unspent_pence: what nobody could spend, and `unspent_before` what nobody can.
        smallest: what the smallest fulfilment would be, and `smallest_before` what it is, before odd pennies.
        moved_pence: what would be paid in another year than wanted, and `moved_before` what is.
        changes: who would gain and who would lose, in whole pence, the largest sums first.
    """

    paid_pence: int
    paid_before: int
    unspent_pence: int
    unspent_before: int
    smallest: Fraction
    smallest_before: Fraction
    moved_pence: int
    moved_before: int
    changes: tuple[Change, ...]

    @property
    def paid_change(self) -> int:
        """How many more pence would reach places."""
        return self.paid_pence - self.paid_before

    @property
    def unspent_change(self) -> int:
        """How many more pence nobody could spend."""
        return self.unspent_pence - self.unspent_before

    @property
    def moved_change(self) -> int:
        """How many more pence would be paid in another year than wanted."""
        return self.moved_pence - self.moved_before

    @property
    def gains(self) -> tuple[Change, ...]:
        """Who would gain, the largest sums first."""
        return tuple(each for each in self.changes if each.pence > 0)

    @property
    def losses(self) -> tuple[Change, ...]:
        """Who would lose, the largest sums first."""
        return tuple(each for each in self.changes if each.pence < 0)

    @property
    def gained_pence(self) -> int:
        """What all who gain would gain together."""
        return int(sum(each.pence for each in self.gains))

    @property
    def lost_pence(self) -> int:
        """What all who lose would lose together, 0 or more."""
        return -int(sum(each.pence for each in self.losses))


@dataclass(frozen=True)
class StringPrice:
    """The price of one string.

    Attributes:
        purse: the pot, by position; `purse_id` and `title` name it.
        kind, words: which string, and what it says.
        binds: whether anybody's sum would change without it, or the timing by more than odd pennies: a pound a year.
        per_pound: what one relaxed pound changes.
        without: what the whole string does.
    """

    purse: int
    purse_id: str
    title: str
    kind: TieKind
    words: str
    binds: bool
    per_pound: PerPound
    without: Without


def prices(problem: Problem, routing: Routing) -> tuple[StringPrice, ...]:
    """The price of every string of every pot, in the order in which they stand.

    A relaxed pound is one pound of the pot that may be spent against that one string: for another kind or purpose, in
    another place, after its last year (of money that comes after it), without match. It is not guessed from duals,
    which are not unique where answers are: the sharing is worked out once more with that pound let through, exactly,
    so the price is the true change per pound at this size (the dual value wherever that is unique). A string on the
    year alone moves no money between places, so its price shows in `without.moved_pence`. Where a pot is matched as
    well, the pound that is relaxed on another string needs no match.

    Args:
        problem: what was routed.
        routing: what `route` found for it.
    """
    pooling = Pooling(problem)
    base = share(pooling)
    found = []
    for p, purse in enumerate(problem.purses):
        for tie in purse.ties:
            per_pound = _per_pound(pooling, base, routing, Valve(p, tie, POUND))
            without = _without(problem, base, routing, p, tie)
            moved = abs(without.moved_change) >= POUND * len(problem.years)
            binds = bool(per_pound.changes or without.changes) or moved
            found.append(StringPrice(p, purse.id, purse.title, tie.kind, tie.words, binds, per_pound, without))
    return tuple(found)


def _per_pound(pooling: Pooling, base: Shares, routing: Routing, valve: Valve) -> PerPound:
    relaxed = share(pooling, valve=valve)
    targets = pooling.problem.targets
    gains = [
        (after - before) * target if after != before else Fraction(0)
        for after, before, target in zip(relaxed.fulfilment, base.fulfilment, targets, strict=True)
    ]
    # A valve lets one pound through, so what changed is per pound already.
    return PerPound(
        sum(gains, start=Fraction(0)), min(relaxed.fulfilment) - min(base.fulfilment), _changes(routing.fates, gains)
    )


def _without(problem: Problem, base: Shares, routing: Routing, p: int, tie: Tie) -> Without:
    purses = [purse.without(tie) if at == p else purse for at, purse in enumerate(problem.purses)]
    plan, tables = settled(replace(problem, purses=tuple(purses)))
    paid = [0] * len(problem.places)
    for pool, table in zip(plan.shares.pools, tables, strict=True):
        for place, pence in zip(pool.places, table.sum(axis=1).tolist(), strict=True):
            paid[place] = pence
    held = sum(sum(purse.comes_in) for purse in problem.purses)
    same = plan.shares.fulfilment == base.fulfilment
    # Where nothing changes but pennies that are rounded elsewhere, nothing changes.
    gains = [0] * len(paid) if same else [after - before for after, before in zip(paid, routing.paid, strict=True)]
    return Without(
        paid_pence=sum(paid),
        paid_before=routing.paid_pence,
        unspent_pence=held - sum(paid),
        unspent_before=routing.unspent_pence,
        smallest=min(plan.shares.fulfilment),
        smallest_before=min(base.fulfilment),
        moved_pence=plan.moved_pence,
        moved_before=routing.moved_pence,
        changes=_changes(routing.fates, gains),
    )


def _changes(fates: Sequence[Fate], gains: Sequence[Fraction | int]) -> tuple[Change, ...]:
    found = [Change(fate.places, Fraction(sum(gains[place] for place in fate.places))) for fate in fates]
    return tuple(sorted((each for each in found if each.pence), key=lambda each: (-abs(each.pence), each.places)))
