"""The jobs of `measure` that look deeper: nearby, scale, trend. Load, run, write; no calculation happens here."""

from __future__ import annotations

import functools
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leastfirst.definitions import load_designation, load_recipe
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.results import as_csv, manifest_of, write_files, written_as
from leastfirst.ground.provenance import Manifest
from leastfirst.measure import (
    Nearby,
    ScaleResult,
    TrendResult,
    check_editions,
    nearby,
    nearby_plan,
    scale,
    scale_needs,
    trend,
    trend_needs,
)
from leastfirst.sources import load_inputs

if TYPE_CHECKING:
    import pyarrow as pa


def write_with(table: pa.Table, out: str, manifest: Manifest, told: str, beside: dict[str, bytes]) -> None:
    """Write a table, and files beside it whose names end as `beside` says, all of them or none.

    With `-` the table goes to the screen and what was told to standard error.
    """
    if out == "-":
        sys.stdout.buffer.write(as_csv(table))
        sys.stdout.buffer.flush()
        click.echo(told, err=True)
        return
    path = Path(out)
    files: dict[Path, bytes] = {path: written_as(table, out)}
    files |= {path.with_name(f"{path.stem}{ending}"): content for ending, content in beside.items()}
    for each, content in list(files.items()):
        files |= manifest_of(each, content, manifest)
    write_files(files)
    click.echo(told)
    also = ", ".join(str(path.with_name(f"{path.stem}{ending}")) for ending in beside)
    click.echo(f"{table.num_rows:,} rows in {path}, and beside it {also}; the manifests say what they were made from.")


def run_nearby(pack: Pack, *, points: str | None, radius_m: float, level: str, engine: str) -> tuple[Nearby, Manifest]:
    """Count what is nearby, with the manifest of the tables read."""
    from leastfirst.engines import count_within, open_engine
    from leastfirst.sources.points import read_points

    plan = nearby_plan(pack.tables, level)
    own = read_points(points) if points else None
    inputs = pack.load(plan.needs())
    with open_engine(engine) as running:
        result = nearby(inputs, plan, radius_m=radius_m, count_within=functools.partial(count_within, running), own=own)
    # The name of the user's file, not where it lies: a manifest is for others to read.
    mine = [replace(own, meta=replace(own.meta, id=Path(own.id).name))] if own else []
    made = f"assets within {radius_m:g} m, by {plan.target}"
    return result, Manifest.of(made, tables=[*inputs.values(), *mine], definitions=[])


def run_scale(name: str, pack: Pack, *, seed: int, draws: int) -> tuple[ScaleResult, Manifest]:
    """Compare scales of targeting for a designation, with the manifest."""
    definition = load_designation(name)
    recipes = definition.recipes.values()
    inputs = load_inputs(pack, scale_needs(definition, pack.tables), recipes=recipes)
    records = [definition.record, *(recipe.record for recipe in recipes)]
    made = f"scale of {definition.id}"
    manifest = Manifest.of(made, tables=inputs.values(), definitions=records, seed=seed)
    return scale(definition, inputs, seed=seed, draws=draws), manifest


def run_trend(earlier: str, later: str, pack: Pack) -> tuple[TrendResult, Manifest]:
    """Compare two editions of an index, with the manifest."""
    then, now = load_recipe(earlier), load_recipe(later)
    check_editions(then, now)
    inputs = load_inputs(pack, trend_needs(then, now, pack.tables), recipes=[then, now])
    made = f"trend from {then.id} to {now.id}"
    return trend(then, now, inputs), Manifest.of(made, tables=inputs.values(), definitions=[then.record, now.record])
