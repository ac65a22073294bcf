"""What one stage works out, as the plain tables that another stage reads: designations and indices for a fund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Field, Inputs, Needs, Table, TableMeta, Type
from leastfirst.sources.inputs import load_inputs

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.definitions.fund import Fund
    from leastfirst.definitions.model import Definition
    from leastfirst.exchange.packs import Pack
    from leastfirst.measure import DesignationResult, IndexResult, UncertaintyResult


def load_fund_inputs(fund: Fund, pack: Pack, *, beside: Needs | None = None, targeting: bool = False) -> Inputs:
    """The tables that a fund is shared by: published ones from the pack, and those worked out from them.

    The designation of its places becomes the table `designation-ID`, an index `index-ID`: of the kind `worked-out`,
    so that a manifest can tell them from what was published. `beside` names tables that are wanted as well; with
    `targeting`, also what the targeting check reads by the index that the fund names, if it names one.
    """
    from leastfirst.definitions import load_recipe
    from leastfirst.fund import targeting_needs
    from leastfirst.measure import build_index, designate

    needs = fund.needs() | (beside or Needs())
    recipes = dict(fund.recipes)
    if targeting and fund.targeting:
        index = load_recipe(fund.targeting)
        needs |= index.needs() | targeting_needs(fund, pack.tables, index=index)
        recipes[index.id] = index
    within = [recipe for each in fund.designations.values() for recipe in each.recipes.values()]
    inputs = load_inputs(pack, needs, recipes=[*recipes.values(), *within])
    built = {recipe.id: build_index(recipe, inputs) for recipe in recipes.values()}
    chosen = [designate(each, inputs, built=built) for each in fund.designations.values()]
    tables = [*map(designation_as_table, chosen), *map(index_as_table, built.values())]
    return Inputs([*inputs.values(), *tables], origin=inputs.origin)


def published(inputs: Inputs) -> list[Table]:
    """The tables that were published, without those that were worked out from them."""
    return [table for table in inputs.values() if table.meta.kind != "worked-out"]


def designation_as_table(result: DesignationResult) -> Table:
    """Every area that a designation considered, as a plain table."""
    designation = result.designation
    return _table(
        f"designation-{designation.id}",
        designation.title,
        result.table(),
        designation.geography,
        designation,
        f"worked out by the designation {designation.id}",
    )


def index_as_table(result: IndexResult) -> Table:
    """The score, rank and decile of every area, missing where it has none, and its residents, as a plain table."""
    import pyarrow as pa

    from leastfirst.ground.columns import numbers

    unranked = result.rank == 0
    recipe = result.recipe
    data = pa.table(
        {
            "area_code": result.areas.codes,
            "score": pa.array(result.score, mask=unranked),
            "rank": pa.array(result.rank, mask=unranked),
            "decile": pa.array(result.decile, mask=unranked),
            "population": numbers(result.population),
        }
    )
    return _table(f"index-{recipe.id}", recipe.title, data, recipe.geography, recipe, f"worked out as {recipe.id}")


def certainty_as_table(result: UncertaintyResult) -> Table:
    """How sure each area that a designation considered is of its place on the list, as a plain table.

    area_code, area_name, population, designated, p_designated (0 to 1) and class; the last two missing where the area
    was not assessed.
    """
    designation = result.base.designation
    columns = ["area_code", "area_name", "population", "designated", "p_designated", "class"]
    return _table(
        f"certainty-{designation.id}",
        f"How sure: {designation.title}",
        result.table().select(columns),
        designation.geography,
        result.spec,
        f"worked out {result.replicates:,} times by {result.spec.id}, seed {result.seed}",
    )


def _table(table_id: str, title: str, data: pa.Table, geography: Geography, head: Definition, how: str) -> Table:
    fields = tuple(Field(name, _type(data[name])) for name in data.column_names)
    meta = TableMeta(
        table_id,
        "worked-out",
        title,
        fields,
        geography=geography,
        vintage=head.vintage,
        source=f"{how}, after {head.source}",
        licence=head.licence,
    )
    return Table(meta, data, head.sha256)


def _type(column: pa.ChunkedArray) -> Type:
    import pyarrow as pa

    if pa.types.is_boolean(column.type):
        return "boolean"
    if pa.types.is_integer(column.type):
        return "integer"
    return "number" if pa.types.is_floating(column.type) else "string"
