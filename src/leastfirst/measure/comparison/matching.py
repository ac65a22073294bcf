"""Matching: weigh the other groups to the first one's mix of regions, or of rural and urban areas.

So a difference cannot come from the first group lying more in the north, or by the sea. Source: direct
standardisation, as for death rates by age.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.comparison import Comparison
from leastfirst.ground.columns import AreaList, Values, larger_areas
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.sums import sums_at
from leastfirst.ground.tables import Inputs, split_reference
from leastfirst.measure.comparison.groups import GroupOfAreas


@dataclass(frozen=True)
class Matched:
    """The weights of n areas in each group, and how many areas of the first group have no like in some other group.

    Those are left out of every group, because nothing can be said about places of their kind.
    """

    weights: tuple[Values, ...]
    unlike: int
    called: tuple[str, ...]


def unmatched(groups: Sequence[GroupOfAreas]) -> Matched:
    """Every area of a group counts as it is."""
    return Matched(tuple(group.member.astype(np.float64) for group in groups), 0, ())


def match(
    comparison: Comparison, groups: Sequence[GroupOfAreas], areas: AreaList, people: Values, inputs: Inputs
) -> Matched:
    """Weigh each other group so that its people are spread over the kinds of place as those of the first group.

    `people` are the residents of n areas. Raises DataError if an area of a group has no kind, and DefinitionError if no
    kind of place is found in all groups.
    """
    if not comparison.match:
        return unmatched(groups)
    kind = _kinds(comparison, areas, inputs)
    anywhere = np.any([group.member for group in groups], axis=0)
    lost = anywhere & (kind < 0)
    if lost.any():
        raise DataError(
            f"{areas.codes[int(np.argmax(lost))]} cannot be matched, because its kind of place is missing",
            where=comparison.id,
            do="match by something that every area has",
        )
    count = int(kind.max()) + 1
    living = np.where(np.isnan(people), 0.0, people)
    totals = [sums_at(kind[g.member], living[g.member], count) for g in groups]
    common = np.all([total > 0 for total in totals], axis=0)
    if not common.any():
        raise DefinitionError(
            "no kind of place is found in every group", where=comparison.id, do="match by something less fine"
        )
    first = np.where(common, totals[0], 0.0)
    weights = []
    for group, total in zip(groups, totals, strict=True):
        factor = np.divide(first, total, out=np.zeros(count), where=common)
        weights.append(np.where(group.member, factor[kind], 0.0))
    unlike = int(np.count_nonzero(groups[0].member & ~common[kind]))
    return Matched(tuple(weights), unlike, tuple(comparison.mixes[name].called for name in comparison.match))


def _kinds(comparison: Comparison, areas: AreaList, inputs: Inputs) -> NDArray[np.int64]:
    """The number of each area's kind of place (all mixes together), -1 where one of them is missing."""
    kind = np.zeros(len(areas), dtype=np.int64)
    for name in comparison.match:
        words = _words(comparison, name, areas, inputs).dictionary_encode()
        number = words.indices.to_numpy(zero_copy_only=False).astype(np.float64)
        known = ~np.isnan(number) & (kind >= 0)
        kind = np.where(known, kind * len(words.dictionary) + np.nan_to_num(number).astype(np.int64), -1)
    return kind


def _words(comparison: Comparison, name: str, areas: AreaList, inputs: Inputs) -> pa.Array:
    mix = comparison.mixes[name]
    if mix.through:
        return larger_areas(mix.through, areas, inputs).codes
    assert mix.column is not None
    table_id, column = split_reference(mix.column)
    table = inputs[table_id]
    table.meta.field(column)
    at = positions_in(table.data["area_code"].combine_chunks(), areas.codes)
    return table.data[column].combine_chunks().take(pa.array(at, mask=at < 0))
