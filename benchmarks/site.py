"""The public site: `python -m benchmarks.site [--quick] [--editions FOLDER]`, part of `make bench`.

Makes the edition of England (of the fictional county where England's data are not found), holds its pages against a
bare Django, counts their queries, weighs first visits, and lets many visitors in at once on SQLite and on PostgreSQL.
Times and sizes are printed and never judged; it fails only when a page that is asked for does not come.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from benchmarks import packs, site_pages, site_rated, site_served
from benchmarks.printing import table
from benchmarks.start_up import start_up

USERS, SECONDS, TURNS = 50, 60.0, 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few turns, few seconds of visits")
    parser.add_argument("--editions", type=Path, help="a folder with an edition that is up, in place of making one")
    chosen = parser.parse_args()
    return run(quick=chosen.quick, editions=chosen.editions)


def run(*, quick: bool, editions: Path | None = None) -> int:
    """Print all tables; return 1 if a page did not come."""
    with tempfile.TemporaryDirectory(prefix="leastfirst-editions-") as folder:
        if editions is None:
            editions = Path(folder)
            print_edition(made(editions))
        addresses = site_pages.addresses(editions)
        wrong = site_rated.run(editions, addresses, turns=5 if quick else TURNS)
        wrong += site_served.run(editions, addresses, users=USERS, seconds=5 if quick else SECONDS)
    starts = [(name, f"{seconds:.3f}") for name, seconds in start_up(repeats=5 if quick else 15).items()]
    print("", table(("start-up", "s"), starts), "", sep="\n")
    print(*(wrong[:20] or ["Every page that was asked for came."]), sep="\n", flush=True)
    return 1 if wrong else 0


def made(editions: Path) -> dict[str, Any]:
    """Make the edition in a process of its own, for its memory's sake."""
    england = packs.england()
    pack = england or Path(str(files("leastfirst") / "county"))
    raw = [os.environ["LEASTFIRST_DATA"]] if england else []
    plan = "england" if england else "county"
    order = [sys.executable, "-m", "benchmarks.site_edition", plan, str(pack), str(editions), *raw]
    done = subprocess.run(order, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"plan": plan, **found}


def print_edition(found: dict[str, Any]) -> None:
    """What the edition took to make, and what lies in it."""
    rows = [["all", f"{found['seconds']:.1f}"]]
    rows += [[name, f"{taken:.1f}"] for name, taken in sorted(found["parts"].items(), key=lambda pair: -pair[1])]
    print("", table((f"making the edition '{found['plan']}'", "s"), rows), sep="\n")
    print(f"Most memory held: {found['peak'] or 0:,.0f} MB", *found["left out"], sep="\n")
    sizes = [[name, f"{size:.1f}"] for name, size in found["megabytes"].items()]
    print("", table(("in its folder", "MB"), sizes), sep="\n")
    tiles = [
        [name, f"{of['megabytes']:.2f}", f"{of['addressed']:,}", f"{of['middle']:.1f}", f"{of['largest']:.1f}"]
        for name, of in found["tiles"].items()
    ]
    print("", table(("tiles of", "MB", "tiles", "middle one KB", "largest KB"), tiles), sep="\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
