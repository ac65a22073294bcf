"""Where each area stands on every index of its level and on each of its domains: one row tells a page all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from leastfirst.definitions import Recipe
from leastfirst.definitions.edition import Mapped
from leastfirst.ground.ranks import rank_areas
from leastfirst.ground.tables import Field
from leastfirst.publish.measured.indices import table_of
from leastfirst.publish.measured.meanings import AREA, decile, rank
from leastfirst.publish.work import Work


def add_standings(work: Work) -> None:
    """`standings-<geography>`: rank, decile and score on each index, and the rank on each of its domains.

    The document `index/<id>` says what each index is, its domains, and how many areas have a rank at each level.
    """
    ranked: dict[str, dict[str, dict[str, int]]] = {}
    for mapped in work.plan.maps:
        with work.part(f"Ranks of {mapped.geography.words} on every domain"):
            for index_id, counts in _add(work, mapped).items():
                ranked.setdefault(index_id, {})[str(mapped.geography)] = counts
    for index_id, counts_by_geography in ranked.items():
        work.writer.document("index", index_id, _about(work.recipes[index_id], counts_by_geography))


def domains_of(recipe: Recipe) -> dict[str, str]:
    """The parts that an index is directly made of, by id, with their titles."""
    return {name: recipe.nodes[name].title for name in recipe.nodes[recipe.index].weights or {}}


def _about(recipe: Recipe, ranked: dict[str, dict[str, int]]) -> dict[str, Any]:
    return {
        "id": recipe.id,
        "title": recipe.title,
        "summary": recipe.summary,
        "source": recipe.source,
        "vintage": recipe.vintage,
        "status": recipe.status,
        "geography": str(recipe.geography),
        "domains": [{"id": name, "title": title} for name, title in domains_of(recipe).items()],
        "ranked": ranked,
    }


def _add(work: Work, mapped: Mapped) -> dict[str, dict[str, int]]:
    """Write one level; returns for each index how many areas have a rank on it ("") and on each of its domains."""
    counts: dict[str, dict[str, int]] = {}
    columns: dict[str, pa.Array] = {}
    fields: list[Field] = [*AREA]
    sources = []
    for index_id in mapped.indices:
        table_id, recipe = table_of(index_id, mapped.geography), work.recipes[index_id]
        if table_id not in work.writer.data:
            continue
        data = work.writer.data[table_id]
        sources.append(table_id)
        columns |= {"area_code": data["area_code"]}
        columns |= {f"{index_id}_{name}": data[name] for name in ("score", "rank", "decile")}
        fields += [
            Field(f"{index_id}_score", "number", f"{recipe.title}: score", "score", "higher-is-worse"),
            rank(f"{index_id}_rank", f"{recipe.title}: rank"),
            decile(f"{index_id}_decile", f"{recipe.title}: decile"),
        ]
        counts[index_id] = {"": len(data) - data["rank"].null_count}
        for name, title in domains_of(recipe).items():
            column = name if f"{name}_node" not in data.column_names else f"{name}_node"
            ranks = columns[f"{index_id}_{name}_rank"] = _ranks(data[column])
            counts[index_id][name] = len(ranks) - ranks.null_count
            fields.append(rank(f"{index_id}_{name}_rank", f"{recipe.title}, {title}: rank"))
    if not sources:
        return counts
    title = f"Ranks of every {mapped.geography.words} on each domain"
    work.writer.table(
        f"standings-{mapped.geography}",
        pa.table(columns),
        subject="standings",
        title=title,
        note="Areas with the same value share the lower rank. A domain is ranked by its part in the index.",
        geography=str(mapped.geography),
        manifest=work.writer.manifest_of(title, sources),
        fields=fields,
    )
    return counts


def _ranks(column: pa.ChunkedArray) -> pa.Array:
    """Ranks of the known values, 1 = the highest, which is the greatest need; missing where the value is."""
    values = column.to_numpy()
    known = ~np.isnan(values)
    ranks = np.zeros(len(values), dtype=np.int64)
    if known.any():
        ranks[known] = rank_areas(values[known], ties="shared")
    return pa.array(ranks, mask=~known)
