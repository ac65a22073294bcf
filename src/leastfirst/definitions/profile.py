"""What a profile tells about the people of a place: shares of residents and households, written in YAML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from leastfirst.definitions.model import Definition, Reference, Strict
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.tables import Needs

FOLDER = "profiles"


class Fact(Strict):
    """One line about the people: the sum of some counts as a share of the sum of others."""

    title: str
    numerator: tuple[Reference, ...] = Field(min_length=1)
    denominator: tuple[Reference, ...] = Field(min_length=1)

    @property
    def column(self) -> str:
        """Its title as the name of a column: `children_under_16`."""
        return re.sub(r"[^a-z0-9]+", "_", self.title.lower()).strip("_")

    def needs(self) -> Needs:
        """The columns that the line reads."""
        needs = Needs()
        for reference in (*self.numerator, *self.denominator):
            needs.add_reference(reference)
        return needs


class ProfileDefinition(Definition):
    """The lines of a profile, and the counts of residents that it names, the best first."""

    kind: Literal["profile"]
    populations: tuple[Reference, ...]
    facts: tuple[Fact, ...]


def load_profile(profile: str | Path) -> ProfileDefinition:
    """Read the definition of a profile by a shipped id or the path of your own YAML file."""
    model, sha256, _ = read_model(profile, folder=FOLDER, model=ProfileDefinition)
    return model.model_copy(update={"sha256": sha256})
