"""`python -m tools.county` makes the shipped county again; `--scale N --out DIR` makes N times England."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from leastfirst.ground.errors import LeastfirstError
from tools.county.make import SEED
from tools.county.write import SHIPPED, write_county, write_fictional


def main() -> int:
    """Write the pack and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m tools.county", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--scale", type=int, help="make areas for N times England, with indices but without a map")
    parser.add_argument("--out", type=Path, help="the folder of the pack")
    chosen = parser.parse_args()
    if chosen.scale is not None and chosen.out is None:
        parser.error("say where the large pack goes with --out")
    try:
        if chosen.scale is None:
            pack = write_county(chosen.out or SHIPPED, seed=chosen.seed)
        else:
            from tools.county.england_like import england_like

            title = f"Fictional: {chosen.scale} times as many areas as England"
            tables = england_like(chosen.scale, chosen.seed)
            pack = write_fictional(chosen.out, tables, id="england-like", title=title, seed=chosen.seed)
    except LeastfirstError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"{len(pack.tables)} tables in {chosen.out or SHIPPED}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
