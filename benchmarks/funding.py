"""A fund shared out by leastfirst, by plain pandas and by the package `apportionment`: `python -m benchmarks.funding`.

The whole job goes from figures to whole pence by place, and by place, year and kind; it is done with exact fractions
here, with floats and with Decimal there. `apportionment` does largest remainder alone, so that is timed alone, too.
Each side runs in a process of its own, in turns. Then as many random funds as time allows are shared by all of them,
and every answer is held against the definition. Only a wrong answer of ours is a failure.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from benchmarks.printing import megabytes, n_log_n, table
from benchmarks.turns import Side, Worker

SIZES = (225, 2_250, 22_500, 225_000)
WHOLE_JOB = ("ours", "pandas", "decimal")
ROUNDING = ("rounding", "package", "package_exactly")
PROGRAMME = ("programme", "waterfall")
PROGRAMME_FAULTS = ("floors", "caps", "pots", "strings", "not the fairest", "beyond what can be", "could spend more")
JUDGED = {"rounding": "ours", "pandas": "pandas", "decimal": "Decimal", "package": "package"}
JUDGED |= {"package_floats": "in floats", "package_exactly": "in fractions"}
SMALL_CASES = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.funding", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the two smaller sizes, few repeats and cases")
    parser.add_argument("--repeats", type=int, default=9, help="warm repeats up to 22,500 places (default 9)")
    chosen = parser.parse_args()
    return run(repeats=2 if chosen.quick else chosen.repeats, quick=chosen.quick)


def run(*, repeats: int, quick: bool) -> int:
    """Measure every size, print the tables, and return 1 if an answer of ours is wrong."""
    sizes = SIZES[:2] if quick else SIZES
    whole, alone = [], []
    for places in sizes:
        small = places <= 22_500
        whole.append(_in_turns(WHOLE_JOB, places, repeats if small else min(repeats, 5)))
        # The package takes time with the square of the places.
        alone.append(_in_turns(ROUNDING, places, repeats if small else 1))
    print("", _times("sharing", sizes, whole, ("ours", "pandas", "Decimal")), sep="\n")
    print("", _times("largest remainder", sizes, alone, ("ours", "package", "in fractions")), sep="\n", flush=True)
    found = {0: (SMALL_CASES, _judged(0, SMALL_CASES))}
    for places in sizes:
        cases = max(1, (22_500 if quick else 225_000) // places)
        found[places] = cases, _judged(places, cases)
    print("", _wrong(found), sep="\n", flush=True)
    routed = _programme(repeats, quick)
    wrong = [
        f"sharing, {places:,} places: of {cases:,} cases of ours {faults} are wrong"
        for places, (cases, kinds) in found.items()
        for sides in kinds.values()
        if (faults := sides["ours" if "ours" in sides else "rounding"])
    ]
    wrong += routed
    print("", *(wrong or ["Every share of ours is right, to the penny."]), sep="\n", flush=True)
    return 1 if wrong else 0


def _programme(repeats: int, quick: bool) -> list[str]:
    """Pots merged with their strings kept, next to a plain waterfall; returns what is wrong with ours."""
    sizes = SIZES[:2]
    measured = [_in_turns(PROGRAMME, places, min(repeats, 5)) for places in sizes]
    print("", _times("programme", sizes, measured, ("ours", "waterfall")), sep="\n", flush=True)
    rows, wrong = [], []
    for places in sizes:
        cases = max(1, (1_125 if quick else 22_500) // places)
        judged = _run("benchmarks.pots_judged", places, cases)
        ours, theirs = (judged["found"][side] for side in PROGRAMME)
        rows += [
            [f"{places:,} places", fault, f"{cases:,}", *(f"{each.get(fault, 0):,}" for each in (ours, theirs))]
            for fault in PROGRAMME_FAULTS
        ]
        unspent = (f"£{judged['unspent'][side] / cases / 1e8:,.2f}m" for side in PROGRAMME)
        rows.append([f"{places:,} places", "mean unspent", f"{cases:,}", *unspent])
        wrong += [f"programme, {places:,} places: of {cases:,} cases of ours {ours} are wrong"] if ours else []
    print("", table(("how often wrong", "", "cases", "ours", "waterfall"), rows), sep="\n", flush=True)
    return wrong


def _in_turns(names: Sequence[str], places: int, repeats: int) -> list[Side]:
    """Several sides on the same fund, in turns after a warm-up."""
    workers = {name: Worker(name, str(places), module="benchmarks.funding_side") for name in names}
    sides = {name: Side() for name in names}
    for turn in range(repeats + 1):
        for name, worker in workers.items():
            parts = worker.ask("run")
            if "error" in parts:
                sides[name].note = parts["error"]
            elif turn:
                sides[name].runs.append(parts)
    for name, worker in workers.items():
        sides[name].peak = worker.ask("memory")["peak"]
        worker.close()
    return list(sides.values())


def _times(title: str, sizes: Sequence[int], found: Sequence[list[Side]], names: Sequence[str]) -> str:
    rows = []
    for at, (places, (ours, *others)) in enumerate(zip(sizes, found, strict=True)):
        growth = bound = ""
        if at:
            growth = f"{ours.seconds / found[at - 1][0].seconds:.1f}"
            bound = f"{n_log_n(places) / n_log_n(sizes[at - 1]):.1f}"
        row = [f"{places:,} places", _milliseconds(ours), growth, bound]
        for side in others:
            row += [_milliseconds(side), f"{side.seconds / ours.seconds:.1f}" if side.runs else ""]
        rows.append([*row, *(megabytes(side.peak) for side in (ours, *others))])
    first, *rest = names
    heading = [title, f"{first} ms", "growth", "n log n", *(text for name in rest for text in (f"{name} ms", "ratio"))]
    return table([*heading, *(f"{name} MB" for name in names)], rows)


def _milliseconds(side: Side) -> str:
    return f"{1000 * side.seconds:,.2f} ({1000 * side.fastest:,.2f})" if side.runs else side.note


def _judged(places: int, cases: int) -> dict[str, dict[str, dict[str, int]]]:
    """How many answers of each side are wrong, by what is wrong with them; in a process of its own."""
    return _run("benchmarks.funding_judged", places, cases)


def _run(module: str, places: int, cases: int) -> dict[str, Any]:
    order = [sys.executable, "-m", module, str(places), str(cases)]
    done = subprocess.run(order, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _wrong(found: dict[int, tuple[int, dict[str, dict[str, dict[str, int]]]]]) -> str:
    """How often each is wrong."""
    rows = []
    for places, (cases, kinds) in found.items():
        size = f"{places:,} places" if places else "2 to 6 places, 1 to 12 units"
        for kind, title in METHODS.items():
            if sides := kinds.get(kind):
                cells = [_of(sides[name], ("pence", "none")) if name in sides else "" for name in JUDGED]
                rows.append([size, title, f"{cases:,}", *cells])
        sides = kinds.get("whole", {})
        for title, faults in WHOLE_JOB_FAULTS.items():
            if sides:
                rows.append([size, title, f"{cases:,}", *(_of(sides[name], faults) for name in WHOLE_JOB), "", "", ""])
    return table(("how often wrong", "", "cases", *JUDGED.values()), rows)


METHODS = {
    "rounding": "largest remainder",
    "round": "largest remainder, round weights",
    "claims": "Sainte-Laguë",
}
WHOLE_JOB_FAULTS = {
    "whole job: a place's pence": ("pence",),
    "whole job: places do not add up": ("places",),
    "whole job: years and kinds do not": ("years and kinds",),
    "whole job: a cell off by a penny": ("cells",),
}


def _of(side: dict[str, int], faults: Sequence[str]) -> str:
    no_answer = side.get("none", 0) if "none" in faults else 0
    return f"{no_answer:,} no answer" if no_answer else f"{sum(side.get(fault, 0) for fault in faults):,}"


if __name__ == "__main__":
    sys.exit(main())
