"""The packs that are measured: England's own, and fictional ones of its size and larger."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SEED = 1


def england() -> Path | None:
    """The pack of England that LEASTFIRST_DATA leads to, built if need be; None where it is not set."""
    if not os.environ.get("LEASTFIRST_DATA"):
        return None
    # In a process of its own, as the one that measures must stay small.
    code = "from leastfirst.sources import open_data; print(open_data().path)"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return Path(done.stdout.strip().splitlines()[-1])


def fictional(scale: int, folder: Path) -> Path:
    """A fictional country with `scale` times as many areas as England, made unless it is there."""
    pack = folder / f"england-like-{scale}"
    if not (pack / "datapackage.json").is_file():
        print(f"Making a fictional country of {scale} times England ...", file=sys.stderr, flush=True)
        order = [sys.executable, "-m", "tools.county", "--scale", str(scale), "--seed", str(SEED), "--out", str(pack)]
        subprocess.run(order, check=True, stdout=subprocess.DEVNULL)
    return pack
