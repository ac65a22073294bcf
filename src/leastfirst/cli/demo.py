"""`leastfirst demo`: the main job, from open data to a report, on the fictional county and on your own data if any."""

from __future__ import annotations

from pathlib import Path

import click

DEFINITION = "left-behind-lsoas-2025"


@click.command("demo")
@click.option(
    "--out",
    metavar="DIR",
    default="leastfirst-demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to write to.",
)
def command(out: Path) -> None:
    """Find the left-behind neighbourhoods, and write a report of them that opens in any browser.

    It runs on the fictional county that comes with leastfirst, and on England's data as well if LEASTFIRST_DATA names
    them or a pack is installed.
    """
    from leastfirst.cli.options import open_pack
    from leastfirst.cli.reporting import run_report

    packs = [open_pack("county")]
    found = open_pack(None)
    if found.id != packs[0].id:
        packs.append(found)
    told = []
    for pack in packs:
        click.echo(f"{pack.title}: reading, ranking, choosing, writing the report ...")
        sentence, files = run_report(DEFINITION, pack, out / pack.id)
        told.append((pack.title, sentence, files[0]))
    for title, sentence, report in told:
        click.echo("")
        click.echo(f"{title}: {sentence}")
        click.echo(f"  Read why, place by place, in {report.resolve()}")
    if len(packs) == 1:
        click.echo("")
        click.echo(
            "The county is invented. For England, set LEASTFIRST_DATA to the folder of open data and run it again."
        )
