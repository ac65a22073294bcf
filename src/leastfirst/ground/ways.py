"""Ways: through which lookups one comes from the areas of one geography to those of another."""

from __future__ import annotations

from collections.abc import Mapping

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import TableMeta

LEVELS = ("msoa", "intermediate_zone", "ward", "lad")
"""The levels at which people target, smallest areas first."""


def ways_up(base: Geography, tables: Mapping[str, TableMeta]) -> list[str]:
    """The lookups from small areas to each larger level, the latest of several vintages, smallest areas first."""
    found: dict[str, tuple[int, str]] = {}
    for table_id, meta in sorted(tables.items()):
        if meta.kind == "lookup" and meta.geography == base and meta.target and meta.target.level in LEVELS:
            level, vintage = meta.target.level, meta.target.vintage
            if level != base.level:
                found[level] = max(found.get(level, (0, "")), (vintage, table_id))
    return [found[level][1] for level in LEVELS if level in found]


def way_between(start: Geography, end: Geography, tables: Mapping[str, TableMeta]) -> list[str] | None:
    """The fewest lookups that lead from one geography to another, one after the other; None if none do.

    Of two ways that are equally long, the one whose ids come first. No lookup is needed from a geography to itself.
    """
    steps = {table_id: meta for table_id, meta in sorted(tables.items()) if meta.kind == "lookup"}
    ways: dict[Geography, list[str]] = {start: []}
    reached = [start]
    for at in reached:
        for table_id, meta in steps.items():
            if meta.geography == at and meta.target is not None and meta.target not in ways:
                ways[meta.target] = [*ways[at], table_id]
                reached.append(meta.target)
    return ways.get(end)
