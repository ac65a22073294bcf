"""One side of the job in a process of its own: `python -m benchmarks.worker ours PACK`.

It does what each line of its input says and answers with a line of JSON: `run`, `save FOLDER` (a run that
also writes every result there), `memory`.
"""

from __future__ import annotations

import gc
import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.clock import Clock, nobody


def main() -> None:
    side, folder = sys.argv[1:]
    job: Any = importlib.import_module(f"benchmarks.{side}")
    for line in sys.stdin:
        order, _, where = line.strip().partition(" ")
        answer: dict[str, Any] = {}
        if order in ("run", "save"):
            gc.collect()
            clock = Clock()
            job.everything(Path(folder), clock, saver(Path(where)) if order == "save" else nobody)
            answer = clock.parts
        elif order == "memory":
            answer = {"peak": peak_megabytes()}
        print(json.dumps(answer), flush=True)


def peak_megabytes() -> float | None:
    """The most memory that this process has held so far; None where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def saver(folder: Path) -> Callable[[str, Any], None]:
    """What writes every result as a Parquet file of its name."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True)
    return lambda name, table: pq.write_table(table, folder / f"{name}.parquet", compression="lz4")


if __name__ == "__main__":
    main()
