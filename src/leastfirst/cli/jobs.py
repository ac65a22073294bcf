"""The way from a definition and a pack to a result on disk: load, run, write. No calculation happens here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leastfirst.definitions import Designation, Recipe, load_designation, load_profile, load_recipe, shipped
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, write_result
from leastfirst.ground.area_codes import Geography
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
    profile,
    profile_needs,
    remarks,
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


def keep_what_is_read(out: str, *definitions: Recipe | Designation, named: str) -> None:
    """Raise OutputError if `--out` is a file that the job reads: the definition itself, or a table beside a recipe."""
    recipes = [r for each in definitions for r in (each.recipes.values() if isinstance(each, Designation) else [each])]
    read = [Path(named), *(recipe.folder / own.file for recipe in recipes for own in recipe.own_tables.values())]
    if out != "-" and Path(out).resolve() in [path.resolve() for path in read]:
        raise OutputError(
            "it is read by this very job and would be lost", where=out, do="choose another name for --out"
        )


def run_index(
    name: str, pack: Pack, *, level: str | None, summary: str | None, out: str
) -> tuple[pa.Table, Manifest, str]:
    """An index, rolled up if a level is asked for, with its manifest and what there is to say about it."""
    recipe = load_recipe(name)
    keep_what_is_read(out, recipe, named=name)
    if summary and not level:
        raise OutputError("--summary says how a larger area is summed up", do="say which with --level, or leave it out")
    needs = recipe.needs()
    if level:
        lookup_id = find_lookup(pack.tables, recipe.geography, level)
        needs.add(lookup_id).add(f"areas-{pack.meta(lookup_id).target}")
    inputs = load_inputs(pack, needs, recipes=[recipe])
    result = build_index(recipe, inputs)
    made = f"index {recipe.id}"
    table = result.table()
    told = [f"{recipe.title} ({recipe.status}).", *remarks(result, inputs)]
    if level:
        lookup = Lookup.from_table(inputs[lookup_id])
        how: Any = summary or "average-score"
        table = roll_up(result, lookup, areas_of(inputs, lookup.target), summary=how).table()
        made += f", {how} by {lookup.target}"
        told.append(f"Summed up to {lookup.target.words} by {how}; the columns of its parts hold their mean scores.")
    manifest = Manifest.of(made, tables=inputs.values(), definitions=[recipe.record])
    return table, manifest, "\n".join(told)


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


def run_profile(codes: Sequence[str], pack: Pack, *, geography: Geography | None = None) -> Profile:
    """A profile by all shipped recipes that are meant for it, and all shipped designations."""
    facts = load_profile("residents")
    meant = [recipe for recipe in map(load_recipe, shipped("indices")) if recipe.in_profile is not None]
    recipes = sorted(meant, key=lambda recipe: recipe.in_profile or 0)
    designations = [load_designation(each) for each in shipped("designations")]
    needs = profile_needs(pack.tables, facts=facts, recipes=recipes, designations=designations)
    inputs = load_inputs(pack, needs)
    return profile(
        codes, pack.tables, inputs, facts=facts, recipes=recipes, designations=designations, geography=geography
    )
