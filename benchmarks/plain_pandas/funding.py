"""Sharing a fund as a good analyst writes it: with pandas and floats, and with Decimal where pounds make one careful.

Choices are made in its favour: bounds are held side by side as the textbook says (holding floors and caps at once holds
too many), ties go by the same published order, and nothing is checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.clock import Clock
from benchmarks.funding_cases import CAP, FLOOR, PROFILE, Case

Pence = NDArray[np.int64]


def frame_of(case: Case) -> pd.DataFrame:
    """The places as an analyst would have them: greatest need first, so that ties fall as published."""
    places = pd.DataFrame({"residents": case.residents, "need": np.array(case.need) / 1000})
    return places.sort_values("need", ascending=False, kind="stable")


def in_floats(case: Case, places: pd.DataFrame, clock: Clock) -> tuple[Pence, Pence]:
    """Place by place the pence, and the table of place by year and kind."""
    with clock("shares"):
        weights = places["residents"] * places["need"]
        pence = largest_remainder(within_bounds(weights, case.total), case.total)
    with clock("years and kinds"):
        shares = np.array(PROFILE) / sum(PROFILE)
        exact = np.outer(pence, shares)
        cells = np.floor(exact).astype("int64")
        left = pence.to_numpy() - cells.sum(axis=1)
        turn = np.argsort(np.argsort(cells - exact, axis=1, kind="stable"), axis=1)
        table = pd.DataFrame(cells + (turn < left[:, None]), index=places.index)
    return pence.sort_index().to_numpy(), table.sort_index().to_numpy()


def within_bounds(weights: pd.Series[float], total: int) -> pd.Series[float]:
    """In proportion to the weights, nobody below the floor or above the cap: hold the worse side and share again."""
    held = pd.Series(np.nan, index=weights.index)
    while True:
        free = held.isna()
        amounts = weights / weights[free].sum() * (total - held.sum())
        below = (FLOOR - amounts)[free].clip(lower=0)
        above = (amounts - CAP)[free].clip(lower=0)
        if not below.any() and not above.any():
            return held.fillna(amounts)
        if below.sum() >= above.sum():
            held[below[below > 0].index] = FLOOR
        if above.sum() >= below.sum():
            held[above[above > 0].index] = CAP


def largest_remainder(exact: pd.Series[float], total: int) -> pd.Series[int]:
    """Whole pence: all rounded down, then a penny more for the largest remainders."""
    pence = np.floor(exact).astype("int64")
    remainders = (exact - pence).sort_values(ascending=False, kind="stable")
    pence[remainders.index[: max(0, total - int(pence.sum()))]] += 1
    return pence


def in_decimals(case: Case, places: pd.DataFrame, clock: Clock) -> tuple[Pence, Pence]:
    """The same in Decimal's 28 digits."""
    with clock("shares"):
        need = places["need"].map(lambda score: Decimal(str(score)))
        weights = [Decimal(people) * score for people, score in zip(places["residents"].tolist(), need, strict=True)]
        pence = pd.Series(
            largest_remainder_in_decimals(bounds_in_decimals(weights, Decimal(case.total)), case.total), places.index
        )
    with clock("years and kinds"):
        whole = Decimal(sum(PROFILE))
        shares = [Decimal(each) / whole for each in PROFILE]
        rows = [largest_remainder_in_decimals([sum_ * share for share in shares], sum_) for sum_ in pence.tolist()]
        table = pd.DataFrame(rows, index=places.index)
    return pence.sort_index().to_numpy(), table.sort_index().to_numpy()


def bounds_in_decimals(weights: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """`within_bounds` in Decimal."""
    floor, cap = Decimal(FLOOR), Decimal(CAP)
    held: dict[int, Decimal] = {}
    while True:
        free = [at for at in range(len(weights)) if at not in held]
        rate = (total - sum(held.values())) / sum(weights[at] for at in free)
        amounts = {at: rate * weights[at] for at in free}
        below = {at: floor - amount for at, amount in amounts.items() if amount < floor}
        above = {at: amount - cap for at, amount in amounts.items() if amount > cap}
        if not below and not above:
            held |= amounts
            return [held[at] for at in range(len(weights))]
        short, over = sum(below.values()), sum(above.values())
        if short >= over:
            held |= dict.fromkeys(below, floor)
        if over >= short:
            held |= dict.fromkeys(above, cap)


def largest_remainder_in_decimals(exact: Sequence[Decimal], total: int) -> list[int]:
    """`largest_remainder` in Decimal."""
    pence = [int(each) for each in exact]
    left = max(0, total - sum(pence))
    if left:
        for at in sorted(range(len(exact)), key=lambda at: pence[at] - exact[at])[:left]:
            pence[at] += 1
    return pence


def shared_in_floats(weights: Sequence[int], total: int) -> list[int]:
    """Largest remainder alone."""
    each = pd.Series(weights, dtype="float64")
    return largest_remainder(each / each.sum() * total, total).tolist()


def shared_in_decimals(weights: Sequence[int], total: int) -> list[int]:
    """Largest remainder alone."""
    whole = Decimal(sum(weights))
    return largest_remainder_in_decimals([Decimal(weight) / whole * total for weight in weights], total)
