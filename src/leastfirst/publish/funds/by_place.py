"""What each place gets from every fund of the edition, in one table: a page asks once for all of them."""

from __future__ import annotations

import pyarrow as pa

from leastfirst.ground.tables import Field
from leastfirst.publish.funds.columns import places_fields
from leastfirst.publish.work import Work

COLUMNS = (
    ("place_code", pa.string()),
    ("place_name", pa.string()),
    ("takes_part", pa.bool_()),
    ("why_not", pa.string()),
    ("need_order", pa.int64()),
    ("share", pa.float64()),
    ("target_pence", pa.int64()),
    ("paid_pence", pa.int64()),
    ("pence_per_resident", pa.int64()),
)


def add_funds_by_place(work: Work) -> None:
    """`funds-by-place`: a row for each place and fund, as the funds' own tables of places have it."""
    writer = work.writer
    funds = [about for about in writer.tables.values() if about.subject == "fund"]
    if not funds:
        return
    parts = []
    for about in funds:
        data = writer.data[about.id]
        rows = about.rows
        columns = {"fund": pa.array([about.of] * rows, pa.string())}
        columns |= {"geography": pa.array([about.geography or None] * rows, pa.string())}
        columns |= {
            name: data[name].cast(kind) if name in data.column_names else pa.nulls(rows, kind) for name, kind in COLUMNS
        }
        parts.append(pa.table(columns))
    title = "What each place gets from every fund"
    writer.table(
        "funds-by-place",
        pa.concat_tables(parts).combine_chunks(),
        subject="funds-by-place",
        title=title,
        note="Sums are whole pence over the life of the fund. In the order of need, 1 is the greatest need.",
        key=("place_code", "fund"),
        manifest=writer.manifest_of(title, [about.id for about in funds]),
        fields=[
            Field("fund", "string", "Fund"),
            Field("geography", "string", "Kind of area that the places are"),
            *places_fields([name for name, _ in COLUMNS]),
        ],
        indexed=["fund"],
    )
