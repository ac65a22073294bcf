"""Lists: every area considered with its reason and how sure that is, and all that is said of the list as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from leastfirst.definitions import Designation, load_uncertainty, shipped
from leastfirst.definitions.uncertainty import FOLDER
from leastfirst.ground.provenance import DefinitionRecord
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult, UncertaintyResult, designate, how_sure
from leastfirst.publish.measured.areas import counted_by
from leastfirst.publish.measured.list_words import about_list
from leastfirst.publish.measured.meanings import of_designation
from leastfirst.publish.work import Work

if TYPE_CHECKING:
    import pyarrow as pa


def add_designations(work: Work) -> None:
    """`designation-<id>` and its document for each list of the plan."""
    for designation in work.designations:
        with work.part(designation.title):
            _add(work, designation)


def _add(work: Work, designation: Designation) -> None:
    recipes = designation.recipes.values()
    inputs = work.load(designation.needs(), recipes=recipes)
    result = designate(designation, inputs, built=work.built(designation))
    work.results[designation.id] = result
    records = [designation.record, *(recipe.record for recipe in recipes)]
    with work.part(f"{designation.title}: how sure"):
        sure = _certainty(work, result)
        if sure is not None:
            work.certainties[designation.id] = sure
            records.append(sure.spec.record)
    _write(work, result, inputs, records)


def _certainty(work: Work, result: DesignationResult) -> UncertaintyResult | None:
    """The list worked out again and again; None where nothing says what to vary or no replicates are wanted."""
    designation, plan = result.designation, work.plan
    if not plan.replicates or designation.id not in shipped(FOLDER):
        return None
    spec = load_uncertainty(designation.id)
    return how_sure(
        designation,
        spec,
        work.load(designation.needs() | spec.needs(), recipes=designation.recipes.values()),
        replicates=plan.replicates,
        seed=plan.seed,
        threads=work.threads,
        built={m.measure.index: m.index for m in result.measures},
    )


def _write(work: Work, result: DesignationResult, inputs: Inputs, records: list[DefinitionRecord]) -> None:
    designation, sure = result.designation, work.certainties.get(result.designation.id)
    title = f"{designation.title}: every area considered"
    manifest = work.manifest(f"designation {designation.id}", inputs, records, seed=sure.seed if sure else None)
    work.writer.table(
        f"designation-{designation.id}",
        with_certainty(result.table(), sure),
        subject="designation",
        of=designation.id,
        title=title,
        note=counted_by(work, designation.population),
        geography=str(designation.geography),
        vintage=designation.vintage,
        manifest=manifest,
        fields=of_designation(designation),
        indexed=_sought(result, sure),
    )
    said: dict[str, Any] = about_list(work, result, sure, inputs, manifest)
    work.writer.document("designation", designation.id, said)


def with_certainty(table: pa.Table, sure: UncertaintyResult | None) -> pa.Table:
    """A list with how sure each area is and between which ranks it lies, where that is known."""
    if sure is None:
        return table
    found = sure.table()
    for name in found.column_names:
        if name not in table.column_names:
            table = table.append_column(name, found[name])
    return table


def _sought(result: DesignationResult, sure: UncertaintyResult | None) -> list[str]:
    ranks = [f"{m.measure.id}_rank" for m in result.measures]
    extra = [name for name in ("composite_rank",) if name in result.columns]
    within = [name for name in ("lad_code",) if name in result.within]
    certain = ["class", "p_designated", "rank_p50"] if sure else []
    return ["designated", "area_name", "population", *ranks, *extra, *within, *certain]
