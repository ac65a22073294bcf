"""How sure, by leastfirst and by plain pandas: `python -m benchmarks.uncertainty [--scales 1,10,100] [--quick]`.

The list of left-behind LSOAs with its shipped choices, the same number of areas as England, ten and a hundred times as
many. Each side runs in a process of its own and on one thread. Plain pandas works a replicate out as a good analyst
would write it: its answers must be those of leastfirst for the same choices (without errors in the figures, which no
two sides can draw alike); then it is timed with errors. "CPU ms each" shares the start and the end of a run among its
replicates; "each further" is what one more takes, which growth and the ratio go by, as few are run at large scales.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import packs
from benchmarks.printing import n_log_n, table

NAME = "left-behind-lsoas-2025"
# From the same job in R, measured once: COINr 1.1.14 on 33,755 areas x 30 indicators x 3 domains, ONE index.
COINR = (
    "COINr 1.1.14 (R), one index of 33,755 areas: 2,200 to 3,200 CPU-ms a replicate; 330 tuned by hand, with 2.25 GB"
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.uncertainty", description=__doc__)
    parser.add_argument("--scales", default="1,10", help="times England, with commas between (default 1,10)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the replicates")
    parser.add_argument("--packs", type=Path, help="where fictional countries are kept for the next run")
    parser.add_argument("--side", nargs=3, metavar=("SIDE", "PACK", "SCALE"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.side:
        side, pack, scale = chosen.side
        print(json.dumps(_side(side, Path(pack), int(scale), chosen.quick)))
        return 0
    with tempfile.TemporaryDirectory(prefix="leastfirst-packs-") as temporary:
        return run(
            sorted({int(each) for each in chosen.scales.split(",")}), chosen.packs or Path(temporary), chosen.quick
        )


def run(scales: list[int], folder: Path, quick: bool) -> int:
    """Measure every scale, print a table, and return 1 if the two sides do not agree."""
    england = packs.england()
    todo = [("England", england, 1)] if england else []
    rows, unlike, before = [], [], None
    for title, pack, scale in [
        *todo,
        *((f"fictional {scale}x", packs.fictional(scale, folder), scale) for scale in scales),
    ]:
        ours, theirs = (_in_its_own_process(side, pack, scale, quick) for side in ("ours", "pandas"))
        each, further = (1000 * seconds for seconds in (ours["cpu"] / ours["replicates"], ours["further"]))
        growth = f"{further / before[1]:.1f}" if before and before[2] < scale else ""
        bound = f"{n_log_n(ours['areas']) / n_log_n(before[0]):.1f}" if before and before[2] < scale else ""
        rows.append(
            [
                *(title, f"{ours['areas']:,}", f"{ours['replicates']:,}", f"{ours['wall']:.1f}", f"{each:.2f}"),
                *(f"{1000 * ours['all_cpu'] / ours['replicates']:.2f}", f"{further:.2f}", f"{theirs['each']:.0f}"),
                *(
                    f"{theirs['each'] / further:.0f}",
                    growth,
                    bound,
                    f"{ours['peak']:,.0f}",
                    f"{ours['resolution']:.0%}",
                ),
            ]
        )
        if ours["lists"] != theirs["lists"]:
            unlike.append(f"uncertainty, {title}: {ours['lists']} here, {theirs['lists']} in pandas")
        before = ours["areas"], further, scale
    heading = ("uncertainty", "areas", "replicates", "wall s", "CPU ms each", "with what moves it", "each further")
    heading += ("pandas", "ratio", "growth", "n log n", "peak MB", "rank bins")
    print("", table(heading, rows), COINR, *unlike, sep="\n", flush=True)
    return 1 if unlike else 0


def _in_its_own_process(side: str, pack: Path, scale: int, quick: bool) -> dict[str, Any]:
    order = [sys.executable, "-m", "benchmarks.uncertainty", "--side", side, str(pack), str(scale)]
    done = subprocess.run([*order, *(["--quick"] if quick else [])], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _side(side: str, pack: Path, scale: int, quick: bool) -> dict[str, Any]:
    # 10,000 for a country of England's size, and as many for a larger one as take about as long.
    replicates = max(40, round((1_000 if quick else 10_000) / scale**0.95))
    compared = max(2, round(20 / scale**0.5))
    if side == "ours":
        from benchmarks.uncertainty_side import ours

        return ours(pack, NAME, replicates, compared)
    from benchmarks.plain_pandas.uncertainty import theirs

    return theirs(pack, NAME, compared)


if __name__ == "__main__":
    sys.exit(main())
