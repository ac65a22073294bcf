"""Pages against a bare Django, queries of every kind of page, and what a visit again takes."""

from __future__ import annotations

import statistics
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.printing import table
from benchmarks.site_pages import RATED
from benchmarks.turns import Worker

MODULE = "benchmarks.site_side"
WAYS = ("ready", "written")
MOST_QUERIES = 12


def run(editions: Path, addresses: dict[str, list[str]], *, turns: int) -> list[str]:
    """Print the tables; returns a sentence for each page that is no page."""
    ours, bare = Worker("ours", editions, module=MODULE), Worker("bare", editions, module=MODULE)
    try:
        wrong = queries(ours, addresses)
        rows = [rated(ours, bare, kind, addresses[kind], turns) for kind in RATED]
        heading = ("page", "KB", "texts", "ours ms", "wall ms", "written ms", "ratio", "ready ms", "ratio")
        print("", table(heading, rows), sep="\n", flush=True)
        again(ours, {kind: addresses[kind] for kind in RATED}, turns)
    finally:
        ours.close()
        bare.close()
    return wrong


def rated(ours: Worker, bare: Worker, kind: str, of_kind: list[str], turns: int) -> list[str]:
    """A kind of page in turns with the bare Django: processor milliseconds, and the median of the turns' ratios."""
    taken: dict[str, list[float]] = {each: [] for each in ("ours", "wall", *WAYS)}
    sizes, texts = [], []
    for address in islice(cycle(of_kind), turns + 1):
        texts.append(bare.ask(f"take {ours.ask(f'keep {address}')['at']}")["texts"])
        mine = ours.ask(f"get {address}")
        sizes.append(mine["bytes"])
        taken["ours"].append(mine["processor"])
        taken["wall"].append(mine["wall"])
        for way in WAYS:
            taken[way].append(bare.ask(f"get /{way}/")["processor"])
    middle = {name: statistics.median(times[1:]) for name, times in taken.items()}
    row = [kind, f"{statistics.median(sizes) / 1e3:.0f}", f"{statistics.median(texts):,.0f}"]
    row += [milliseconds(middle["ours"]), milliseconds(middle["wall"])]
    for way in reversed(WAYS):
        ratios = [mine / theirs for mine, theirs in zip(taken["ours"][1:], taken[way][1:], strict=True)]
        row += [milliseconds(middle[way]), f"{statistics.median(ratios):.1f}"]
    return row


def queries(ours: Worker, addresses: dict[str, list[str]]) -> list[str]:
    """The most queries of any page of each kind: when it is asked for the first time, and again."""
    rows, wrong = [], []
    for kind, of_kind in addresses.items():
        first, then = ([ours.ask(f"get {each}") for each in of_kind] for _ in range(2))
        wrong += [f"{at}: status {each['status']}" for at, each in zip(of_kind, first, strict=True) if bad(each)]
        cold, most = (max(found, key=asked) for found in (first, then))
        missed = " (over the aim)" if asked(most) > MOST_QUERIES else ""
        milli = milliseconds(statistics.median(each["processor"] for each in then))
        row = [kind + missed, f"{len(of_kind)}", f"{asked(cold)}", f"{most['edition']}", f"{most['database']}", milli]
        rows.append(row)
    heading = ("queries of a page", "pages", "first", "edition", "database", "ms")
    print("", table(heading, rows), sep="\n", flush=True)
    return wrong


def asked(found: dict[str, Any]) -> int:
    """All queries of a page."""
    return int(found["edition"] + found["database"])


def again(ours: Worker, addresses: dict[str, list[str]], turns: int) -> None:
    """What is taken by a visitor who has the page already: status 304."""
    rows = []
    for kind, of_kind in addresses.items():
        found = [ours.ask(f"again {each}") for each in islice(cycle(of_kind), turns + 1)][1:]
        status = ", ".join(sorted({str(each["status"]) for each in found}))
        rows.append([kind, status, milliseconds(statistics.median(each["processor"] for each in found), 2)])
    print("", table(("asked for again", "status", "ms"), rows), sep="\n", flush=True)


def bad(found: dict[str, Any]) -> bool:
    return bool(found["status"] != 200)


def milliseconds(seconds: float, decimals: int = 1) -> str:
    return f"{1e3 * seconds:.{decimals}f}"
