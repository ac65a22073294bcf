"""What `datapackage.json` says, read into `TableMeta` and written from it.

The file follows the Frictionless Data Package; what that standard has no word for stands under `leastfirst`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from leastfirst.exchange.datapackage import FILE_NAME as FILE_NAME  # it is this file that is read and written here
from leastfirst.exchange.datapackage import FORMATS, PROFILE, SHA256, described, without_blanks
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import Base, Direction, Field, Kind, TableMeta, Type

_BASE: Base = "residents"
_GEOMETRY = {"type": "any", "format": "wkb"}


@dataclass(frozen=True)
class Resource:
    """One table's file: its path within the pack, rows, bytes and sha256."""

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Descriptor:
    """A pack as its `datapackage.json` describes it."""

    id: str
    title: str
    version: str
    tables: Mapping[str, TableMeta]
    resources: Mapping[str, Resource]
    fictional: bool = False
    definition: str = ""
    licences: Sequence[Mapping[str, str]] = ()
    sources: Sequence[Mapping[str, str]] = ()


def write_descriptor(descriptor: Descriptor) -> str:
    """The text of `datapackage.json`; the same descriptor gives the same bytes."""
    own = {"fictional": descriptor.fictional, "definition": descriptor.definition}
    content = {
        "$schema": PROFILE,
        "name": descriptor.id,
        "title": descriptor.title,
        "version": descriptor.version,
        "licenses": list(descriptor.licences),
        "sources": list(descriptor.sources),
        "leastfirst": without_blanks(own),
        "resources": [_resource(meta, descriptor.resources[meta.id]) for meta in descriptor.tables.values()],
    }
    return json.dumps(without_blanks(content), indent=2, ensure_ascii=False) + "\n"


def read_descriptor(folder: Path) -> Descriptor:
    """Read `datapackage.json`; raises DataError that says which resource or property is at fault."""
    path = folder / FILE_NAME
    where = str(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"there is no data pack: {FILE_NAME} is missing",
            where=str(folder),
            do="give a folder that `leastfirst data build` wrote",
        ) from None
    except OSError as error:
        raise DataError(f"it cannot be read ({error.strerror})", where=where) from None
    except ValueError as error:
        raise DataError(f"it is not valid JSON ({error})", where=where, do="build the pack again") from None
    try:
        own = content.get("leastfirst", {})
        tables, resources = {}, {}
        for each in content["resources"]:
            meta = _read_meta(each, where)
            if meta.id in tables:
                raise DataError(f"two resources are called '{meta.id}'", where=where, do="build the pack again")
            tables[meta.id] = meta
            resources[meta.id] = _read_resource(each, where)
        return Descriptor(
            id=str(content["name"]),
            title=str(content.get("title", content["name"])),
            version=str(content.get("version", "")),
            tables=tables,
            resources=resources,
            fictional=bool(own.get("fictional", False)),
            definition=str(own.get("definition", "")),
            licences=tuple(content.get("licenses", ())),
            sources=tuple(content.get("sources", ())),
        )
    except KeyError as error:
        raise DataError(f"the property {error} is missing", where=where, do="build the pack again") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise DataError(
            f"it is not laid out as a data pack ({error})", where=where, do="build the pack again"
        ) from None


def _resource(meta: TableMeta, resource: Resource) -> dict[str, Any]:
    own = {
        "kind": meta.kind,
        "geography": str(meta.geography) if meta.geography else "",
        "target": str(meta.target) if meta.target else "",
        "lookup_kind": meta.lookup_kind or "",
        "rows": resource.rows,
        "vintage": meta.vintage,
        "source": meta.source,
        "licence": meta.licence,
        "note": meta.note,
        "fictional": meta.fictional,
    }
    if meta.attribution:
        own["attribution"] = meta.attribution
    return {
        "name": meta.id,
        "title": meta.title,
        "path": resource.path,
        "format": "parquet",
        "mediatype": FORMATS["parquet"],
        "bytes": resource.bytes,
        "hash": SHA256 + resource.sha256,
        "schema": {"fields": [_field(each) for each in meta.fields], "primaryKey": list(meta.key)},
        "leastfirst": without_blanks(own),
    }


