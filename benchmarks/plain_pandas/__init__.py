"""The same job as an analyst would write it in pandas, reading the same Parquet files.

Vectorised wherever that comes naturally, and nothing is slow on purpose: the recipes stand in the code, no input is
checked, and no log is kept. Names and sentences are those of leastfirst, so that the results can be held against it.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from benchmarks.clock import Clock
from benchmarks.plain_pandas.designations import designations
from benchmarks.plain_pandas.indices import indices
from benchmarks.plain_pandas.reading import read
from benchmarks.plain_pandas.roll_ups import roll_ups

Results = dict[str, pd.DataFrame]


def everything(folder: Path, clock: Clock) -> Results:
    """Do the whole job from the pack on disk and return every result by name."""
    with clock("reading"):
        tables = read(folder)
    with clock("indices"):
        scored = indices(tables)
    with clock("roll-ups"):
        rolled = roll_ups(scored, tables)
    with clock("designations"):
        chosen = designations(scored, tables)
    return {
        **{f"index {name}": index.reset_index() for name, index in scored.items()},
        **{f"roll-up {name}": each.reset_index() for name, each in rolled.items()},
        **{f"designation {name}": each.reset_index() for name, each in chosen.items()},
    }


def as_tables(results: Results) -> dict[str, pa.Table]:
    """The results as tables, to be held against the other side's; this is not part of the job."""
    return {name: pa.Table.from_pandas(each, preserve_index=False) for name, each in results.items()}
