"""The job of `measure report`: load, run, write. No calculation happens here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leastfirst.definitions import Designation, Recipe, load_designation
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, manifest_of, write_files
from leastfirst.ground.errors import LeastfirstError, OutputError
from leastfirst.ground.provenance import DefinitionRecord, Manifest
from leastfirst.ground.tables import Inputs, Needs
from leastfirst.measure import DesignationResult, designate, finding
from leastfirst.sources import load_inputs


def run_report(name: str, pack: Pack, out: Path) -> tuple[str, list[Path]]:
    """Write the report and the list of areas into a folder; returns the finding and the files."""
    from leastfirst.exchange.report import measure_report, report_needs

    definition = load_designation(name)
    related, notes = _related(definition, name, pack)
    needs = definition.needs() | report_needs(definition, related=related, available=pack.tables)
    for each in related:
        needs |= each.needs()
    inputs = load_inputs(pack, needs, recipes=_recipes(definition, *related))
    result = designate(definition, inputs)
    others, failed = _designated(related, inputs)
    manifest = Manifest.of(
        f"report on {definition.id}", tables=inputs.values(), definitions=_records(definition, *related)
    )
    page = measure_report(result, inputs, related=others, notes=(*notes, *failed), manifest=manifest).encode()
    rows = as_csv(result.table())
    _make_folder(out)
    report, areas = out / "report.html", out / "areas.csv"
    files = {report: page, areas: rows, **manifest_of(report, page, manifest), **manifest_of(areas, rows, manifest)}
    return finding(result), write_files(files)


def lacking(needs: Needs, pack: Pack, recipes: Iterable[Recipe] = ()) -> str:
    """What the data lack of all that is needed, in words; empty when nothing does."""
    own = {table_id for recipe in recipes for table_id in recipe.own_tables}
    for table_id, columns in sorted(needs.columns.items()):
        if table_id in own:
            continue
        if table_id not in pack.tables:
            return f"the data have no table {table_id}"
        there = {field.name for field in pack.tables[table_id].fields}
        for column in sorted((columns or set()) - there):
            return f"the data have no column {column} in the table {table_id}"
    return ""


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


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder cannot be made ({(error.strerror or str(error)).lower()})",
            where=str(out),
            do="choose another place with --out",
        ) from error
