"""A comparison in plain sentences, in which the two sides are A and B as in the tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from leastfirst.fund.comparison.result import UNKNOWN, FundComparison, Group, Row
from leastfirst.fund.comparison.uncertain import BANDS, Stake
from leastfirst.ground.money import pounds, short_pounds


def told(found: FundComparison) -> list[str]:
    """Who gains and who loses, by place, region, need and certainty; each sentence follows from the tables."""
    a, b = found.a, found.b
    # Where no place can be compared, that is what a reader has to know first.
    alone = [] if found.common else list(_matched(found))
    return [
        *alone,
        f"A is '{a.title}', which shares {pounds(a.total, a.sign)} among {_places(len(a.places))}.",
        f"B is '{b.title}', which shares {pounds(b.total, b.sign)} among {_places(len(b.places))}.",
        *((*_matched(found), *_fortunes(found)) if found.common else ()),
        *_regions(found),
        *_deciles(found),
        *(_stake(found, found.stake) if found.stake else ()),
    ]


def _matched(found: FundComparison) -> Iterator[str]:
    geographies = [side.places.geography for side in (found.a, found.b)]
    differ = geographies[0] != geographies[1]
    kinds = " and ".join(each.words if each else "no statistical areas" for each in geographies)
    if not found.common:
        because = f", because their places are of {kinds}" if differ else ""
        yield f"No place is in both funds{because}: only sums can be compared, not places."
        return
    if found.a.numbered and found.b.numbered:
        yield "The places are numbered, not named: place 1 of A is held against place 1 of B."
    if differ:
        yield (
            f"Their places are of {kinds}. Only those with the same code are held against each other; what another "
            "place gets from the other fund is not known."
        )
    for where, its, other in (("only in a", "A", "B"), ("only in b", "B", "A")):
        rows = [row for row in found.rows if row.where == where]
        if rows:
            pence = sum((row.a_pence if its == "A" else row.b_pence) or 0 for row in rows)
            nothing = "" if differ else f" and nothing from {other}"
            yield f"{_places(len(rows))} {_get(len(rows))} {_money(pence, found)} from {its}{nothing}."


def _fortunes(found: FundComparison) -> Iterator[str]:
    more, less = found.moved
    if not more and not less:
        yield "Every place gets the same to the penny: nothing moves."
        return
    gain = len(found.gain)
    yield (
        f"Of the {_places(found.common)} in both, {_count(gain)} {_get(gain)} more under B, {_count(len(found.lose))} "
        f"less and {_count(found.stay)} the same to within a penny."
    )
    if more == less:
        yield f"{_money(more, found)} {_of(more, found.a.total)}goes to other places than under A."
    else:
        parts = [f"{_money(pence, found)} {word}" for pence, word in ((more, "more"), (less, "less")) if pence]
        yield f"The differences come to {' for some and '.join(parts)}{' for others' if len(parts) > 1 else ''} in all."
    for what, rows in (("gains", found.gain), ("loses", found.lose)):
        if rows:
            yield f"{rows[0].name} ({rows[0].code}) {what} most: {_change(rows[0], found)}."


def _regions(found: FundComparison) -> Iterator[str]:
    groups = [group for group in found.groups if group.by == "region" and group.name != UNKNOWN]
    untold = [name for name, known in (("A", _any(groups, 0)), ("B", _any(groups, 1))) if not known]
    if untold:
        if not found.common:
            which = "Neither A nor B says" if len(untold) == 2 else f"{untold[0]} does not say"
            yield f"{which} in which region its places lie, so regions cannot be compared."
        return
    if not found.common:
        parts = [f"{g.name} {_money(g.a_pence or 0, found)} and {_money(g.b_pence or 0, found)}" for g in groups]
        yield f"By region, under A and under B: {'; '.join(parts)}."
        return
    grown = sorted(groups, key=lambda group: (-_growth(group, found), group.name))
    if _growth(grown[0], found) > 0:
        yield f"Of the regions, the part of {grown[0].name} grows most: {_both(grown[0], found)}."
    if _growth(grown[-1], found) < 0:
        yield f"The part of {grown[-1].name} shrinks most: {_both(grown[-1], found)}."


def _any(groups: list[Group], side: int) -> bool:
    return any((group.a_pence, group.b_pence)[side] is not None for group in groups)


def _growth(group: Group, found: FundComparison) -> Fraction:
    """By how much its part of the whole grows: what each gets in pounds says little where one fund is larger."""
    a, b = found.a.total, found.b.total
    return Fraction(group.b_pence or 0, b or 1) - Fraction(group.a_pence or 0, a or 1)


def _deciles(found: FundComparison) -> Iterator[str]:
    first = next((g for g in found.groups if g.by == "need decile" and g.name == "1"), None)
    if first is not None and first.a_pence is not None and first.b_pence is not None:
        yield (
            f"The tenth of these places whose need is greatest (by {found.need_by}, among the places compared) gets "
            f"{_both(first, found)}."
        )


def _stake(found: FundComparison, stake: Stake) -> Iterator[str]:
    known = [(name, side, each) for name, side, each in (("A", found.a, stake.a), ("B", found.b, stake.b)) if each]
    if not known:
        yield f"How sure the list is, is told of none of these places ({stake.table})."
        return
    parts = [
        f"{name} pays {_money(each.pence, found)} {_of(each.pence, side.total)}to {_places(each.places)}"
        for name, side, each in known
        if each.places
    ]
    if parts:
        yield (
            f"To uncertain cases, which are not firm by {stake.table} (firm is {BANDS['firm']}), {' and '.join(parts)}."
        )
    else:
        yield f"Every place that gets money is firm by {stake.table}: {BANDS['firm']}."
    if not stake.outside:
        yield f"No place that gets nothing would be on the list {BANDS['borderline']}."
        return
    missing = f", not counting {stake.unknown:,} whose number of residents is missing" if stake.unknown else ""
    yield (
        f"{_places(stake.outside)} just outside, with {stake.residents:,} residents{missing}, would be on the list "
        f"{BANDS['borderline']} and {_get(stake.outside)} nothing."
    )
    would = {name: each.would_be_pence for name, _, each in known if each.would_be_pence is not None}
    if would:
        sums = {pence: " and ".join(name for name in would if would[name] == pence) for pence in would.values()}
        said = " or ".join(
            f"{_money(pence, found)} by the mean for each resident of {of}" for pence, of in sums.items()
        )
        yield f"Their money would be {said}: an estimate, promised to nobody."


def _change(row: Row, found: FundComparison) -> str:
    by = "" if row.percent is None else f" ({row.percent:+,.1f}%)"
    return f"{_money(row.a_pence or 0, found)} becomes {_money(row.b_pence or 0, found)}{by}"


def _both(group: Group, found: FundComparison) -> str:
    a, b = group.a_pence or 0, group.b_pence or 0
    return f"{_money(a, found)} {_of(a, found.a.total)}under A, {_money(b, found)} {_of(b, found.b.total)}under B"


def _of(pence: int, total: int) -> str:
    """`(12%) ` of a total; nothing where there is no total."""
    if not total:
        return ""
    percent = 100 * pence / total
    return f"({percent:.0f}%) " if percent >= 1 or not pence else f"({percent:.2g}%) "


def _money(pence: int, found: FundComparison) -> str:
    """Large sums to three figures, small ones in full; the tables hold all to the penny."""
    return pounds(pence, found.a.sign) if abs(pence) < 100_000 else short_pounds(pence, found.a.sign)


def _places(number: int) -> str:
    return f"{number:,} {'place' if number == 1 else 'places'}"


def _count(number: int) -> str:
    return f"{number:,}" if number else "none"


def _get(number: int) -> str:
    return "gets" if number == 1 else "get"
