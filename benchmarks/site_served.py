"""The site as it is served: start-up, first visits, and many visitors at once, on either database."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.printing import table
from benchmarks.site_pages import VISITED
from benchmarks.site_wire import KINDS, first_visit
from tests.web.served import Served, environment, free_port, serve

WORKERS = 2
MOST_KILOBYTES = 100
WARM_UP = 6
"""The warm-up takes a sixth of the time that is measured."""


@contextmanager
def site(editions: Path, database_url: str) -> Iterator[tuple[Served, float]]:
    """A running site without limits, and the seconds from the start of its process until it says that it is ready."""
    with tempfile.TemporaryDirectory(prefix="leastfirst-served-") as folder:
        url = database_url or f"sqlite:///{folder}/site.sqlite"
        none = {"PAGES_PER_MINUTE": "0", "WORK_PER_MINUTE": "0", "WORKERS": str(WORKERS)}
        port = free_port()
        settings = environment(editions=editions, database_url=url, **none, BIND=f"127.0.0.1:{port}")
        prepared = serve(settings, "--prepare")
        if prepared.returncode:
            raise SystemExit(prepared.stderr)
        log = Path(folder) / "log"
        with log.open("wb") as file:
            began = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "leastfirst", "serve"], env=settings, stdout=file, stderr=subprocess.STDOUT
            )
            served = Served(f"http://127.0.0.1:{port}", log, process)
            try:
                wait_until_ready(served)
                yield served, time.perf_counter() - began
            finally:
                process.terminate()
                process.wait(timeout=60)


def wait_until_ready(served: Served) -> None:
    """Ask again and again until the site says that it is ready."""
    while served.process.poll() is None:
        try:
            if served.read("/health/ready")[0] == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"The site did not start: {served.log.read_text()}")


def weighed(served: Served, addresses: dict[str, list[str]]) -> list[list[str]]:
    """A row for each kind of page: KB of a first visit, part by part."""
    rows = []
    for kind in VISITED:
        found = first_visit(served.url.removeprefix("http://"), addresses[kind][0])
        total = sum(found.values()) / 1e3
        missed = "" if total < MOST_KILOBYTES else " (over the aim)"
        rows.append([kind + missed, f"{total:.1f}", *(f"{found[each] / 1e3:.1f}" for each in KINDS)])
    return rows


def visited(served: Served, addresses: dict[str, list[str]], *, users: int, seconds: float) -> dict[str, Any]:
    """So many visitors for so long, after a warm-up; `memory` holds MB of the workers at five moments."""
    with tempfile.TemporaryDirectory(prefix="leastfirst-visits-") as folder:
        file = Path(folder) / "addresses.json"
        file.write_text(json.dumps(addresses), encoding="utf-8")

        def begin(for_seconds: float) -> subprocess.Popen[str]:
            order = [sys.executable, "-m", "benchmarks.site_load", served.url, str(users), str(for_seconds), str(file)]
            return subprocess.Popen(order, stdout=subprocess.PIPE, text=True)

        warm = json.loads(begin(seconds / WARM_UP).communicate()[0])
        memory = [workers_megabytes(served.process.pid)]
        load = begin(seconds)
        for _ in range(4):
            time.sleep(seconds / 4)
            memory.append(workers_megabytes(served.process.pid))
        found: dict[str, Any] = json.loads(load.communicate()[0])
    return {**found, "memory": memory, "wrong": warm["wrong"] + found["wrong"]}


def workers_megabytes(parent: int) -> float:
    """MB of memory that the processes under another hold, their own and what they share; 0 where that is not told."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue  # it has ended
        if int(lines["PPid"]) == parent:
            total += int(lines.get("VmRSS", "0 kB").split()[0]) / 1000
    return total


def row_of(name: str, found: dict[str, Any]) -> list[str]:
    """One database: errors, pages a second, milliseconds, memory."""
    taken = [each for times in found["taken"].values() for each in times]
    rate, errors = f"{len(taken) / found['seconds']:.0f}", f"{len(found['wrong'])}"
    memory = [f"{each:.0f}" for each in found["memory"]]
    return [name, f"{len(taken):,}", errors, rate, *spread(taken), *memory]


def spread(taken: list[float]) -> list[str]:
    """The middle and the 95th of a hundred, in milliseconds."""
    if len(taken) < 2:
        return ["", ""]
    return [f"{1e3 * median(taken):.0f}", f"{1e3 * quantiles(taken, n=20)[-1]:.0f}"]


def run(editions: Path, addresses: dict[str, list[str]], *, users: int, seconds: float) -> list[str]:
    """Print all; returns a sentence for each answer that was none."""
    rows, starts, wrong = [], [], []
    by_kind: dict[str, list[str]] = {kind: [kind, f"{len(those)}"] for kind, those in addresses.items()}
    for name, database_url in databases():
        with database_url as url, site(editions, url) as (served, started):
            starts.append([name, f"{started:.2f}"])
            if name == "SQLite":
                print(
                    "", table(("KB of a first visit", "all", *KINDS), weighed(served, addresses)), sep="\n", flush=True
                )
            found = visited(served, addresses, users=users, seconds=seconds)
        rows.append(row_of(name, found))
        wrong += [f"{name}: {each}" for each in found["wrong"]]
        for kind, times in found["taken"].items():
            by_kind[kind] += [f"{len(times)}", *spread(times)]
    print("", table(("until it is ready", "s"), starts), sep="\n")
    head = (f"{users} visitors, {seconds:.0f} s", "pages", "errors", "a second", "median ms", "95th ms")
    print("", table((*head, "MB at first", "1/4", "1/2", "3/4", "at last"), rows), sep="\n")
    each = ("asked", "median ms", "95th ms")
    print("", table(("page", "different", *each * len(rows)), by_kind.values()), sep="\n", flush=True)
    return wrong


def databases() -> list[tuple[str, Any]]:
    """SQLite in a file of its own, and PostgreSQL, as the tests run it."""
    return [("SQLite", no_url()), ("PostgreSQL", postgresql())]


@contextmanager
def no_url() -> Iterator[str]:
    yield ""


@contextmanager
def postgresql() -> Iterator[str]:
    from tests.web import databases as of_tests

    # Not in a folder that only we may enter: PostgreSQL does not run as root.
    with tempfile.TemporaryDirectory(prefix="leastfirst-postgresql-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with of_tests.postgresql(Path(folder)) as url:
            yield url
