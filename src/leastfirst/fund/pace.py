"""Places at their own pace: who is paid in which year, as damping says, without a penny changing hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from leastfirst.fund.routing import Routing
from leastfirst.ground.apportion import Damped, share_out

# A place that is due nothing in a year comes after all who are due a penny, and still before money is left over.
_DUE = 10**12


def at_own_pace(routing: Routing, damped: Damped, order: Sequence[int]) -> Routing:
    """The same payments, with the years given out so that each place's sums follow its damped ones.

    The routing spreads every year over places alike, but damping lets each place come nearer to its target at its own
    pace. What each place gets from each pot on each line stays as it is, and so does what each pot pays on each line
    in each year: every margin, string, floor and cap still holds to the penny. Pots and lines that are paid in few
    years leave the least choice and come first; so a place's sum of a year is as damping says wherever its lines can
    be paid then, and the last years take up the difference.

    Args:
        routing: what the pots pay for.
        damped: the sums of each year and place.
        order: the tie order of the places.
    """
    due = [list(year) for year in damped.pence]
    blocks: dict[tuple[int, int], dict[tuple[int, int], int]] = {}
    held: dict[tuple[int, int], dict[int, int]] = {}
    columns = (routing.place, routing.year, routing.line, routing.purse, routing.came_in, routing.pence)
    for place, year, line, purse, came_in, pence in zip(*(each.tolist() for each in columns), strict=True):
        block, rows = blocks.setdefault((line, purse), {}), held.setdefault((line, purse), {})
        block[year, came_in] = block.get((year, came_in), 0) + pence
        rows[place] = rows.get(place, 0) + pence
    paid: list[tuple[int, int, int, int, int, int]] = []
    for line, purse in sorted(blocks, key=lambda at: (len({year for year, _ in blocks[at]}), at)):
        left = held[line, purse]
        places = sorted(left)
        ranks = _ranked([order[place] for place in places])
        for (year, came_in), pence in sorted(blocks[line, purse].items()):
            weights = [max(due[year][place], 0) * _DUE + 1 for place in places]
            gets = share_out(weights, pence, caps=[left[place] for place in places], order=ranks).pence
            for place, sum_ in zip(places, gets, strict=True):
                if sum_:
                    left[place] -= sum_
                    due[year][place] -= sum_
                    paid.append((place, year, line, purse, came_in, sum_))
    paid.sort()
    table = np.array(paid, dtype=np.int64).reshape(len(paid), len(columns))
    place, year, line, purse, came_in, pence = table.T
    return replace(routing, place=place, year=year, line=line, purse=purse, came_in=came_in, pence=pence)


def _ranked(order: Sequence[int]) -> list[int]:
    """The same order in the numbers 0 to n - 1."""
    out = [0] * len(order)
    for rank, i in enumerate(sorted(range(len(order)), key=order.__getitem__)):
        out[i] = rank
    return out
