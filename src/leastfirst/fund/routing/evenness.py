"""Among answers that move as little money between years as can be: the one that moves it most evenly.

A pot that has to be spent early may move all its money into one year or spread it over several, and either moves as
many pounds. Of each pool's line, what is paid beyond the wish in a year (below it: less than nothing) should change
little from year to year: least is the sum of these changes. What comes out are new wishes, to which the pots then pay.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from leastfirst.fund.routing.balance import SMALL
from leastfirst.fund.routing.programme import Programme
from leastfirst.fund.routing.rows import Rows, cheapest

Pence = NDArray[np.int64]
TIE = 1e-3
"""What the tie-break of payments weighs here, so that it decides between even answers alone."""


def paid_evenly(programme: Programme, lines: Pence, wanted: Pence) -> tuple[Pence, int]:
    """Whole payments with as little movement as can be, evenly, and the pence that they move.

    Args:
        programme: the pools and their pots.
        lines: pools x lines, whole pence that the pots can pay.
        wanted: demands x years, whole pence.
    """
    first = programme.pay(lines, wanted)
    moved = programme.moved(wanted, first)
    wishes = _even(programme, lines, wanted, moved) if moved and wanted.shape[1] > 2 else None
    if wishes is None:
        return first, moved
    again = programme.pay(lines, wishes)
    # Whole pence cost a few pence of movement; what moves more, or is no more even, was a fault of floats.
    slack = wanted.size + int(10 * SMALL * lines.sum())
    if _changes(programme, wanted, again) < _changes(programme, wanted, first):
        moved_again = programme.moved(wanted, again)
        if moved_again <= moved + slack:
            return again, moved_again
    return first, moved


def _changes(programme: Programme, wanted: Pence, paid: Pence) -> int:
    beyond = programme.by_slot(paid).reshape(wanted.shape) - wanted
    return int(abs(np.diff(beyond, axis=1)).sum())


def _even(programme: Programme, lines: Pence, wanted: Pence, moved: int) -> Pence | None:
    """Demands x years: the most even way to move no more, in whole pence; None where the solver finds none."""
    scale = float(lines.sum())
    n_demands, n_years = wanted.shape
    n, slots = len(programme.purse), wanted.size
    jumps = n + programme.comes_in.size + slots
    width = jumps + n_demands * (n_years - 1)
    equal, less = Rows(), Rows()
    programme.add_supply(equal, programme.comes_in / scale)
    programme.add_demand(equal, lines.reshape(-1) / scale)
    programme.add_timing(less, wanted / scale)
    programme.add_matched(less, [most / scale for _, _, most in programme.matched])
    less.add(list(range(n + programme.comes_in.size, jumps)), 1.0, moved / scale + SMALL)
    steps = np.diff(wanted, axis=1).reshape(-1) / scale
    for sign in (1.0, -1.0):
        start = less.count
        for year, direction in ((programme.year, -sign), (programme.year - 1, sign)):
            # A payment lowers the change into the next year and raises the one into its own.
            here = np.flatnonzero((year >= 0) & (year < n_years - 1))
            at = start + programme.demand[here] * (n_years - 1) + year[here]
            less.block(at, here, np.full(len(here), direction))
        each = np.arange(len(steps))
        less.block(start + each, jumps + each, -np.ones(len(each)))
        less.sums(sign * steps)
    cost = np.zeros(width)
    cost[:n] = TIE * programme.cost()[:n]
    cost[jumps:] = 1
    found = cheapest(cost, equal, less, width)
    if found is None:
        return None
    at = programme.demand * n_years + programme.year
    paid = np.bincount(at, weights=found[:n], minlength=slots).reshape(wanted.shape) * scale
    beyond = np.rint(paid - wanted).astype(np.int64)
    beyond[abs(beyond) <= 10 * SMALL * scale] = 0
    # Each line keeps its sum: the odd pence go to the year with most.
    beyond[np.arange(n_demands), abs(beyond).argmax(axis=1)] -= beyond.sum(axis=1)
    return np.asarray(np.maximum(wanted + beyond, 0), dtype=np.int64)
