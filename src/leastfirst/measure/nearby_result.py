"""What counting nearby assets gives: rows for areas, the coverage of the points, and both in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leastfirst.ground.area_codes import Geography, level_words
from leastfirst.ground.columns import AreaList, Values, numbers
from leastfirst.ground.tables import Needs
from leastfirst.ground.words import counted
from leastfirst.measure.points import Points

MILE_M = 1609.344


@dataclass(frozen=True)
class NearbyPlan:
    """What counting at a level stands on: the small areas that people are counted in, and the way up from them.

    `base` is the geography of the small areas, `population` the column of their residents, `through` the lookup to the
    larger level (None where the level is that of the small areas), `assets` the tables of points.
    """

    base: Geography
    population: str
    through: str | None
    target: Geography
    assets: tuple[str, ...]

    def needs(self) -> Needs:
        """The tables and columns that are read."""
        columns = ("area_code", "area_name", "latitude", "longitude")
        needs = Needs().add(f"areas-{self.base}", columns).add_reference(self.population)
        if self.through:
            needs.add(self.through).add(f"areas-{self.target}", ("area_code", "area_name"))
        for table_id in self.assets:
            needs.add(table_id, ("asset_id", "name", "class", "latitude", "longitude", "open"))
        return needs


@dataclass(frozen=True)
class Nearby:
    """Counts for m areas by k classes.

    `count` (m x k) is how many assets lie within `radius_m` of where a resident lives, on average; `people` (m) how
    many residents live within it; NaN where no position is known. The others are those of the small areas.
    """

    plan: NearbyPlan
    radius_m: float
    areas: AreaList
    residents: Values
    classes: tuple[Points, ...]
    count: Values
    people: Values
    small_areas: AreaList
    small_residents: Values
    small_counts: Values
    small_people: Values

    def table(self) -> pa.Table:
        """A row for each area and class; see docs/explanation/near-enough-to-walk.md for the columns."""
        m, k = self.count.shape
        area = np.repeat(np.arange(m), k)
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = 1000 * self.count / np.where(self.residents > 0, self.residents, np.nan)[:, None]
            near = 1000 * self.count / np.where(self.people > 0, self.people, np.nan)[:, None]
        return pa.table(
            {
                "area_code": self.areas.codes.take(pa.array(area)),
                "area_name": self.areas.names.take(pa.array(area)),
                "class": pa.array([each.name for each in self.classes] * m, pa.string()),
                "count": numbers(self.count.ravel()),
                "residents": _whole(np.repeat(self.residents, k)),
                "per_1000": numbers(rate.ravel()),
                "residents_nearby": numbers(np.repeat(self.people, k)),
                "per_1000_nearby": numbers(near.ravel()),
            }
        )

    def coverage(self) -> pa.Table:
        """A row for each class: how many points there were, which were left out and why, and who has none near."""
        known = ~np.isnan(self.small_people)
        none = (self.small_counts == 0) & known[:, None]
        people = np.nan_to_num(self.small_residents)
        rows = {
            "class": [each.name for each in self.classes],
            "table": [each.table for each in self.classes],
            "points": [each.points for each in self.classes],
            "closed": [each.closed for each in self.classes],
            "no_position": [each.no_position for each in self.classes],
            "outside": [each.outside for each in self.classes],
            "counted": [each.counted for each in self.classes],
            "near_no_area": [each.near_no_area for each in self.classes],
            "areas": [len(self.small_areas)] * len(self.classes),
            "areas_without_position": [int((~known).sum())] * len(self.classes),
            "areas_with_none": none.sum(axis=0).tolist(),
            "residents_with_none_share": [
                float(people[none[:, j]].sum() / people[known].sum()) for j in range(len(self.classes))
            ],
            "note": [each.note for each in self.classes],
        }
        return pa.table(rows)

    def finding(self) -> str:
        """What was found in plain words, a sentence for each class, and what the counts do not say."""
        small = self.plan.base.level
        told = [f"Within {self.radius_m:,.0f} m ({self.radius_m / MILE_M:.2f} miles) of where people live:"]
        for row in self.coverage().to_pylist():
            if row["counted"] == 0:
                told.append(f"  {row['class']}: none of {counted(row['points'], 'point')} could be counted.")
                continue
            known = row["areas"] - row["areas_without_position"]
            out = [
                f"{row[name]:,} {words}"
                for name, words in (("closed", "closed"), ("no_position", "without a position"), ("outside", "outside"))
                if row[name]
            ]
            alone = f", {row['near_no_area']:,} of these near none" if row["near_no_area"] else ""
            areas = counted(known, level_words(small), level_words(small, plural=True))
            told.append(
                f"  {row['class']}: {_percent(row['residents_with_none_share'])} of residents have none that counts "
                f"({row['areas_with_none']:,} of {areas}). "
                f"{row['counted']:,} of {counted(row['points'], 'point')} counted{alone}"
                f"{'; not counted: ' + ', '.join(out) if out else ''}."
            )
        notes = {each.note: each.table for each in self.classes if each.note}
        if len(notes) == 1:
            return "\n".join([*told, *notes])
        return "\n".join([*told, *(f"Note on {table}: {note}" for note, table in notes.items())])


def _whole(values: Values) -> pa.Array:
    return pa.array(np.nan_to_num(np.round(values)).astype(np.int64), mask=np.isnan(values))


def _percent(share: float) -> str:
    """A share as a whole percentage that says 0% and 100% only of nobody and everybody."""
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= share < 1 else f"{share:.0%}"
