"""CSV on the Web (W3C, 2015): the metadata that stands beside a CSV file and says what its columns mean."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from leastfirst.exchange.datapackage import described, without_blanks
from leastfirst.ground.tables import Field, Type

CONTEXT = "http://www.w3.org/ns/csvw"
ENDING = ".csv-metadata.json"
"""A reader finds the metadata of `x.csv` under `x.csv-metadata.json`, as the standard says."""
_DATATYPES: dict[Type, str] = {
    "string": "string",
    "integer": "integer",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
    "geometry": "string",
}


def metadata(
    url: str,
    fields: Sequence[Field],
    *,
    key: Sequence[str],
    title: str,
    note: str = "",
    sources: Sequence[str] = (),
    licences: Sequence[str] = (),
    attributions: Sequence[str] = (),
) -> str:
    """The text of the metadata of a CSV file with one heading line; the same arguments give the same bytes.

    Args:
        url: the name of the CSV file, which lies in the same folder.
        fields: its columns in order, each under its own name in the heading.
        key: the columns by which a row is told apart.
        title: what the table is called.
        note: what one must know to read it.
        sources: what it was made from, as text.
        licences: the licences of those, as text or addresses.
        attributions: what these ask one to say.
    """
    content = {
        "@context": [CONTEXT, {"@language": "en"}],
        "url": url,
        "dc:title": title,
        "dc:description": note,
        "dc:source": list(sources),
        "dc:license": list(licences),
        "dc:rights": list(attributions),
        "tableSchema": without_blanks(
            {"columns": [_column(each, each.name in key) for each in fields], "primaryKey": [_name(k) for k in key]}
        ),
    }
    return json.dumps(without_blanks(content), indent=2, ensure_ascii=False) + "\n"


def _column(field: Field, in_key: bool) -> dict[str, Any]:
    return without_blanks(
        {
            "name": _name(field.name),
            "titles": field.name,
            "datatype": _DATATYPES[field.type],
            "required": True if in_key else None,
            "dc:title": field.title,
            "dc:description": described(field),
        }
    )


def _name(column: str) -> str:
    """The name of a column as the standard allows it: a variable of a URI template (RFC 6570), other signs encoded."""
    return "".join(
        each if (each.isascii() and each.isalnum()) or (each == "_" and at) else _encoded(each)
        for at, each in enumerate(column)
    )


def _encoded(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode())
