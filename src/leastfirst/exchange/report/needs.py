"""What a report asks for beside what the designation itself reads."""

from __future__ import annotations

from collections.abc import Container

from leastfirst.definitions.designation import Designation
from leastfirst.ground.tables import Needs


def report_needs(designation: Designation, *, available: Container[str] | None = None) -> Needs:
    """The tables for the map and the local names.

    With `available` (the ids of a pack's tables) only those are asked for that are there: the report then says what
    it could not show.
    """
    needs = Needs()
    wanted = [designation.boundaries, designation.outline, f"areas-{designation.geography}"]
    wanted += [f"areas-{lookup.partition('--')[2]}" for lookup in designation.context]
    for table in wanted:
        if table and (available is None or table in available):
            needs.add(table)
    return needs
