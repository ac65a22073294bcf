"""Whether a plan fits the data, said before anything is worked out, and whether what it leads with could be made."""

from __future__ import annotations

from leastfirst.definitions import (
    load_comparison,
    load_designation,
    load_fund,
    load_recipe,
    load_rule_sheet,
    load_similarity,
)
from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.publish.work import Work


def check_plan(plan: EditionDefinition, pack: Pack) -> None:
    """Raise DefinitionError or DataError in a sentence where a plan contradicts itself or the data or names nothing."""
    where = f"edition {plan.id}"
    if plan.pack != pack.id:
        raise DataError(
            f"it is made for the data pack '{plan.pack}', but the data are those of '{pack.id}'",
            where=where,
            do="name its data with --data, or another edition",
        )
    _load_all(plan)
    if plan.leading not in plan.designations:
        raise DefinitionError(
            f"it leads with '{plan.leading}', which is not among its designations", where=where, do="add it to them"
        )
    for mapped in plan.maps:
        for each in mapped.designations:
            if each not in plan.designations:
                raise DefinitionError(
                    f"the map of {mapped.geography.words} shows '{each}', which is not among its designations",
                    where=where,
                    do="add it to them, or take it off the map",
                )
        if [other.geography for other in plan.maps].count(mapped.geography) > 1:
            raise DefinitionError(
                f"there are two maps of {mapped.geography.words}", where=where, do="put all that they show into one"
            )
        for table_id in (f"areas-{mapped.geography}", mapped.boundaries):
            if table_id not in pack.tables:
                raise DataError(
                    f"its map of {mapped.geography.words} needs the table {table_id}, which the data do not hold",
                    where=where,
                    do="take the map out of the edition, or use data that have the table",
                )


def _load_all(plan: EditionDefinition) -> None:
    """Read every definition that is named: a slip of the pen is said at once, not after a minute's work."""
    for each in plan.designations:
        load_designation(each)
    for mapped in plan.maps:
        for each in mapped.indices:
            load_recipe(each)
    for each in plan.funds:
        load_fund(each)
    for vote in plan.votes:
        load_rule_sheet(vote.rules)
    if plan.comparison:
        load_comparison(plan.comparison)
    if plan.similarity:
        load_similarity(plan.similarity)


def check_made(work: Work) -> None:
    """Raise DataError where what every page begins with could not be made."""
    leading = work.plan.leading
    if f"designation-{leading}" not in work.writer.tables:
        why = next((each for each in work.left_out if "left out" in each and _title(work, leading) in each), "")
        raise DataError(
            f"the list that it leads with, '{leading}', could not be made" + (f" ({why.rstrip('.')})" if why else ""),
            where=f"edition {work.plan.id}",
            do="lead with another, or use data that allow it",
        )


def _title(work: Work, designation_id: str) -> str:
    return next(each.title for each in work.designations if each.id == designation_id)
