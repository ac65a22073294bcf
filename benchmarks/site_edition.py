"""Makes an edition in a process of its own: `python -m benchmarks.site_edition PLAN PACK FOLDER [RAW]`.

Prints one line of JSON: seconds by part of the work, the most memory held, and what lies in the folder afterwards.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.clock import Clock
from benchmarks.site_tiles import tiles_in
from benchmarks.worker import peak_megabytes
from leastfirst.publish import publishing
from leastfirst.publish.work import Work

Part = Callable[[Work], None]


def made(plan: str, pack: Path, folder: Path, raw: Path | None = None) -> dict[str, Any]:
    """Make an edition and put it up in `folder`, on all cores that this process may use."""
    from leastfirst.cli.uncertainty import cores
    from leastfirst.definitions.edition import load_edition
    from leastfirst.exchange.packs import open_pack

    clock = Clock()
    parts = [timed(each, clock) for each in publishing._parts()]
    publishing._parts = lambda: parts
    began = time.perf_counter()
    edition, left_out = publishing.publish(load_edition(plan), open_pack(pack), folder, raw=raw, threads=cores())
    taken = time.perf_counter() - began
    clock.parts["writing it down, checking it"] = taken - sum(clock.parts.values())
    return {
        "seconds": taken,
        "parts": clock.parts,
        "peak": peak_megabytes(),
        "left out": list(left_out),
        **lies_in(edition),
    }


def timed(part: Part, clock: Clock) -> Part:
    """A part of the work that is clocked under its own name."""

    def run(work: Work) -> None:
        with clock(part.__name__.removeprefix("add_").replace("_", " ")):
            part(work)

    return run


def lies_in(edition: Path) -> dict[str, Any]:
    """How many MB lie in an edition, by part, and what its tiles are."""
    found = {
        each.name: sum(file.stat().st_size for file in [each, *each.rglob("*")] if file.is_file()) / 1e6
        for each in sorted(edition.iterdir())
    }
    tiles = {each.stem: tiles_in(each) for each in (edition / "tiles").glob("*.pmtiles")}
    return {
        "megabytes": {"all": sum(found.values()), **found},
        "tiles": dict(sorted(tiles.items(), key=lambda pair: -pair[1]["megabytes"])),
    }


def main() -> None:
    plan, pack, folder, *raw = sys.argv[1:]
    print(json.dumps(made(plan, Path(pack), Path(folder), Path(raw[0]) if raw else None)))


if __name__ == "__main__":
    main()
