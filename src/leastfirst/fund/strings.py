"""The strings of a fund and their price: what one relaxed pound moves, and to whom; what the whole string costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from leastfirst.fund.result import FundResult
from leastfirst.fund.routing import POUND, Change, StringPrice, prices
from leastfirst.ground.money import pounds

if TYPE_CHECKING:
    import pyarrow as pa

_NAMED = 3


def priced(result: FundResult) -> FundResult:
    """The same result with the price of every string."""
    return replace(result, prices=prices(result.problem, result.routing))


def strings_table(result: FundResult) -> pa.Table:
    """A row for each string of each pot, in their order; no row where no pot has a string.

    `binds`: whether anything would change without it. `pound_reaches_pence`: how many more pence reach places if one
    pound of the pot is free of it; `pound_gainers`: who gets them. `without_paid_change_pence`: how many more pence
    reach places without the string; `without_unspent_change_pence`: the change of what nobody can spend;
    `smallest_fulfilment`: the part of its need-based share that the worst-off place gets, now and without it, 0 to 1;
    `without_moved_change_pence`: the change of what is paid in another year than wanted; then how many places gain and
    lose how many pence, and who.
    """
    import pyarrow as pa

    priced_ones = result.prices if result.prices is not None else prices(result.problem, result.routing)
    rows = [_row(result, each) for each in priced_ones]
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in _columns().items()})


def _columns() -> dict[str, pa.DataType]:
    import pyarrow as pa

    text, whole, number = pa.string(), pa.int64(), pa.float64()
    return {
        "pot": text,
        "pot_title": text,
        "owner": text,
        "string": text,
        "words": text,
        "because": text,
        "binds": pa.bool_(),
        "pound_reaches_pence": number,
        "pound_gainers": text,
        "without_paid_change_pence": whole,
        "without_unspent_change_pence": whole,
        "smallest_fulfilment": number,
        "without_smallest_fulfilment": number,
        "without_moved_change_pence": whole,
        "gaining_places": whole,
        "gained_pence": whole,
        "losing_places": whole,
        "lost_pence": whole,
        "who_gains": text,
        "who_loses": text,
    }


def _row(result: FundResult, price: StringPrice) -> dict[str, object]:
    pot = result.fund.pots[price.purse]
    because = next((each.because for each in pot.strings if each.string == price.kind), "")
    without = price.without
    return {
        "pot": pot.id,
        "pot_title": pot.title,
        "owner": pot.owner,
        "string": price.kind,
        "words": price.words,
        "because": because or None,
        "binds": price.binds,
        "pound_reaches_pence": round(float(price.per_pound.reaches_pence), 6),
        "pound_gainers": names_of(result, [each for each in price.per_pound.changes if each.pence > 0]) or None,
        "without_paid_change_pence": without.paid_change,
        "without_unspent_change_pence": without.unspent_change,
        "smallest_fulfilment": round(float(without.smallest_before), 9),
        "without_smallest_fulfilment": round(float(without.smallest), 9),
        "without_moved_change_pence": without.moved_change,
        "gaining_places": sum(len(each.places) for each in without.gains),
        "gained_pence": without.gained_pence,
        "losing_places": sum(len(each.places) for each in without.losses),
        "lost_pence": without.lost_pence,
        "who_gains": names_of(result, without.gains) or None,
        "who_loses": names_of(result, without.losses) or None,
    }


def names_of(result: FundResult, changes: Sequence[Change]) -> str:
    """The places of some changes in words: all of them, or the first few and how many more."""
    places = [place for each in changes for place in each.places]
    if not places:
        return ""
    if len(places) == len(result.places):
        if len(places) == 1:
            return result.places.names[0]
        return f"{'both' if len(places) == 2 else f'all {len(places):,}'} {result.fund.called}"
    named = [result.places.names[place] for place in places[:_NAMED]]
    more = len(places) - len(named)
    return ", ".join(named) + (f" and {more:,} more" if more else "")


def told_of_strings(result: FundResult) -> list[str]:
    """What each string that binds costs, in a sentence, to the nearest pound; nothing for strings that cost nothing."""
    sign = result.fund.sign

    def about(pence: int) -> str:
        return pounds(round(pence / 100) * 100, sign)

    told = []
    for price in result.prices or ():
        without = price.without
        parts = []
        more = without.paid_change
        if abs(more) >= POUND:
            parts.append(f"{about(abs(more))} {'more' if more > 0 else 'less'} would reach places")
        for verb, changes, pence in (
            ("gain", without.gains, without.gained_pence),
            ("lose", without.losses, without.lost_pence),
        ):
            if pence >= POUND:
                parts.append(f"{names_of(result, changes)} would {verb} {about(pence)}")
        moved = -without.moved_change
        # Odd pennies fall in other years when anything changes: that is no price.
        if abs(moved) >= POUND * len(result.problem.years):
            when = "in the year it is wanted in" if moved > 0 else "in another year than it is wanted in"
            parts.append(f"{about(abs(moved))} more would be paid {when}")
        if parts:
            told.append(f"Without the string “{price.words}” on {price.title}: {'; '.join(parts)}.")
    return told
