"""The fictional England of the benchmarks: as many areas as England, whole, and alike wherever it is made."""

from __future__ import annotations

import numpy as np
import pytest

from leastfirst.definitions.designation import load_designation
from leastfirst.definitions.recipe import load_recipe
from leastfirst.ground.area_codes import AreaCode, check_area_codes
from leastfirst.ground.lookups import Lookup
from leastfirst.ground.tables import Inputs
from leastfirst.measure import build_index, designate
from tools.county.england_like import england_like


@pytest.fixture(scope="module")
def tables() -> Inputs:
    return Inputs(england_like(1, seed=1))


def test_it_has_as_many_areas_as_england_and_says_that_it_is_fictional(tables: Inputs) -> None:
    assert tables["areas-lsoa-2021"].data.num_rows == 33_755
    assert tables["imd-2019"].data.num_rows == 32_844
    assert tables["cni-2019"].data.num_rows == 7_433
    assert all(table.meta.fictional and table.meta.title.startswith("Fictional") for table in tables.values())


def test_its_lookups_carry_everybody(tables: Inputs) -> None:
    people = {"lsoa-2021": "population-census-2021.residents", "lsoa-2011": "population-mid-year.mid_2019"}
    lookups = [Lookup.from_table(table) for table in tables.values() if table.meta.kind == "lookup"]
    assert len(lookups) == 15
    for lookup in lookups:
        source = people.get(str(lookup.source))
        if source:
            id, _, name = source.rpartition(".")
            data = tables[id].data
            before = data[name].to_numpy().astype(float)
            after = lookup.carry(data["area_code"].combine_chunks(), before, where=id)
            assert np.sum(after) == pytest.approx(before.sum())


@pytest.mark.parametrize("id", ["imd-2019", "imd-2025", "cni-2019", "cni-2023"])
def test_recipes_give_back_its_ranks(id: str, tables: Inputs) -> None:
    recipe = load_recipe(id)
    assert recipe.published.rank
    published = tables[id].data[recipe.published.rank.rpartition(".")[2]].to_numpy()
    assert np.mean(build_index(recipe, tables).rank == published) > 0.999


def test_designations_find_about_as_many_places_as_in_england(tables: Inputs) -> None:
    assert 600 < designate(load_designation("left-behind-lsoas-2025"), tables).count < 2_000
    assert designate(load_designation("pride-in-place-2-england"), tables).count == 146


def test_same_seed_same_tables_and_another_seed_others(tables: Inputs) -> None:
    again = {table.id: table.data for table in england_like(1, seed=1)}
    assert all(again[id].equals(tables[id].data) for id in tables)
    other = {table.id: table.data for table in england_like(1, seed=2)}
    assert not other["imd-2025"]["imd_rank"].equals(again["imd-2025"]["imd_rank"])


def test_more_than_a_million_areas_have_codes_too() -> None:
    areas = next(iter(england_like(40, seed=1))).data
    assert areas.num_rows == 40 * 33_755
    check_area_codes(areas["area_code"], level="lsoa", where="areas")
    assert AreaCode.parse(areas["area_code"][-1].as_py()).level == "lsoa"
