"""`leastfirst fund`: share a fund, say why, compare, endow, report."""

from __future__ import annotations

from pathlib import Path

import click

from leastfirst.cli.options import data_option, folder_option, open_pack, out_option


@click.group("fund")
def group() -> None:
    """Share a fund among places by need, to the penny, and say why.

    FUND is the id of a shipped fund (see `leastfirst fund list`) or the path of your own YAML file. Nobody bids: what a
    place gets depends on published figures alone.
    """


@group.command("list")
def list_() -> None:
    """List the shipped funds and formulas."""
    from leastfirst.definitions import fund_catalogue

    for kind, entries in fund_catalogue():
        click.echo(kind)
        for entry in entries:
            click.echo(f"  {entry.id:<28} {entry.title} ({entry.status})")


@group.command()
@click.argument("fund")
@data_option
@folder_option
def share(fund: str, data: str | None, out: Path) -> None:
    """Share a fund: every sum by place, year, kind, pot and purpose, with the reason for each.

    Writes allocations.csv, places.csv (a row for each place), explain.json (the record behind each sum), strings.csv
    (what each string costs) and manifest.json (what it was made from).

    \b
    leastfirst fund share appg-2bn --out shares/
    """
    from leastfirst.cli.funding import run_share

    told, files = run_share(fund, open_pack(data), out)
    click.echo(told)
    for file in files:
        click.echo(f"  {file}")


@group.command()
@click.argument("fund")
@click.argument("place_code")
@data_option
def why(fund: str, place_code: str, data: str | None) -> None:
    """Say in plain words why a place gets what it gets, step by step.

    PLACE_CODE is a code of the first column of allocations.csv; a name will do if only one place has it.

    \b
    leastfirst fund why appg-2bn E05009856
    """
    from leastfirst.cli.funding import run_why

    click.echo(run_why(fund, place_code, open_pack(data)), nl=False)


@group.command()
@click.argument("fund_a")
@click.argument("fund_b")
@data_option
@folder_option
@click.option(
    "--replicates",
    metavar="N",
    type=int,
    default=1000,
    show_default=True,
    help="How many times the list of places is worked out to say how sure it is; 0 leaves that out.",
)
@click.option("--seed", metavar="S", type=int, default=1, show_default=True, help="The same seed, the same bytes.")
def compare(fund_a: str, fund_b: str, data: str | None, out: Path, replicates: int, seed: int) -> None:
    """Compare two funds, or a fund under another formula: who gains, who loses, what is at stake where we are unsure.

    FUND_B may be the id of a formula (see `leastfirst fund list`): then FUND_A is shared by that formula as well.

    \b
    leastfirst fund compare appg-2bn by-population --out compared/
    """
    from leastfirst.cli.funding import run_compare

    told, files = run_compare(fund_a, fund_b, open_pack(data), out, replicates=replicates, seed=seed)
    click.echo(told)
    for file in files:
        click.echo(f"  {file}")


@group.command()
@click.argument("fund")
@click.option("--seed", metavar="S", type=int, default=1, show_default=True, help="The same seed, the same bytes.")
@click.option("--paths", metavar="N", type=int, default=10_000, show_default=True, help="How many futures are drawn.")
@out_option
def endow(fund: str, seed: int, paths: int, out: str) -> None:
    """Spend it down or endow it? What each payout rule pays, in what range, and how long it lasts.

    \b
    leastfirst fund endow appg-2bn --seed 1 --paths 10000 --out endowment.csv
    """
    from leastfirst.cli.funding import run_endow
    from leastfirst.cli.jobs import write

    table, manifest, told = run_endow(fund, seed=seed, paths=paths, out=out)
    write(table, out, manifest, told)


@group.command()
@click.argument("fund")
@data_option
@folder_option
@click.option("--seed", metavar="S", type=int, default=1, show_default=True, help="The same seed, the same bytes.")
@click.option(
    "--paths", metavar="N", type=int, default=10_000, show_default=True, help="How many futures of the endowment."
)
def report(fund: str, data: str | None, out: Path, seed: int, paths: int) -> None:
    """Write a report that opens offline in any browser, with the files of `fund share` beside it.

    It tells who gets what by year and kind, the map, why, the strings and their price, the checks and the method.

    \b
    leastfirst fund report appg-2bn --out report/
    """
    from leastfirst.cli.funding import run_report

    told, files = run_report(fund, open_pack(data), out, seed=seed, paths=paths)
    click.echo(told)
    for file in files:
        click.echo(f"  {file}")
