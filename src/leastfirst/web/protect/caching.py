"""A page depends on the edition, the code and the address alone, so whoever has it already need not get it again.

The mark of a page (ETag) is made from those before any view runs: "nothing has changed" costs no work.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, has_vary_header
from django.utils.http import parse_etags

FRESH_SECONDS = 60
STALE_SECONDS = 600
# What changes while the edition stays the same.
CHANGING = ("/health/", "/feed.atom", "/about/status/")
PACKAGE = Path(__file__).resolve().parents[2]
MAKES_PAGES = {".py", ".html", ".yaml", ".mo", ".txt", ".md", ".svg"}


class Caching:
    """Conditional answers, and how long caches may keep a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say that nothing has changed, or answer with a mark and with how long it may be kept."""
        if request.method not in ("GET", "HEAD") or any(part in request.path_info for part in CHANGING):
            response = self.get_response(request)
            response.headers.setdefault("Cache-Control", "no-cache")
            return response
        etag = page_mark(request)
        asked = parse_etags(request.headers.get("If-None-Match", ""))
        if etag in asked:
            return kept(HttpResponseNotModified(headers={"ETag": etag}))
        response = self.get_response(request)
        if response.status_code == 200:
            if "ETag" not in response.headers and not has_vary_header(response, "Cookie"):
                response.headers["ETag"] = etag
            return kept(response)
        if response.status_code == 304:  # a view that has a mark of its own
            return kept(response)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """304 (or 412, where If-Match asks for another) for whoever has what `etag` marks, else None.

    What is compressed on its way is marked as weak, and is the same all the same: so weak marks count too.
    """
    response = get_conditional_response(request, etag=etag)
    if response is not None and response.status_code == 304:
        response["ETag"] = etag
    return response


def kept(response: HttpResponseBase) -> HttpResponseBase:
    """Let browsers and proxies keep it for a minute, and show it a little longer while they ask for a newer one."""
    how_long = f"public, max-age={FRESH_SECONDS}, stale-while-revalidate={STALE_SECONDS}"
    response.headers.setdefault("Cache-Control", how_long)
    return response


def page_mark(request: HttpRequest) -> str:
    """The mark of the page at this address. It is weak, because the same page may be compressed or not."""
    edition = request.__dict__.get("edition")
    parts = (getattr(edition, "id", ""), code_mark(), request.get_full_path())
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@functools.cache
def code_mark() -> str:
    """One hash over everything but the edition that pages are made from: code, templates, words, styles, settings."""
    digest = hashlib.sha256(f"{settings.STATIC_ROOT} {settings.SITE.contact} {settings.SITE.public_url}".encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in MAKES_PAGES and path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
