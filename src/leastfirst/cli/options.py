"""Options that several commands share, and the way from them to data and files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from leastfirst.exchange.packs import Pack

F = TypeVar("F", bound=Callable[..., Any])

data_option = click.option(
    "--data",
    metavar="DIR",
    help="A data pack, a folder of raw tables, or 'county'. Without it: LEASTFIRST_DATA, then your installed packs, "
    "then the fictional county.",
)
out_option = click.option(
    "--out", metavar="FILE", required=True, help="A .csv, .parquet or .json file, or - for the screen."
)
folder_option = click.option(
    "--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The folder to write to."
)


def open_pack(data: str | None) -> Pack:
    """The data that `--data` or the surroundings name, with a progress bar if a pack must be built first."""
    from leastfirst.sources import open_data

    with progress_bar() as tell:
        return open_data(data, progress=tell)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal, nothing elsewhere: called with tables done, tables in all, and a name."""
    bar = None

    def tell(done: int, total: int, name: str) -> None:
        nonlocal bar
        if not sys.stderr.isatty():
            return
        if bar is None:
            bar = click.progressbar(length=total, label="Building", file=sys.stderr, item_show_func=lambda item: item)
            bar.__enter__()
        bar.update(done - bar.pos, name)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
