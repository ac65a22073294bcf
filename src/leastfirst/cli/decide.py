"""`leastfirst decide`: count a vote on projects, say why each won or lost."""

from __future__ import annotations

from pathlib import Path

import click

file_argument = click.argument("file", metavar="FILE.pb", type=click.Path(path_type=Path))
rules_option = click.option(
    "--rules",
    metavar="SHEET",
    default="equal-shares-cost-add1-topup",
    show_default=True,
    help="The rule sheet: an id (see `leastfirst decide list`) or the path of your own YAML file.",
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
def elect(file: Path, rules: str, out: str) -> None:
    """Count a vote: who won, what each supporter paid, and what every losing project would have needed.

    \b
    leastfirst decide elect vote.pb --out outcome.json
    """
    from leastfirst.cli.voting import run_elect, write_record

    record, manifest, told = run_elect(file, rules, out=out)
    write_record(record, out, manifest, told)
