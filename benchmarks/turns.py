"""Both sides of the job on one pack, in turns, each in a process of its own.

Nothing heavy is imported here: a process starts with the memory peak of the one that started it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SIDES = ("ours", "plain_pandas")


@dataclass
class Side:
    """What one side took: seconds by part, one entry for each run, and its peak of memory in MB."""

    runs: list[dict[str, float]] = field(default_factory=list)
    peak: float | None = None
    note: str = ""

    @property
    def seconds(self) -> float:
        """The median of the whole job."""
        return statistics.median(sum(parts.values()) for parts in self.runs)

    @property
    def fastest(self) -> float:
        """The fastest run, which other work on the machine disturbed least."""
        return min(sum(parts.values()) for parts in self.runs)

    def part(self, name: str) -> float:
        """The median of one part."""
        return statistics.median(parts[name] for parts in self.runs)


@dataclass
class Pair:
    """Both sides on one pack, and where their results do not agree."""

    title: str
    scale: int
    areas: int
    ours: Side
    pandas: Side
    unlike: list[str]


class Worker:
    """A process that does one side of the job when it is told to."""

    def __init__(self, side: str, on: Path | str, *, module: str = "benchmarks.worker") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, side, str(on)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, order: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"The benchmark's worker ended early (exit code {self.process.wait()}).")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        self.process.communicate()


def areas_in(pack: Path) -> int:
    """How many LSOAs of 2021 a pack has."""
    resources = json.loads((pack / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    return next(int(each["leastfirst"]["rows"]) for each in resources if each["name"] == "areas-lsoa-2021")


def both(pack: Path, *, title: str, scale: int, repeats: int, skip_pandas: str = "") -> Pair:
    """Run both sides on a pack and hold their results against each other.

    With several repeats the first run of each is a warm-up and the others are taken in turns (A B A B). With one, each
    side runs alone, so that only one of them is in memory. `skip_pandas` says why pandas is not run at all.
    """
    pair = Pair(title, scale, areas_in(pack), Side(), Side(note=skip_pandas), [])
    sides = {"ours": pair.ours, "plain_pandas": pair.pandas}
    if skip_pandas:
        del sides["plain_pandas"]
    with tempfile.TemporaryDirectory(prefix="leastfirst-bench-") as folder:
        if repeats > 1:
            workers = {side: Worker(side, pack) for side in sides}
            for turn in range(repeats + 1):
                for side, worker in workers.items():
                    parts = worker.ask("run")
                    if turn:
                        sides[side].runs.append(parts)
            for side, worker in workers.items():
                sides[side].peak = worker.ask("memory")["peak"]
                worker.ask(f"save {Path(folder) / side}")
                worker.close()
        else:
            for side in sides:
                worker = Worker(side, pack)
                if side == "ours":
                    worker.ask("run")
                sides[side].runs.append(worker.ask(f"save {Path(folder) / side}"))
                sides[side].peak = worker.ask("memory")["peak"]
                worker.close()
        if not skip_pandas:
            compare = [sys.executable, "-m", "benchmarks.comparing", *(str(Path(folder) / side) for side in SIDES)]
            done = subprocess.run(compare, stdout=subprocess.PIPE, text=True, check=False)
            pair.unlike = [line for line in done.stdout.splitlines() if line]
            if done.returncode and not pair.unlike:
                pair.unlike = ["the comparison itself failed"]
    return pair
