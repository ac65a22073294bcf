"""`leastfirst demo`: the whole road at once, from open data and ballots to a site in the browser."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leastfirst.ground.errors import LeastfirstError

if TYPE_CHECKING:
    from leastfirst.exchange.packs import Pack
    from leastfirst.publish import Edition

MADE_FROM = "made-from.txt"
STARTS_WITHIN_SECONDS = 60


@click.command("demo")
@click.option(
    "--out",
    metavar="DIR",
    default="leastfirst-demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to write to.",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="Where the site listens.")
@click.option(
    "--check", is_flag=True, help="Start the site on any free port, read its pages, stop, and say whether all was well."
)
def command(out: Path, port: int, check: bool) -> None:
    """Find the left-behind neighbourhoods, share funds, count votes, and show all of it as a site on this machine.

    It shows England if LEASTFIRST_DATA names its data or a pack is installed, and the fictional county otherwise. What
    was made before is made again only if something has changed.
    """
    from leastfirst.cli.options import open_pack

    if check:
        port = _free_port()
    _must_be_free(port)
    pack = open_pack(None)
    _publish(pack, out)
    settings, log = _settings(out, port), out / "site.log"
    _run(_serve(settings, log, "--prepare"), log)
    site = _serve(settings, log)
    try:
        at = _started(site, log, port)
        if check:
            _read_pages(at)
            click.echo("The site started, showed its pages, and stops.")
            return
        click.echo(f"\nThe site is at {at} : open it in your browser. Ctrl+C stops it. What it logs is in {log}.")
        if pack.fictional:
            click.echo("The county is invented. For England, set LEASTFIRST_DATA to the folder of open data.")
        _run(site, log)
    except KeyboardInterrupt:
        click.echo("\nStopped.")
    finally:
        site.terminate()
        site.wait(timeout=30)


def _publish(pack: Pack, out: Path) -> None:
    """Make the edition, unless the one that is up was made from the very same."""
    from leastfirst.definitions.edition import load_edition
    from leastfirst.definitions.yaml_files import shipped
    from leastfirst.exchange.results import write_files
    from leastfirst.publish import open_edition
    from leastfirst.publish.freshness import made_from
    from leastfirst.publish.publishing import publish
    from leastfirst.sources import raw_folder

    if pack.id not in shipped("editions"):
        raise LeastfirstError(
            f"there is no edition for the pack '{pack.id}'", do="use `leastfirst publish` with an edition of your own"
        )
    plan, raw = load_edition(pack.id), raw_folder(None)
    editions, hash_ = out / "editions", made_from(plan, pack, raw)
    kept = editions / MADE_FROM
    if not (kept.is_file() and kept.read_text(encoding="utf-8") == hash_):
        click.echo(f"{pack.title}: measuring, sharing, counting, drawing (once; for England some minutes) ...")
        _, left_out = publish(plan, pack, editions, raw=raw, tell=_tell, threads=os.cpu_count() or 1)
        for sentence in left_out:
            click.echo(f"  {sentence}")
        write_files({kept: hash_.encode()})
    for sentence in _findings(open_edition(editions)):
        click.echo(sentence)


def _tell(what: str) -> None:
    click.echo(f"  {what}", err=True)


def _findings(edition: Edition) -> list[str]:
    """The first sentence of each list, fund and vote that is shown."""
    kinds = {"designation": edition.about.designations, "fund": edition.about.funds, "vote": edition.about.votes}
    found = [each for kind, ids in kinds.items() for id_ in ids if (each := edition.document(kind, id_))]
    return [f"{each['headline']} {each['because']}" if "headline" in each else each["finding"] for each in found]


def _free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _must_be_free(port: int) -> None:
    """Raise LeastfirstError before any work if another program has the port: its pages would be taken for ours."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise LeastfirstError(
                f"another program listens on port {port} of this machine",
                do="stop it, or choose another port: `make demo PORT=8001`, or `leastfirst demo --port 8001`",
            ) from None


def _settings(out: Path, port: int) -> dict[str, str]:
    """The environment of the site: everything of it lies in the demo's folder."""
    key = out / "secret-key"
    if not key.is_file():
        key.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        key.chmod(0o600)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("LEASTFIRST_")}
    return {
        **ours,
        "LEASTFIRST_SECRET_KEY_FILE": str(key),
        "LEASTFIRST_DATABASE_URL": f"sqlite:///{(out / 'site.sqlite').resolve().as_posix()}",
        "LEASTFIRST_EDITIONS": str((out / "editions").resolve()),
        "LEASTFIRST_BIND": f"127.0.0.1:{port}",
    }


def _serve(settings: dict[str, str], log: Path, *options: str) -> subprocess.Popen[bytes]:
    """Run `leastfirst serve` as whoever runs a site does; what it says goes into the log."""
    with log.open("ab") as file:
        command = [sys.executable, "-m", "leastfirst", "serve", *options]
        return subprocess.Popen(command, env=settings, stdout=file, stderr=subprocess.STDOUT)


def _run(site: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until it ends; raises LeastfirstError with the last thing that it said if it did not end well."""
    if site.wait():
        said = log.read_text(encoding="utf-8").strip().splitlines()
        raise LeastfirstError(f"the site did not start: {said[-1] if said else 'it said nothing'}", where=str(log))


def _started(site: subprocess.Popen[bytes], log: Path, port: int) -> str:
    """Wait until the site is ready; returns its address."""
    at, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN_SECONDS
    while True:
        if site.poll() is not None:
            _run(site, log)
        try:
            with urllib.request.urlopen(f"{at}/health/ready", timeout=5):
                return at
        except OSError:
            if time.monotonic() > until:
                raise LeastfirstError(
                    f"the site was not ready within {STARTS_WITHIN_SECONDS} s", where=str(log)
                ) from None
            time.sleep(0.2)


def _read_pages(at: str) -> None:
    """Read the main pages as a visitor would."""
    for way in ("/", "/map/", "/designations/", "/funds/", "/votes/", "/data/", "/method/", "/about/status/"):
        try:
            with urllib.request.urlopen(f"{at}{way}", timeout=30) as answer:
                click.echo(f"  {at}{way} answers with {len(answer.read()):,} bytes")
        except urllib.error.HTTPError as error:
            raise LeastfirstError(f"{at}{way} answers with status {error.code}") from None
