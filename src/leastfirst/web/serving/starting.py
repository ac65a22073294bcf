"""What `leastfirst serve` does, step by step."""

from __future__ import annotations

import socket
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from leastfirst.ground.errors import DataError, LeastfirstError
from leastfirst.web.serving.site import Site, read_site

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

SETTINGS = "leastfirst.web.project.settings"
PREPARE = "run `leastfirst serve --prepare`"
# Connections that one process holds open, idle ones too; more wait in the system's queue. How many requests are worked
# on at once is another number: the threads.
AT_ONCE = 1_000
HEAD_MILLISECONDS = 5_000
"""How long a connection may take to say what it asks for; then it is closed, and others may come."""
STOP_SECONDS = 20
"""How long a request may take to end when the site is stopped."""


def set_up(environ: MutableMapping[str, str]) -> Site:
    """Check the settings and start Django with them. Raises SettingsError with a sentence for each that is wrong."""
    site = read_site()
    environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()
    return site


def sqlite_path(site: Site) -> Path | None:
    """The file of the database, or None for PostgreSQL."""
    url = urlsplit(site.database_url.get_secret_value())
    return Path(unquote(url.path[1:])) if url.scheme == "sqlite" else None


def prepare_site(site: Site) -> list[str]:
    """Lay the tables that are missing, gather styles and scripts, note the edition that is up.

    Returns what was done, in sentences. Raises LeastfirstError when the database cannot be reached.
    """
    from django.core.management import call_command
    from django.db import DatabaseError

    from leastfirst.publish import open_edition
    from leastfirst.web.editions.noting import note_now
    from leastfirst.web.serving.static_files import collect

    file = sqlite_path(site)
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
        call_command("migrate", interactive=False, verbosity=0)
    except (DatabaseError, OSError) as error:
        raise unreachable(site, error) from None
    collect()
    said = [f"The tables are ready ({site.kind_of_database})."]
    try:
        edition = open_edition(site.editions)
    except DataError as error:
        return [*said, f"No figures can be shown yet: {error}"]
    note_now(edition)
    edition.close()
    return [*said, f"Edition {edition.id} is up: {edition.title}."]


def check_tables(site: Site) -> list[str]:
    """Refuse to start over tables of another version; warn when the database is away, as pages do without it."""
    from leastfirst.web.serving.health import NOT_PREPARED, UNREACHABLE, state_of_database

    file = sqlite_path(site)
    state = NOT_PREPARED if file is not None and not file.exists() else state_of_database()
    if state == NOT_PREPARED:
        raise LeastfirstError("the database does not have the tables of this version", do=PREPARE)
    if state == UNREACHABLE:
        return ["The database cannot be reached. Pages are served all the same; the list of what changed is not."]
    return []


def unreachable(site: Site, error: Exception) -> LeastfirstError:
    """The sentence for a database that does not answer, without its password."""
    reason = str(error).strip().splitlines()[0].rstrip(".") if str(error).strip() else type(error).__name__
    return LeastfirstError(
        f"the database ({site.kind_of_database}) cannot be used: {reason}",
        where="LEASTFIRST_DATABASE_URL",
        do="check the address, and that the database is running and lets us write",
    )


def start(site: Site, *, tell: Callable[[str], None]) -> None:
    """Serve until somebody says stop; requests that have begun are finished first."""
    from leastfirst.web.serving.static_files import collect

    host, port = site.bind
    check_port(host, port)
    collect()
    if not site.contact:
        tell("LEASTFIRST_CONTACT is not set: the pages on accessibility and privacy cannot say whom to ask.")
    tell(f"leastfirst is up at {site.public_url} (listening on {host}:{port}). Ctrl+C stops it.")
    server(site).serve()


def server(site: Site) -> AbstractServer:  # type: ignore[type-arg]
    """The server, not yet running."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    host, port = site.bind
    return Granian(
        "leastfirst.web.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # what proxies speak; the limit on heads holds for silent connections with it alone
        websockets=False,
        workers=site.workers,
        blocking_threads=site.threads,
        backpressure=AT_ONCE,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_MILLISECONDS),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_dictconfig=settings.LOGGING,
    )


def check_port(host: str, port: int) -> None:
    """Find out before any process is started that nobody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LeastfirstError(
                f"{host}:{port} cannot be listened on ({(error.strerror or str(error)).lower()})",
                where="LEASTFIRST_BIND",
                do="stop what runs there, or write another address and port",
            ) from None
