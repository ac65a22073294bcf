"""`request.edition`: the edition that is up, the same from the first line of an answer to its last."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from leastfirst.publish import Edition
from leastfirst.web.editions.current import current
from leastfirst.web.project.error_pages import come_back, error_page

# Apps whose pages need no edition.
WITHOUT = {"about", "editions", "serving"}


class EditionRequest(HttpRequest):
    """A request as views get it: with the edition, and an id that is in the log too."""

    edition: Edition
    id: str


class CurrentEdition:
    """Hand the edition to every view. While there is none, say so plainly instead of every page that needs one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Open nothing that is open; then answer."""
        request.edition = current().edition()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Stop before a view that needs an edition when there is none."""
        match = request.resolver_match
        app = match.namespaces[0] if match and match.namespaces else ""
        if request.edition is not None or app in WITHOUT:  # type: ignore[attr-defined]
            return None
        return error_page(
            request,
            503,
            gettext("There is nothing to show yet"),
            sentence=gettext("No figures have been put up on this site."),
            do=gettext("Try again later. If you run this site: run `leastfirst publish`, and they show by themselves."),
            retry_after=60,
        )

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The file of the edition was changed under us: say so plainly. (Faults of the database are Django's own.)"""
        if not isinstance(error, sqlite3.DatabaseError):
            return None
        current().note_damage(error)
        return come_back(request, seconds=60, sentence=gettext("A file of the figures cannot be read."))
