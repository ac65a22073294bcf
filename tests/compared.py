"""Comparisons that tests make up, and the slow, obvious way to work them out: plain loops, one area at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scipy.stats import t as student

from leastfirst.definitions.comparison import Comparison
from leastfirst.ground.tables import Inputs, Table
from leastfirst.measure import ComparisonResult, compare, plan_comparison
from tests import made_up

WORDS = {"dimension": "poverty", "capital": "financial"}
LAD = "lad-2024"


def indicators(
    columns: Mapping[str, Sequence[float | None]], fields: Mapping[str, Mapping[str, Any]], *, table_id: str = "facts",
    geography: str = made_up.LSOA,
) -> Table:  # fmt: skip
    """A table whose columns say what they are about."""
    plain = made_up.table(table_id, columns, geography=geography, vintage="2021", source="a test")
    told = {
        name: {**WORDS, "title": name, "kind": "share", "unit": "share", "direction": "higher-is-worse", **more}
        for name, more in fields.items()
    }
    meta = replace(plain.meta, fields=tuple(replace(f, **told.get(f.name, {})) for f in plain.meta.fields))
    return Table(meta, plain.data)


def comparison(groups: Sequence[Mapping[str, Any]], **more: Any) -> Comparison:
    return Comparison.model_validate(
        {
            **made_up.HEAD,
            "id": "made-up",
            "kind": "comparison",
            "status": "example",
            "geography": made_up.LSOA,
            "groups": groups,
            "weights": {"residents": {"count": "people.residents"}},
            "clusters": f"{made_up.LSOA}--{LAD}",
            **more,
        }
    )


def listed(group_id: str, codes: Sequence[str], called: str = "") -> dict[str, Any]:
    """A group that is a list of codes."""
    return {"id": group_id, "called": called, "areas": {"kind": "codes", "file": "a test", "codes": list(codes)}}


def everywhere() -> dict[str, Any]:
    return {"id": "everywhere", "called": "the country", "areas": {"kind": "everywhere"}}


def ground(people: Mapping[str, float], districts: Mapping[str, str]) -> list[Table]:
    """The areas, their people and their districts."""
    rows = [(code, district, 1.0) for code, district in districts.items()]
    return [
        made_up.areas(made_up.LSOA, {code: code for code in people}),
        made_up.areas(LAD, {district: district for district in sorted(set(districts.values()))}),
        made_up.population(people),
        made_up.lookup(made_up.LSOA, LAD, rows),
    ]


def run(definition: Comparison, tables: Sequence[Table]) -> ComparisonResult:
    metas = {table.id: table.meta for table in tables}
    planned = plan_comparison(definition, metas)
    wanted = planned.needs(definition).columns
    assert set(wanted) <= set(metas), "what is asked for is there"
    return compare(definition, planned, Inputs([table for table in tables if table.id in wanted], origin="a test"))


@dataclass(frozen=True)
class Slow:
    """A group's mean, its interval, and what is left of each district when the mean is taken away."""

    value: float
    low: float | None
    high: float | None
    left: dict[str, float]
    missing: int
    n: int


def slow_mean(
    values: Sequence[float | None], weights: Sequence[float], inside: Sequence[bool], districts: Sequence[str]
) -> Slow | None:
    """The weighted mean with its interval, as the formula is written."""
    used = [i for i in range(len(values)) if inside[i] and values[i] is not None and weights[i] > 0]
    missing = sum(inside) - len(used)
    if not used:
        return None
    total = math.fsum(weights[i] for i in used)
    mean = math.fsum(weights[i] * values[i] for i in used) / total  # type: ignore[operator]
    left: dict[str, float] = {}
    for i in used:
        left[districts[i]] = left.get(districts[i], 0.0) + weights[i] * (values[i] - mean) / total  # type: ignore[operator]
    error = slow_error(left)
    if error is None:
        return Slow(mean, None, None, left, missing, len(used))
    half = float(student.ppf(0.975, len(left) - 1)) * error
    return Slow(mean, mean - half, mean + half, left, missing, len(used))


def slow_error(left: Mapping[str, float]) -> float | None:
    c = len(left)
    return None if c < 2 else math.sqrt(c / (c - 1) * math.fsum(each**2 for each in left.values()))


def slow_difference(one: Slow, other: Slow) -> tuple[float, float | None]:
    """The difference of two means and its standard error."""
    names = {*one.left, *other.left}
    left = {name: one.left.get(name, 0.0) - other.left.get(name, 0.0) for name in names}
    return one.value - other.value, slow_error(left)


def slow_holm(p: Sequence[float]) -> list[float]:
    """For each p the largest, over all that are no larger, of p times how many are not smaller in the order."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    return [min(1.0, max(p[order[k]] * (len(p) - k) for k in range(order.index(i) + 1))) for i in range(len(p))]


def slow_benjamini_hochberg(p: Sequence[float]) -> list[float]:
    order = sorted(range(len(p)), key=lambda i: p[i])
    return [min(1.0, *(p[order[k]] * len(p) / (k + 1) for k in range(order.index(i), len(p)))) for i in range(len(p))]
