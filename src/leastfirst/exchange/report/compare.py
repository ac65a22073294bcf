"""How far two designations choose the same people, even where their areas are not the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leastfirst.exchange.report.page import TableView
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.lookups import Lookup, positions_in
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Shared:
    """Residents of the areas that two designations choose, counted on the small areas that both are made of."""

    base: Geography
    first: float
    second: float
    both: float


def compare_with(result: DesignationResult, related: Sequence[DesignationResult], inputs: Inputs) -> TableView | None:
    """One row for each related designation; None when there is none to compare with."""
    rows = []
    for other in related:
        found = shared_residents(result, other, inputs)
        words = (
            ("not comparable with these data", "", "")
            if found is None
            else (f"{found.both:,.0f}", _percent(found.both, found.first), _percent(found.both, found.second))
        )
        areas = f"{other.count:,} ({other.areas.geography.words})"
        rows.append((other.designation.title, areas, f"{other.residents:,}", *words))
    if not rows:
        return None
    columns = (
        "The other list",
        "Areas on it",
        "Residents",
        "Residents of both lists",
        "Share of this list",
        "Share of the other",
    )
    return TableView("How far this list and others name the same people", columns, tuple(rows), frozenset({2, 3, 4, 5}))


def shared_residents(first: DesignationResult, second: DesignationResult, inputs: Inputs) -> Shared | None:
    """Carry both choices down to areas that both are made of, and count the residents there; None where it cannot be.

    Where such an area lies only partly in a chosen one, that part of its residents is counted, as if those chosen by
    one were as likely as others to be chosen by the other.
    """
    for base in _common(first.areas.geography, second.areas.geography, inputs):
        people = _people(base, (first, second), inputs)
        if people is None:
            continue
        codes, residents = people
        try:
            one = chosen_share(first, base, codes, inputs)
            two = chosen_share(second, base, codes, inputs)
        except LeastfirstError:
            continue
        sums = [float(np.nansum(residents * share)) for share in (one, two, one * two)]
        return Shared(base, *sums)
    return None


def chosen_share(result: DesignationResult, base: Geography, codes: object, inputs: Inputs) -> Shares:
    """For each base area, the share of its people who live in areas that the result chose."""
    return carried_down(result.designated.astype(float), result, base, codes, inputs)


def carried_down(values: Shares, result: DesignationResult, base: Geography, codes: object, inputs: Inputs) -> Shares:
    """Values of a result's areas, as they are on average for the people of each base area."""
    if base == result.areas.geography:
        return np.asarray(values[positions_in(result.areas.codes, codes)])
    path = _path(base, result.areas.geography, inputs)
    if path is None:
        raise LeastfirstError(f"no lookup leads from {base.words} to {result.areas.geography.words}")
    lookup = Lookup.from_table(inputs[path[0]])
    for step in path[1:]:
        lookup = lookup.then(Lookup.from_table(inputs[step]))
    at = positions_in(result.areas.codes, lookup.targets)
    above = np.where(at >= 0, values[at], 0.0)
    below = sums_at(lookup.row, lookup.weight * above[lookup.column], len(lookup.areas))
    return np.asarray(below[lookup.positions(codes, where=f"areas-{base}")])


def _common(first: Geography, second: Geography, inputs: Inputs) -> list[Geography]:
    """The geographies that both are made of, by the fewest lookups on the way."""
    sources = {
        meta.geography for meta in (table.meta for table in inputs.values()) if meta.kind == "lookup" and meta.geography
    }
    found = []
    for base in sources | {first, second}:
        paths = [_path(base, target, inputs) for target in (first, second)]
        if all(path is not None for path in paths):
            found.append((sum(len(path or ()) for path in paths), str(base), base))
    return [base for *_, base in sorted(found)]


def _path(source: Geography, target: Geography, inputs: Inputs) -> list[str] | None:
    """The ids of the fewest lookups that lead from one geography to another; empty when they are the same."""
    leads: dict[Geography, list[tuple[str, Geography]]] = {}
    for table_id in sorted(inputs):
        meta = inputs[table_id].meta
        if meta.kind == "lookup" and meta.geography and meta.target:
            leads.setdefault(meta.geography, []).append((table_id, meta.target))
    queue: deque[tuple[Geography, list[str]]] = deque([(source, [])])
    seen = {source}
    while queue:
        here, path = queue.popleft()
        if here == target:
            return path
        for table_id, there in leads.get(here, []):
            if there not in seen:
                seen.add(there)
                queue.append((there, [*path, table_id]))
    return None


def _people(
    base: Geography, results: Sequence[DesignationResult], inputs: Inputs
) -> tuple[object, NDArray[np.float64]] | None:
    for result in results:
        if result.areas.geography == base:
            return result.areas.codes, result.population
    for table_id in sorted(inputs):
        meta, data = inputs[table_id].meta, inputs[table_id].data
        if meta.kind == "population" and meta.geography == base:
            column = data.column_names[-1]
            return data["area_code"].combine_chunks(), data[column].to_numpy().astype(np.float64)
    return None


def _percent(part: float, whole: float) -> str:
    return f"{part / whole:.0%}" if whole else ""
