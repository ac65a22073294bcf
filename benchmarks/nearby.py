"""What is nearby, by leastfirst and, in two ways, by geopandas: `python -m benchmarks.nearby [--scales 1,10,100]`.

Copies of England's LSOAs, libraries and pubs stand side by side, so that the density stays that of England. Each side
runs in a process of its own, in turns, and is handed the positions it likes best: leastfirst latitude and longitude,
geopandas metres on the British National Grid. Nothing heavy is imported here before a side is chosen.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import packs
from benchmarks.printing import n_log_n, table

RADIUS_M = 1609.0
SIDES = ("leastfirst", "geopandas", "buffers")
# The grid's scale is off by up to one in a thousand, and circles of 64 corners are up to 1.2 in a thousand too small:
# the true count lies between those of radii that differ so much.
SLACK = 0.0025


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nearby", description=__doc__)
    parser.add_argument("--scales", default="1,10,100", help="times England, with commas between (default 1,10,100)")
    parser.add_argument("--repeats", type=int, default=5, help="warm repeats at 1x and 10x (default 5; 1 at 100x)")
    chosen = parser.parse_args()
    return run(sorted({int(each) for each in chosen.scales.split(",")}), chosen.repeats)


def run(scales: Sequence[int], repeats: int) -> int:
    """Measure every scale, print a table, and return 1 if the two sides do not agree."""
    pack = packs.england()
    if pack is None:
        print("Nearby is measured on England's points: set LEASTFIRST_DATA.", file=sys.stderr)
        return 0
    rows, unlike = [], []
    before: tuple[int, float] | None = None
    for scale in scales:
        found = _both(pack, scale, repeats if scale <= 10 else 1)
        seconds = {side: statistics.median(found[side]["seconds"]) for side in SIDES}
        homes, ours = found["leastfirst"]["homes"], seconds["leastfirst"]
        growth = f"{ours / before[1]:.1f}" if before else ""
        bound = f"{n_log_n(homes) / n_log_n(before[0]):.1f}" if before else ""
        rows.append(
            [
                *(f"England {scale}x", f"{homes:,}", f"{found['leastfirst']['points']:,}"),
                *(f"{ours:.3f}", growth, bound),
                *(text for side in SIDES[1:] for text in (f"{seconds[side]:.3f}", f"{seconds[side] / ours:.1f}")),
                *(f"{found[side]['peak'] or 0:,.0f}" for side in SIDES),
            ]
        )
        low, high = found["leastfirst"]["low"], found["leastfirst"]["high"]
        for side in SIDES[1:]:
            if not low <= found[side]["total"] <= high:
                unlike.append(
                    f"England {scale}x: {side} counts {found[side]['total']:,}, leastfirst {low:,} to {high:,}"
                )
        before = homes, ours
    times = ("dwithin s", "ratio", "buffers s", "ratio")
    memory = ("ours MB", "dwithin MB", "buffers MB")
    heading = ("nearby", "homes", "points", "ours s", "growth", "n log n", *times, *memory)
    print("", table(heading, rows), *unlike, sep="\n", flush=True)
    return 1 if unlike else 0


def _both(pack: Path, scale: int, repeats: int) -> dict[str, Any]:
    """Both sides in turns when there are several repeats, one after the other when there is one."""
    found: dict[str, Any] = {}
    processes = {}
    for side in SIDES:
        order = [sys.executable, "-m", "benchmarks.nearby_side", side, str(pack), str(scale)]
        processes[side] = subprocess.Popen(order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        found[side] = {"seconds": []}
        if repeats == 1:
            _ask(processes[side], "run")
            found[side]["seconds"].append(_ask(processes[side], "run")["seconds"])
            found[side] |= _ask(processes[side], "end")
            processes[side].communicate()
    if repeats > 1:
        for turn in range(repeats + 1):
            for side in SIDES:
                seconds = _ask(processes[side], "run")["seconds"]
                if turn:
                    found[side]["seconds"].append(seconds)
        for side in SIDES:
            found[side] |= _ask(processes[side], "end")
            processes[side].communicate()
    return found


def _ask(process: subprocess.Popen[str], order: str) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(order + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        raise SystemExit(f"One side of the benchmark ended early (exit code {process.wait()}).")
    answer: dict[str, Any] = json.loads(line)
    return answer


if __name__ == "__main__":
    sys.exit(main())
