"""`leastfirst decide`: count a vote on projects, say why each won or lost, compare ways of counting, report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from leastfirst.cli.options import folder_option

file_argument = click.argument("file", metavar="FILE.pb", type=click.Path(path_type=Path))
rules_option = click.option(
    "--rules",
    metavar="SHEET",
    default="equal-shares-cost-add1-topup",
    show_default=True,
    help="The rule sheet: an id (see `leastfirst decide list`) or the path of your own YAML file.",
)
quick_option = click.option(
    "--quick",
    is_flag=True,
    help="Do not count again and again for what losers would have needed and how sure the outcome is. That is "
    "most of the work: up to about a minute; the rest takes seconds, even for a large vote.",
)
json_option = click.option("--out", metavar="FILE.json", required=True, help="A .json file, or - for the screen.")


@click.group("decide")
def group() -> None:
    """Count what residents choose, fairly and exactly, and say why each project won or lost.

    FILE.pb is a vote in the Pabulib format: the projects, what they cost, the budget and the ballots. It is counted by
    the rule sheet that you name, whatever rule the file itself speaks of.
    """


@group.command("list")
def list_() -> None:
    """List the shipped rule sheets."""
    from leastfirst.cli.voting import rule_sheets

    click.echo("Rule sheets")
    for sheet in rule_sheets():
        click.echo(f"  {sheet.id:<36} {sheet.title} ({sheet.status})")


@group.command()
@file_argument
@rules_option
@json_option
@quick_option
def elect(file: Path, rules: str, out: str, quick: bool) -> None:
    """Count a vote: who won, what each supporter paid, and what every losing project would have needed.

    \b
    leastfirst decide elect vote.pb --out outcome.json
    """
    from leastfirst.cli.voting import run_elect, write_record
    from leastfirst.decide.why import EFFORT

    _patience(quick)
    record, manifest, told = run_elect(file, rules, out=out, effort=0 if quick else EFFORT)
    write_record(record, out, manifest, told)


@group.command()
@file_argument
@json_option
def compare(file: Path, out: str) -> None:
    """Count a vote by every shipped rule sheet: who wins by which, what is spent, who is left with nothing.

    \b
    leastfirst decide compare vote.pb --out compared.json
    """
    from leastfirst.cli.voting import run_compare, write_record

    record, manifest, told = run_compare(file, out=out)
    write_record(record, out, manifest, told)


@group.command()
@file_argument
@rules_option
@folder_option
@quick_option
def report(file: Path, rules: str, out: Path, quick: bool) -> None:
    """Write a page for residents that opens offline in any browser, with the outcome and a table of projects beside it.

    It tells who won and why, what each loser would have needed, how voters fared, and how sure the outcome is.

    \b
    leastfirst decide report vote.pb --out report/
    """
    from leastfirst.cli.voting import run_report
    from leastfirst.decide.why import EFFORT

    _patience(quick)
    told, files = run_report(file, rules, out, effort=0 if quick else EFFORT)
    click.echo(told)
    for each in files:
        click.echo(f"  {each}")


def _patience(quick: bool) -> None:
    """Say on a terminal why it may take a while; files and programs that read along get nothing of it."""
    if not quick and sys.stderr.isatty():
        click.echo(
            "Counting, and counting again for every loser: up to a minute (--quick leaves that out) ...", err=True
        )
