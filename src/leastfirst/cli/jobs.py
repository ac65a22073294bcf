"""The way from a definition and a pack to a result on disk: load, run, write. No calculation happens here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leastfirst.definitions import Designation, load_designation, load_profile, load_recipe, shipped
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, manifest_of, write_files, write_result
from leastfirst.ground.errors import OutputError
from leastfirst.ground.lookups import Lookup, find_lookup
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs, Needs
from leastfirst.measure import (
    DesignationResult,
    Profile,
    areas_of,
    build_index,
    designate,
    explain,
    finding,
    profile,
    profile_needs,
    roll_up,
)
from leastfirst.sources import load_inputs

if TYPE_CHECKING:
    import pyarrow as pa


def write(table: pa.Table, out: str, manifest: Manifest, told: str) -> None:
    """Write a table where `--out` says, and say on the screen what it is."""
    if out == "-":
        sys.stdout.buffer.write(as_csv(table))
        sys.stdout.buffer.flush()
        return
    files = write_result(table, out, manifest=manifest)
    click.echo(told)
    click.echo(f"{table.num_rows:,} rows in {files[0]} (and what they were made from in {files[1]})")


def run_index(name: str, pack: Pack, *, level: str | None, summary: Any) -> tuple[pa.Table, Manifest, str]:
    """An index, rolled up if a level is asked for, with its manifest and a sentence."""
    recipe = load_recipe(name)
    needs = recipe.needs()
    if level:
        lookup_id = find_lookup(pack.tables, recipe.geography, level)
        needs.add(lookup_id).add(f"areas-{pack.meta(lookup_id).target}")
    inputs = load_inputs(pack, needs, recipes=[recipe])
    result = build_index(recipe, inputs)
    made = f"index {recipe.id}"
    table = result.table()
    if level:
        lookup = Lookup.from_table(inputs[lookup_id])
        table = roll_up(result, lookup, areas_of(inputs, lookup.target), summary=summary).table()
        made += f", {summary} by {lookup.target}"
    manifest = Manifest.of(made, tables=inputs.values(), definitions=[recipe.record])
    return table, manifest, f"{recipe.title} ({recipe.status})."


def run_explain(name: str, area_code: str, pack: Pack) -> str:
    """One area's score taken apart, as text."""
    recipe = load_recipe(name)
    inputs = load_inputs(pack, recipe.needs(), recipes=[recipe])
    return explain(build_index(recipe, inputs), area_code)


def run_designation(
    name: str, pack: Pack, *, beside: Callable[[Designation], Needs] | None = None
) -> tuple[DesignationResult, Manifest, Inputs]:
    """A designation, its manifest, and the tables it was made from, with those that are wanted `beside` it."""
    definition = load_designation(name)
    needs = definition.needs()
    if beside is not None:
        needs |= beside(definition)
    inputs = load_inputs(pack, needs, recipes=definition.recipes.values())
    records = [definition.record, *(recipe.record for recipe in definition.recipes.values())]
    manifest = Manifest.of(f"designation {definition.id}", tables=inputs.values(), definitions=records)
    return designate(definition, inputs), manifest, inputs


def run_profile(codes: Sequence[str], pack: Pack) -> Profile:
    """A profile by all shipped recipes that are meant for it, and all shipped designations."""
    facts = load_profile("residents")
    meant = [recipe for recipe in map(load_recipe, shipped("indices")) if recipe.in_profile is not None]
    recipes = sorted(meant, key=lambda recipe: recipe.in_profile or 0)
    designations = [load_designation(each) for each in shipped("designations")]
    needs = profile_needs(pack.tables, facts=facts, recipes=recipes, designations=designations)
    inputs = load_inputs(pack, needs)
    return profile(codes, pack.tables, inputs, facts=facts, recipes=recipes, designations=designations)


def run_report(name: str, pack: Pack, out: Path) -> tuple[str, list[Path]]:
    """Write the report and the list of areas into a folder; returns the finding and the files."""
    from leastfirst.exchange.report import measure_report, report_needs

    def beside(definition: Designation) -> Needs:
        needs = report_needs(definition, available=pack.tables)
        for each in _related(definition, pack):
            needs |= each.needs()
        return needs

    result, manifest, inputs = run_designation(name, pack, beside=beside)
    related = [designate(each, inputs) for each in _related(result.designation, pack)]
    page = measure_report(result, inputs, related=related, manifest=manifest).encode()
    rows = as_csv(result.table())
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder cannot be made ({(error.strerror or str(error)).lower()})",
            where=str(out),
            do="choose another place with --out",
        ) from error
    report, areas = out / "report.html", out / "areas.csv"
    files = {report: page, areas: rows, **manifest_of(report, page, manifest), **manifest_of(areas, rows, manifest)}
    return finding(result), write_files(files)


def _related(designation: Designation, pack: Pack) -> list[Designation]:
    found = [load_designation(each) for each in designation.related]
    return [each for each in found if all(table_id in pack.tables for table_id in each.needs().columns)]
