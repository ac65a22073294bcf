"""What there is to show on a map: levels, and what of each; and which of it an address asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leastfirst.publish import Edition

LEVEL, MEASURE = "level", "show"
NEAR = 12
"""The zoom at which one area and those around it are seen."""
LEVELS: dict[str, tuple[Promise, Promise]] = {
    "lsoa": (_("Small areas"), _("about 1,700 people each")),
    "msoa": (_("Middle-sized areas"), _("about 8,000 people each")),
    "ward": (_("Wards"), _("where councillors are elected")),
    "lad": (_("Districts"), _("the areas of councils")),
}


@dataclass(frozen=True)
class Measure:
    """What a map can show of its areas: a list and how sure it is, or the tenth of need by an index.

    `title` is what the definition is called, in English. `overview` says how its picture shows areas: `shapes`,
    `dots`, or empty where there is no picture.
    """

    id: str
    kind: Literal["list", "need"]
    title: str
    overview: str


@dataclass(frozen=True)
class Level:
    """Areas of one geography. `drawn` is False where the edition has their table but no map of them."""

    geography: str
    measures: tuple[Measure, ...]
    districts: tuple[tuple[str, str], ...]
    document: dict[str, Any]
    drawn: bool = True

    @property
    def table(self) -> str:
        """The id of the table that says what the map shows."""
        return f"map-{self.geography}"

    @property
    def lists(self) -> list[Measure]:
        """The lists of areas of this level."""
        return [each for each in self.measures if each.kind == "list"]

    @property
    def indices(self) -> list[Measure]:
        """The indices that are known at this level."""
        return [each for each in self.measures if each.kind == "need"]

    @property
    def name(self) -> str:
        """What residents call such areas."""
        return str(LEVELS.get(self._level, (self.geography, ""))[0])

    @property
    def size(self) -> str:
        """How large they are, in a few words."""
        return str(LEVELS.get(self._level, ("", ""))[1])

    @property
    def code_name(self) -> str:
        """What official statistics call them, with the year of their borders: `LSOA 2021`."""
        level, _dash, year = self.geography.rpartition("-")
        return f"{level.upper() if level in ('lsoa', 'msoa') else ''} {year}".strip()

    @property
    def is_district(self) -> bool:
        """Whether the areas are districts themselves."""
        return self._level == "lad"

    @property
    def _level(self) -> str:
        return self.geography.rpartition("-")[0]

    def measure(self, asked: str) -> Measure | None:
        """The measure of that id; the first where none is asked for or this level has no such."""
        return next((each for each in self.measures if each.id == asked), self.measures[0] if self.measures else None)


def map_address(
    edition: Edition, geography: str, *, show: str = "", area: str = "", at: tuple[float, float] | None = None
) -> str:
    """Where the map shows areas of a geography; empty where it has none of them.

    `show` is a list or an index; `area` is chosen when the map opens at its point `at` (latitude, longitude).
    """
    if f"map-{geography}" not in edition.tables:
        return ""
    asked = {LEVEL: geography, MEASURE: show}
    if at is not None:
        asked |= {"at": f"{at[0]:.4f},{at[1]:.4f},{NEAR}", "area": area}
    return f"{reverse('maps:map')}?{urlencode({name: value for name, value in asked.items() if value})}"


def levels(edition: Edition) -> list[Level]:
    """The levels that the edition shows, in its order."""
    documents = {each["geography"]: each for each in edition.documents("map")}
    return [_level(edition, geography, documents.get(geography)) for geography in edition.about.geographies]


def level_of(edition: Edition, geography: str) -> Level:
    """The level of that geography; Http404 with a sentence where the edition has none."""
    if geography not in edition.about.geographies:
        raise Http404(
            gettext("There are no areas called “%(name)s” here. Choose a kind of area on the map.")
            % {"name": geography[:40]}
        )
    return _level(edition, geography, edition.document("map", geography))


def asked_level(found: Sequence[Level], query: QueryDict) -> Level:
    """The level that the address asks for, the first if it names none; Http404 with a sentence for one unknown."""
    asked = query.get(LEVEL, "")
    if not found:
        raise Http404(gettext("There is no map in this edition. The tables are on the data page."))
    if not asked:
        return found[0]
    for each in found:
        if each.geography == asked:
            return each
    raise Http404(
        gettext("There is no map of “%(name)s”. Choose a kind of area on the map page.") % {"name": asked[:40]}
    )


def asked_measure(level: Level, query: QueryDict, *, everywhere: Sequence[Level]) -> tuple[Measure | None, str]:
    """The measure that the address asks for, and a sentence where this level has not got it.

    Http404 with a sentence for one that no level has.
    """
    asked = query.get(MEASURE, "")
    found = level.measure(asked)
    if not asked or (found and found.id == asked):
        return found, ""
    other = next((each for one in everywhere for each in one.measures if each.id == asked), None)
    if other is None:
        raise Http404(
            gettext("The map cannot show “%(name)s”. Choose what to show on the map page.") % {"name": asked[:40]}
        )
    return found, other.title


def _level(edition: Edition, geography: str, document: dict[str, Any] | None) -> Level:
    if document is None:
        return Level(geography, _measures_of_table(edition, geography), (), {}, drawn=False)
    measures = tuple(Measure(**each) for each in document["measures"])
    districts = tuple((code, name) for code, name in document["districts"])
    return Level(geography, measures, districts, document)


def _measures_of_table(edition: Edition, geography: str) -> tuple[Measure, ...]:
    """What the table of a level without a map says of it."""
    about = edition.table(f"map-{geography}")
    lists = [Measure(each.name, "list", each.title, "") for each in about.columns if each.type == "boolean"]
    needs = [
        Measure(each.name.removesuffix("_decile"), "need", each.title, "")
        for each in about.columns
        if each.name.endswith("_decile")
    ]
    return (*lists, *needs)
