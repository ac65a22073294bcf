"""The Arrow type of each column type, so that every pack stores and returns the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from leastfirst.ground.tables import Field, TableMeta, Type


def arrow_type(kind: Type) -> pa.DataType:
    """The one Arrow type in which a column type is stored and handed out."""
    import pyarrow as pa

    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "geometry": pa.binary(),
    }[kind]


def arrow_schema(meta: TableMeta) -> pa.Schema:
    """The Arrow schema of a table, in the order of its fields."""
    import pyarrow as pa

    return pa.schema([pa.field(each.name, arrow_type(each.type)) for each in meta.fields])


def fits(found: pa.DataType, field: Field) -> bool:
    """Whether a stored column can be handed out as the type of `field` without changing a value."""
    import pyarrow.types as types

    ok: bool = {
        "string": types.is_string(found) or types.is_large_string(found),
        "integer": types.is_integer(found),
        "number": types.is_floating(found),
        "boolean": types.is_boolean(found),
        "date": types.is_date32(found),
        "geometry": types.is_binary(found) or types.is_large_binary(found),
    }[field.type]
    return ok
