"""The rule `worst-composite`: the worst areas on measures added together, under a cap, with exclusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.definitions.designation import Exclusion, WorstComposite
from leastfirst.ground.ranks import rank_areas, to_precision
from leastfirst.ground.tables import Inputs
from leastfirst.measure.columns import AreaList, larger_areas, numbers
from leastfirst.measure.rules.standardise import standardise
from leastfirst.measure.selection import MeasureResult, Selection
from leastfirst.measure.words import ordinal

PRECISION = 9
Z_SCORE = rules.Z(rule="z", mean=0, spread=1)


def select_composite(
    rule: WorstComposite,
    measures: Sequence[MeasureResult],
    areas: AreaList,
    inputs: Inputs,
    assessed: NDArray[np.bool_],
) -> Selection:
    """Choose the worst areas on the weighted sum of z-scores, walking down the list and passing over some.

    Among the n areas only those assessed are standardised and ranked. Equal composites are ordered by area code. Each
    area that is passed over is told why: its larger area is excluded, or has as many chosen areas as the cap allows.
    """
    composite = np.zeros(len(areas))
    for m in measures:
        values = np.where(assessed, m.value, np.nan)
        z = standardise(values, Z_SCORE, where=m.measure.title, lower_is_worse=not m.higher_is_worse)
        composite += rule.weights[m.measure.id] * z
    composite = to_precision(composite, PRECISION)
    rank = np.zeros(len(areas), dtype=np.int64)
    rank[assessed] = rank_areas(composite[assessed])
    walk = _Walk(rule, areas, rank, inputs)
    order = np.flatnonzero(assessed)[np.argsort(rank[assessed], kind="stable")]
    reasons = [""] * len(areas)
    for i in order.tolist():
        reasons[i] = walk.step(i)
    designated = np.zeros(len(areas), dtype=bool)
    designated[walk.chosen] = True
    columns = {
        "composite_score": numbers(composite),
        "composite_rank": pa.array(rank, mask=rank == 0),
    }
    return Selection(designated, pa.array(reasons, pa.string()), columns, np.array(walk.chosen, dtype=np.int64))


class _Walk:
    """One walk down the list, from the greatest need, that remembers who has been chosen where."""

    def __init__(self, rule: WorstComposite, areas: AreaList, rank: NDArray[np.int64], inputs: Inputs) -> None:
        self.rule, self.areas, self.rank = rule, areas, rank
        self.assessed = int(np.count_nonzero(rank))
        self.names = areas.names.to_pylist()
        self.chosen: list[int] = []
        self.bans = [list(_excluded(exclusion, areas, inputs)) for exclusion in rule.exclude]
        self.within: Sequence[tuple[str, str] | None] = []
        if rule.cap:
            self.within = _larger_with_names(rule.cap.through, areas, inputs)
        self.taken: dict[str, list[int]] = defaultdict(list)

    def step(self, i: int) -> str:
        """Choose or pass over the next area, and say why."""
        place = f"{ordinal(int(self.rank[i]))} of {self.assessed:,} on the composite"
        if len(self.chosen) == self.rule.number:
            last = ordinal(int(self.rank[self.chosen[-1]]))
            return f"Not chosen: {place}; the last of {self.rule.number:,} places went to the {last}."
        ban = next((words[i] for words in self.bans if words[i]), None)
        if ban:
            return f"Passed over: {place}, but {ban}."
        cap = self.rule.cap
        if cap is None:
            self.chosen.append(i)
            return f"Chosen: {place}."
        larger = self.within[i]
        if larger is None:
            return f"Passed over: {place}, but the data do not say in which {cap.called} it lies."
        code, name = larger
        if len(self.taken[code]) >= cap.at_most:
            return f"Passed over: {place}, but its {cap.called}, {name}, already has {self._have(code)}."
        self.taken[code].append(i)
        self.chosen.append(i)
        return f"Chosen: {place}, {_turn(len(self.taken[code]))} in its {cap.called}, {name}."

    def _have(self, code: str) -> str:
        return ", ".join(f"{self.names[i]} (the {ordinal(int(self.rank[i]))})" for i in self.taken[code])


def _turn(number: int) -> str:
    return "the first" if number == 1 else f"the {ordinal(number)}"


def _larger_with_names(through: str, areas: AreaList, inputs: Inputs) -> Sequence[tuple[str, str] | None]:
    _, codes, names = larger_areas(through, areas, inputs)
    return [
        (code, name) if code is not None else None
        for code, name in zip(codes.to_pylist(), names.to_pylist(), strict=True)
    ]


def _excluded(exclusion: Exclusion, areas: AreaList, inputs: Inputs) -> Iterator[str | None]:
    listed = inputs[exclusion.table].data
    names: Mapping[str, list[str]] = defaultdict(list)
    for code, name in zip(listed[exclusion.column].to_pylist(), listed[exclusion.name_column].to_pylist(), strict=True):
        names[code].append(name)
    for larger in _larger_with_names(exclusion.through, areas, inputs):
        if larger is None or larger[0] not in names:
            yield None
        else:
            yield f"its {exclusion.called}, {larger[1]}, {exclusion.because} ({', '.join(names[larger[0]])})"