def _field(field: Field) -> dict[str, Any]:
    limits = {"required": field.required or None, "minimum": field.minimum, "maximum": field.maximum}
    own = {
        "unit": field.unit,
        "direction": field.direction or "",
        "dimension": field.dimension,
        "capital": field.capital,
        "kind": field.kind,
        "base": "" if field.base == _BASE else field.base,
        "numerator": list(field.numerator),
        "denominator": list(field.denominator),
        "reading": field.reading,
    }
    content = {
        "name": field.name,
        **(_GEOMETRY if field.type == "geometry" else {"type": field.type}),
        "title": field.title,
        "description": described(field),
        "constraints": without_blanks(limits),
        "leastfirst": without_blanks(own),
    }
    return without_blanks(content)


def _read_meta(content: Mapping[str, Any], where: str) -> TableMeta:
    name, schema, own = str(content["name"]), content["schema"], content.get("leastfirst", {})
    where = f"{where}, resource {name}"
    fields = tuple(_read_field(each, where) for each in schema["fields"])
    kind = _one_of(own.get("kind"), get_args(Kind), "kind", where)
    lookup_kind = own.get("lookup_kind")
    if kind == "lookup":
        _one_of(lookup_kind, ("exact", "best-fit", "weighted"), "lookup_kind", where)
    key = schema.get("primaryKey", [])
    meta = TableMeta(
        id=name,
        kind=kind,
        title=str(content.get("title", name)),
        fields=fields,
        key=(key,) if isinstance(key, str) else tuple(key),
        geography=Geography.parse(own["geography"]) if own.get("geography") else None,
        target=Geography.parse(own["target"]) if own.get("target") else None,
        lookup_kind=lookup_kind,
        vintage=str(own.get("vintage", "")),
        source=str(own.get("source", "")),
        licence=str(own.get("licence", "")),
        attribution=str(own.get("attribution", "")),
        note=str(own.get("note", "")),
        fictional=bool(own.get("fictional", False)),
    )
    for column in meta.key:
        meta.field(column)
    return meta


def _read_field(content: Mapping[str, Any], where: str) -> Field:
    own, limits = content.get("leastfirst", {}), content.get("constraints", {})
    given = "geometry" if content.get("format") == "wkb" else content.get("type")
    direction = own.get("direction")
    if direction is not None:
        _one_of(direction, get_args(Direction), "direction", where)
    return Field(
        name=str(content["name"]),
        type=_one_of(given, get_args(Type), "type", where),
        title=str(content.get("title", "")),
        unit=str(own.get("unit", "")),
        direction=direction,
        dimension=str(own.get("dimension", "")),
        required=bool(limits.get("required", False)),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        capital=str(own.get("capital", "")),
        kind=str(own.get("kind", "")),
        base=_one_of(own.get("base", _BASE), get_args(Base), "base", where),
        numerator=tuple(own.get("numerator", ())),
        denominator=tuple(own.get("denominator", ())),
        reading=str(own.get("reading", "")),
    )


def _read_resource(content: Mapping[str, Any], where: str) -> Resource:
    path, digest = str(content["path"]), str(content["hash"])
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or ":" in path:
        raise DataError(f"the path '{path}' leads out of the pack", where=where, do="keep every table inside the pack")
    if not digest.startswith(SHA256):
        raise DataError(f"the hash of {path} is not a sha256", where=where, do="build the pack again")
    rows = int(content["leastfirst"]["rows"])
    return Resource(path, rows, int(content["bytes"]), digest.removeprefix(SHA256))


def _one_of(value: Any, allowed: Sequence[str], name: str, where: str) -> Any:
    if value not in allowed:
        raise DataError(f"the {name} is '{value}'", where=where, do=f"use one of {', '.join(allowed)}")
    return value
