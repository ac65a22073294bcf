"""What comparing scales gives: who is reached by each level, each summary and each budget."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leastfirst.definitions.designation import Designation
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.columns import Values, numbers
from leastfirst.measure.index import IndexResult


@dataclass(frozen=True)
class Targeting:
    """Targeting by one level and one way of summing up, for k budgets.

    `people` and `reached` are how many are targeted and how many of them are in need; `areas` in how many areas they
    live. `low` and `high` are the least and the most people in need that random zones of the same sizes reached, NaN
    for the small areas themselves and where no position is known.
    """

    geography: Geography
    summary: str
    people: Values
    reached: Values
    areas: Values
    low: Values
    high: Values


@dataclass(frozen=True)
class OwnList:
    """What the designation's own list reaches, in people and in small areas (a part of one counts in part)."""

    areas: int
    people: float
    reached: float
    small_areas: float
    small_areas_in_need: float


@dataclass(frozen=True)
class ScaleResult:
    """Who is reached at which scale. `in_need` people live in `areas_in_need` small areas; `people` is everybody."""

    designation: Designation
    index: IndexResult
    share: tuple[int, int]
    people: float
    in_need: float
    areas_in_need: int
    unranked: int
    budgets: Values
    targetings: tuple[Targeting, ...]
    own: OwnList
    draws: int
    seed: int

    def table(self) -> pa.Table:
        """A row for each level, summary and budget, then one for the designation's own list."""
        k = len(self.budgets)
        rows = [
            {
                "level": np.repeat(each.geography.level, k),
                "summary": np.repeat(each.summary, k),
                "budget_share": self.budgets,
                "people_targeted": each.people,
                "areas_targeted": each.areas,
                "reached_share": each.reached / self.in_need,
                "leaked_share": 1 - each.reached / each.people,
                "control_low": each.low / self.in_need,
                "control_high": each.high / self.in_need,
                "geography": np.repeat(str(each.geography), k),
            }
            for each in self.targetings
        ]
        own, missing = self.own, np.array([np.nan])
        if own.people > 0:
            geography = self.designation.geography
            rows.append(
                {
                    "level": np.array([geography.level]),
                    "summary": np.array([f"the list of {self.designation.id}"]),
                    "budget_share": np.array([own.people / self.people]),
                    "people_targeted": np.array([own.people]),
                    "areas_targeted": np.array([float(own.areas)]),
                    "reached_share": np.array([own.reached / self.in_need]),
                    "leaked_share": np.array([1 - own.reached / own.people]),
                    "control_low": missing,
                    "control_high": missing,
                    "geography": np.array([str(geography)]),
                }
            )
        columns = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
        whole = ("people_targeted", "areas_targeted")
        return pa.table(
            {
                name: pa.array(np.rint(values).astype(np.int64))
                if name in whole
                else pa.array(values.tolist(), pa.string())
                if values.dtype.kind == "U"
                else numbers(np.round(values, 9))
                for name, values in columns.items()
            }
        )
