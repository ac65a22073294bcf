"""The engines themselves: each takes an Ibis expression and named tables, and gives back rows."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from leastfirst.ground.errors import LeastfirstError

if TYPE_CHECKING:
    import pyarrow as pa

Source: TypeAlias = "pa.Table | Path"
"""Rows for an engine: an Arrow table, or the path of a Parquet file."""

ENGINES = {"duckdb": "leastfirst.engines.on_duckdb", "spark": "leastfirst.engines.on_spark"}


class Engine(Protocol):
    """What an engine can do; used in a `with` block, at whose end it lets go of what it holds."""

    name: str

    def run(self, expression: Any, tables: Mapping[str, Source], *, order: Sequence[str]) -> pa.Table:
        """The rows of an expression over unbound Ibis tables, sorted by the columns of `order`.

        `tables` holds the rows of every table that the expression names.
        """
        ...

    def __enter__(self) -> Engine: ...

    def __exit__(self, *reason: object) -> None: ...


def open_engine(name: str = "duckdb") -> Engine:
    """Start an engine by its name; raises LeastfirstError if there is none of that name or it is not installed."""
    if name not in ENGINES:
        raise LeastfirstError(f"there is no engine '{name}'", do=f"use one of {', '.join(ENGINES)}")
    engine: Engine = importlib.import_module(ENGINES[name]).start()
    return engine


def in_order(rows: pa.Table, expression: Any, order: Sequence[str]) -> pa.Table:
    """The rows with the column types that the expression states, in a stated order, in one piece.

    Engines differ in the widths they choose and in what they say may be missing, which is no part of the rows.
    """
    import pyarrow as pa

    stated = expression.schema().to_pyarrow()
    schema = pa.schema([pa.field(each.name, each.type) for each in stated])
    return rows.select(schema.names).cast(schema).sort_by([(name, "ascending") for name in order]).combine_chunks()
