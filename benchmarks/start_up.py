"""How long it takes to start: whole processes, in turns with a Python that does nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

STARTS = {
    "python -c pass": ("-c", "pass"),
    "import leastfirst": ("-c", "import leastfirst"),
    "leastfirst --help": ("-m", "leastfirst", "--help"),
}


def start_up(*, repeats: int) -> dict[str, float]:
    """The median seconds of each start."""
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for turn in range(repeats + 1):
        for name, arguments in STARTS.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
            if turn:
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}
