"""What the tests on England's data share: an index or a designation run from the pack, and the published columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from leastfirst.definitions.designation import Designation, load_designation
from leastfirst.definitions.recipe import load_recipe
from leastfirst.exchange.packs import Pack
from leastfirst.ground.columns import AreaList, column_of
from leastfirst.ground.ranks import rank_areas, to_precision
from leastfirst.ground.tables import Inputs, Needs
from leastfirst.measure import DesignationResult, IndexResult, build_index, designate

Values = NDArray[np.float64]


def index_of(england: Pack, recipe: str) -> IndexResult:
    loaded = load_recipe(recipe)
    return build_index(loaded, england.load(loaded.needs()))


def designated(
    england: Pack, designation: str, change: Callable[[Designation], Designation] = lambda same: same
) -> DesignationResult:
    loaded = change(load_designation(designation))
    return designate(loaded, england.load(loaded.needs()))


def published(england: Pack, reference: str, areas: AreaList) -> Values:
    return column_of(england.load(Needs().add_reference(reference)), reference, areas)[0]


def shared_ranks(values: Values) -> NDArray[np.int64]:
    return rank_areas(to_precision(values, 9), ties="shared")


def only(inputs: Inputs, codes: list[str]) -> Inputs:
    """The same tables with the rows of these areas alone."""
    keep = pa.array(codes)
    tables = []
    for table in inputs.values():
        column = "from_code" if table.meta.kind == "lookup" else "area_code"
        tables.append(replace(table, data=table.data.filter(pc.is_in(table.data[column], keep)).combine_chunks()))
    return Inputs(tables)
