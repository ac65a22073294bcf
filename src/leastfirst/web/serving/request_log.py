"""One line in the log for each request: what was asked and how it went, and nothing about who asked."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = logging.getLogger("leastfirst.requests")
ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Parts of an address that a person typed, such as a postcode in the address of the interface for programs.
TYPED = {"postcode", "q", "text"}
NOT_SHOWN = "..."
# Names of what pages and the interface can be asked. Anybody can type anything there, a postcode too
# (`/search/?TS5+4AB`), so a name that is not here is OTHER.
PAGES = "add area chosen class compare geography level measure name page place q show sort vintage years"
PROGRAMS = "contains limit offset where"
WHAT_IFS = "cap capacity cutoff each equal_part floor formula number total weight"
KNOWN = frozenset(f"{PAGES} {PROGRAMS} {WHAT_IFS}".split())
OTHER = "other"


class RequestLog:
    """Give every request an id, which is in the answer and on the page of an error, and write its line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and write the line."""
        start = time.perf_counter()
        asked = request.headers.get("X-Request-ID", "")
        request.id = asked if ID.fullmatch(asked) else uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        edition = request.__dict__.get("edition")
        log.info(
            "asked",
            extra={
                "request_id": request.id,  # type: ignore[attr-defined]
                "method": request.method,
                "path": shown_path(request),
                # The names of what was asked, never the values: a postcode says where somebody lives.
                "asked": sorted({name if name in KNOWN else OTHER for name in request.GET}),
                "status": response.status_code,
                "ms": round((time.perf_counter() - start) * 1000, 1),
                "bytes": None if response.streaming else len(getattr(response, "content", b"")),
                "edition_id": getattr(edition, "id", None),
            },
        )
        return response


def shown_path(request: HttpRequest) -> str:
    """The path, without what a person typed into it, and not longer than anybody reads."""
    path = request.path_info
    match = request.resolver_match
    for name, value in (match.kwargs if match else {}).items():
        if name in TYPED:
            path = path.replace(str(value), NOT_SHOWN)
    return path[:300]
