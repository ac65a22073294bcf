"""Hold the results of the two sides against each other: text, ranks and lists equal, other numbers within 1e-9."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

WITHIN = 1e-9
# Each side rounds its scores to nine places before it ranks, so two that are all but equal may end one step apart.
_STEP = 1.1e-9


def differences(ours: Mapping[str, pa.Table], theirs: Mapping[str, pa.Table]) -> Iterator[str]:
    """One sentence for each column of each result on which the two sides do not agree."""
    for name in sorted(set(ours) ^ set(theirs)):
        yield f"{name}: only one side has it"
    for name in sorted(set(ours) & set(theirs)):
        yield from table_differences(name, ours[name], theirs[name])


def table_differences(name: str, ours: pa.Table, theirs: pa.Table) -> Iterator[str]:
    """As `differences`, for one result."""
    for column in sorted(set(ours.column_names) ^ set(theirs.column_names)):
        yield f"{name}: only one side has the column {column}"
    if ours.num_rows != theirs.num_rows:
        yield f"{name}: {ours.num_rows} rows here, {theirs.num_rows} there"
        return
    for column in ours.column_names:
        if column in theirs.column_names:
            unlike = _unlike(ours[column], theirs[column])
            if unlike.any():
                i = int(np.argmax(unlike))
                yield (
                    f"{name}, {column}: {int(unlike.sum())} of {len(unlike)} differ; row {i} has "
                    f"{ours[column][i].as_py()!r} here, {theirs[column][i].as_py()!r} there"
                )


def _unlike(ours: pa.ChunkedArray, theirs: pa.ChunkedArray) -> np.ndarray:
    if pa.types.is_floating(ours.type) or pa.types.is_integer(ours.type):
        mine, other = _numbers(ours), _numbers(theirs)
        return ~np.isclose(mine, other, rtol=WITHIN, atol=_STEP, equal_nan=True)
    if pa.types.is_boolean(ours.type):
        return pc.not_equal(ours, pc.cast(theirs, pa.bool_())).fill_null(True).to_numpy()
    mine, other = pc.cast(ours, pa.large_string()), pc.cast(theirs, pa.large_string())
    same = pc.or_kleene(pc.equal(mine, other), pc.and_(pc.is_null(mine), pc.is_null(other)))
    return ~same.fill_null(False).to_numpy()


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    return pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)


def main() -> int:
    """`python -m benchmarks.comparing OURS THEIRS`: hold two folders of results against each other, table by table."""
    ours, theirs = ({path.name: path for path in Path(folder).glob("*.parquet")} for folder in sys.argv[1:])
    unlike = [f"{name}: only one side has it" for name in sorted(set(ours) ^ set(theirs))]
    for name in sorted(set(ours) & set(theirs)):
        unlike += table_differences(
            name.removesuffix(".parquet"), pq.read_table(ours[name]), pq.read_table(theirs[name])
        )
    print("\n".join(unlike))
    return 1 if unlike else 0


if __name__ == "__main__":
    raise SystemExit(main())
