"""The slow, obvious version of `leastfirst.ground.apportion`: try everything, in fractions, and keep what is right.

Written from the definitions and not from the fast code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

Table = tuple[tuple[int, ...], ...]
Number = int | Fraction


def splits(total: int, n: int) -> Iterator[tuple[int, ...]]:
    """Every way to split whole pence among n places."""
    if n == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in splits(total - first, n - 1):
            yield (first, *rest)


def largest_remainder(weights: Sequence[int], total: int, order: Sequence[int]) -> list[int]:
    """Of all splits the one nearest to the exact shares; of equally near ones that which favours the first in order.

    That largest remainder comes nearest, by the sum of squares, is its definition turned round (Pólya, 1918).
    """
    whole = sum(weights)
    if not weights or not whole:
        return [0] * len(weights)
    first_to_last = sorted(range(len(weights)), key=order.__getitem__)

    def badness(split: tuple[int, ...]) -> tuple[int, list[int]]:
        off = sum((whole * got - weight * total) ** 2 for got, weight in zip(split, weights, strict=True))
        return off, [-split[at] for at in first_to_last]

    return list(min(splits(total, len(weights)), key=badness))


def sainte_lague(
    weights: Sequence[int],
    total: int,
    order: Sequence[int],
    floors: Sequence[int] | None = None,
    caps: Sequence[int] | None = None,
) -> list[int]:
    """Penny after penny to the strongest claim."""
    pence = list(floors or [0] * len(weights))
    for _ in range(total - sum(pence)):
        open_to = [at for at, got in enumerate(pence) if weights[at] and (caps is None or got < caps[at])]
        best = min(open_to, key=lambda at: (-Fraction(weights[at], 2 * pence[at] + 1), order[at]))
        pence[best] += 1
    return pence


def fill(weights: Sequence[Number], total: Number, floors: Sequence[Number], caps: Sequence[Number]) -> list[Fraction]:
    """Share, hold whoever is out of bounds on the side that matters more, share the rest again, until nobody is."""
    amounts: dict[int, Fraction] = {at: Fraction(floors[at]) for at, weight in enumerate(weights) if not weight}
    while len(amounts) < len(weights):
        free = [at for at in range(len(weights)) if at not in amounts]
        rate = Fraction(total - sum(amounts.values())) / sum(weights[at] for at in free)
        below = {at: floors[at] - rate * weights[at] for at in free if rate * weights[at] < floors[at]}
        above = {at: rate * weights[at] - caps[at] for at in free if rate * weights[at] > caps[at]}
        if not below and not above:
            amounts |= {at: rate * weights[at] for at in free}
            break
        if sum(below.values()) >= sum(above.values()):
            amounts |= {at: Fraction(floors[at]) for at in below}
        if sum(above.values()) >= sum(below.values()):
            amounts |= {at: Fraction(caps[at]) for at in above}
    return [amounts[at] for at in range(len(weights))]


def tables(cells: Sequence[Sequence[Fraction]], rows: Sequence[int], columns: Sequence[int]) -> Iterator[Table]:
    """Every whole table of these margins whose cells are the exact ones rounded down or up."""
    if not rows:
        if not any(columns):
            yield ()
        return
    for row in _lines(cells[0], rows[0]):
        left = [column - got for column, got in zip(columns, row, strict=True)]
        if min(left, default=0) >= 0:
            for rest in tables(cells[1:], rows[1:], left):
                yield (row, *rest)


def _lines(cells: Sequence[Fraction], total: int) -> Iterator[tuple[int, ...]]:
    if not cells:
        if not total:
            yield ()
        return
    for first in {floor(cells[0]), ceil(cells[0])}:
        for rest in _lines(cells[1:], total - first):
            yield (first, *rest)


def damped_shares(
    targets_by_year: Sequence[Sequence[int]], before: Sequence[int], max_fall: Fraction, max_rise: Fraction
) -> list[list[Fraction]]:
    """The exact shares year by year."""
    had = sum(before)
    shares = [Fraction(sum_before, had or 1) for sum_before in before]
    years = []
    for targets in targets_by_year:
        total = sum(targets)
        if total:
            aims = [Fraction(target, total) for target in targets]
            floors = [share * (1 - max_fall) for share in shares]
            caps = [share * (1 + max_rise) if share else aim for share, aim in zip(shares, aims, strict=True)]
            full = sum(cap for aim, cap in zip(aims, caps, strict=True) if aim)
            least = sum(low for aim, low in zip(aims, floors, strict=True) if not aim)
            if full + least >= 1:
                shares = fill(aims, 1, floors, caps)
            else:
                # The places without a target share what the others cannot take, by what they had.
                kept = sum(share for aim, share in zip(aims, shares, strict=True) if not aim)
                shares = [
                    cap if aim else share * (1 - full) / kept
                    for aim, cap, share in zip(aims, caps, shares, strict=True)
                ]
        years.append(shares)
    return years
