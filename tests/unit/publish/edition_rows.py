"""Rows of an edition and of a stage's table, as tests compare them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from leastfirst.exchange.packs import Pack
from leastfirst.publish import Edition

LISTS = ("left-behind-lsoas-2025", "left-behind-wards-2019", "pride-in-place-2-england")
LEVELS = ("lsoa-2021", "msoa-2021", "ward-2017", "lad-2024")
Rows = list[dict[str, Any]]


def rows_of(edition: Edition, table: str, **asked: Any) -> Rows:
    return edition.rows(table, **asked).rows


def by_code(edition: Edition, table: str, **asked: Any) -> dict[str, dict[str, Any]]:
    return {row["area_code"]: row for row in rows_of(edition, table, **asked)}


def pairs(county: Pack, table: str, key: str, value: str) -> dict[str, Any]:
    data = county.table(table).data
    return dict(zip(data[key].to_pylist(), data[value].to_pylist(), strict=True))


def cells(table: pa.Table) -> Rows:
    rows: Rows = table.to_pylist()
    return rows
