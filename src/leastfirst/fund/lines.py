"""Lines: what a place's money may be spent on, by kind and purpose, and how much of each, in whole pence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from leastfirst.definitions.fund import OPEN, Fund, Purpose
from leastfirst.definitions.pots import EITHER, KINDS
from leastfirst.fund.routing import Group, Line
from leastfirst.ground.apportion import controlled_rounding, largest_remainder
from leastfirst.ground.exact import Exact

if TYPE_CHECKING:
    from leastfirst.ground.periods import Year


@dataclass(frozen=True)
class Lines:
    """The lines of a fund, the caps on them for each place, and when each line is to be paid."""

    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    timing: tuple[tuple[Fraction, ...], ...]


def lines_of(fund: Fund, targets: Sequence[int], profile: Sequence[Fraction]) -> Lines:
    """The lines of a fund whose n places are to get `targets`, with the years' shares in `profile`.

    The balance of kinds and the ring-fenced purposes split every place's sum so that each place, each kind and each
    purpose adds up to the penny. A purpose with `at_most` is a cap, rounded down. Where the balance is free, what is
    tied to no purpose may be spent as either kind.
    """
    if fund.kinds is None:
        plan: list[tuple[str, list[Purpose]]] = [(EITHER, list(fund.purposes))]
    else:
        plan = [(kind, [p for p in fund.purposes if p.kind == kind]) for kind in KINDS if fund.kinds[kind]]
    lines: list[Line] = []
    timing: list[tuple[Fraction, ...]] = []
    rest = _rest(fund, profile)
    for kind, purposes in plan:
        for purpose in purposes:
            lines.append(Line(purpose.kind, purpose.id))
            timing.append(_timing(purpose, fund.years) or rest)
        lines.append(Line(kind, OPEN))
        timing.append(rest)
    groups: list[Group] = []
    if fund.kinds is None:
        groups += _split("all money", fund, list(fund.purposes), list(range(len(lines))), lines, targets, Fraction(1))
    else:
        shares = [Fraction(share) for kind in KINDS if (share := fund.kinds[kind])]
        by_kind = _parts(targets, shares)
        for (kind, purposes), share, caps in zip(plan, shares, by_kind, strict=True):
            mine = [i for i, line in enumerate(lines) if line.kind == kind]
            groups.append(Group(f"{kind} money", tuple(mine), caps))
            groups += _split(f"{kind} money", fund, purposes, mine, lines, caps, share)
    for purpose in fund.purposes:
        if purpose.at_most is not None and Line(purpose.kind, purpose.id) in lines:
            caps = [int(target * purpose.at_most) for target in targets]
            groups.append(Group(purpose.title, (lines.index(Line(purpose.kind, purpose.id)),), caps, asked=False))
    return Lines(tuple(lines), tuple(groups), tuple(timing))


def _timing(purpose: Purpose, years: Sequence[Year]) -> tuple[Fraction, ...] | None:
    """The years that a purpose has of its own, if it has some."""
    if purpose.years is None:
        return None
    return tuple(Fraction(year in purpose.years, len(purpose.years)) for year in years)


def _rest(fund: Fund, profile: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """When money without years of its own is paid: so that it makes the profile, together with what has its years.

    Where a ring-fence asks for more than the profile gives a year, the other money comes in the other years.
    """
    left = list(profile)
    for purpose in fund.purposes:
        timing = _timing(purpose, fund.years)
        if purpose.exactly is not None and timing is not None:
            left = [each - purpose.exactly * own for each, own in zip(left, timing, strict=True)]
    left = [max(each, Fraction(0)) for each in left]
    total = sum(left)
    return tuple(each / total for each in left) if total else tuple(profile)


def _split(
    name: str,
    fund: Fund,
    purposes: Sequence[Purpose],
    mine: list[int],
    lines: Sequence[Line],
    sums: Sequence[int],
    whole: Fraction,
) -> list[Group]:
    """Ring-fences inside some money: each exact purpose gets its share, the other lines get what is left."""
    fenced = [p for p in purposes if p.exactly is not None]
    if not fenced or not whole:
        return []
    shares = [Fraction(p.exactly or 0) / whole for p in fenced]
    parts = _parts(sums, [*shares, Fraction(1) - sum(shares, start=Fraction(0))])
    at = [lines.index(Line(p.kind, p.id)) for p in fenced]
    groups = [Group(p.title, (i,), caps) for p, i, caps in zip(fenced, at, parts, strict=False)]
    rest = tuple(i for i in mine if i not in at)
    return [*groups, Group(f"{name} that is not ring-fenced", rest, parts[-1], asked=False)]


def _parts(sums: Sequence[int], shares: Sequence[Fraction]) -> list[list[int]]:
    """Each place's sum split by the same shares: k lists of n sums, whole pence on every margin."""
    columns = spread(sum(sums), shares)
    return [[int(cell) for cell in column] for column in controlled_rounding(list(sums), columns).T]


def spread(total: int, shares: Sequence[Fraction]) -> list[int]:
    """Whole pence by shares that add up to 1, the odd pennies by largest remainder."""
    return largest_remainder(Exact.of(shares).numerators, total)
