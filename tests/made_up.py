"""Tables and definitions that a test makes up, written as plain lists, so that a test shows all that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from leastfirst.definitions.designation import Designation
from leastfirst.definitions.recipe import Recipe
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Direction, Field, Inputs, Table, TableMeta

LSOA = "lsoa-2021"
HEAD = {"title": "Made up", "summary": "Made up", "source": "a test", "vintage": "2021", "licence": "none"}


def table(
    table_id: str,
    columns: Mapping[str, Sequence[Any]],
    *,
    kind: Any = "indicators",
    geography: str | None = LSOA,
    target: str | None = None,
    lookup_kind: Any = None,
    directions: Mapping[str, Direction] | None = None,
    **meta: Any,
) -> Table:
    """A table of a pack; None in a column is a missing value."""
    directions = directions or {}
    arrays = {
        name: pa.array(values, pa.string() if name.endswith(("_code", "_name", "name", "code")) else None)
        for name, values in columns.items()
    }
    fields = tuple(
        Field(
            name,
            "string" if pa.types.is_string(array.type) else "number",
            direction=directions.get(name, "higher-is-worse"),
        )
        for name, array in arrays.items()
    )
    return Table(
        TableMeta(
            table_id,
            kind,
            table_id,
            fields,
            geography=Geography.parse(geography) if geography else None,
            target=Geography.parse(target) if target else None,
            lookup_kind=lookup_kind,
            **meta,
        ),
        pa.table(arrays),
    )


def areas(geography: str, names: Mapping[str, str]) -> Table:
    """The table of the areas of a geography: code to name."""
    columns = {"area_code": list(names), "area_name": list(names.values())}
    return table(f"areas-{geography}", columns, kind="areas", geography=geography)


def population(people: Mapping[str, float | None], *, geography: str = LSOA, table_id: str = "people") -> Table:
    """A table `people` with the column `residents`."""
    columns = {"area_code": list(people), "residents": list(people.values())}
    return table(table_id, columns, kind="population", geography=geography)


def lookup(
    source: str, target: str, rows: Sequence[tuple[str, str, float]], *, kind: str = "exact", table_id: str = ""
) -> Table:
    """A lookup of rows (from, to, weight)."""
    columns = {
        "from_code": [row[0] for row in rows],
        "to_code": [row[1] for row in rows],
        "weight": [float(row[2]) for row in rows],
    }
    table_id = table_id or f"{source}--{target}"
    return table(table_id, columns, kind="lookup", geography=source, target=target, lookup_kind=kind)


def recipe(nodes: Mapping[str, Mapping[str, Any]], *, index: str = "index", **head: Any) -> Recipe:
    """A recipe of these nodes, as its YAML would say it."""
    return Recipe.model_validate(
        {
            **HEAD,
            "id": "made-up",
            "kind": "index",
            "status": "example",
            "geography": LSOA,
            "population": "people.residents",
            "index": index,
            "nodes": {name: {"title": name, **node} for name, node in nodes.items()},
            **head,
        }
    )


def designation(measures: Sequence[Mapping[str, Any]], rule: Mapping[str, Any], **head: Any) -> Designation:
    """A designation whose measures each carry their own `recipe`."""
    plain = [
        {"title": m["id"], "short": m["id"], "index": m["id"], **{k: v for k, v in m.items() if k != "recipe"}}
        for m in measures
    ]
    bare = Designation.model_validate(
        {
            **HEAD,
            "id": "made-up",
            "kind": "designation",
            "status": "example",
            "called": "made-up places",
            "called_one": "made-up place",
            "geography": LSOA,
            "population": "people.residents",
            "measures": plain,
            "rule": rule,
            **head,
        }
    )
    return bare.model_copy(update={"recipes": {m["id"]: m["recipe"] for m in measures}})


def one_indicator(column: str, **settings: Any) -> Recipe:
    """The plainest index there is: one indicator of the table `needs`, as it stands unless settings say more."""
    head = {key: settings.pop(key) for key in ("precision", "ties", "geography") if key in settings}
    return recipe({"index": {"indicator": f"needs.{column}", "direction": "higher-is-worse", **settings}}, **head)


def inputs_of(*tables: Table) -> Inputs:
    """What a stage is handed."""
    return Inputs(tables, origin="a test")
