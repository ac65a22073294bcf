"""What each string costs, in plain words: what would change without it, for whom, and what one free pound does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leastfirst.exchange.report.fund_sums import Sums, groups, levels_of
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.places import with_the
from leastfirst.fund import FundResult
from leastfirst.fund.routing import POUND
from leastfirst.ground.money import pounds
from leastfirst.ground.words import all_of, capital, counted, in_letters, listed

if TYPE_CHECKING:
    from leastfirst.fund.routing import Change, StringPrice

FEW = 3
"""So many places are named; more are counted."""


@dataclass(frozen=True)
class PriceWords:
    """One string and its price in words; `costs` is false where nothing would change without it."""

    string: str
    pot: str
    costs: bool
    told: tuple[str, ...]


@dataclass(frozen=True)
class Prices:
    """The price of every string, and what the dearest is, in a sentence."""

    finding: str
    prices: tuple[PriceWords, ...]
    table: TableView | None


def prices_of(result: FundResult, sums: Sums) -> Prices:
    """Say what each string costs, in the order of the pots."""
    if not any(pot.strings for pot in result.fund.pots):
        return Prices("No pot has a string, so nothing is lost to any.", (), None)
    if result.prices is None:
        return Prices("What each string costs was not worked out for this page.", (), None)
    words = tuple(_price(result, sums, each) for each in result.prices)
    rows = tuple(_row(sums, each) for each in result.prices)
    columns = ("String", "Pot", "More would reach places", "Paid nearer to the wanted year", "Least share met")
    table = TableView("What would change without each string", columns, rows, frozenset({2, 3, 4}))
    return Prices(_finding(sums, words, result.prices), words, table)


def _finding(sums: Sums, words: tuple[PriceWords, ...], prices: tuple[StringPrice, ...]) -> str:
    costly, n = sum(each.costs for each in words), len(words)
    neither = "Neither" if n == 2 else "None"
    if not costly:
        if n == 1:
            return "The string costs nothing here: without it, every sum would be the same."
        return f"{neither} of the strings costs anything here: without any one of them, every sum would be the same."
    dearest = max(prices, key=lambda each: (each.without.paid_change, -each.purse))
    more = dearest.without.paid_change
    many = capital(in_letters(costly))
    of = f"{many} of the {in_letters(n)} strings {'changes' if costly == 1 else 'change'} something."
    if costly == n:
        of = "The string changes something." if n == 1 else f"{capital(all_of(n, 'strings'))} change something."
    if more < POUND:
        if n == 1:
            return f"{of} It keeps no money from places; it moves some between places or years."
        return f"{of} {neither} of them keeps money from places; they move it between places or years."
    return (
        f"{of} The dearest is ‘{dearest.words}’ on {dearest.title}: without it {sums.whole(more)} more would reach "
        "places."
    )


def _row(sums: Sums, price: StringPrice) -> tuple[str, ...]:
    w = price.without
    before, after = (f"{float(100 * each):.1f}%" for each in (w.smallest_before, w.smallest))
    return (
        price.words,
        price.title,
        sums.whole(max(0, w.paid_change)),
        sums.whole(max(0, -w.moved_change)),
        before if before == after else f"{after} instead of {before}",
    )


def _price(result: FundResult, sums: Sums, price: StringPrice) -> PriceWords:
    told = [*_reaching(result, sums, price), *_in_time(result, sums, price)]
    if told:
        told.append(_per_pound(result, price))
    else:
        told = ["It costs nothing here: without it every place would get the same in the same years."]
    string = capital(price.words)
    return PriceWords(string, price.title, len(told) > 1, tuple(each for each in told if each))


def _reaching(result: FundResult, sums: Sums, price: StringPrice) -> list[str]:
    """How much more would reach places without the string, and whom it would be taken from or given to."""
    w = price.without
    more, told = w.paid_change, []
    if more >= POUND and w.lost_pence < POUND:
        told.append(
            f"It costs {sums.whole(more)}: without it so much more would reach {_whom_most(result, sums, w.gains)}."
        )
    else:
        if more >= POUND:
            told.append(f"It costs {sums.whole(more)}: without it so much more would reach places.")
        for changes, pence, verb in ((w.gains, w.gained_pence, "more"), (w.losses, w.lost_pence, "less")):
            if pence >= POUND:
                told.append(f"{sums.whole(pence)} {verb} would go to {_whom_most(result, sums, changes)}.")
    before, after = (f"{float(100 * each):.1f}%" for each in (w.smallest_before, w.smallest))
    if before != after:
        part = "all" if w.smallest == 1 else after
        told.append(f"The place that gets the smallest part of its share would get {part} of it instead of {before}.")
    return told


def _whom_most(result: FundResult, sums: Sums, changes: Sequence[Change]) -> str:
    """For whom something changes; where they fall into groups, for whom most."""
    whom = _whom(result, tuple(place for each in changes for place in each.places))
    if len(changes) < 2:
        return whom
    most = changes[0]
    return f"{whom}, most of all {_whom(result, most.places)} ({sums.whole(abs(int(most.pence)))})"


def _in_time(result: FundResult, sums: Sums, price: StringPrice) -> list[str]:
    earlier = -price.without.moved_change
    # Odd pennies fall in other years when anything changes: that is no price.
    if abs(earlier) < POUND * len(result.problem.years):
        return []
    when = "in the very year in which it is wanted" if earlier > 0 else "in another year than the one it is wanted in"
    return [f"{sums.whole(abs(earlier))} more would be paid {when}."]


def _per_pound(result: FundResult, price: StringPrice) -> str:
    each = price.per_pound
    if not each.changes:
        return "" if price.without.changes else "It changes no place’s sum, only the year in which it is paid."
    gaining = tuple(place for change in each.changes if change.pence > 0 for place in change.places)
    whom = _whom(result, gaining)
    if each.reaches_pence == POUND:
        return f"Each pound let through would reach {whom}, in full."
    if each.reaches_pence > 0:
        brings = pounds(round(each.reaches_pence), result.fund.sign)
        return f"Each pound let through would bring {brings} more to {whom}."
    return f"A pound let through would bring no more money to places, but move some of it to {whom}."


def _whom(result: FundResult, places: tuple[int, ...]) -> str:
    """Some places as people would call them: by name, by region, or all."""
    names, n = result.places.names, len(result.places)
    if len(places) == n:
        return all_of(n, "places") if n > 1 else names[0]
    if len(places) <= FEW:
        return listed([names[i] for i in places])
    levels = levels_of(result)
    found = [group for group in groups(result, levels[-1], places) if group.code] if levels else []
    if found and len(found) <= FEW:
        return f"{counted(len(places), 'place')} in {listed([with_the(group.name) for group in found])}"
    return counted(len(places), "place")
