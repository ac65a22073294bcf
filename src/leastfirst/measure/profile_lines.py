"""What a profile tells: lines about people, standings on indices, verdicts of designations, areas around."""

from __future__ import annotations

from dataclasses import dataclass

from leastfirst.ground.area_codes import Geography
from leastfirst.measure.build_log import Contribution


@dataclass(frozen=True)
class Residents:
    """How many people live there by one count, and which count that is."""

    number: int
    count: str


@dataclass(frozen=True)
class Line:
    """A share of the people here and in the whole country; `here` is None where it is missing or suppressed."""

    title: str
    here: float | None
    everywhere: float
    suppressed: bool = False


@dataclass(frozen=True)
class Standing:
    """How the place stands on one index.

    `rank` of `ranked` areas and `decile` (1 = greatest need) are those of the place if it is one area of a level that
    is ranked; for a place of several areas they are None and `like_rank` says which rank its mean score would take
    among the areas of the index. `worst_areas` of `areas` smaller areas are in decile 1.
    """

    index_id: str
    title: str
    score: float
    rank: int | None
    ranked: int
    decile: int | None
    like_rank: int
    like_of: int
    level: str
    areas: int
    worst_areas: int
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Verdict:
    """What a designation says: of the place itself, of areas within it, or of the area it lies in.

    `designated` is None for an area that was not assessed.
    """

    designation_id: str
    title: str
    status: str
    area_code: str
    area_name: str
    level: str
    relation: str
    designated: bool | None
    reason: str


@dataclass(frozen=True)
class Neighbour:
    """An area beside or around the place, with its standing on the leading index."""

    area_code: str
    area_name: str
    rank: int | None
    decile: int | None


@dataclass(frozen=True)
class Profile:
    """A place: its people, its standing, its designations, and the areas above, beside and around it."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    geography: Geography
    residents: tuple[Residents, ...]
    facts: tuple[Line, ...]
    standings: tuple[Standing, ...]
    cannot_be_said: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    parents: tuple[tuple[str, str, str], ...]
    family: str
    siblings: tuple[Neighbour, ...]
    neighbours: tuple[Neighbour, ...]
    leading_index: str
    fictional: bool
