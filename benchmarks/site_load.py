"""Visitors who ask for page after page: `python -m benchmarks.site_load URL USERS SECONDS ADDRESSES`.

Each visitor is a thread with a connection of its own, which is kept, and asks for the next page as soon as the one
before has come: no time is taken for thinking. ADDRESSES is a file of JSON, addresses by kind. Prints one line of JSON:
for each kind the seconds of every answer, and a sentence for each answer that was none.
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from pathlib import Path

PATIENCE_SECONDS = 60
# How often a kind is asked for, among 100 pages; the others share what is left over.
OFTEN = {"home": 10, "search": 20, "area": 25, "place": 5, "table beside the map": 8, "map": 6, "fund": 5, "what if": 4}


class Visitor(threading.Thread):
    """Asks for pages until it is told to stop."""

    def __init__(self, host: str, addresses: dict[str, list[str]], seed: int, until: float) -> None:
        super().__init__()
        self.host, self.addresses, self.until = host, addresses, until
        self.chance = random.Random(seed)
        self.taken: dict[str, list[float]] = {}
        self.wrong: list[str] = []

    def run(self) -> None:
        kinds = list(self.addresses)
        others = [each for each in kinds if each not in OFTEN]
        left = (100 - sum(OFTEN[each] for each in kinds if each in OFTEN)) / max(1, len(others))
        weights = [OFTEN.get(each, left) for each in kinds]
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE_SECONDS)
        while time.monotonic() < self.until:
            kind = self.chance.choices(kinds, weights)[0]
            address = self.chance.choice(self.addresses[kind])
            began = time.perf_counter()
            try:
                connection.request("GET", address, headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
                answer = connection.getresponse()
                length = len(answer.read())
                if answer.status != 200 or not length:
                    self.wrong.append(f"{address}: status {answer.status}, {length} bytes")
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{address}: {type(error).__name__} {error}")
                connection.close()
                continue
            self.taken.setdefault(kind, []).append(time.perf_counter() - began)
        connection.close()


def main() -> None:
    url, users, seconds, file = sys.argv[1:]
    addresses = json.loads(Path(file).read_text(encoding="utf-8"))
    host, until = url.removeprefix("http://"), time.monotonic() + float(seconds)
    visitors = [Visitor(host, addresses, seed, until) for seed in range(int(users))]
    began = time.perf_counter()
    for each in visitors:
        each.start()
    for each in visitors:
        each.join()
    taken = {kind: [one for each in visitors for one in each.taken.get(kind, [])] for kind in addresses}
    wrong = [one for each in visitors for one in each.wrong]
    print(json.dumps({"seconds": time.perf_counter() - began, "taken": taken, "wrong": wrong}))


if __name__ == "__main__":
    main()
