"""The job by leastfirst: every shipped index, roll-up and designation of a pack, through its public API only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.clock import Clock
from leastfirst.definitions.designation import load_designation
from leastfirst.definitions.recipe import load_recipe
from leastfirst.definitions.yaml_files import shipped
from leastfirst.exchange.packs import open_pack
from leastfirst.ground.lookups import Lookup, find_lookup
from leastfirst.ground.tables import Needs
from leastfirst.measure import RollUp, areas_of, build_index, designate, roll_ups
from leastfirst.sources import load_inputs

LEVELS = ("msoa", "ward", "lad")

Results = dict[str, pa.Table | list[RollUp]]


def everything(folder: Path, clock: Clock) -> Results:
    """Do the whole job from the pack on disk and return every result by name."""
    with clock("reading"):
        pack = open_pack(folder)
        recipes = [load_recipe(each) for each in shipped("indices")]
        designations = [load_designation(each) for each in shipped("designations")]
        needs = Needs()
        for definition in (*recipes, *designations):
            needs |= definition.needs()
        small = [recipe for recipe in recipes if recipe.geography.level == "lsoa"]
        ways = {
            geography: [find_lookup(pack.tables, geography, level) for level in LEVELS]
            for geography in sorted({recipe.geography for recipe in small})
        }
        for way in (each for lookups in ways.values() for each in lookups):
            needs.add(way).add(f"areas-{pack.meta(way).target}", ("area_code", "area_name"))
        inputs = load_inputs(pack, needs, recipes=recipes)
    results: Results = {}
    with clock("indices"):
        indices = {recipe.id: build_index(recipe, inputs) for recipe in recipes}
        results |= {f"index {name}": index.table() for name, index in indices.items()}
    with clock("roll-ups"):
        for geography, lookups in ways.items():
            for way in lookups:
                lookup = Lookup.from_table(inputs[way])
                larger = areas_of(inputs, lookup.target)
                for recipe in small:
                    if recipe.geography == geography:
                        rolled = roll_ups(indices[recipe.id], lookup, larger)
                        results[f"roll-up {recipe.id} to {lookup.target}"] = list(rolled.values())
    with clock("designations"):
        for designation in designations:
            results[f"designation {designation.id}"] = designate(designation, inputs, built=indices).table()
    return results


def as_tables(results: Results) -> dict[str, pa.Table]:
    """The results as tables, to be held against the other side's; this is not part of the job."""
    return {name: each if isinstance(each, pa.Table) else _side_by_side(each) for name, each in results.items()}


def _side_by_side(rolled: list[RollUp]) -> pa.Table:
    columns: dict[str, pa.Array] = {
        "area_code": rolled[0].areas.codes,
        "population": pa.array(rolled[0].population, from_pandas=True),
    }
    for each in rolled:
        columns[f"{each.summary} score"] = pa.array(each.score, from_pandas=True)
        columns[f"{each.summary} rank"] = pa.array(each.rank, mask=np.isnan(each.score))
        columns[f"{each.summary} decile"] = pa.array(each.decile, mask=np.isnan(each.score))
    return pa.table(columns)
