"""DuckDB and Spark give the same rows, to the last bit: nearby counts, joins, sums and means over people."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from leastfirst.engines import Engine, count_within, joined, open_engine, summed, weighted_means
from leastfirst.ground.columns import lookup_of
from leastfirst.ground.errors import LeastfirstError
from leastfirst.measure import Nearby, areas_of, nearby, nearby_plan
from leastfirst.measure.roll_up import Members
from leastfirst.sources import open_data

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    with open_engine("spark") as engine:
        yield engine


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Engine]:
    with open_engine("duckdb") as engine:
        yield engine


def county_nearby(engine: Engine, level: str) -> Nearby:
    pack = open_data("county")
    plan = nearby_plan(pack.tables, level)
    count = functools.partial(count_within, engine)
    return nearby(pack.load(plan.needs()), plan, radius_m=1609, count_within=count)


@pytest.mark.parametrize("level", ["lsoa", "ward"])
def test_nearby(spark: Engine, duckdb: Engine, level: str) -> None:
    on_spark, on_duckdb = county_nearby(spark, level), county_nearby(duckdb, level)
    assert on_spark.table().equals(on_duckdb.table())
    assert on_spark.coverage().equals(on_duckdb.coverage())
    assert on_duckdb.count.sum() > 0


@pytest.fixture(scope="module")
def wide() -> tuple[pa.Table, pa.Table]:
    """Many rows of awkward numbers for each area, and a weighted lookup of the areas."""
    random = np.random.default_rng(3)
    codes = [f"A{i:03}" for i in range(200)]
    n = 5000
    amount = random.lognormal(3, 4, n)
    rows = pa.table(
        {
            "area_code": pa.array(random.choice(codes, n)),
            "amount": pa.array(amount, mask=random.random(n) < 0.001),
            "people": pa.array(random.integers(0, 3000, n).astype(np.float64)),
        }
    )
    share = random.random(200)
    lookup = pa.table(
        {
            "from_code": pa.array(codes * 2),
            "to_code": pa.array([f"T{i % 7}" for i in range(200)] + [f"T{i % 11}" for i in range(200)]),
            "weight": pa.array(np.concatenate([share, 1 - share])),
        }
    )
    return rows, lookup


def test_sums_and_means(spark: Engine, duckdb: Engine, wide: tuple[pa.Table, pa.Table]) -> None:
    rows, lookup = wide
    for engine_of in (
        lambda engine: summed(engine, rows, lookup, ["amount", "people"]),
        lambda engine: weighted_means(engine, rows, lookup, ["amount"], people="people"),
        lambda engine: joined(engine, pa.table({"area_code": ["A001", "B"]}), rows.slice(0, 900), ["amount"]),
    ):
        on_spark, on_duckdb = engine_of(spark), engine_of(duckdb)
        assert on_spark.num_rows > 1
        # Rows of one area in a join have no order of their own.
        order = [(name, "ascending") for name in on_spark.column_names]
        assert on_spark.sort_by(order).equals(on_duckdb.sort_by(order))


def test_a_parquet_file_is_as_good_as_a_table(
    duckdb: Engine, spark: Engine, wide: tuple[pa.Table, pa.Table], tmp_path: Path
) -> None:
    rows, lookup = wide
    pq.write_table(rows, tmp_path / "rows.parquet")
    expected = summed(duckdb, rows, lookup, ["people"])
    for engine in (duckdb, spark):
        assert summed(engine, tmp_path / "rows.parquet", lookup, ["people"]).equals(expected)


def test_sums_and_means_are_those_of_the_stages(duckdb: Engine) -> None:
    pack = open_data("county")
    through = "lsoa-2011--lsoa-2021"
    from leastfirst.ground.tables import Needs

    inputs = pack.load(Needs(dict.fromkeys((through, "areas-lsoa-2011", "areas-lsoa-2021", "population-mid-year"))))
    lookup, people = lookup_of(inputs, through), inputs["population-mid-year"].data
    small, large = areas_of(inputs, lookup.source), areas_of(inputs, lookup.target)
    residents = people["mid_2017"].to_numpy().astype(float)
    value = np.linspace(-5, 90, len(small))
    rows = pa.table({"area_code": small.codes, "value": value, "people": residents})
    members = Members.of(small, residents, lookup, large)
    sums = summed(duckdb, rows, inputs[through].data, ["people"])
    assert sums["area_code"].to_pylist() == large.codes.to_pylist()
    assert np.allclose(sums["people"].to_numpy(), members.total, atol=1e-4)
    means = weighted_means(duckdb, rows, inputs[through].data, ["value"], people="people")
    assert np.allclose(means["value"].to_numpy(), members.mean(value), atol=1e-6)


def test_missing_is_never_zero(duckdb: Engine, spark: Engine) -> None:
    rows = pa.table({"area_code": ["a", "b", "c"], "value": [1.5, None, 2.0], "people": [10.0, 5.0, 0.0]})
    lookup = pa.table({"from_code": ["a", "b", "c"], "to_code": ["X", "X", "Y"], "weight": [1.0, 1.0, 1.0]})
    for engine in (duckdb, spark):
        assert summed(engine, rows, lookup, ["value"]).to_pydict() == {"area_code": ["X", "Y"], "value": [None, 2.0]}
        means = weighted_means(engine, rows, lookup, ["value"], people="people").to_pydict()
        assert means == {"area_code": ["X", "Y"], "value": [None, None]}


def test_an_engine_that_is_not_there_is_named() -> None:
    with pytest.raises(LeastfirstError, match="there is no engine 'oracle'; use one of duckdb, spark"):
        open_engine("oracle")
