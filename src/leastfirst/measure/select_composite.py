"""The rule `worst-composite`: the worst areas on measures added together, under a cap, with exclusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leastfirst.definitions import rules
from leastfirst.definitions.designation import Exclusion, WorstComposite
from leastfirst.ground.columns import AreaList, larger_areas, numbers
from leastfirst.ground.ranks import rank_areas, to_precision
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import ordinal
from leastfirst.measure.rules.standardise import standardise
from leastfirst.measure.selection import MeasureResult, Selection

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
    reasons = np.full(len(areas), "", dtype=object)
    for at, i in enumerate(order.tolist()):
        if walk.full:
            reasons[order[at:]] = walk.after_the_last(order[at:])
            break
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
        self.chosen: list[int] = []
        self.bans = [_Ban(exclusion, areas, inputs) for exclusion in rule.exclude]
        self.within = larger_areas(rule.cap.through, areas, inputs) if rule.cap else None
        self.taken: dict[str, list[int]] = defaultdict(list)

    @property
    def full(self) -> bool:
        """Whether as many areas have been chosen as there are places."""
        return len(self.chosen) == self.rule.number

    def after_the_last(self, areas: NDArray[np.int64]) -> list[str]:
        """Why none of the areas is chosen that come after the last place was given."""
        last = ordinal(int(self.rank[self.chosen[-1]]))
        why = f" of {self.assessed:,} on the composite; the last of {self.rule.number:,} places went to the {last}."
        return [f"Not chosen: {ordinal(rank)}{why}" for rank in self.rank[areas].tolist()]

    def step(self, i: int) -> str:
        """Choose or pass over the next area, and say why."""
        place = f"{ordinal(int(self.rank[i]))} of {self.assessed:,} on the composite"
        ban = next((why for each in self.bans if (why := each.of(i))), None)
        if ban:
            return f"Passed over: {place}, but {ban}."
        cap = self.rule.cap
        if cap is None or self.within is None:
            self.chosen.append(i)
            return f"Chosen: {place}."
        code, name = self.within.codes[i].as_py(), self.within.names[i].as_py()
        if code is None:
            return f"Passed over: {place}, but the data do not say in which {cap.called} it lies."
        if len(self.taken[code]) >= cap.at_most:
            return f"Passed over: {place}, but its {cap.called}, {name}, already has {self._have(code)}."
        self.taken[code].append(i)
        self.chosen.append(i)
        return f"Chosen: {place}, {_turn(len(self.taken[code]))} in its {cap.called}, {name}."

    def _have(self, code: str) -> str:
        return ", ".join(f"{self.areas.names[i]} (the {ordinal(int(self.rank[i]))})" for i in self.taken[code])


def _turn(number: int) -> str:
    return "the first" if number == 1 else f"the {ordinal(number)}"


class _Ban:
    """The larger areas that an exclusion names, and why an area that lies in one of them is left out."""

    def __init__(self, exclusion: Exclusion, areas: AreaList, inputs: Inputs) -> None:
        self.exclusion = exclusion
        self.within = larger_areas(exclusion.through, areas, inputs)
        self.listed: dict[str, list[str]] = defaultdict(list)
        listed = inputs[exclusion.table].data
        codes, names = listed[exclusion.column].to_pylist(), listed[exclusion.name_column].to_pylist()
        for code, name in zip(codes, names, strict=True):
            self.listed[code].append(name)

    def of(self, i: int) -> str | None:
        """Why the area at i is left out, if it is."""
        code = self.within.codes[i].as_py()
        if code is None or code not in self.listed:
            return None
        return (
            f"its {self.exclusion.called}, {self.within.names[i].as_py()}, {self.exclusion.because} "
            f"({', '.join(self.listed[code])})"
        )
