"""How often one address may ask: generous for pages, tighter for what costs us more than a page.

A token bucket for each address, in the memory of this process alone: with several processes the limit is that many
times as high at most. Addresses are kept as a hash with a salt that is drawn anew at each start, and nowhere else.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import re
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext, ngettext

from leastfirst.web.project.error_pages import error_page

MOST_ADDRESSES = 20_000
"""How many addresses are remembered; the one that was quiet for longest is forgotten first."""
FREE = "/health/live"
WORK = re.compile(r"(/[a-z]{2})?/(search|places)/|.*/what-if/|/api/.*|.*\.[a-z]+")
"""A search, a place put together, a what-if, an answer for programs, a download."""
WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](:\d+)?|(?P<four>[\d.]+):\d+")
"""Some proxies write the port behind the address."""
TILES = "/tiles/"
TILES_FOR_A_PAGE = 10
"""A map asks for many small pieces of a file; they cost us next to nothing."""


class Buckets:
    """So many tokens a minute for each key; a key that was not seen for a minute has all of them."""

    def __init__(self, per_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self.clock = clock
        self.held: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self.lock = threading.Lock()

    def wait(self, key: bytes) -> float:
        """Take a token and return 0, or return the seconds until there is one."""
        if not self.per_minute:
            return 0
        now, refill = self.clock(), self.per_minute / 60
        with self.lock:
            tokens, seen = self.held.pop(key, (float(self.per_minute), now))
            tokens = min(self.per_minute, tokens + (now - seen) * refill)
            waiting = 0.0 if tokens >= 1 else (1 - tokens) / refill
            self.held[key] = (tokens - 1 if not waiting else tokens, now)
            if len(self.held) > MOST_ADDRESSES:
                self.held.popitem(last=False)
        return waiting


class RateLimits:
    """429 with Retry-After for an address that asks too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.salt = secrets.token_bytes(16)
        self.pages = Buckets(settings.SITE.pages_per_minute)
        self.work = Buckets(settings.SITE.work_per_minute)
        self.tiles = Buckets(settings.SITE.pages_per_minute * TILES_FOR_A_PAGE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Take a token from the address that asks, or ask it to wait."""
        if request.path_info.startswith(FREE):
            return self.get_response(request)
        buckets = self.buckets_for(request.path_info)
        waiting = buckets.wait(hashed(client_network(request), self.salt))
        if not waiting:
            return self.get_response(request)
        seconds = math.ceil(waiting)
        return error_page(
            request,
            429,
            gettext("Too many pages at once"),
            sentence=gettext(
                "Somebody at your address asked for more than %(most)s pages in a minute. Please wait a little."
            )
            % {"most": buckets.per_minute},
            do=ngettext("Try again in %(seconds)s second.", "Try again in %(seconds)s seconds.", seconds)
            % {"seconds": seconds},
            retry_after=seconds,
        )

    def buckets_for(self, path: str) -> Buckets:
        """What an address is counted with."""
        if path.startswith(TILES):
            return self.tiles
        return self.work if costs_work(path) else self.pages


def costs_work(path: str) -> bool:
    """Whether an answer costs us more than a page does."""
    return WORK.fullmatch(path) is not None


def client_network(request: HttpRequest) -> str:
    """The address that asks, as our own proxies tell it; for IPv6 the network of a household.

    Only what our proxies added at the end of X-Forwarded-For is believed: anybody can write the rest of it.
    """
    told: str = request.META.get("REMOTE_ADDR", "")
    if settings.SITE.proxies:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        told = chain[-settings.SITE.proxies] if len(chain) >= settings.SITE.proxies else told
    with_port = WITH_PORT.fullmatch(told)
    if with_port:
        told = with_port["six"] or with_port["four"]
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told[:64]
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def hashed(address: str, salt: bytes) -> bytes:
    """What is remembered of an address."""
    return hashlib.blake2b(address.encode("utf-8", "replace"), key=salt, digest_size=16).digest()
