"""The job of `measure report`: load, run, write. No calculation happens here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from leastfirst.cli.report_parts import Parts, lacking
from leastfirst.cli.uncertainty import cores
from leastfirst.definitions import Designation, Recipe, load_designation
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, make_folder, manifest_of, write_files
from leastfirst.ground.errors import DataError, LeastfirstError
from leastfirst.ground.provenance import DefinitionRecord, Manifest
from leastfirst.ground.tables import Inputs
from leastfirst.measure import DesignationResult, UncertaintyResult, designate, finding
from leastfirst.sources import load_inputs

if TYPE_CHECKING:
    import pyarrow as pa


REPLICATES = 1000


def run_report(
    name: str,
    pack: Pack,
    out: Path,
    *,
    replicates: int = REPLICATES,
    seed: int = 1,
    threads: int | None = None,
    spec: str | None = None,
) -> tuple[str, list[Path]]:
    """Write the report and the list of areas into a folder; returns the finding and the files.

    Parts that the data or the definitions do not allow are left out, and the page says so; no replicates leave
    certainty out. A specification that is asked for by name is never left out: what is wrong with it is an error.
    """
    from leastfirst.exchange.report import measure_report, report_needs

    _check(replicates, seed, threads)
    definition = load_designation(name)
    related, notes = _related(definition, name, pack)
    parts = Parts.planned(definition, pack, spec=spec if replicates else None, sure=replicates > 0)
    needs = definition.needs() | report_needs(definition, related=related, available=pack.tables) | parts.needs
    for each in related:
        needs |= each.needs()
    inputs = load_inputs(pack, needs, recipes=_recipes(definition, *related))
    result = designate(definition, inputs)
    others, failed = _designated(related, inputs)
    certainty = parts.certainty(result, inputs, replicates=replicates, seed=seed, threads=threads)
    comparison, at_scale = parts.compared(result, inputs), parts.scaled(result, inputs, seed=seed)
    manifest = Manifest.of(
        f"report on {definition.id}, {replicates} replicates",
        tables=inputs.values(),
        definitions=[*_records(definition, *related), *parts.records],
        seed=seed,
    )
    page = measure_report(
        result,
        inputs,
        related=others,
        certainty=certainty,
        comparison=comparison,
        scale=at_scale,
        notes=(*notes, *failed),
        left_out=parts.left_out,
        options=f"--replicates {replicates} --seed {seed}",
        manifest=manifest,
    ).encode()
    rows = as_csv(_with_certainty(result.table(), certainty))
    make_folder(out)
    report, areas = out / "report.html", out / "areas.csv"
    files = {report: page, areas: rows, **manifest_of(report, page, manifest), **manifest_of(areas, rows, manifest)}
    return finding(result), write_files(files)


def _check(replicates: int, seed: int, threads: int | None) -> None:
    if replicates < 0:
        raise DataError(f"{replicates} replicates cannot be", do="give --replicates a number of zero or more")
    if seed < 0:
        raise DataError(f"the seed {seed} is below zero", do="give --seed a whole number of zero or more")
    if threads is not None and not 1 <= threads <= cores():
        raise DataError(f"{threads} threads cannot run on {cores()} cores", do="give --threads a number from 1 to that")


def _with_certainty(table: pa.Table, certainty: UncertaintyResult | None) -> pa.Table:
    """The list of areas, with how sure each of them is where that is known."""
    if certainty is None:
        return table
    sure = certainty.table()
    for name in ("p_designated", "p_error", "class"):
        table = table.append_column(name, sure[name])
    return table


def _related(definition: Designation, name: str, pack: Pack) -> tuple[list[Designation], list[str]]:
    """The lists to hold this one against, and a sentence for each of those that have to be left out."""
    found: list[Designation] = []
    notes: list[str] = []
    for each in definition.related:
        beside = each.endswith((".yaml", ".yml"))
        other = load_designation(Path(name).parent / each if beside else each)
        why = lacking(other.needs(), pack, other.recipes.values()) or _clash(other, definition, *found)
        if why:
            notes.append(f"{other.title} was left out of this comparison, because {why}.")
        else:
            found.append(other)
    return found, notes


def _clash(other: Designation, *before: Designation) -> str:
    """Two tables of one's own under one name cannot be told apart."""
    own = {
        table_id: recipe.folder / plan.file
        for recipe in _recipes(*before)
        for table_id, plan in recipe.own_tables.items()
    }
    for recipe in _recipes(other):
        for table_id, plan in recipe.own_tables.items():
            if own.get(table_id, recipe.folder / plan.file) != recipe.folder / plan.file:
                return f"its own table {table_id} has the name of another one"
    return ""


def _designated(related: Iterable[Designation], inputs: Inputs) -> tuple[list[DesignationResult], list[str]]:
    results, notes = [], []
    for each in related:
        try:
            results.append(designate(each, inputs))
        except LeastfirstError as error:
            notes.append(f"{each.title} was left out of this comparison, because it cannot be worked out: {error}")
    return results, notes


def _recipes(*definitions: Designation) -> list[Recipe]:
    return [recipe for each in definitions for recipe in each.recipes.values()]


def _records(*definitions: Designation) -> list[DefinitionRecord]:
    return [*(each.record for each in definitions), *(recipe.record for recipe in _recipes(*definitions))]
