"""Engines: joins, sums and counts over tables that may be large, written once and run by DuckDB or by Spark.

Every expression is an Ibis expression over whole numbers, so both give the same rows. This is the only room that
imports duckdb, ibis or pyspark, and only when something is run.
"""

from leastfirst.engines.nearby import count_within
from leastfirst.engines.reducing import joined, summed, weighted_means
from leastfirst.engines.running import ENGINES, Engine, open_engine

__all__ = ["ENGINES", "Engine", "count_within", "joined", "open_engine", "summed", "weighted_means"]
