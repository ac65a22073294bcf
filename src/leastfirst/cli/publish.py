"""`leastfirst publish`: work out what the public site shows, and put it up."""

from __future__ import annotations

from pathlib import Path

import click

from leastfirst.cli.options import data_option, open_pack


@click.command("publish")
@click.argument("edition", required=False)
@data_option
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of editions; without it, the one in your data folder, where `leastfirst serve` looks for them.",
)
@click.option("--up/--no-up", default=True, help="Show it at once (the rule), or only write it.")
@click.option("--keep", default=2, show_default=True, help="How many editions stay; the one that is up always does.")
def command(edition: str | None, data: str | None, out: Path | None, up: bool, keep: int) -> None:
    """Work everything out that the public site shows, write it as a new edition, and put it up in one step.

    EDITION says what is shown: the id of a shipped one, or the path of your own YAML file (see
    docs/reference/editions.md). Without it, the one that is named after the data pack is taken. Whoever reads the
    site meanwhile goes on undisturbed, and if anything fails, what is up stays up.

    \b
    leastfirst publish
    leastfirst publish england --data raw-tables/ --out /srv/leastfirst/editions
    """
    from leastfirst.cli.publishing import run_publish

    told = run_publish(edition, open_pack(data), data=data, out=out, up=up, keep=keep)
    click.echo("\n".join(told))
