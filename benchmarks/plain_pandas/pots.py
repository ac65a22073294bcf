"""Merging pots as a good analyst writes it: the most tied pot pays first, in proportion to what is still wanted.

In floats and pandas. It keeps every string and every cap, and rounds each payment down; which place ends up short
depends on the order of the pots, because nothing looks ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.clock import Clock
from benchmarks.pots_cases import GROUPS, LINES, TIMING, Pot

Floats = NDArray[np.float64]


def merged(targets: Sequence[int], pots: Sequence[Pot], clock: Clock) -> pd.DataFrame:
    """Payments by pot, year, place and line, in whole pence."""
    with clock("programme"):
        target = np.array(targets, dtype=float)
        caps = [(list(lines), target * float(share)) for lines, share in GROUPS.values()]
        # Places x lines x years: when the profile wants what each line may get at most.
        most = np.stack([_most(line, target) for line in range(len(LINES))], axis=1)
        wanted = most[:, :, None] * np.array([[float(each) for each in row] for row in TIMING])
        paid = np.zeros_like(wanted)
        rows = []
        for p, pot in enumerate(pots):
            # First what the profile wants up to each year, then what is left, whenever it was wanted.
            own = np.zeros_like(wanted)
            left = 0.0
            for year in range(pot.last_year + 1):
                left = pot.comes_in[year] if pot.same_year else left + pot.comes_in[year]
                due = np.clip(
                    wanted[:, :, : year + 1].sum(axis=2) - (paid + own)[:, :, : year + 1].sum(axis=2), 0, None
                )
                left -= _pay(pot, due, left, caps, target, paid, own, year)
                if pot.same_year:
                    left -= _pay(pot, most, left, caps, target, paid, own, year)
            if not pot.same_year:
                _pay(pot, most, left, caps, target, paid, own, pot.last_year)
            paid += own
            place, line, year_ = np.nonzero(np.floor(own) > 0)
            pence = np.floor(own)[place, line, year_].astype("int64")
            rows.append(pd.DataFrame({"pot": p, "year": year_, "place": place, "line": line, "pence": pence}))
        return pd.concat(rows, ignore_index=True)


def _most(line: int, target: Floats) -> Floats:
    smallest: Fraction = min(share for lines, share in GROUPS.values() if line in lines)
    return target * float(smallest)


def _pay(
    pot: Pot,
    due: Floats,
    left: float,
    caps: Sequence[tuple[list[int], Floats]],
    target: Floats,
    paid: Floats,
    own: Floats,
    year: int,
) -> float:
    """Pay what is due as far as strings, caps and the money allow, all places alike; returns what it took."""
    room = due.copy()
    room[:, [line for line in range(len(LINES)) if line not in pot.lines]] = 0
    room[np.arange(len(target)) % pot.every > 0] = 0
    so_far = (paid + own).sum(axis=2)
    for lines, cap in caps:
        free = np.clip(cap - so_far[:, lines].sum(axis=1), 0, None)
        asked = room[:, lines].sum(axis=1)
        room[:, lines] *= np.minimum(1, free / np.where(asked > 0, asked, 1))[:, None]
    limit = np.clip(target - so_far.sum(axis=1), 0, None)
    if pot.matched:
        limit = np.minimum(limit, paid.sum(axis=(1, 2)) / pot.matched - own.sum(axis=(1, 2)))
    asked = room.sum(axis=1)
    room *= np.clip(limit / np.where(asked > 0, asked, 1), 0, 1)[:, None]
    share = min(1.0, left / room.sum()) if room.any() else 0.0
    own[:, :, year] += share * room
    return float(share * room.sum())
