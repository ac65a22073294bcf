"""What a public site shows: which lists, maps, funds and votes, written in YAML. Nothing about a site is in code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from leastfirst.definitions.model import Definition, GeographyField, Strict, TableId
from leastfirst.definitions.yaml_files import read_model

FOLDER = "editions"


class Mapped(Strict):
    """A level that the map shows: its areas and their boundaries; indices of other levels are rolled up to it."""

    geography: GeographyField
    boundaries: TableId
    indices: tuple[str, ...] = Field(min_length=1)
    designations: tuple[str, ...] = ()


class Counted(Strict):
    """A vote that the site shows: a .pb file and the rule sheet that it is counted by.

    `file` starts at the folder of the data (`pabulib/x.pb` beside the raw tables); with `shipped` it is one that
    leastfirst carries. A file that is not there is left out, and the site says so.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    file: str
    rules: str
    shipped: bool = False


class EditionDefinition(Definition):
    """What a site shows, each by the id of its definition, in the order in which it is shown.

    `leading` is the designation that area pages speak of first. `replicates` and `seed` are those of the certainty.
    """

    kind: Literal["edition"]
    pack: str
    leading: str
    designations: tuple[str, ...] = Field(min_length=1)
    maps: tuple[Mapped, ...] = Field(min_length=1)
    comparison: str = ""
    similarity: str = ""
    funds: tuple[str, ...] = ()
    votes: tuple[Counted, ...] = ()
    replicates: Annotated[int, Field(ge=0, le=100_000)] = 1_000
    seed: Annotated[int, Field(ge=0)] = 1


def load_edition(edition: str | Path) -> EditionDefinition:
    """Read what a site shows, by a shipped id or the path of your own YAML file. Raises DefinitionError."""
    model, sha256, _ = read_model(edition, folder=FOLDER, model=EditionDefinition)
    return model.model_copy(update={"sha256": sha256})
