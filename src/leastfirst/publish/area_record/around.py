"""Which areas lie around one, and which lie in it, as a record needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from leastfirst.ground.area_codes import Geography
from leastfirst.publish.area_record.models import Related, Relation
from leastfirst.publish.reading import MOST_ROWS, Edition, Record

# Areas that hold fewer of its people than this are not spoken of: boundaries seldom fit to the last house.
LEAST_SHARE = 0.05
# From here on an area lies in another one as a whole.
WHOLE = 0.995


@dataclass
class Around:
    """An area among the others of an edition; what lies in it is read when it is first asked for."""

    edition: Edition
    geography: str
    code: str
    name: str
    rows: list[Record] = field(default_factory=list)

    @classmethod
    def of(cls, edition: Edition, geography: str, code: str, name: str) -> Around:
        """Read which areas it lies in."""
        found = _every(edition, {"area_code": code, "geography": geography}) if "within" in edition.tables else []
        return cls(edition, geography, code, name, found)

    @property
    def itself(self) -> Related:
        """The area as one of its own kind."""
        return Related(geography=self.geography, code=self.code, name=self.name, share=1.0, has_page=True)

    def larger(self) -> list[Related]:
        """The areas that it lies in or overlaps, kind by kind, those with most of its people first."""
        return [
            each
            for geography in dict.fromkeys(row["within_geography"] for row in self.rows)
            for each in self.of_kind(geography)
        ]

    def of_kind(self, geography: str) -> list[Related]:
        """The areas of one kind that it lies in or overlaps; itself if it is of that kind."""
        if geography == self.geography:
            return [self.itself]
        mine = [row for row in self.rows if row["within_geography"] == geography and row["share"] >= LEAST_SHARE]
        return [
            Related(
                geography=geography,
                code=row["within_code"],
                name=row["within_name"],
                share=row["share"],
                has_page=f"areas-{geography}" in self.edition.tables,
            )
            for row in sorted(mine, key=lambda row: (-row["share"], row["within_code"]))
        ]

    def relation(self, geography: str) -> Relation:
        """How it stands to areas of a kind."""
        if geography == self.geography:
            return "itself"
        found = self.of_kind(geography)
        if not found:
            return "holds"
        return "lies in" if (found[0].share or 0) >= WHOLE else "overlaps"

    def inside(self, geography: str) -> list[str]:
        """The codes of the areas of a kind that lie in it, at least for the most part."""
        return [row["area_code"] for row in self._within if row["geography"] == geography]

    @cached_property
    def _within(self) -> list[Record]:
        if "within" not in self.edition.tables:
            return []
        rows = _every(self.edition, {"within_code": self.code, "within_geography": self.geography})
        return [row for row in rows if row["share"] > 0.5]


def level_and_vintage(geography: str) -> tuple[str, int]:
    """The two halves of `lsoa-2021`."""
    parsed = Geography.parse(geography)
    return parsed.level, parsed.vintage


def _every(edition: Edition, where: dict[str, str]) -> list[Record]:
    """All rows of `within`, in as many steps as it takes; one for nearly every area."""
    rows: list[Record] = []
    while len(rows) % MOST_ROWS == 0:
        more = edition.rows("within", where=where, limit=MOST_ROWS, offset=len(rows), counted=False).rows
        rows += more
        if not more:
            break
    return rows
