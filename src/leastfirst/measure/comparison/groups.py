"""The groups of a comparison: which areas are in each, checked so that no area counts on two sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions.comparison import Codes, Comparison, Deciles, Designated, Everywhere, Group, Worst
from leastfirst.ground.area_codes import NATIONS, level_words
from leastfirst.ground.columns import AreaList, column_of
from leastfirst.ground.errors import AreaCodeError, DefinitionError
from leastfirst.ground.lookups import positions_in
from leastfirst.ground.ranks import worst
from leastfirst.ground.tables import Inputs
from leastfirst.measure.designate import DesignationResult, designate

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class GroupOfAreas:
    """One group: what it is called, which of the n areas are in it, and in how many districts they lie."""

    id: str
    called: str
    member: Mask
    districts: int

    @property
    def count(self) -> int:
        """How many areas are in it."""
        return int(np.count_nonzero(self.member))


def groups_of(
    comparison: Comparison,
    areas: AreaList,
    inputs: Inputs,
    clusters: NDArray[np.int64],
    *,
    results: Mapping[str, DesignationResult] | None = None,
) -> tuple[GroupOfAreas, ...]:
    """The areas of each group. Raises DefinitionError for a group without areas, or two that overlap."""
    done = dict(results or {})
    members: dict[str, Mask] = {}
    for group in comparison.groups:
        member = _member(group, comparison, areas, inputs, done)
        for other in group.leave_out:
            member = member & ~members[other]
        if not member.any():
            raise DefinitionError(
                f"the group '{group.id}' has no areas", where=comparison.id, do="choose a group that has some"
            )
        members[group.id] = member
    _refuse_overlap(comparison, members, areas)
    return tuple(
        GroupOfAreas(g.id, _called(g, areas), members[g.id], len(np.unique(clusters[members[g.id]])))
        for g in comparison.groups
    )


def _member(
    group: Group, comparison: Comparison, areas: AreaList, inputs: Inputs, done: dict[str, DesignationResult]
) -> Mask:
    chosen = group.areas
    if isinstance(chosen, Everywhere):
        return np.ones(len(areas), dtype=bool)
    if isinstance(chosen, Codes):
        return _listed(chosen, group, areas)
    if isinstance(chosen, Deciles):
        deciles, _ = column_of(inputs, chosen.of, areas)
        return np.isin(deciles, chosen.deciles)
    definition = comparison.designations[chosen.designation]
    if definition.id not in done:
        done[definition.id] = designate(definition, inputs)
    result = done[definition.id]
    if isinstance(chosen, Designated):
        return result.designated
    assert isinstance(chosen, Worst)
    measure = next(m for m in result.measures if chosen.measure in (None, m.measure.id))
    return (measure.rank > 0) & (measure.rank <= worst(chosen.share, measure.ranked))


def _listed(chosen: Codes, group: Group, areas: AreaList) -> Mask:
    codes = pa.array(chosen.codes, pa.string())
    at = positions_in(areas.codes, codes)
    if (at < 0).any():
        raise AreaCodeError(
            f"'{codes[int(np.argmax(at < 0))]}' is not among the {len(areas):,} areas of {areas.geography.words}",
            where=f"{chosen.file}, group {group.id}",
            do="check the code and its vintage",
        )
    member = np.zeros(len(areas), dtype=bool)
    member[at] = True
    return member


def _refuse_overlap(comparison: Comparison, members: Mapping[str, Mask], areas: AreaList) -> None:
    apart = [group.id for group in comparison.groups if not isinstance(group.areas, Everywhere)]
    for at, one in enumerate(apart):
        for other in apart[at + 1 :]:
            both = members[one] & members[other]
            if both.any():
                first = areas.codes[int(np.argmax(both))]
                raise DefinitionError(
                    f"{first} is in the group '{one}' and in the group '{other}'"
                    + (f" ({int(both.sum()):,} areas in all)" if both.sum() > 1 else ""),
                    where=comparison.id,
                    do=f"write 'leave_out: [{one}]' under '{other}', or choose groups that do not overlap",
                )


def _called(group: Group, areas: AreaList) -> str:
    if group.called:
        return group.called
    if not isinstance(group.areas, Everywhere):
        return f"the {level_words(areas.geography.level, plural=True)} of '{group.id}'"
    nations = {code[0] for code in areas.codes.to_pylist()}
    if nations == {"X"}:
        return "the whole county"
    return NATIONS.get(nations.pop(), "the whole country") if len(nations) == 1 else "the whole country"
