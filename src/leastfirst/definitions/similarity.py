"""Similarities: what areas must have in common to be called alike, written in YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from leastfirst.definitions.model import Definition, GeographyField, NodeId, Reference, Strict, TableId
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.tables import Direction

FOLDER = "similarities"


class Trait(Strict):
    """One thing that areas are alike in: a column, or counts over counts, with what people call it."""

    id: NodeId
    called: str
    value: Reference | None = None
    numerator: tuple[Reference, ...] = ()
    denominator: tuple[Reference, ...] = ()
    direction: Direction | None = None
    weight: float = Field(1, gt=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _one_way(self) -> Trait:
        if (self.value is None) == (not self.numerator) or bool(self.numerator) != bool(self.denominator):
            raise ValueError("say either 'value', or 'numerator' and 'denominator'")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read for it."""
        return (self.value,) if self.value else (*self.numerator, *self.denominator)


class Within(Strict):
    """What similar areas may be asked to share: the larger area by a lookup, or a column of the table of areas."""

    called: str
    through: TableId | None = None
    column: Reference | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Within:
        if (self.through is None) == (self.column is None):
            raise ValueError("say either 'through' (a lookup) or 'column'")
        return self


class Similarity(Definition):
    """The traits of the areas of one geography. Larger areas take the mean of theirs, over residents."""

    kind: Literal["similarity"]
    geography: GeographyField
    population: Reference
    district: TableId = Field(description="the lookup to the districts, for leaving out an area's own")
    within: dict[NodeId, Within] = {}
    traits: tuple[Trait, ...] = Field(min_length=1)
    standardise: Literal["z", "robust"] = "z"
    number: int = Field(10, ge=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> Similarity:
        ids = [trait.id for trait in self.traits]
        if len(set(ids)) != len(ids):
            raise ValueError("two traits have the same id")
        taken = {"rank", "area_code", "area_name", "distance", "reason"} & set(ids)
        if taken:
            raise ValueError(f"a trait cannot be called '{min(taken)}', as another column is")
        return self


def load_similarity(similarity: str | Path) -> Similarity:
    """Read a similarity by a shipped id or the path of your own YAML file."""
    model, sha256, _ = read_model(similarity, folder=FOLDER, model=Similarity)
    return model.model_copy(update={"sha256": sha256})
