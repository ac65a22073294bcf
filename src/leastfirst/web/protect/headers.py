"""Headers that keep a browser from doing with our pages what we never ask it to do."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from leastfirst.web.protect.policy import EMBED

# Everything that a page of ours never needs.
NEVER_NEEDED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)


class SafeHeaders:
    """Put them on every answer, whoever made it. Open data may be read by the pages of anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.permissions = ", ".join(f"{name}=()" for name in NEVER_NEEDED)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and put them on."""
        response = self.get_response(request)
        headers = response.headers
        headers["Server"] = "leastfirst"  # else the server says its own name
        headers.setdefault("Cache-Control", "no-cache")  # nobody guesses how long to keep what says nothing of it
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
        headers["Permissions-Policy"] = self.permissions
        headers["Cross-Origin-Opener-Policy"] = settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
        embedded = request.path_info.startswith(EMBED)
        if not embedded:
            headers["X-Frame-Options"] = "DENY"
        page = headers.get("Content-Type", "").startswith("text/html")
        ours = request.path_info.startswith(settings.STATIC_URL)
        headers["Cross-Origin-Resource-Policy"] = "same-origin" if ours or (page and not embedded) else "cross-origin"
        if not page and not ours:
            headers["Access-Control-Allow-Origin"] = "*"
        # Nothing of ours sets a cookie; should a package begin to, it does not get out.
        response.cookies.clear()
        return response
