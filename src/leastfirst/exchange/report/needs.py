"""What a report asks for beside what the designation itself reads."""

from __future__ import annotations

from collections.abc import Container, Iterable

from leastfirst.definitions.designation import Designation
from leastfirst.ground.tables import Needs


def report_needs(
    designation: Designation, *, related: Iterable[Designation] = (), available: Container[str] | None = None
) -> Needs:
    """The tables for the map, for the local names, and for the comparison with the `related` designations.

    With `available` (the ids of a pack's tables) only those are asked for that are there: the report then says what
    it could not show.
    """
    needs = Needs()
    for each in related:
        needs |= _to_compare(each)
    wanted = [designation.boundaries, designation.outline, f"areas-{designation.geography}"]
    wanted += [f"areas-{lookup.partition('--')[2]}" for lookup in designation.context]
    for table in wanted:
        if table:
            needs.add(table)
    if available is None:
        return needs
    return Needs({table: columns for table, columns in needs.columns.items() if table in available})


def _to_compare(related: Designation) -> Needs:
    """The lookups and residents by which the areas of another designation are compared with these."""
    needs = Needs()
    steps = [step for measure in related.measures for step in measure.roll_up]
    for lookup in (*related.context, *(step.through for step in steps), related.population_through):
        if lookup:
            needs.add(lookup)
    for reference in (related.population, *(step.population for step in steps)):
        needs.add_reference(reference)
    return needs
