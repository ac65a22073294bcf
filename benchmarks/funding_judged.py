"""How often each side is wrong, to the penny: `python -m benchmarks.funding_judged PLACES CASES` (0: small cases).

The right answer is recognised from its definition in whole numbers, by a few lines that share nothing with the sharing
itself: one rate for all whom nothing holds, everybody's whole pence, a penny more for the largest remainders, and a
table that meets both margins with each cell rounded down or up. Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from benchmarks import funding_side
from benchmarks.clock import Clock
from benchmarks.funding_cases import CAP, FLOOR, PROFILE, Case, fund_of, round_case, small_cases

Found = dict[str, Counter[str]]
Share = Callable[[list[int], int], list[int]]


def right_shares(case: Case, at_rate: Fraction) -> list[int]:
    """The right pence, if this is the right rate (pence per unit of weight); raises if it is not."""
    top, bottom = at_rate.numerator, at_rate.denominator
    exact = [min(CAP * bottom, max(FLOOR * bottom, weight * top)) for weight in case.weights]
    if sum(exact) != case.total * bottom:
        raise ValueError("at this rate the sums do not add up to the fund")
    return largest_remainders(exact, bottom, case.total, case.order)


def largest_remainders(exact: Sequence[int], bottom: int, total: int, order: Sequence[int]) -> list[int]:
    """Whole pence, and a penny more for the largest remainders."""
    pence = [each // bottom for each in exact]
    for at in sorted(range(len(exact)), key=lambda at: (-(exact[at] % bottom), order[at]))[: total - sum(pence)]:
        pence[at] += 1
    return pence


def faults(case: Case, pence: Sequence[int], table: Any, right: Sequence[int]) -> list[str]:
    """What is wrong with an answer."""
    found = []
    if list(pence) != list(right):
        found.append("pence")
    whole = sum(PROFILE)
    columns = largest_remainders([each * case.total for each in PROFILE], whole, case.total, range(len(PROFILE)))
    if sum(pence) != case.total or table.sum(axis=1).tolist() != list(pence):
        found.append("places")
    if table.sum(axis=0).tolist() != columns:
        found.append("years and kinds")
    if any(
        abs(cell * case.total - row * column) >= case.total
        for cells, row in zip(table.tolist(), pence, strict=True)
        for cell, column in zip(cells, columns, strict=True)
    ):
        found.append("cells")
    return found


def whole_jobs(places: int, cases: int) -> Found:
    """Random funds of so many places, by all sides that do the whole job."""
    found: Found = {side: Counter() for side in ("ours", "pandas", "decimal")}
    for number in range(cases):
        case = fund_of(places, number)
        targets, table = funding_side.ours(case)(Clock())
        free = targets.shared.filled.held.index("")
        right = right_shares(case, targets.shared.filled.amount(free) / case.weights[free])
        found["ours"].update(faults(case, targets.pence, table, right))
        for side in ("pandas", "decimal"):
            pence, cells = funding_side.SIDES[side](case)(Clock())
            found[side].update(faults(case, pence.tolist(), cells, right))
    return found


def by_remainders(weights: Sequence[int], total: int) -> list[int]:
    """Largest remainder, ties as they stand."""
    return largest_remainders([weight * total for weight in weights], sum(weights), total, range(len(weights)))


def by_claims(weights: Sequence[int], total: int) -> list[int]:
    """Sainte-Laguë: unit after unit to the strongest claim, ties as they stand."""
    units = [0] * len(weights)
    for _ in range(total):
        units[max(range(len(weights)), key=lambda at: (Fraction(weights[at], 2 * units[at] + 1), -at))] += 1
    return units


def roundings(
    cases: Iterable[tuple[list[int], int]], sides: dict[str, Share], right_of: Share = by_remainders
) -> Found:
    """One method alone: an answer has another penny, does not add up, or there is none."""
    found: Found = {side: Counter() for side in sides}
    for weights, total in cases:
        right = right_of(weights, total)
        for side, share in sides.items():
            try:
                pence = share(weights, total)
            except Exception as error:  # a peer that gives up is a result, too
                found[side].update(["none", type(error).__name__])
                continue
            found[side].update(["pence"] * (pence != right) + ["sums"] * (sum(pence) != total))
    return found


def all_roundings() -> dict[str, Share]:
    """Every side that does largest remainder."""
    from benchmarks.plain_pandas.funding import shared_in_decimals, shared_in_floats
    from leastfirst.ground.apportion import largest_remainder

    return {
        "rounding": largest_remainder,
        "pandas": shared_in_floats,
        "decimal": shared_in_decimals,
        **_package("largest_remainder"),
    }


def all_claims() -> dict[str, Share]:
    """Every side that does Sainte-Laguë."""
    from leastfirst.ground.apportion import sainte_lague

    return {"rounding": sainte_lague, **_package("saintelague")}


def _package(method: str) -> dict[str, Share]:
    from apportionment.methods import compute

    def share(weights: Sequence[float], total: int, *, exactly: bool = False) -> list[int]:
        names = [str(at) for at in range(len(weights))]
        return [int(each) for each in compute(method, weights, total, fractions=exactly, parties=names)]

    return {
        "package": share,
        "package_floats": lambda weights, total: share([float(weight) for weight in weights], total),
        "package_exactly": lambda weights, total: share(weights, total, exactly=True),
    }


def main() -> None:
    places, cases = map(int, sys.argv[1:])
    # The package's overflow shows in its answers.
    warnings.simplefilter("ignore", RuntimeWarning)
    sides = all_roundings()
    if places:
        funds = ((fund.weights, fund.total) for fund in (fund_of(places, number) for number in range(cases)))
        found = {
            "whole": whole_jobs(places, cases),
            "rounding": roundings(funds, sides),
            "round": roundings((round_case(places, number) for number in range(cases)), sides),
        }
    else:
        small = small_cases(cases)
        found = {"rounding": roundings(small, sides), "claims": roundings(small, all_claims(), by_claims)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
