"""The command line: one file for each stage, and no logic. Heavy imports happen only when a command runs."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.version import __version__

GROUPS = {
    "measure": ("leastfirst.cli.measure", "group", "Find where need is greatest, and say why."),
    "fund": ("leastfirst.cli.fund", "group", "Share a fund by need, to the penny, and say why."),
    "decide": ("leastfirst.cli.decide", "group", "Count what residents choose, fairly, and say why."),
    "publish": ("leastfirst.cli.publish", "command", "Work out what the public site shows, and put it up."),
    "data": ("leastfirst.cli.data", "group", "Build, check and describe data packs."),
    # Of another room, by name only: the two front ends do not import each other, and this table is where they meet.
    "serve": ("leastfirst.web.serving.command", "command", "Serve the public site."),
    "demo": ("leastfirst.cli.demo", "command", "Run the main job and say what it found."),
}


class Rooms(click.Group):
    """A group whose commands are imported only when they are called, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The stages, in the order of the road of the pound."""
        return list(GROUPS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the file of one stage."""
        if name not in GROUPS:
            return None
        module, attribute, _ = GROUPS[name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the stages without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, _, words) in GROUPS.items()])


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="leastfirst %(version)s")
def root() -> None:
    """Find England's left-behind neighbourhoods from open data, share a fund among them, and say why.

    Rank 1 and decile 1 mean the greatest need, everywhere.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. What a person can mend is said in one sentence, and the status is 2."""
    try:
        root(args=arguments, prog_name="leastfirst", standalone_mode=False)
    except LeastfirstError as error:
        click.echo(f"leastfirst: {error}", err=True)
        sys.exit(2)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("leastfirst: stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output had enough. Python would complain again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
