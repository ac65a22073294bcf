"""Who gets what: every place with its sums, by region and district; and who could not take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leastfirst.exchange.report import charts
from leastfirst.exchange.report.fund_sums import (
    KIND_WORDS,
    Group,
    Sums,
    by_sum,
    groups,
    level_called,
    levels_of,
)
from leastfirst.exchange.report.page import Figure, TableView
from leastfirst.exchange.report.places import with_the
from leastfirst.fund import FundResult
from leastfirst.ground.money import short_pounds
from leastfirst.ground.words import capital, counted

MOST_LISTED = 2_000
"""Of more places than these, the page lists those that get most; places.csv beside it holds all."""
OPEN_UP_TO = 60
"""Longer lists keep each district (or region) closed until it is opened."""
MOST_BARS = 15
FEW_EACH = 3
"""With fewer places than that in a district, the district stands beside each place instead of above them."""
MOST_LEFT_OUT = 200


@dataclass(frozen=True)
class Row:
    """A place of the list: its cells stand under the heads of the listing."""

    code: str
    name: str
    cells: tuple[str, ...]
    marks: str
    district: str = ""


@dataclass(frozen=True)
class Block:
    """The places of a district, or all of them, with what they get together."""

    code: str
    name: str
    told: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Region:
    """The districts of a region."""

    name: str
    told: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Listing:
    """All that the page lists."""

    heads: tuple[str, ...]
    regions: tuple[Region, ...]
    open: bool
    within: str
    marked: bool
    alike: str
    not_listed: int
    left_out: tuple[tuple[str, str, str], ...]
    left_out_more: int


def listed_places(result: FundResult) -> list[int]:
    """The places that the page lists: all, or those that get most."""
    n = len(result.places)
    return list(range(n)) if n <= MOST_LISTED else sorted(by_sum(result, range(n))[:MOST_LISTED])


def list_places(result: FundResult, sums: Sums) -> Listing:
    """Put the places in the order in which people look for them: region, district, then the largest sum first."""
    shown, levels = listed_places(result), levels_of(result)
    kinds = {kind: sums.kind_of(sums.by_place, kind) for kind in sums.kinds}
    parts = [f"{float(100 * each):.1f}%" for each in result.routing.fulfilment]
    alike = len(set(parts)) == 1  # then it is said once
    marks = [_marks(result, sums, i, "" if alike else parts[i]) for i in range(len(result.places))]

    def row(i: int, district: str = "") -> Row:
        cells = [_people(sums, i)] if sums.residents else []
        cells.append(sums.money(result.paid[i]))
        if sums.residents:
            cells.append(sums.per_head(result.paid[i], sums.residents[i]))
        cells.append(percent(result.paid[i], sums.total))
        cells += [sums.money(of[i]) for of in kinds.values()]
        return Row(result.places.codes[i], result.places.names[i], tuple(cells), marks[i], district)

    def block(group: Group, rows: Sequence[Row]) -> Block:
        return Block(group.code, group.name, _told(result, sums, group.places), tuple(rows))

    def by_district(places: Sequence[int]) -> tuple[Block, ...]:
        return tuple(block(each, [*map(row, each.places)]) for each in groups(result, level, places))

    def beside(places: Sequence[int]) -> list[Row]:
        return [row(i, each.name) for each in groups(result, level, places) for i in each.places]

    level = levels[-2] if len(levels) > 1 else levels[0] if levels else ""
    scattered = bool(level) and len(shown) < FEW_EACH * len(groups(result, level, shown))
    wide = groups(result, levels[-1], shown) if len(levels) > 1 else []
    if not level:
        regions = [Region("", "", (Block("", "", "", tuple(map(row, by_sum(result, shown)))),))]
    elif scattered:
        found = [block(each, beside(each.places)) for each in wide]
        regions = [Region("", "", tuple(found) or (Block("", "", "", tuple(beside(shown))),))]
    elif wide:
        regions = [Region(each.name, _told(result, sums, each.places), by_district(each.places)) for each in wide]
    else:
        regions = [Region("", "", by_district(shown))]
    heads = (
        *(("Residents",) if sums.residents else ()),
        "Gets",
        *(("For each resident",) if sums.residents else ()),
        "Share of fund",
        *(KIND_WORDS[kind] for kind in kinds),
    )
    short = alike and result.routing.smallest < 1
    return Listing(
        heads,
        tuple(regions),
        len(shown) <= OPEN_UP_TO,
        "" if not level else level_called(levels[-1] if scattered else level),
        any(marks),
        f"Strings let every place have {parts[0]} of its need-based share." if short else "",
        len(result.places) - len(shown),
        result.left_out[:MOST_LEFT_OUT],
        max(0, len(result.left_out) - MOST_LEFT_OUT),
    )


def _people(sums: Sums, i: int) -> str:
    return f"{(sums.residents or [])[i]:,}"


def _marks(result: FundResult, sums: Sums, i: int, part: str) -> str:
    held = {"floor": "held up by the floor", "cap": "held down by the cap", "": ""}[sums.held[i]]
    short = f"paid {part} of its share" if part and result.paid[i] < result.targets.pence[i] else ""
    return "; ".join(each for each in (held, short) if each)


def _told(result: FundResult, sums: Sums, places: Sequence[int]) -> str:
    paid = sum(result.paid[i] for i in places)
    told = f"{counted(len(places), 'place')} · {short_pounds(paid, result.fund.sign)}"
    if sums.residents:
        told += f" · {sums.per_head(paid, sum(sums.residents[i] for i in places))} for each resident"
    return told


def percent(part: int, whole: int) -> str:
    """A share of the fund with enough figures to tell small ones apart."""
    share = 100 * part / whole if whole else 0.0
    return f"{share:.1f}%" if share >= 10 else f"{share:.2f}%" if share >= 0.1 else f"{share:.2g}%"


def by_region(result: FundResult, sums: Sums) -> Figure | None:
    """The regions (or districts, where there is one region) by what they get for each resident."""
    levels = levels_of(result)
    level = next((each for each in reversed(levels[-2:]) if len(groups(result, each)) > 1), "")
    if not level:
        return None
    people = sums.residents
    found = []
    for group in groups(result, level):
        paid = sum(result.paid[i] for i in group.places)
        heads = sum(people[i] for i in group.places) if people else 0
        found.append((group, paid, heads))
    per_head = bool(people) and all(heads for _, _, heads in found)
    found.sort(key=lambda each: (-(each[1] / each[2] if per_head else each[1]), each[0].name))
    bars = [
        charts.Bar(
            g.name,
            paid / heads if per_head else paid,
            f"{sums.per_head(paid, heads)} · {short_pounds(paid, result.fund.sign)}"
            if per_head
            else short_pounds(paid, result.fund.sign),
        )
        for g, paid, heads in found[:MOST_BARS]
    ]
    first, last = found[0], found[-1]
    word = level_called(level)
    if per_head:
        told = (
            f"For each resident {with_the(first[0].name)} gets the most, {sums.per_head(first[1], first[2])}; "
            f"{with_the(last[0].name)} gets the least, {sums.per_head(last[1], last[2])}."
        )
        reading = f"Each bar is what the places of a {word} get for each of their residents, then all they get."
    else:
        told = f"{with_the(first[0].name)} gets the most: {sums.whole(first[1])}."
        reading = f"Each bar is what the places of a {word} get."
    kinds = {kind: sums.kind_of(sums.by_place, kind) for kind in sums.kinds}
    rows = []
    for g, paid, heads in found:
        cells = [g.name, f"{len(g.places):,}"]
        cells += [f"{heads:,}"] if people else []
        cells += [sums.money(paid)]
        cells += [sums.per_head(paid, heads)] if people else []
        cells += [percent(paid, sums.total)]
        cells += [sums.money(sum(of[i] for i in g.places)) for of in kinds.values()]
        rows.append(tuple(cells))
    heads_of = [capital(word), "Places", *(["Residents"] if people else []), "Gets"]
    heads_of += [*(["For each resident"] if people else []), "Share of fund", *(KIND_WORDS[kind] for kind in kinds)]
    total = ["All", f"{len(result.places):,}", *([f"{sums.people:,}"] if people else []), sums.money(sums.total)]
    total += [sums.per_head(sums.total, sums.people)] if people else []
    total += ["100%", *(sums.money(sum(of)) for of in kinds.values())]
    return Figure(
        "by-region",
        f"What each {word} gets",
        told,
        reading + ("" if len(found) <= MOST_BARS else f" The first {MOST_BARS} are drawn, the table holds all."),
        (charts.bars(bars, alternative=f"Bar chart. {told} The table holds every number.", id="by-region"),),
        TableView(
            f"What the places of each {word} get",
            tuple(heads_of),
            tuple(rows),
            frozenset(range(1, len(heads_of))),
            tuple(total),
        ),
    )
