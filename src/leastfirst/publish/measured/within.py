"""Which areas lie in which: `within`, by which a page finds the larger and the overlapping areas of any area.

Where a lookup leads from one kind of area to the other it is taken. Elsewhere both are reached from the smallest areas
that have residents and lookups to both, and shares are added up over their people: LSOAs of 2021 and wards of 2017 meet
in the LSOAs of 2011. People are never guessed into parts of the smallest areas but by the lookups themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions import load_fund, load_profile
from leastfirst.definitions.fund_places import Areas
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import AreaList, areas_of, lookup_of, population_of, positions_of, with_local_names
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Field, Inputs, Needs, TableMeta
from leastfirst.publish.measured.areas import residents_by
from leastfirst.publish.work import Work

# Areas of one kind are listed with those of another unless these are much smaller: an LSOA with its MSOA and not the
# other way round, but wards and MSOAs, which are of one size, both ways.
MUCH_SMALLER = 2
_PLACES = 6

FIELDS = (
    Field("area_code", "string", "Area code"),
    Field("geography", "string", "Kind of area"),
    Field("within_code", "string", "Code of the area that it lies in, or overlaps"),
    Field("within_geography", "string", "Kind of that area"),
    Field("within_name", "string", "Name of that area"),
    Field("share", "number", "Share of its residents who live there", "share"),
)


@dataclass(frozen=True)
class Meeting:
    """How two kinds of area meet: by one lookup, or from `base` by a chain of lookups to each, over its residents."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    base: Geography | None = None
    residents: str = ""


def add_within(work: Work) -> None:
    """`within`: a row for each area and each larger, or overlapping, area with the share of its residents there."""
    with work.part("Which areas lie in which"):
        _add(work)


def _add(work: Work) -> None:
    tables = work.pack.tables
    pairs: list[tuple[Geography, Geography, Meeting]] = []
    for one in work.geographies:
        for other in _beside(one, work):
            found = meeting(one, other, tables)
            if found is not None:
                pairs.append((one, other, found))
    needs = Needs()
    for one, other, found in pairs:
        needs.add(f"areas-{one}").add(f"areas-{other}")
        for through in (*found.one, *found.other):
            needs.add(through)
            for end in through.split("--"):
                needs.add(f"areas-{end}")
        if found.residents:
            needs.add_reference(found.residents)
    inputs = work.load(needs)
    parts = [_rows(one, other, found, inputs) for one, other, found in pairs]
    data = pa.concat_tables(parts) if parts else pa.table({each.name: pa.array([], pa.string()) for each in FIELDS})
    title = "Which areas lie in which"
    work.writer.table(
        "within",
        data,
        subject="within",
        title=title,
        note="Shares of residents; where no lookup leads from one kind of area to the other they are added up over the "
        "smaller areas that both are made of.",
        key=("area_code", "geography", "within_geography", "within_code"),
        manifest=work.manifest(title, inputs, []),
        fields=FIELDS,
        indexed=[("within_code", "within_geography")],
    )


def _beside(one: Geography, work: Work) -> list[Geography]:
    """The kinds of area that an area is listed in: those with pages or funds, and those that a lookup leads up to."""
    tables = work.pack.tables
    direct = [m.target for m in tables.values() if m.kind == "lookup" and m.geography == one and m.target is not None]
    larger = [each for each in direct if each.level != one.level]
    wanted = dict.fromkeys((*work.geographies, *_of_funds(work), *larger))
    sizes = {each: work.pack.resource(f"areas-{each}").rows for each in (*wanted, one) if f"areas-{each}" in tables}
    return [each for each in wanted if each != one and each in sizes and sizes[each] <= MUCH_SMALLER * sizes[one]]


def _of_funds(work: Work) -> Iterator[Geography]:
    """The kinds of area that the places of the funds are."""
    for fund in map(load_fund, work.plan.funds):
        yield from (each.geography for each in fund.designations.values())
        if isinstance(fund.places, Areas):
            yield fund.places.geography


