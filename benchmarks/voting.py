"""Votes, by leastfirst and by pabutools: `python -m benchmarks.voting [--quick]`.

Equal shares with cost satisfaction; shares are raised by one unit of the currency, and only an overspent outcome stops
them. Real votes where England's data is found, and made-up ones of stated sizes. Both sides must elect the same.
Seconds are those of the count alone, not of reading. Each count has a process of its own, for its memory's sake.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dev
from benchmarks import made_votes
from benchmarks.printing import n_log_n, table
from leastfirst.decide import Election
from leastfirst.decide.rules import Rules, elect
from leastfirst.exchange.pabulib import document_bytes, document_of, read_pabulib

REAL = (
    "Poland_Gdynia_2020_Srodmiescie__small",
    "Netherlands_Assen_2024",
    "Poland_Wieliczka_2023_Green_Budget",
    "Netherlands_Amsterdam_289",
    "Netherlands_Amsterdam_509",
)
# Name: (how it is made, whether pabutools counts it too). It takes minutes for some, so --quick leaves them out.
MADE: dict[str, tuple[Callable[[], Election], bool]] = {
    "neighbourhood, £2m in steps of £1": (made_votes.neighbourhood, True),
    "neighbourhood, the same in pence": (lambda: made_votes.neighbourhood(budget=200_000_000), False),
    "equal costs, half funded": (made_votes.equal_costs, True),
}
GROWTH = ((10_000, 100), (100_000, 100), (100_000, 300), (1_000_000, 300))
PEER = dev.PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MOST_SECONDS = 1200


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.voting", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small votes only")
    parser.add_argument("--side", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side:
        print(json.dumps(_side(chosen.side)))
        return 0
    return run(quick=chosen.quick)


def run(*, quick: bool) -> int:
    """Print both tables; return 1 if the two sides do not elect the same."""
    unlike: list[str] = []
    rows = []
    with tempfile.TemporaryDirectory(prefix="leastfirst-votes-") as folder:
        for title, path, by_both in _votes(Path(folder)):
            ours = _ours(str(path))
            theirs = _theirs(path) if by_both and PEER.exists() and not (quick and ours["voters"] > 1_000) else {}
            ratio = f"{theirs['seconds'] / ours['seconds']:,.0f}" if theirs.get("elected") else ""
            rows.append([*_row(title, ours), theirs.get("said", ""), ratio, f"{ours['peak']:,.0f}"])
            rows[-1].append(f"{theirs['megabytes']:,.0f}" if theirs.get("elected") else "")
            if theirs.get("elected") and theirs["elected"] != ours["elected"]:
                unlike.append(f"votes, {title}: pabutools elects others")
    heading = ("votes", "voters", "ballots", "projects", "reruns", "worked out", "s", "pabutools s", "ratio")
    print("", table((*heading, "MB", "pabutools MB"), rows), sep="\n", flush=True)
    if not PEER.exists():
        print("pabutools is not installed: `make bench` does that.")
    _growth(GROWTH[:2] if quick else GROWTH)
    print(*(unlike or ["Both sides elect the same."]), sep="\n", flush=True)
    return 1 if unlike else 0


def _growth(sizes: tuple[tuple[int, int], ...]) -> None:
    """What more voters and projects cost, with ballots all different and with ballots of 20,000 kinds."""
    rows = []
    for kinds in ("all different", "20,000 kinds"):
        before: tuple[int, float] | None = None
        for voters, projects in sizes:
            ours = _ours(f"large {voters} {projects} {'few' if kinds[0] == '2' else 'many'}")
            growth = f"{ours['seconds'] / before[1]:.1f}" if before and before[0] < voters else ""
            bound = f"{n_log_n(voters) / n_log_n(before[0]):.1f}" if growth and before else ""
            rows.append([*_row(kinds, ours), growth, bound, f"{ours['others']:.2f}", f"{ours['peak']:,.0f}"])
            before = voters, ours["seconds"]
    heading = ("growth, ballots", "voters", "ballots", "projects", "reruns", "worked out", "s", "growth", "n log n")
    print("", table((*heading, "Phragmén s", "MB"), rows), sep="\n", flush=True)


def _row(title: str, ours: dict[str, Any]) -> list[str]:
    numbers = (f"{ours[each]:,}" for each in ("voters", "ballots", "projects", "reruns", "counted"))
    return [title, *numbers, f"{ours['seconds']:.3f}"]


def _votes(folder: Path) -> list[tuple[str, Path, bool]]:
    """The files, real ones first; made-up ones are written out, so that both sides read the same."""
    england = dev.find_england()
    found = [(name, england / "pabulib" / f"{name}.pb", True) for name in REAL] if england else []
    votes = [each for each in found if each[1].is_file()]
    for i, (title, (make, by_both)) in enumerate(MADE.items()):
        path = folder / f"{i}.pb"
        path.write_bytes(document_bytes(document_of(make())))
        votes.append((title, path, by_both))
    return votes


def _ours(what: str) -> dict[str, Any]:
    order = [sys.executable, "-m", "benchmarks.voting", "--side", what]
    done = subprocess.run(order, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _theirs(path: Path) -> dict[str, Any]:
    script = Path(__file__).with_name("pabutools_side.py")
    try:
        done = subprocess.run(
            [str(PEER), str(script), str(path), "1"],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=MOST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return {"said": f"over {MOST_SECONDS // 60} min"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "said": f"{found['seconds']:.2f}"}


def _side(what: str) -> dict[str, Any]:
    """Count one vote, as often as fits into a second, and say what it took: seconds are the median."""
    if what.startswith("large "):
        _, voters, projects, kinds = what.split()
        election = made_votes.large(int(voters), int(projects), few_kinds=kinds == "few")
        step = 1
    else:
        found = read_pabulib(Path(what)).election
        assert found is not None
        election, step = found, int(1 / found.unit)
    costs = [project.cost for project in election.projects]
    order = sorted(range(len(costs)), key=lambda j: (costs[j], -election.votes[j], j))
    rules = Rules(tie_order=tuple(order), completion="add1", step=step)
    taken = []
    while not taken or (sum(taken) < 1 and len(taken) < 9):
        start = time.perf_counter()
        outcome = elect(election, rules)
        taken.append(time.perf_counter() - start)
    start = time.perf_counter()
    elect(election, Rules(tie_order=tuple(order), rule="phragmen"))
    return {
        "seconds": statistics.median(taken),
        "others": time.perf_counter() - start,
        "peak": _peak_megabytes(),
        "voters": election.voters,
        "ballots": len(election.ballots),
        "projects": len(costs),
        "reruns": outcome.reruns,
        "counted": outcome.counted,
        "elected": sorted(election.projects[j].id for j in outcome.elected),
    }


def _peak_megabytes() -> float:
    """The most memory held since this program began; what getrusage says counts what started it as well."""
    about = Path("/proc/self/status")
    lines = about.read_text().splitlines() if about.is_file() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    sys.exit(main())
