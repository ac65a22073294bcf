"""Write the county as a data pack into the package."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leastfirst.exchange.packs import Pack, write_pack
from leastfirst.exchange.results import write_files
from leastfirst.ground.tables import Table
from tools.county.make import SEED, county
from tools.county.tables import LICENCE, NOTE
from tools.county.vote import FILE_NAME, vote_bytes

SHIPPED = Path(__file__).parents[2] / "src" / "leastfirst" / "county"
_LICENCES = ({"name": "CC0-1.0", "title": LICENCE},)


def write_county(folder: Path = SHIPPED, *, seed: int = SEED) -> Pack:
    """Make the county of that seed and write it to the folder, whole or not at all, with its vote beside the tables."""
    ballots = vote_bytes(seed)
    pack = write_fictional(
        folder, county(seed), id="county", title="Fictional: the county of Corvestershire", seed=seed
    )
    write_files({folder / FILE_NAME: ballots})
    return pack


def write_fictional(folder: Path, tables: Iterable[Table], *, id: str, title: str, seed: int) -> Pack:
    """Write fictional tables as a pack that says so."""
    return write_pack(
        folder,
        id=id,
        title=title,
        tables=tables,
        version=f"seed {seed}",
        fictional=True,
        licences=_LICENCES,
        sources=({"title": f"leastfirst fictional county, seed {seed}. {NOTE}"},),
    )
