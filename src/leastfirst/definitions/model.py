"""What every definition carries: who says so, when, and how sure we are that this is what they say."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import AreaCodeError
from leastfirst.ground.provenance import DefinitionRecord

Status = Literal["published", "decided", "inferred", "recalled", "example"]


def _geography(value: Any) -> Any:
    try:
        return Geography.parse(value) if isinstance(value, str) else value
    except AreaCodeError as error:
        raise ValueError(f"{error.what} ({error.do})") from None


GeographyField = Annotated[Geography, BeforeValidator(_geography), PlainSerializer(str, return_type=str)]
Reference = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*\.[a-z0-9_]+$")]
TableId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
NodeId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Strict(BaseModel):
    """A part of a definition: what is not known is refused, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Definition(Strict):
    """The head of every definition.

    `status`: `published` (read at the source), `decided` (by those whose it is, such as a council), `inferred` (worked
    out by us, never confirmed), `recalled` (from the literature by memory, to be checked), `example` (ours, to learn
    from).
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    summary: str
    source: str
    vintage: str
    licence: str
    status: Status
    sha256: str = ""

    @property
    def record(self) -> DefinitionRecord:
        """What the manifest says of it."""
        return DefinitionRecord(self.id, self.status, self.sha256)
