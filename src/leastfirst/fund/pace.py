"""Places at their own pace: the payments of a routing, spread over places as damping says for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from leastfirst.fund.routing import Routing
from leastfirst.ground.apportion import Damped, controlled_rounding, largest_remainder


def at_own_pace(routing: Routing, damped: Damped, order: Sequence[int]) -> Routing:
    """The same payments by pot, year and line, spread over places in proportion to their damped sums of that year.

    The routing spreads every year over places alike, but damping lets each place come nearer to its target at its own
    pace. Of the three margins of place, year and line, those of place and year, and of year and line, hold to the
    penny; the line that a place is paid from follows the mix of the year. Places whom different pots pay for are
    spread apart, each group within the money that the routing found for it.

    Args:
        routing: what the pots pay for.
        damped: the sums of each year and place.
        order: the tie order of the places.
    """
    columns = np.stack([routing.line, routing.purse, routing.came_in])
    rows: list[tuple[int, int, int, int, int, int]] = []
    for fate in routing.fates:
        here = np.isin(routing.place, fate.places)
        places = list(fate.places)
        for year in np.unique(routing.year[here]).tolist():
            mine = here & (routing.year == year)
            kinds, at = np.unique(columns[:, mine], axis=1, return_inverse=True)
            sums = [0] * kinds.shape[1]
            for k, pence in zip(at.reshape(-1).tolist(), routing.pence[mine].tolist(), strict=True):
                sums[k] += pence
            wanted = [damped.pence[year][place] for place in places]
            if not any(wanted):
                wanted = [1] * len(places)
            each = largest_remainder(wanted, sum(sums), order=_ranked([order[place] for place in places]))
            table = controlled_rounding(each, sums)
            for i, k in zip(*np.nonzero(table), strict=True):
                line, purse, came_in = kinds[:, k].tolist()
                rows.append((places[i], year, line, purse, came_in, int(table[i, k])))
    rows.sort()
    place, year_of, line_of, purse_of, came, pence = (
        np.array(each, dtype=np.int64) for each in zip(*rows, strict=True)
    )
    paid = [0] * len(routing.paid)
    for i, sum_ in zip(place.tolist(), pence.tolist(), strict=True):
        paid[i] += sum_
    targets = routing.problem.targets
    fulfilment = [Fraction(a, b) if b else Fraction(1) for a, b in zip(paid, targets, strict=True)]
    return replace(
        routing,
        place=place,
        year=year_of,
        line=line_of,
        purse=purse_of,
        came_in=came,
        pence=pence,
        paid=paid,
        fulfilment=fulfilment,
    )


def _ranked(order: Sequence[int]) -> list[int]:
    """The same order in the numbers 0 to n - 1."""
    out = [0] * len(order)
    for rank, i in enumerate(sorted(range(len(order)), key=order.__getitem__)):
        out[i] = rank
    return out
