"""`python -m benchmarks`: the whole of `measure` by leastfirst and by plain pandas, on the same packs, in one run.

Then how sure it is, what is nearby, the sharing of a fund, votes, and the public site. Times are printed and never
judged: they belong to a machine. Only a difference between results, or a page that does not come, is a failure.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks import funding, nearby, packs, printing, site, uncertainty, voting
from benchmarks.start_up import start_up
from benchmarks.turns import Pair, both

# Beyond these, pandas is not run and the table says why.
MOST_MINUTES = 20
MOST_OF_MEMORY = 0.8


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scales", default="1,10,100", help="times England, with commas between (default 1,10,100)")
    parser.add_argument("--quick", action="store_true", help="England once and a country of its size, few repeats")
    parser.add_argument("--repeats", type=int, default=9, help="warm repeats at 1x (default 9)")
    parser.add_argument("--packs", type=Path, help="where fictional countries are kept for the next run")
    chosen = parser.parse_args()
    scales = [1] if chosen.quick else sorted({int(each) for each in chosen.scales.split(",")})
    repeats = 2 if chosen.quick else chosen.repeats
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="leastfirst-packs-") as temporary:
        folder = chosen.packs or Path(temporary)
        pairs = list(measured(scales, folder, repeats))
        sure_unlike = uncertainty.run(scales, folder, chosen.quick)
    print("", printing.whole_job(pairs), "", printing.parts(pairs), sep="\n", flush=True)
    print("", printing.starts(start_up(repeats=3 * repeats)), "", sep="\n")
    unlike = [f"{pair.title}: {each}" for pair in pairs for each in pair.unlike]
    print(*(unlike or ["Both sides agree on every result."]), sep="\n", flush=True)
    near_unlike = nearby.run(scales, min(repeats, 5))
    shared_wrong = funding.run(repeats=repeats, quick=chosen.quick)
    votes_unlike = voting.run(quick=chosen.quick)
    pages_missing = site.run(quick=chosen.quick)
    return 1 if unlike or near_unlike or sure_unlike or shared_wrong or votes_unlike or pages_missing else 0


def measured(scales: list[int], folder: Path, repeats: int) -> Iterator[Pair]:
    """Each pack in turn, the smallest first."""
    england = packs.england()
    if england:
        yield both(england, title="England", scale=1, repeats=repeats)
    before: Pair | None = None
    for scale in scales:
        pack = packs.fictional(scale, folder)
        turns = max(1, repeats if scale == 1 else repeats // 3 if scale <= 10 else 1)
        before = both(
            pack, title=f"fictional {scale}x", scale=scale, repeats=turns, skip_pandas=too_much(before, scale)
        )
        yield before


def too_much(before: Pair | None, scale: int) -> str:
    """Why pandas is not run at a scale, judged by the one before; nothing if it is."""
    if before is None or not before.pandas.runs:
        return before.pandas.note if before else ""
    times = scale / before.scale
    if before.pandas.seconds * times > 60 * MOST_MINUTES:
        return f"over {MOST_MINUTES} min"
    memory = memory_megabytes()
    if memory and before.pandas.peak and before.pandas.peak * times > memory * MOST_OF_MEMORY:
        return f"over {memory * MOST_OF_MEMORY / 1000:.0f} GB"
    return ""


def memory_megabytes() -> float | None:
    """The memory of this machine; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6
    except (AttributeError, ValueError, OSError):
        return None


def machine() -> str:
    """What was measured on, without the name of the machine."""
    names = ("numpy", "scipy", "pyarrow", "pandas")
    memory = memory_megabytes()
    parts = [
        f"{processor()}, {os.cpu_count()} cores" + (f", {memory / 1000:.0f} GB" if memory else ""),
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names),
    ]
    return "\n".join(parts)


def processor() -> str:
    """The processor's name where the system tells it."""
    about = Path("/proc/cpuinfo")
    if about.is_file():
        for line in about.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
