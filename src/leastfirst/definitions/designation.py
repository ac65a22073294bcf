"""Designations: which areas are chosen, by which measures and which rule, written in YAML.

Two kinds of rule: `worst-on-all` (in the worst share on every measure) and `worst-composite` (the worst areas on
measures added together, under a cap, with exclusions).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from leastfirst.definitions.model import (
    Definition,
    GeographyField,
    NodeId,
    Reference,
    Strict,
    TableId,
)
from leastfirst.definitions.recipe import Recipe, areas_above, areas_below, check_weights, load_recipe
from leastfirst.definitions.yaml_files import beside, read_model
from leastfirst.ground.errors import DefinitionError
from leastfirst.ground.ranks import Precision
from leastfirst.ground.tables import Needs

FOLDER = "designations"

Summary = Literal["average-score", "average-rank", "proportion", "extent", "local-concentration"]


def as_fraction(value: Any) -> Any:
    """A share written as a fraction, such as 1/10, as two whole numbers."""
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d+)\s*/\s*(\d+)\s*", value)):
        return int(match[1]), int(match[2])
    raise ValueError("write a share as a fraction, such as 1/10")


class RollUpStep(Strict):
    """One step up: through which lookup, weighted by whose residents, by which summary."""

    through: TableId
    population: Reference
    summary: Summary = "average-score"


class Measure(Strict):
    """One measure: an index, rolled up to the geography of the designation where it is of another."""

    id: NodeId
    title: str
    short: str
    index: str
    roll_up: tuple[RollUpStep, ...] = ()
    precision: Precision = 9


class WorstOnAll(Strict):
    """Chosen when in the worst `share` of areas on every measure: rank of at most n x share, rounded down."""

    kind: Literal["worst-on-all"]
    share: Annotated[tuple[int, int], BeforeValidator(as_fraction)]

    @model_validator(mode="after")
    def _below_one(self) -> WorstOnAll:
        if not 0 < self.share[0] < self.share[1]:
            raise ValueError("the share lies between 0 and 1")
        return self


class Cap(Strict):
    """At most so many chosen areas in each area of another geography, by largest share of people."""

    at_most: int = Field(ge=1)
    through: TableId
    called: str


class Exclusion(Strict):
    """Areas left out because the area they lie in (by the lookup `through`) stands in a list."""

    through: TableId
    table: TableId
    column: str
    name_column: str = "name"
    called: str
    because: str


class WorstComposite(Strict):
    """The `number` worst areas on the weighted sum of standardised measures, passing over those the cap forbids."""

    kind: Literal["worst-composite"]
    weights: dict[NodeId, float]
    number: int = Field(ge=1)
    cap: Cap | None = None
    exclude: tuple[Exclusion, ...] = ()

    @field_validator("weights")
    @classmethod
    def _weights(cls, weights: dict[str, float]) -> dict[str, float]:
        check_weights(weights)
        return weights


class Designation(Definition):
    """A whole designation, with the recipes of its measures once it has been loaded."""

    kind: Literal["designation"]
    standing: str = Field("", description="who says so and who does not, in a sentence or two")
    called: str = Field(description="what a chosen area is called, in the plural")
    called_one: str = Field(description="what one chosen area is called")
    geography: GeographyField
    population: Reference
    population_through: TableId | None = None
    measures: tuple[Measure, ...] = Field(min_length=1)
    rule: Annotated[WorstOnAll | WorstComposite, Field(discriminator="kind")]
    context: tuple[TableId, ...] = Field((), description="lookups to the larger areas that the list names")
    boundaries: TableId | None = None
    outline: TableId | None = None
    related: tuple[str, ...] = Field((), description="other designations to hold this one against")
    caveats: tuple[str, ...] = ()
    recipes: dict[str, Recipe] = {}

    @model_validator(mode="after")
    def _measures_known(self) -> Designation:
        ids = [measure.id for measure in self.measures]
        if len(set(ids)) != len(ids):
            raise ValueError("two measures have the same id")
        if isinstance(self.rule, WorstComposite):
            unknown = set(self.rule.weights) ^ set(ids)
            if unknown:
                raise ValueError(f"the composite and the measures differ in '{min(unknown)}'")
        return self

    def needs(self) -> Needs:
        """The tables and columns that the designation and its recipes read."""
        names = ("area_code", "area_name")
        needs = Needs().add(f"areas-{self.geography}").add_reference(self.population)
        if self.population_through:
            needs.add(self.population_through).add(areas_below(self.population_through), names)
        for measure in self.measures:
            needs |= self.recipes[measure.index].needs()
            for step in measure.roll_up:
                needs.add(step.through).add_reference(step.population)
                # The areas on the way; those at its end stand above already.
                needs.add(areas_below(step.through), names).add(areas_above(step.through), names)
        if isinstance(self.rule, WorstComposite):
            if self.rule.cap:
                needs.add(self.rule.cap.through).add(areas_above(self.rule.cap.through))
            for exclusion in self.rule.exclude:
                needs.add(exclusion.through).add(areas_above(exclusion.through))
                needs.add(exclusion.table, (exclusion.column, exclusion.name_column))
        for lookup in self.context:
            needs.add(lookup).add(areas_above(lookup), names)
        return needs


def load_designation(designation: str | Path) -> Designation:
    """Read a designation, with the recipes it names, by a shipped id or the path of your own YAML file."""
    bare, sha256, where = read_model(designation, folder=FOLDER, model=Designation)
    try:
        recipes = {m.index: load_recipe(beside(m.index, designation)) for m in bare.measures}
    except DefinitionError as error:
        raise DefinitionError(error.what, where=f"{where}, {error.where}".strip(", "), do=error.do) from None
    return bare.model_copy(update={"sha256": sha256, "recipes": recipes})