def meeting(one: Geography, other: Geography, tables: Mapping[str, TableMeta]) -> Meeting | None:
    """How the areas of one geography are shared out among those of another; None where no lookups tell."""
    direct = f"{one}--{other}"
    if direct in tables:
        return Meeting((), (direct,))
    facts = load_profile("residents")
    found = []
    for meta in tables.values():
        base = meta.geography
        if meta.kind != "areas" or base is None:
            continue
        residents, through = residents_by(facts, base, tables)
        to_one, to_other = _chain(base, one, tables), _chain(base, other, tables)
        if residents and not through and to_one is not None and to_other is not None:
            found.append((len(to_one) + len(to_other), -base.vintage, base, Meeting(to_one, to_other, base, residents)))
    return min(found)[3] if found else None


def _chain(start: Geography, end: Geography, tables: Mapping[str, TableMeta]) -> tuple[str, ...] | None:
    """The fewest lookups, one after the other, from one geography to another; empty if they are the same."""
    ways: dict[Geography, tuple[str, ...]] = {start: ()}
    new = [start]
    while new and end not in ways:
        reached = []
        for meta in tables.values():
            if meta.kind == "lookup" and meta.geography in new and meta.target is not None and meta.target not in ways:
                ways[meta.target] = (*ways[meta.geography], meta.id)
                reached.append(meta.target)
        new = reached
    return ways.get(end)


def _rows(one: Geography, other: Geography, found: Meeting, inputs: Inputs) -> pa.Table:
    """The rows of one pair of geographies, in the order of the codes of both."""
    areas, others = areas_of(inputs, one), with_local_names(inputs, areas_of(inputs, other))
    if found.base is None:
        lookup = lookup_of(inputs, found.other[0])
        row, column, weight = positions_in(areas.codes, lookup.areas)[lookup.row], lookup.column, lookup.weight
        column = positions_of(lookup, others)[column]
        row, column, weight = row[row >= 0], column[row >= 0], weight[row >= 0]
    else:
        row, column, weight = _met(areas, others, found, inputs)
    share = np.round(weight, _PLACES)
    order = np.lexsort((column, row))
    order = order[share[order] > 0]
    at, to = pa.array(row[order]), pa.array(column[order])
    n = len(order)
    return pa.table(
        {
            "area_code": areas.codes.take(at),
            "geography": pa.array([str(one)] * n, pa.string()),
            "within_code": others.codes.take(to),
            "within_geography": pa.array([str(other)] * n, pa.string()),
            "within_name": others.names.take(to),
            "share": pa.array(share[order]),
        }
    )


def _met(
    areas: AreaList, others: AreaList, found: Meeting, inputs: Inputs
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Shares of residents, added up over the small areas that both are made of."""
    assert found.base is not None
    base = areas_of(inputs, found.base)
    people = population_of(inputs, found.residents, base)
    left, right = _carried(found.one, base, areas, inputs), _carried(found.other, base, others, inputs)
    # All pairs of what a small area belongs to on either side; it lies in nearly all cases in one of each.
    starts = np.searchsorted(right[0], np.arange(len(base) + 1))
    fan = np.diff(starts)[left[0]]
    mine = np.repeat(np.arange(len(left[0])), fan)
    theirs = starts[left[0][mine]] + np.arange(len(mine)) - np.repeat(np.cumsum(fan) - fan, fan)
    counted = np.nan_to_num(people)[left[0][mine]] * left[2][mine] * right[2][theirs]
    pairs, place = np.unique(left[1][mine] * len(others) + right[1][theirs], return_inverse=True)
    amount = sums_at(place, counted, len(pairs))
    row, column = np.divmod(pairs, len(others))
    whole = sums_at(left[1], np.nan_to_num(people)[left[0]] * left[2], len(areas))
    with np.errstate(invalid="ignore", divide="ignore"):
        return row, column, np.where(whole[row] > 0, amount / whole[row], 0.0)


def _carried(
    chain: tuple[str, ...], base: AreaList, areas: AreaList, inputs: Inputs
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Which of the areas each of the base is in, and with what share, in the order of the base."""
    if not chain:
        here = np.arange(len(base))
        return here, here, np.ones(len(base))
    lookup = lookup_of(inputs, chain[0])
    for each in chain[1:]:
        lookup = lookup.then(lookup_of(inputs, each))
    row, column = positions_in(base.codes, lookup.areas)[lookup.row], positions_of(lookup, areas)[lookup.column]
    order = np.lexsort((column, row))
    order = order[row[order] >= 0]
    return row[order], column[order], lookup.weight[order]
