"""`leastfirst data`: build, check, list and describe data packs."""

from __future__ import annotations

from pathlib import Path

import click

from leastfirst.cli.options import data_option, open_pack, progress_bar


@click.group("data")
def group() -> None:
    """Build, check and describe data packs: folders that hold what leastfirst knows about a country.

    PACK is the id of a shipped pack definition (see `leastfirst data list`) or the path of your own YAML file.
    """


@group.command()
@click.argument("pack")
@click.option(
    "--from", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The folder of raw tables."
)
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), help="Where the pack goes; without it, it is installed."
)
def build(pack: str, folder: Path, out: Path | None) -> None:
    """Build a data pack from raw tables: checked, and written whole or not at all.

    \b
    leastfirst data build england --from raw-tables/
    """
    from leastfirst.exchange.packs import about
    from leastfirst.sources import build_pack

    with progress_bar() as tell:
        built = build_pack(pack, folder, out, progress=tell)
    click.echo(about.summary(built))


@group.command()
@data_option
def check(data: str | None) -> None:
    """Check a data pack: its files, each table by itself, and the tables against each other."""
    from leastfirst.exchange.packs import about, check_pack

    pack = open_pack(data)
    with progress_bar() as tell:
        findings = check_pack(pack, progress=tell)
    click.echo(about.findings_text(pack, findings))
    about.raise_faults(pack, findings)


@group.command("list")
def list_() -> None:
    """List the pack definitions that can be built, and the packs that are there."""
    from leastfirst.sources import catalogue

    click.echo(catalogue.packs_text())


@group.command()
@click.argument("table", required=False)
@data_option
def describe(table: str | None, data: str | None) -> None:
    """Say what is in a data pack, or in one TABLE of it, column by column."""
    from leastfirst.exchange.packs import about

    pack = open_pack(data)
    click.echo(about.table_text(pack, table) if table else about.pack_text(pack))
