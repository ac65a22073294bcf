"""What our pages are held against: a project of Django with no middleware, two addresses and all data at hand.

- `/ready/` sends a page of the same length that lies ready as bytes: what Django takes for any page at all.
- `/written/` writes the same page by a Django template of one loop: for each text of the page, the markup before it and
  the text itself, escaped. Both stand ready in memory: nothing is looked up, chosen, worked out or put into words.
"""

from __future__ import annotations

import html
import re
from typing import Any

MARKUP = re.compile(r"((?:<[^>]*>\s*)+)")
TEMPLATE = "{% for markup, text in pieces %}{{ markup }}{{ text }}{% endfor %}"


def pieces_of(page: str) -> list[tuple[str, str]]:
    """A page as pairs of markup and the text after it."""
    from django.utils.safestring import mark_safe

    first, *others = MARKUP.split(page)
    pairs = zip(others[::2], others[1::2], strict=True)
    return [("", html.unescape(first)), *((mark_safe(markup), html.unescape(text)) for markup, text in pairs)]


class Bare:
    """The bare project, as a WSGI application that is told which page to send."""

    def __init__(self) -> None:
        import django
        from django.conf import settings

        settings.configure(
            SECRET_KEY="nobody-signs-anything-here",
            ALLOWED_HOSTS=["127.0.0.1"],
            ROOT_URLCONF=self,
            MIDDLEWARE=[],
            INSTALLED_APPS=[],
            TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        )
        django.setup()
        from django.core.handlers.wsgi import WSGIHandler
        from django.template import engines
        from django.urls import path

        self.ready = b""
        self.pieces: list[tuple[str, str]] = []
        self.template = engines["django"].from_string(TEMPLATE)
        self.urlpatterns = [path("ready/", self.send), path("written/", self.write)]
        self.application = WSGIHandler()

    def take(self, page: str) -> int:
        """Make a page ready; returns how many texts it has."""
        self.ready, self.pieces = page.encode(), pieces_of(page)
        return len(self.pieces)

    def send(self, request: Any) -> Any:
        from django.http import HttpResponse

        return HttpResponse(self.ready)

    def write(self, request: Any) -> Any:
        from django.http import HttpResponse

        return HttpResponse(self.template.render({"pieces": self.pieces}, request))
