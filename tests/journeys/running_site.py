"""A site that really runs, as `leastfirst serve` starts it, with the fictional county up, for a browser to visit."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE_SECONDS = 60


@contextmanager
def running_site(editions: Path, folder: Path) -> Iterator[str]:
    """Its address, such as http://127.0.0.1:40001; its database and what it says lie in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "LEASTFIRST_SECRET_KEY": "for tests alone, and no secret: 0123456789 abcdefghij",
        "LEASTFIRST_EDITIONS": str(editions),
        "LEASTFIRST_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}",
        "LEASTFIRST_BIND": f"127.0.0.1:{port}",
        "LEASTFIRST_WORKERS": "1",
        "LEASTFIRST_CONTACT": "tests@example.org",
    }
    serve = [sys.executable, "-m", "leastfirst", "serve"]
    subprocess.run([*serve, "--prepare"], env=environment, check=True, capture_output=True)
    with (folder / "said.txt").open("w", encoding="utf-8") as said:
        running = subprocess.Popen(serve, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/health/ready", running, folder / "said.txt")
            yield address
        finally:
            running.terminate()
            running.wait(timeout=30)


def wait_for(address: str, running: subprocess.Popen[bytes], said: Path) -> None:
    """Wait until the site answers; a site that ends instead says why."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if running.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the site did not start: {said.read_text(encoding='utf-8')}")
