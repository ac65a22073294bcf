"""The job of `leastfirst publish`: load, run, write, tidy up. No calculation happens here."""

from __future__ import annotations

from pathlib import Path

import click

from leastfirst.cli.uncertainty import cores
from leastfirst.definitions import shipped
from leastfirst.definitions.edition import FOLDER, load_edition
from leastfirst.exchange.packs import Pack
from leastfirst.ground.errors import DataError, DefinitionError
from leastfirst.ground.words import counted
from leastfirst.publish import open_edition
from leastfirst.publish.publishing import publish
from leastfirst.publish.removing import remove_old
from leastfirst.sources import raw_folder
from leastfirst.sources.places import editions_folder


def run_publish(
    edition: str | None, pack: Pack, *, data: str | None, out: Path | None, up: bool, keep: int
) -> list[str]:
    """Publish an edition and remove old ones; returns what there is to say, a line each."""
    if keep < 1:
        raise DataError(f"{keep} editions cannot be kept", where="--keep", do="keep 1 or more")
    plan = load_edition(edition or _named_after(pack))
    editions = out or editions_folder()
    folder, left_out = publish(
        plan,
        pack,
        editions,
        raw=raw_folder(data),
        tell=lambda what: click.echo(f"{what} ...", err=True),
        threads=cores(),
        up=up,
    )
    removed = remove_old(editions, keep=keep)
    written = open_edition(folder)
    leading = written.document("designation", plan.leading) or {}
    told = [f"Fictional: {plan.title}." if written.fictional else f"{plan.title}.", str(leading.get("finding", ""))]
    told += left_out
    if removed:
        told.append(f"{counted(len(removed), 'older edition')} removed: {', '.join(removed)}.")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    what = f"Edition {folder.name} ({counted(len(written.tables), 'table')}, {size / 1e6:,.0f} MB)"
    told.append(f"{what} is {'up' if up else 'written, but not up'}, in {folder}.")
    return told


def _named_after(pack: Pack) -> str:
    if pack.id in shipped(FOLDER):
        return pack.id
    raise DefinitionError(
        f"no edition is shipped for the data pack '{pack.id}'",
        do=f"name your own YAML file, or one of {', '.join(shipped(FOLDER))}",
    )
