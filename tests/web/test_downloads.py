"""Readers that stop reading, and connections that say nothing, leave the pages to others."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from leastfirst.web.protect.downloads import DownloadsAtOnce
from tests.web.served import Served, environment, serve, serving


class Pieces(StreamingHttpResponse):
    """An answer whose end is no end of a request to Django, which would let go of the test's database."""

    def close(self) -> None:
        """Nothing is open."""


def test_half_of_the_threads_send_files_and_the_rest_are_kept_for_pages(settings: Any) -> None:
    settings.SITE = settings.SITE.model_copy(update={"threads": 4})
    made: list[HttpResponse | Pieces] = []
    middleware = DownloadsAtOnce(lambda request: made[-1])

    def ask(response: HttpResponse | Pieces) -> Any:
        made[:] = [response]
        return middleware(RequestFactory().get("/data/x.csv", headers={"host": "localhost"}))

    first, second = ask(Pieces([b"a"])), ask(Pieces([b"b"]))
    refused = ask(Pieces([b"c"]))
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert "Too many people are asking for this at the same time." in refused.content.decode()
    assert "Try again in 5 seconds." in refused.content.decode()
    assert ask(HttpResponse(b"a page")).status_code == 200
    first.close()
    first.close()  # closing it twice frees one place
    fourth = ask(Pieces([b"d"]))
    assert fourth.status_code == 200
    assert ask(Pieces([b"e"])).status_code == 503
    second.close()
    fourth.close()


@pytest.fixture
def site(editions: Path, tmp_path: Path) -> Iterator[Served]:
    """A running site with one process of four threads."""
    settings = environment(
        editions=editions, database_url=f"sqlite:///{tmp_path / 'site.sqlite'}", THREADS="4", WORK_PER_MINUTE="0"
    )
    assert serve(settings, "--prepare").returncode == 0
    with serving(settings, tmp_path / "log") as running:
        yield running


def asking(site: Served, said: str) -> socket.socket:
    """A connection that says something, and never reads what comes back."""
    host, port = site.url.removeprefix("http://").split(":")
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stalled.settimeout(5)
    stalled.connect((host, int(port)))
    stalled.sendall(said.encode())
    return stalled


def test_pages_go_on_beside_readers_that_stalled_and_connections_that_say_nothing(site: Served) -> None:
    name = max((each for each in site_files(site)), key=lambda each: each[1])[0]
    stalled = [asking(site, f"GET /data/{name} HTTP/1.1\r\nHost: localhost\r\n\r\n") for _ in range(12)]
    idle = [asking(site, "") for _ in range(80)] + [asking(site, "GET / HT")]
    try:
        assert site.read("/about/privacy/")[0] == 200
        for silent in (idle[0], idle[-1]):
            silent.settimeout(20)
            assert silent.recv(10) == b""  # closed for it
    finally:
        for each in (*stalled, *idle):
            each.close()


def site_files(site: Served) -> list[tuple[str, int]]:
    """The files to take away, with their bytes."""
    listed = json.loads(site.read("/data/datapackage.json")[1])["resources"]
    return [(each["path"], each.get("bytes", 0)) for each in listed]
