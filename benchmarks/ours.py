"""The job by leastfirst: every shipped index, roll-up and designation of a pack, through its public API only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa

from benchmarks.clock import Clock
from leastfirst.definitions.designation import load_designation
from leastfirst.definitions.recipe import load_recipe
from leastfirst.definitions.yaml_files import shipped
from leastfirst.exchange.packs import open_pack
from leastfirst.ground.lookups import Lookup, find_lookup
from leastfirst.ground.tables import Needs
from leastfirst.measure import IndexResult, RollUp, areas_of, build_index, designate, roll_ups
from leastfirst.sources import load_inputs

LEVELS = ("msoa", "ward", "lad")


def everything(folder: Path, clock: Clock, deliver: Callable[[str, pa.Table], None]) -> None:
    """Do the whole job from the pack on disk and deliver every result by name, as soon as it is there.

    Delivering is no part of the job, and what was delivered and is not needed any more is let go.
    """
    with clock("reading"):
        pack = open_pack(folder)
        recipes = [load_recipe(each) for each in shipped("indices")]
        designations = [load_designation(each) for each in shipped("designations")]
        needs = Needs()
        for definition in (*recipes, *designations):
            needs |= definition.needs()
        ways = {
            geography: [find_lookup(pack.tables, geography, level) for level in LEVELS]
            for geography in {recipe.geography for recipe in recipes if recipe.geography.level == "lsoa"}
        }
        for way in (each for lookups in ways.values() for each in lookups):
            needs.add(way).add(f"areas-{pack.meta(way).target}", ("area_code", "area_name"))
        inputs = load_inputs(pack, needs, recipes=recipes)
        wanted_again = {name for designation in designations for name in designation.recipes}
    built: dict[str, IndexResult] = {}
    for recipe in recipes:
        with clock("indices"):
            index = build_index(recipe, inputs)
            table = index.table()
        deliver(f"index {recipe.id}", table)
        for way in ways.get(recipe.geography, []):
            with clock("roll-ups"):
                lookup = Lookup.from_table(inputs[way])
                table = side_by_side(roll_ups(index, lookup, areas_of(inputs, lookup.target)))
            deliver(f"roll-up {recipe.id} to {lookup.target}", table)
        if recipe.id in wanted_again:
            built[recipe.id] = index
    for designation in designations:
        with clock("designations"):
            table = designate(designation, inputs, built=built).table()
        deliver(f"designation {designation.id}", table)


def side_by_side(rolled: Mapping[str, RollUp]) -> pa.Table:
    """The five summaries of the same larger areas in one table."""
    first = next(iter(rolled.values()))
    columns: dict[str, pa.Array] = {
        "area_code": first.areas.codes,
        "population": pa.array(first.population, from_pandas=True),
    }
    for name, each in rolled.items():
        columns[f"{name} score"] = pa.array(each.score, from_pandas=True)
        columns[f"{name} rank"] = pa.array(each.rank, mask=each.rank == 0)
        columns[f"{name} decile"] = pa.array(each.decile, mask=each.rank == 0)
    return pa.table(columns)
