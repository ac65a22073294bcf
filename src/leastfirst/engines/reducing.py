"""Bring wide tables down to one row an area: joins, sums and means over people, written once for every engine.

Amounts are turned into whole millionths before they are added, so the order in which an engine adds them does not
matter and every engine gives the same bytes. Missing is never zero: an area with a missing amount has a missing sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leastfirst.engines.running import Engine, Source

if TYPE_CHECKING:
    import pyarrow as pa

PARTS = 1_000_000
_LOOKUP = {"from_code": "string", "to_code": "string", "weight": "float64"}


def joined(engine: Engine, areas: Source, rows: Source, columns: Sequence[str]) -> pa.Table:
    """Every area of `areas` with the numbers that `rows` has for it, missing where it has none; both by `area_code`."""
    import ibis

    left = ibis.table({"area_code": "string"}, name="areas")
    right = _wide("rows", columns)
    both = left.left_join(right, "area_code").select("area_code", *columns)
    return engine.run(both, {"areas": areas, "rows": rows}, order=("area_code",))


def summed(engine: Engine, rows: Source, lookup: Source, columns: Sequence[str]) -> pa.Table:
    """Sums of columns of counts for each target of a lookup: `area_code` and the columns, exact to a millionth.

    `rows` may have many rows for each `area_code`; `lookup` has `from_code`, `to_code` and `weight`. A row whose area
    is not in the lookup does not count: check coverage before (`ground.lookups.Lookup.positions` does).
    """
    import ibis

    carried = _wide("rows", columns).join(ibis.table(_LOOKUP, name="lookup"), [("area_code", "from_code")])
    parts = {name: _parts(carried[name] * carried.weight) for name in columns}
    totals = _whole_sums(carried.select("to_code", **parts), columns)
    out = totals.select(area_code="to_code", **{name: totals[name].cast("float64") / PARTS for name in columns})
    return engine.run(out, {"rows": rows, "lookup": lookup}, order=("area_code",))


def weighted_means(engine: Engine, rows: Source, lookup: Source, columns: Sequence[str], *, people: str) -> pa.Table:
    """Means over people for each target of a lookup: sum of value x weight x people / sum of weight x people.

    `rows` has `area_code`, the columns and the column `people`. An area without people, or with a missing value, gives
    a missing mean. Amounts are exact to a millionth before they are divided.
    """
    import ibis

    carried = _wide("rows", [*columns, people]).join(ibis.table(_LOOKUP, name="lookup"), [("area_code", "from_code")])
    share = carried.weight * carried[people]
    parts = {name: _parts(carried[name] * share) for name in columns}
    totals = _whole_sums(carried.select("to_code", **parts, _all=_parts(share)), [*columns, "_all"])
    everybody = totals["_all"].cast("float64").nullif(0.0)
    out = totals.select(area_code="to_code", **{name: totals[name].cast("float64") / everybody for name in columns})
    return engine.run(out, {"rows": rows, "lookup": lookup}, order=("area_code",))


def _wide(name: str, columns: Sequence[str]) -> Any:
    import ibis

    return ibis.table({"area_code": "string", **dict.fromkeys(columns, "float64")}, name=name)


def _parts(amount: Any) -> Any:
    """Whole millionths of an amount, halves up: products and floors are the same on every engine."""
    return (amount * PARTS + 0.5).floor().cast("int64").cast("decimal(38, 0)")


def _whole_sums(rows: Any, columns: Sequence[str]) -> Any:
    """Exact sums by target; missing where any amount is missing."""
    import ibis

    sums = {
        name: ibis.ifelse(
            rows[name].isnull().any(), ibis.null("decimal(38, 0)"), rows[name].sum().cast("decimal(38, 0)")
        )
        for name in columns
    }
    return rows.group_by("to_code").agg(**sums)
