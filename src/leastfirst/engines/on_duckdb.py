"""DuckDB, the engine that is used unless another is asked for: inside this process, on all cores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leastfirst.engines.running import Source, in_order

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


class DuckDB:
    """A database in memory that is forgotten at the end."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def run(self, expression: Any, tables: Mapping[str, Source], *, order: Sequence[str]) -> pa.Table:
        """See `Engine.run`."""
        import ibis

        for name, table in tables.items():
            if isinstance(table, Path):
                self.connection.register(name, self.connection.read_parquet(str(table)))
                continue
            # As a table of its own: DuckDB then knows how long it is, and builds its joins on the shorter side.
            self.connection.register("_handed_in", table)
            self.connection.execute(f'CREATE TEMP TABLE "{name}" AS SELECT * FROM _handed_in')
            self.connection.unregister("_handed_in")
        try:
            rows = self.connection.sql(ibis.to_sql(expression, dialect="duckdb")).to_arrow_table()
        finally:
            for name, table in tables.items():
                if isinstance(table, Path):
                    self.connection.unregister(name)
                else:
                    self.connection.execute(f'DROP TABLE "{name}"')
        return in_order(rows, expression, order)

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *reason: object) -> None:
        self.connection.close()


def start() -> DuckDB:
    """A new database in memory."""
    import duckdb

    return DuckDB(duckdb.connect())
