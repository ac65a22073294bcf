"""Profile: all that the data say about one area, or about a place made of any areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leastfirst.definitions.designation import Designation
from leastfirst.definitions.profile import ProfileDefinition
from leastfirst.definitions.recipe import Recipe
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Inputs, Needs
from leastfirst.measure.about import About, Tables
from leastfirst.measure.designate import DesignationResult, designate
from leastfirst.measure.index import IndexResult, build_index
from leastfirst.measure.place import find_place
from leastfirst.measure.profile_lines import Profile, Standing


@dataclass(frozen=True)
class WorkedOut:
    """Indices and lists by id, worked out from the tables of a profile: they are the same for every place."""

    indices: Mapping[str, IndexResult] = field(default_factory=dict)
    results: Mapping[str, DesignationResult] = field(default_factory=dict)


def work_out(
    tables: Tables, inputs: Inputs, *, recipes: Sequence[Recipe], designations: Sequence[Designation]
) -> WorkedOut:
    """All that the tables allow, for whoever tells of many places one after another."""
    indices = {each.id: build_index(each, inputs) for each in recipes if _has(each.needs(), tables)}
    results = {each.id: designate(each, inputs, built=indices) for each in designations if _has(each.needs(), tables)}
    return WorkedOut(indices, results)


def profile_needs(
    tables: Tables, *, facts: ProfileDefinition, recipes: Sequence[Recipe], designations: Sequence[Designation]
) -> Needs:
    """The tables and columns that a profile reads, out of those that there are."""
    needs = Needs()
    for table_id, meta in tables.items():
        if meta.kind in ("areas", "lookup", "neighbours"):
            needs.add(table_id)
    for recipe in recipes:
        needs |= recipe.needs()
    for designation in designations:
        needs |= designation.needs()
    for reference in facts.populations:
        needs.add_reference(reference)
    for fact in facts.facts:
        needs |= fact.needs()
    return Needs({table_id: columns for table_id, columns in needs.columns.items() if table_id in tables})


def profile(
    codes: Sequence[str],
    tables: Tables,
    inputs: Inputs,
    *,
    facts: ProfileDefinition,
    recipes: Sequence[Recipe],
    designations: Sequence[Designation],
    geography: Geography | None = None,
    worked_out: WorkedOut | None = None,
) -> Profile:
    """Tell all about the place that some area codes make. Raises AreaCodeError for codes that make no place.

    `geography` says of which vintage they are, where a code stands in several: without it, the latest that has it.
    `worked_out` is what `work_out` gave for the same tables and definitions, so that nothing of it is done again.
    """
    place = find_place(codes, tables, inputs, geography=geography)
    about = About(place, tables, inputs)
    if worked_out is None:
        reaching = [each for each in recipes if about.ranks_by(each.geography)]
        worked_out = work_out(tables, inputs, recipes=reaching, designations=designations)
    known = [worked_out.indices[each.id] for each in recipes if each.id in worked_out.indices]
    indices = [each for each in known if about.ranks_by(each.areas.geography)]
    results = [worked_out.results[each.id] for each in designations if each.id in worked_out.results]
    leading = indices[0] if indices else None
    standings = [about.standing(index) for index in indices]
    family, siblings = about.siblings(leading)
    return Profile(
        tuple(place.codes),
        tuple(place.names),
        place.areas.geography,
        tuple(counted for r in facts.populations if (counted := about.residents(r)) is not None),
        tuple(line for fact in facts.facts if (line := about.fact(fact)) is not None),
        tuple(each for each in standings if isinstance(each, Standing)),
        tuple(each for each in (*standings, about.not_counted(facts.populations)) if isinstance(each, str) and each),
        tuple(verdict for result in results for verdict in about.verdicts(result)),
        tuple(about.parents()),
        family,
        tuple(siblings),
        tuple(about.neighbours(leading)),
        leading.recipe.title if leading else "",
        any(meta.fictional for meta in tables.values()),
    )


def _has(needs: Needs, tables: Tables) -> bool:
    return all(table_id in tables for table_id in needs.columns)
