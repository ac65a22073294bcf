"""`leastfirst demo`: the main jobs, from open data and ballots to reports, on the fictional county and on your data."""

from __future__ import annotations

from pathlib import Path

import click

DEFINITION = "left-behind-lsoas-2025"
FUND_OF_COUNTY, FUND = "example-four-pots", "appg-2bn"
VOTE, RULES = "vote-2026.pb", "equal-shares-cost-add1-topup"


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
    """Find the left-behind neighbourhoods, share a fund among them and count a vote, with reports for any browser.

    It runs on the fictional county that comes with leastfirst, and on England's data as well if LEASTFIRST_DATA names
    them or a pack is installed.
    """
    from leastfirst.cli.funding import run_report as run_fund_report
    from leastfirst.cli.options import open_pack
    from leastfirst.cli.reporting import run_report
    from leastfirst.cli.voting import run_report as run_vote_report

    packs = [open_pack("county")]
    found = open_pack(None)
    if found.id != packs[0].id:
        packs.append(found)
    told = []
    for pack in packs:
        click.echo(f"{pack.title}: reading, ranking, choosing, writing the report ...")
        sentence, files = run_report(DEFINITION, pack, out / pack.id)
        told.append((f"{pack.title}: {sentence}", "place by place", files[0]))
        fund = FUND_OF_COUNTY if pack.id == packs[0].id else FUND
        click.echo(f"{pack.title}: sharing the fund {fund} ...")
        sentence, files = run_fund_report(fund, pack, out / pack.id / "fund", seed=1, paths=10_000)
        told.append((_finding(sentence, 1), "place by place", files[0]))
    click.echo(f"{packs[0].title}: counting the ballots of a village, and counting again to say what losers lacked ...")
    sentence, files = run_vote_report(packs[0].path / VOTE, RULES, out / packs[0].id / "vote")
    told.append((_finding(sentence, 2), "project by project", files[0]))
    for sentence, how, report in told:
        click.echo("")
        click.echo(sentence)
        click.echo(f"  Read why, {how}, in {report.resolve()}")
    if len(packs) == 1:
        click.echo("")
        click.echo(
            "The county is invented. For England, set LEASTFIRST_DATA to the folder of open data and run it again."
        )


def _finding(told: str, lines: int) -> str:
    """The first lines of what a job says, after that which says that everything is invented."""
    return " ".join(told.split("\n")[: lines + told.startswith("Fictional:")])
