"""Text is sent compressed. What is compressed already, or asked for in parts, is sent as it lies there."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/geo+json", "application/atom+xml", "image/svg+xml")


class ZippedText(GZipMiddleware):
    """Compress whole answers that are text. No page holds a secret beside what a visitor typed (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave parts of files, tiles, Parquet and pictures alone."""
        if response.status_code == 206 or not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        zipped: HttpResponseBase = super().process_response(request, response)
        return zipped
