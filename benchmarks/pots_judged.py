"""Which pot pays for what, judged: `python -m benchmarks.pots_judged PLACES CASES` prints one line of JSON.

Every payment is added up again, string by string, by a few lines that share nothing with the routing. The fairest
smallest share is found once more by a plain linear programme over all places, without years, pools or whole pence.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_array

from benchmarks import funding_side
from benchmarks.clock import Clock
from benchmarks.funding_cases import FLOOR, fund_of
from benchmarks.pots_cases import GROUPS, LINES, Pot, pots_of

# A linear programme in floats is good to about nine figures.
SLACK = 1e-6


def broken(targets: Sequence[int], pots: Sequence[Pot], payments: pd.DataFrame, *, slack: int = 0) -> list[str]:
    """Which rules payments (pot, year, place, line, pence) break; a floor is broken by more than `slack` pence."""
    found = []
    by_place = payments.groupby("place")["pence"].sum().reindex(range(len(targets)), fill_value=0)
    target = pd.Series(targets)
    if (by_place < FLOOR - slack).any():
        found.append("floors")
    over = [by_place > target]
    for lines, share in GROUPS.values():
        part = payments[payments["line"].isin(lines)].groupby("place")["pence"].sum()
        # The caps themselves are whole pence, so up to a penny above the share.
        exact = target.reindex(part.index) * share.numerator
        over.append(part * share.denominator > exact + share.denominator)
    if any(each.any() for each in over):
        found.append("caps")
    for p, pot in enumerate(pots):
        own = payments[payments["pot"] == p]
        spent = own.groupby("year")["pence"].sum().reindex(range(len(pot.comes_in)), fill_value=0)
        came = pd.Series(pot.comes_in)
        late = (own["year"] > pot.last_year).any()
        if late or (spent > came).any() if pot.same_year else late or (spent.cumsum() > came.cumsum()).any():
            found.append("pots")
        if not own["line"].isin(pot.lines).all() or (own["place"] % pot.every > 0).any():
            found.append("strings")
        # Pounds are matched by the penny for the places together, so place by place within a few pence.
        if pot.matched:
            mine = own.groupby("place")["pence"].sum()
            if ((1 + pot.matched) * mine > by_place.reindex(mine.index) + 100).any():
                found.append("strings")
    return found


def smallest_share(targets: Sequence[int], payments: pd.DataFrame) -> float:
    """The smallest part of a place's need-based share that is paid."""
    by_place = payments.groupby("place")["pence"].sum().reindex(range(len(targets)), fill_value=0)
    return float((by_place / pd.Series(targets)).min())


def fairest(targets: Sequence[int], pots: Sequence[Pot]) -> tuple[float, float]:
    """The largest smallest share that pots and strings allow; and the most of all shares that can be paid."""
    n, lines = len(targets), len(LINES)
    pot, line, place = (each.ravel() for each in np.meshgrid(range(len(pots)), range(lines), range(n), indexing="ij"))
    arcs = zip(pot, line, place, strict=True)
    kept = np.array([each in pots[p].lines and at % pots[p].every == 0 for p, each, at in arcs])
    pot, line, place = pot[kept], line[kept], place[kept]
    size, scale = len(pot), float(sum(targets))
    rows: list[tuple[Any, Any, Any]] = []
    limits: list[float] = []

    def add(each_row: Any, columns: Any, values: Any, upper: Sequence[float]) -> None:
        rows.append((np.asarray(each_row) + len(limits), np.asarray(columns), np.broadcast_to(values, len(columns))))
        limits.extend(upper)

    every = np.arange(size)
    add(pot, every, 1.0, [sum(each.comes_in[: each.last_year + 1]) / scale for each in pots])
    for group, share in GROUPS.values():
        inside = np.isin(line, group)
        add(place[inside], every[inside], 1.0, [target * float(share) / scale for target in targets])
    for p, each in enumerate(pots):
        if each.matched:
            add(place, every, np.where(pot == p, float(each.matched), -1.0), [0.0] * n)
    # At least the level's part of the target, and at least the floor.
    add(
        np.concatenate([place, np.arange(n)]),
        np.concatenate([every, np.full(n, size)]),
        np.concatenate([-np.ones(size), np.array(targets) / scale]),
        [0.0] * n,
    )
    add(place, every, -1.0, [-FLOOR / scale] * n)
    row, column, value = (np.concatenate(each) for each in zip(*rows, strict=True))
    matrix = coo_array((value, (row, column)), shape=(len(limits), size + 1)).tocsr()
    every_and_level = np.arange(size + 1)

    def best(cost: Any) -> float:
        bounds = [(0, None)] * size + [(0, 1)]
        found = linprog(cost, A_ub=matrix, b_ub=limits, bounds=bounds, method="highs")
        return -float(found.fun) if found.success else float("nan")

    return best(np.where(every_and_level == size, -1.0, 0.0)), best(np.where(every_and_level < size, -1.0, 0.0))


def payments_of(answer: Any) -> pd.DataFrame:
    """The payments of either side."""
    if isinstance(answer, pd.DataFrame):
        return answer
    columns = {"pot": answer.purse, "year": answer.year, "place": answer.place, "line": answer.line}
    return pd.DataFrame({**columns, "pence": answer.pence})


def main() -> None:
    places, cases = map(int, sys.argv[1:])
    found: dict[str, Counter[str]] = {"programme": Counter(), "waterfall": Counter()}
    unspent = dict.fromkeys(found, 0)
    lost = 0.0
    for number in range(cases):
        case = fund_of(places, number)
        pots, targets = pots_of(case.total, number), funding_side.targets_of_case(case)
        best, most = fairest(targets, pots)
        for side, counts in found.items():
            payments = payments_of(funding_side.SIDES[side](case, number)(Clock()))
            counts.update(set(broken(targets, pots, payments, slack=0 if side == "programme" else 100)))
            paid = int(payments["pence"].sum())
            unspent[side] += case.total - paid
            if paid < (most - SLACK) * sum(targets):
                counts.update(["could spend more"])
            reached = smallest_share(targets, payments)
            if reached < best - SLACK:
                counts.update(["not the fairest"])
                lost = max(lost, best - reached)
            elif not abs(reached - best) <= SLACK:
                counts.update(["beyond what can be"])
    print(json.dumps({"found": found, "unspent": unspent, "lost": lost}))


if __name__ == "__main__":
    main()
