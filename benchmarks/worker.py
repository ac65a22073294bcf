"""One side of the job in a process of its own: `python -m benchmarks.worker ours PACK`.

It does what each line of its input says and answers with a line of JSON: `run`, `memory`, `save FOLDER`.
"""

from __future__ import annotations

import gc
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.clock import Clock


def main() -> None:
    side, folder = sys.argv[1:]
    job: Any = importlib.import_module(f"benchmarks.{side}")
    results: Any = None
    for line in sys.stdin:
        order, _, where = line.strip().partition(" ")
        answer: dict[str, Any] = {}
        if order == "run":
            results = None  # or two runs would be in memory at once
            gc.collect()
            clock = Clock()
            results = job.everything(Path(folder), clock)
            answer = clock.parts
        elif order == "memory":
            answer = {"peak": peak_megabytes()}
        elif order == "save":
            save(job.as_tables(results), Path(where))
        print(json.dumps(answer), flush=True)


def peak_megabytes() -> float | None:
    """The most memory that this process has held so far; None where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def save(tables: dict[str, Any], folder: Path) -> None:
    """Write every result as a Parquet file of its name."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="lz4")


if __name__ == "__main__":
    main()
