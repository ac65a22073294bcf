"""The README names every command, and no command that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import click

from leastfirst.cli import GROUPS, root

README = Path(__file__).parents[2] / "README.md"


def commands() -> set[str]:
    """Every command as it is called: `measure list`, `demo`."""
    found = set()
    for name in GROUPS:
        command = root.get_command(click.Context(root), name)
        found |= {f"{name} {each}" for each in command.commands} if isinstance(command, click.Group) else {name}
    return found


def test_every_command_that_the_readme_names_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"leastfirst ((?:measure|fund|decide|data) [a-z]+)", text))
    assert len(named) > 20
    assert named <= commands()


def test_every_command_stands_in_the_table_of_the_readme() -> None:
    text = README.read_text(encoding="utf-8").partition("## What it can do today")[2].partition("\n## ")[0]
    # The last row names the commands on data one after the other.
    named = set(re.findall(r"leastfirst ((?:measure|fund|decide) [a-z]+|publish|serve)", text))
    assert {each for each in commands() if not each.startswith("data ")} - named == {"demo"}
