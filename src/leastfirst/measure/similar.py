"""Similar areas: the nearest to one area on chosen traits, with what they share and where they differ most.

One area is held against n others at once, which is quicker than building a tree; for every area at once there is
`similar_to_all`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.similarity import Similarity
from leastfirst.ground.area_codes import AreaCode
from leastfirst.ground.columns import AreaList, larger_areas
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.tables import Inputs, Needs, TableMeta, split_reference
from leastfirst.measure.roll_up import Members
from leastfirst.measure.similar_result import SimilarAreas
from leastfirst.measure.traits import Traits, traits_needs


def similar_needs(similarity: Similarity, area_code: str, tables: Mapping[str, TableMeta]) -> Needs:
    """The tables and columns that `similar` reads for an area of this level.

    Raises AreaCodeError for what is no area code, and DataError if no lookup leads to its level.
    """
    needs = traits_needs(similarity, AreaCode.parse(area_code).level, tables).add(similarity.district)
    needs.add(f"areas-{similarity.district.partition('--')[2]}")
    for each in similarity.within.values():
        if each.through:
            needs.add(each.through).add(f"areas-{each.through.partition('--')[2]}")
    return needs


def similar(
    similarity: Similarity,
    area_code: str,
    inputs: Inputs,
    *,
    number: int | None = None,
    other_districts: bool = False,
    within: tuple[str, ...] = (),
) -> SimilarAreas:
    """The areas of the same level that are most like one area.

    Args:
        similarity: the traits and how they are standardised.
        area_code: the area, of the geography of the similarity or of a level that a lookup of the inputs leads to.
        inputs: the tables that `similar_needs` asks for.
        number: how many to give; as the similarity says unless stated.
        other_districts: leave out areas of its own district.
        within: what they must share, by the names under `within` of the similarity (region, rural_urban).

    Raises:
        AreaCodeError: if the area is not among those of its level.
        DataError: if it lacks a trait, if a trait is the same everywhere, or if fewer than `number` are left.
    """
    number = similarity.number if number is None else number
    if number < 1:
        raise DataError(f"{number} similar areas were asked for", do="ask for 1 or more")
    traits = Traits.of(similarity, AreaCode.parse(area_code).level, inputs)
    smaller, areas, members, values, known = traits.smaller, traits.areas, traits.members, traits.values, traits.known
    here = areas.position(AreaCode.parse(area_code).code)
    if not known[here]:
        lacking = next(t.called for t, v in zip(similarity.traits, values[here], strict=True) if np.isnan(v))
        raise DataError(f"the data hold no figure for {lacking}", where=area_code, do="choose another area")
    candidates = known.copy()
    candidates[here] = False
    if other_districts:
        district = _most(larger_areas(similarity.district, smaller, inputs).codes, members)
        candidates &= district != district[here]
    for name in within:
        kind = _most(_kinds(similarity, name, smaller, inputs), members)
        candidates &= kind == kind[here]
    if candidates.sum() < number:
        raise DataError(
            f"only {int(candidates.sum())} other areas can be considered, but {number} are asked for",
            where=area_code,
            do="ask for fewer, or for less in common",
        )
    gaps = traits.standing - traits.standing[here]
    distance = traits.distance(gaps)
    found = np.flatnonzero(candidates)
    nearest = found[np.argsort(distance[found], kind="stable")][:number]
    return SimilarAreas(
        similarity,
        areas,
        here,
        nearest,
        distance[nearest],
        gaps[nearest],
        values,
        len(found),
        int(np.count_nonzero(~known)),
        float(np.median(distance[found])),
    )


def _kinds(similarity: Similarity, name: str, areas: AreaList, inputs: Inputs) -> pa.Array:
    """The region or the class of each area, in words, missing where unknown."""
    if name not in similarity.within:
        raise DefinitionError(
            f"nothing says which areas share a '{name}'",
            where=similarity.id,
            do=f"use {' or '.join(similarity.within)}" if similarity.within else "say so under 'within'",
        )
    each = similarity.within[name]
    return larger_areas(each.through, areas, inputs).codes if each.through else _column(each.column, areas, inputs)


def _most(words: pa.Array, members: Members | None) -> NDArray[np.int64]:
    """The words as numbers, -1 where missing; for a larger area those of most of its people."""
    encoded = words.dictionary_encode()
    kind: NDArray[np.int64] = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    if members is None:
        return kind
    people = np.zeros((members.targets, len(encoded.dictionary)))
    sure = kind[members.row] >= 0
    np.add.at(people, (members.column[sure], kind[members.row[sure]]), members.people[sure])
    return np.where(people.max(axis=1) > 0, people.argmax(axis=1), -1)


def _column(reference: str | None, areas: AreaList, inputs: Inputs) -> pa.Array:
    assert reference is not None
    table_id, column = split_reference(reference)
    table = inputs[table_id]
    table.meta.field(column)
    at = positions_in(table.data["area_code"].combine_chunks(), areas.codes)
    return table.data[column].combine_chunks().take(pa.array(at, mask=at < 0))
