"""The site, or the bare Django, in a process of its own: `python -m benchmarks.site_side ours EDITIONS`.

Calls the WSGI application itself, without a server, and answers each line of its input with a line of JSON:
`get ADDRESS`, `again ADDRESS` (with the mark of the page that one already has), `keep ADDRESS` (writes the page into a
file and says where), `take FILE` (the bare side makes that page its own).
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECRET = "for-a-benchmark-only-0123456789-ABCDEFGHIJ-xyz"
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def main() -> None:
    side, on = sys.argv[1:]
    answers = sys.stdout
    # The log of requests is written all the same, to nowhere.
    with Path(os.devnull).open("w", encoding="utf-8") as sys.stdout:
        asked = Ours(Path(on)) if side == "ours" else Peer(Path(on))
        for line in sys.stdin:
            order, _, address = line.strip().partition(" ")
            print(json.dumps(getattr(asked, order)(address)), file=answers, flush=True)


class Ours:
    """The site as it is served, with all its middleware, over a SQLite database of its own."""

    def __init__(self, editions: Path) -> None:
        for name in [each for each in os.environ if each.startswith(("LEASTFIRST_", "DJANGO_"))]:
            del os.environ[name]
        self.folder = tempfile.TemporaryDirectory(prefix="leastfirst-site-")
        os.environ |= {
            "LEASTFIRST_SECRET_KEY": SECRET,
            "LEASTFIRST_EDITIONS": str(editions),
            "LEASTFIRST_DATABASE_URL": f"sqlite:///{self.folder.name}/site.sqlite",
            "LEASTFIRST_PAGES_PER_MINUTE": "0",
            "LEASTFIRST_WORK_PER_MINUTE": "0",
        }
        from leastfirst.web.serving.starting import prepare_site, set_up

        prepare_site(set_up(os.environ))
        from leastfirst.web.editions.current import current
        from leastfirst.web.project.wsgi import application

        self.application: Application = application
        edition = current().edition()
        assert edition is not None
        self.edition = edition

    def get(self, address: str) -> dict[str, Any]:
        """A page: what it takes, and how many queries of the edition and of the database."""
        from django.db import connection

        asked: list[str] = []

        def count(execute: Any, sql: str, *more: Any) -> Any:
            asked.append(sql)
            return execute(sql, *more)

        before = self.edition.queries
        with connection.execute_wrapper(count):
            found = call(self.application, address)
        return told(found) | {"edition": self.edition.queries - before, "database": len(asked)}

    def again(self, address: str) -> dict[str, Any]:
        """The same page asked for once more by somebody who has it."""
        mark = call(self.application, address)["headers"]["ETag"]
        return told(call(self.application, address, HTTP_IF_NONE_MATCH=mark))

    def keep(self, address: str) -> dict[str, Any]:
        """The page as a file for the bare side."""
        at = Path(self.folder.name) / "page.html"
        at.write_bytes(call(self.application, address)["body"])
        return {"at": str(at)}


class Peer:
    """The bare Django."""

    def __init__(self, _: Path) -> None:
        from benchmarks.site_bare import Bare

        self.bare = Bare()

    def take(self, at: str) -> dict[str, Any]:
        """Make the page of that file ready."""
        return {"texts": self.bare.take(Path(at).read_text(encoding="utf-8"))}

    def get(self, address: str) -> dict[str, Any]:
        """The page, sent or written."""
        return told(call(self.bare.application, address))


def call(application: Application, address: str, **headers: str) -> dict[str, Any]:
    """One request, from the call to the last byte: wall and processor seconds of this thread, status, headers, body."""
    path, _, query = address.partition("?")
    said: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **headers,
    }
    wall, processor = time.perf_counter(), time.thread_time()
    answer = application(environ, lambda status, headers, _=None: said.extend((status, headers)))
    body = b"".join(answer)
    answer.close()
    return {
        "wall": time.perf_counter() - wall,
        "processor": time.thread_time() - processor,
        "status": int(said[0].split()[0]),
        "headers": dict(said[1]),
        "body": body,
    }


def told(found: dict[str, Any]) -> dict[str, Any]:
    """What goes back to who asked: all but the page itself."""
    return {**{name: found[name] for name in ("wall", "processor", "status")}, "bytes": len(found["body"])}


if __name__ == "__main__":
    main()
