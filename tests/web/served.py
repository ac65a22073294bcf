"""A site that really runs: `leastfirst serve` in a process of its own, as an operator starts it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECRET = "a-secret-for-one-test-0123456789-ABCDEFGHIJ-xyz"
STARTS_WITHIN_SECONDS = 60


@dataclass
class Served:
    """A running site: where it is, and where its log lies."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def read(self, path: str) -> tuple[int, str, Mapping[str, str]]:
        """The status, the text and the headers of a page, whatever the status."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), dict(error.headers)

    def lines(self) -> list[dict[str, Any]]:
        """What was logged, but for what was said to the operator at the start."""
        return [json.loads(each) for each in self.log.read_text().splitlines() if each.startswith("{")]


def environment(*, editions: Path, database_url: str, **more: str) -> dict[str, str]:
    """The settings of a site of its own, and nothing of the machine's."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("LEASTFIRST_", "DJANGO_"))}
    return {
        **mine,
        "LEASTFIRST_SECRET_KEY": SECRET,
        "LEASTFIRST_EDITIONS": str(editions),
        "LEASTFIRST_DATABASE_URL": database_url,
        "LEASTFIRST_WORKERS": "1",
        **{f"LEASTFIRST_{name}": value for name, value in more.items()},
    }


def serve(settings: Mapping[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """`leastfirst serve` with options with which it ends by itself."""
    command = [sys.executable, "-m", "leastfirst", "serve", *options]
    return subprocess.run(command, env=dict(settings), check=False, text=True, capture_output=True, timeout=120)


@contextmanager
def serving(settings: Mapping[str, str], log: Path) -> Iterator[Served]:
    """A running site on a free port, until the block ends."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "leastfirst", "serve"],
            env={**settings, "LEASTFIRST_BIND": f"127.0.0.1:{port}"},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    site = Served(url, log, process)
    try:
        wait_for(site)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(site: Served) -> None:
    """Wait until the site answers; raises AssertionError with its log when it does not."""
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        if site.process.poll() is not None:
            break
        try:
            if site.read("/health/live")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The site did not start: {site.log.read_text()}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
