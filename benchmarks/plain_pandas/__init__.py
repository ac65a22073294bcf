"""The same job as an analyst would write it in pandas, reading the same Parquet files.

Vectorised wherever that comes naturally, and nothing is slow on purpose: the recipes stand in the code, no input is
checked, and no log is kept. Names and sentences are those of leastfirst, so that the results can be held against it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa

from benchmarks.clock import Clock, nobody
from benchmarks.plain_pandas.designations import DESIGNATIONS
from benchmarks.plain_pandas.indices import INDICES
from benchmarks.plain_pandas.reading import read
from benchmarks.plain_pandas.roll_ups import LEVELS, roll_up

_WANTED_AGAIN = ("imd-2019", "imd-2025", "cni-2019", "cni-2023")


def everything(folder: Path, clock: Clock, deliver: Callable[[str, pa.Table], None]) -> None:
    """Do the whole job from the pack on disk and deliver every result by name, as soon as it is there.

    Delivering is no part of the job, and what was delivered and is not needed any more is let go.
    """

    def hand_over(name: str, table: pd.DataFrame) -> None:
        if deliver is not nobody:
            deliver(name, pa.Table.from_pandas(table.reset_index(), preserve_index=False))

    with clock("reading"):
        tables = read(folder)
    scored = {}
    for name, (level, work_out) in INDICES.items():
        with clock("indices"):
            index = work_out(tables)
        hand_over(f"index {name}", index)
        for larger in LEVELS.get(level, ()):
            with clock("roll-ups"):
                ties = "first" if name == "simple-example" else "min"
                table = roll_up(index, tables[f"{level}--{larger}"], tables[f"areas-{larger}"], ties=ties)
            hand_over(f"roll-up {name} to {larger}", table)
        if name in _WANTED_AGAIN:
            scored[name] = index
    for name, choose in DESIGNATIONS.items():
        with clock("designations"):
            table = choose(scored, tables)
        hand_over(f"designation {name}", table)
