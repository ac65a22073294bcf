"""Where a fund's places come from, and which published figures are its formula's inputs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from leastfirst.definitions.amounts import Number
from leastfirst.definitions.formula import InputName
from leastfirst.definitions.model import GeographyField, NodeId, Reference, Strict, TableId
from leastfirst.definitions.recipe import areas_above, areas_below
from leastfirst.ground.tables import Needs

Decimals = Annotated[int, Field(ge=0, le=12)]


class Designated(Strict):
    """The places that a designation chooses."""

    come_from: Literal["designation"]
    designation: str


class Areas(Strict):
    """Areas of one geography: those listed, or all of them."""

    come_from: Literal["areas"]
    geography: GeographyField
    codes: tuple[str, ...] | None = Field(None, min_length=1)
    within: tuple[TableId, ...] = Field((), description="lookups to the larger areas that strings and strata speak of")


class Bounded(Strict):
    """A place with its own boundary, as a list of areas; larger areas are brought down to the base geography."""

    code: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")
    name: str
    areas: tuple[str, ...] = Field(min_length=1)


class OwnBoundaries(Strict):
    """Places with their own boundaries, made of areas of `base` and of larger areas that a lookup leads up to."""

    come_from: Literal["own-boundaries"]
    base: GeographyField
    through: tuple[TableId, ...] = Field((), description="lookups from the base to the larger areas that places name")
    within: tuple[TableId, ...] = ()
    places: tuple[Bounded, ...] = Field(min_length=1)


class Listed(Strict):
    """The rows of a table of named places."""

    come_from: Literal["table"]
    table: TableId
    code: str
    name: str


class StatedPlace(Strict):
    """A place with its published figures, stated here."""

    code: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")
    name: str
    figures: dict[InputName, Number] = {}
    within: dict[str, str] = Field({}, description="level to the code of the larger area that it lies in")


class Stated(Strict):
    """Places that the definition states with their published figures, whose source it names."""

    come_from: Literal["statement"]
    source: str
    vintage: str
    places: tuple[StatedPlace, ...] = Field(min_length=1)


class Numbered(Strict):
    """So many places that are not named: what each would get."""

    come_from: Literal["number"]
    number: int = Field(ge=1, le=1_000_000)


AnyPlaces = Annotated[Designated | Areas | OwnBoundaries | Listed | Stated | Numbered, Field(discriminator="come_from")]


class FromDesignation(Strict):
    """A column that the designation worked out, such as population or deprivation_score."""

    come_from: Literal["designation"]
    column: NodeId
    decimals: Decimals = 6


class FromColumn(Strict):
    """A column of a published table.

    Where its areas are smaller than the places, `through` leads up to them: counts are added up, rates are averaged
    over `weighted_by`.
    """

    come_from: Literal["column"]
    column: Reference
    through: tuple[TableId, ...] = ()
    take: Literal["sum", "mean"] = "sum"
    weighted_by: Reference | None = None
    decimals: Decimals = 6

    @model_validator(mode="after")
    def _weighted(self) -> FromColumn:
        if (self.take == "mean") != (self.weighted_by is not None):
            raise ValueError("a mean is weighted by a column of people (`weighted_by`), a sum is not")
        return self


class FromIndex(Strict):
    """The score, the rank or the decile of an index; averaged over residents where places are larger."""

    come_from: Literal["index"]
    index: str
    value: Literal["score", "rank", "decile"] = "score"
    through: tuple[TableId, ...] = ()
    weighted_by: Reference | None = None
    decimals: Decimals = 6


class CountOfAreas(Strict):
    """How many small areas the place is made of."""

    come_from: Literal["count"]


class FromStatement(Strict):
    """The figures that the definition states with its places."""

    come_from: Literal["statement"]


AnySource = Annotated[
    FromDesignation | FromColumn | FromIndex | CountOfAreas | FromStatement, Field(discriminator="come_from")
]


def places_needs(places: AnyPlaces) -> Needs:
    """The published tables that the places themselves read, but for what a designation reads."""
    needs = Needs()
    if isinstance(places, Areas | OwnBoundaries):
        geography = places.geography if isinstance(places, Areas) else places.base
        needs.add(f"areas-{geography}", _NAMES)
        through = places.through if isinstance(places, OwnBoundaries) else ()
        for lookup in (*places.within, *through):
            needs.add(lookup).add(areas_above(lookup), _NAMES)
    if isinstance(places, Listed):
        needs.add(places.table, (places.code, places.name))
    return needs


def source_needs(source: AnySource) -> Needs:
    """The published tables that an input reads, but for what a designation or an index reads."""
    needs = Needs()
    if isinstance(source, FromColumn):
        needs.add_reference(source.column)
    if isinstance(source, FromColumn | FromIndex):
        for lookup in source.through:
            needs.add(lookup).add(areas_below(lookup), _NAMES).add(areas_above(lookup), _NAMES)
        if source.weighted_by:
            needs.add_reference(source.weighted_by)
    return needs


_NAMES = ("area_code", "area_name")
