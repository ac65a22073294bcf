"""How many files may be on their way at once: a reader that stops reading holds a thread until it goes.

What the network has not taken yet of an answer waits in a thread of the process. Half of the threads are kept for
pages, whoever stalls; what is asked for beyond that is told to come back in a moment.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from leastfirst.web.project.error_pages import come_back

SECONDS = 5
"""When to ask again."""


class DownloadsAtOnce:
    """Half as many files on their way as the process has threads; 503 with Retry-After for the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.free = threading.BoundedSemaphore(max(1, settings.SITE.threads // 2))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count an answer that comes in pieces until it is closed."""
        response = self.get_response(request)
        if not response.streaming or request.method == "HEAD":
            return response
        if not self.free.acquire(blocking=False):
            response.close()
            return come_back(request, seconds=SECONDS)
        # Once, when it is closed; and if ever nobody closes it, when it is gone.
        release = weakref.finalize(response, self.free.release)
        close = response.close

        def closed() -> None:
            try:
                close()
            finally:
                release()

        counted: Any = response
        counted.close = closed
        return response
