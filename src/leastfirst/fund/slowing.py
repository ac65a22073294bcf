"""Targets under damping: what each place gets year by year, and which floor or cap the pace of change can keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from leastfirst.definitions.fund import Damping, Fund
from leastfirst.ground.apportion import Damped, damp, share_out
from leastfirst.ground.errors import InfeasibleError
from leastfirst.ground.money import pounds

Again = Callable[[Sequence[int] | None, Sequence[int] | None], Damped]
"""The fund shared and damped under other floors and caps."""
_FEW = 5_000
"""So many places times years are damped again in a moment."""


def slow(
    pence: Sequence[int],
    before: Sequence[int],
    *,
    pace: Damping,
    by_year: Sequence[int],
    order: Sequence[int],
    names: Sequence[str],
) -> Damped:
    """Year by year what n places get on the way to their share of all years.

    Args:
        pence: what each place should get over the life of the fund.
        before: what each place had in the year before.
        pace: the largest yearly fall and rise of a share.
        by_year: the pence of each year.
        order: the tie order.
        names: the places, for errors.
    """
    targets = [share_out(pence, year, order=order).pence for year in by_year]
    return damp(targets, before, max_fall=pace.max_fall, max_rise=pace.max_rise, order=order, names=names)


def over_all_years(damped: Damped) -> list[int]:
    """What each place gets in all years together."""
    return [sum(year) for year in zip(*damped.pence, strict=True)]


def check_slowed(
    damped: Damped,
    before: Sequence[int],
    floors: Sequence[int] | None,
    caps: Sequence[int] | None,
    *,
    fund: Fund,
    names: Sequence[str],
    again: Again,
) -> None:
    """Raise InfeasibleError where damping moves money too slowly for a floor or a cap: the two contradict each other.

    `again` shares the fund under other floors and caps, so that a bound that is named is one that does hold.
    """
    pence = over_all_years(damped)
    low = [i for i, floor in enumerate(floors or ()) if pence[i] < floor]
    high = [i for i, cap in enumerate(caps or ()) if pence[i] > cap]
    bounds = floors if low else caps
    if bounds is None or not (low or high):
        return
    out, what, word = (low, "below its floor", "floor") if low else (high, "above its cap", "cap")
    worst = max(out, key=lambda i: abs(pence[i] - bounds[i]))
    also = f" ({len(out):,} places in all)" if len(out) > 1 else ""
    do = f"allow a faster pace, or move the {word} to where damping can reach it"
    one_for_all = len(set(bounds)) == 1
    reached = _reached(out, before, bounds[worst], low=bool(low), fund=fund, again=again, caps=caps, floors=floors)
    if one_for_all and reached is not None:
        verb = "lower" if low else "raise"
        do = f"allow a faster pace, or {verb} the {word} to {pounds(reached, fund.sign)}, which damping can reach"
    raise InfeasibleError(
        f"damping keeps {names[worst]} at {pounds(pence[worst], fund.sign)}, which is {what} of "
        f"{pounds(bounds[worst], fund.sign)}{also}",
        where=fund.id,
        do=do,
    )


def _reached(
    out: Sequence[int],
    before: Sequence[int],
    bound: int,
    *,
    low: bool,
    fund: Fund,
    floors: Sequence[int] | None,
    caps: Sequence[int] | None,
    again: Again,
) -> int | None:
    """A floor (or a cap) for all places that damping keeps; where places are few, the nearest to the broken one.

    Two are tried: what those out of bounds get where there is no such bound, and what they could get in every year if
    they moved as far as they may in the first. A lower floor also lowers the target that a place moves towards, so
    what it gets now under the floor that is broken is no floor that it can reach: every one that is named was tried.
    """
    pace = fund.damping
    if pace is None:
        return None
    n, choose = len(before), min if low else max

    def keeps(candidate: int) -> bool:
        moved = [candidate] * n
        got = over_all_years(again(moved, caps) if low else again(floors, moved))
        return all(pence >= candidate if low else pence <= candidate for pence in got)

    free = over_all_years(again(None if low else floors, caps if low else None))
    step = 1 + pace.max_rise if low else 1 - pace.max_fall
    first = choose(Fraction(before[i] * sum(free), sum(before) or 1) * step for i in out)
    at_once = first.numerator // first.denominator + (0 if low or first.denominator == 1 else 1)
    tried = {choose(free[i] for i in out), at_once}
    between = [each for each in tried if each != bound and (each < bound) == low]
    reached = next((each for each in sorted(between, reverse=low) if keeps(each)), None)
    if reached is None or n * len(fund.years) > _FEW:
        return reached
    broken = bound
    while abs(broken - reached) > 1:
        middle = (broken + reached) // 2
        if keeps(middle):
            reached = middle
        else:
            broken = middle
    return reached
