"""`leastfirst serve`: check the settings, look after the tables, and serve until told to stop.

The command line finds this module by its name (see `GROUPS` in `leastfirst.cli`): neither front end imports the other.
"""

from __future__ import annotations

import importlib.util
import os

import click

from leastfirst.ground.errors import LeastfirstError

NEEDED = ("django", "csp", "dj_database_url", "granian", "ninja", "pydantic_settings", "pythonjsonlogger", "whitenoise")


@click.command("serve")
@click.option("--prepare", is_flag=True, help="Make the database ready for this version, and stop.")
def command(prepare: bool) -> None:
    """Serve the public site. Settings come from the environment: see docs/how-to/run-it-for-real.md.

    Run it with --prepare once before the first start and after every upgrade.
    """
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise LeastfirstError(
            "the site needs packages that are not installed", do="run `pip install 'leastfirst[web]'`"
        )
    from leastfirst.web.serving.starting import check_tables, prepare_site, set_up, start

    site = set_up(os.environ)
    if prepare:
        for sentence in prepare_site(site):
            click.echo(sentence)
        return
    for sentence in check_tables(site):
        click.echo(sentence, err=True)
    start(site, tell=lambda sentence: click.echo(sentence, err=True))
