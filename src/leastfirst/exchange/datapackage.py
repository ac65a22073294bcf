"""The Frictionless Data Package (version 2): what files there are, what their columns mean, under which licence.

A data pack (`exchange.packs`) is one, with more of our own beside it; so is what a public site offers to download.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leastfirst.ground.tables import Field

FILE_NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SHA256 = "sha256:"
FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}
"""The formats in which we offer tables, with their media types."""


@dataclass(frozen=True)
class Resource:
    """One file: its `path` starts from where datapackage.json lies; `fields` are the columns of a table.

    `licences` are names and titles of licences, `sources` titles and versions of what it was made from.
    """

    name: str
    title: str
    path: str
    bytes: int
    sha256: str
    description: str = ""
    fields: Sequence[Field] = ()
    key: Sequence[str] = ()
    licences: Sequence[Mapping[str, str]] = ()
    sources: Sequence[Mapping[str, str]] = ()

    @property
    def format(self) -> str:
        """Its format, as the ending of its path says."""
        return self.path.rpartition(".")[2]


def package(
    resources: Sequence[Resource],
    *,
    name: str,
    title: str,
    description: str = "",
    version: str = "",
    licences: Sequence[Mapping[str, str]] = (),
) -> str:
    """The text of `datapackage.json` for some files; the same files give the same bytes."""
    content = {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "description": description,
        "version": version,
        "licenses": list(licences),
        "resources": [_resource(each) for each in resources],
    }
    return json.dumps(without_blanks(content), indent=2, ensure_ascii=False) + "\n"


def plain_field(field: Field) -> dict[str, Any]:
    """A column as the standard describes it; its unit and direction stand in the description."""
    return without_blanks(
        {"name": field.name, "type": field.type, "title": field.title, "description": described(field)}
    )


def described(field: Field) -> str:
    """The unit of a column, and which direction is greater need."""
    parts = [f"Unit: {field.unit}." if field.unit else ""]
    if field.direction:
        parts.append(f"{'Higher' if field.direction == 'higher-is-worse' else 'Lower'} means greater need.")
    return " ".join(part for part in parts if part)


def without_blanks(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same without what says nothing."""
    return {key: value for key, value in content.items() if value not in (None, "", [], {}, ())}


def _resource(resource: Resource) -> dict[str, Any]:
    schema = {"fields": [plain_field(each) for each in resource.fields], "primaryKey": list(resource.key)}
    return without_blanks(
        {
            "name": resource.name,
            "title": resource.title,
            "description": resource.description,
            "type": "table" if resource.fields else "",
            "path": resource.path,
            "format": resource.format,
            "mediatype": FORMATS[resource.format],
            "encoding": "" if resource.format == "parquet" else "utf-8",
            "bytes": resource.bytes,
            "hash": SHA256 + resource.sha256,
            "schema": without_blanks(schema) if resource.fields else {},
            "licenses": list(resource.licences),
            "sources": list(resource.sources),
        }
    )
