"""How much may be asked in one address, and by which methods. More is refused before any work is done."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from leastfirst.web.project.error_pages import PROGRAMS, error_page

LONGEST_ADDRESS = 4_000
"""Signs of the path and the query as they are sent: room for a place of 100 areas or a what-if with every setting."""
MOST_PARAMETERS = 150
READING = ("GET", "HEAD", "OPTIONS")
CONTROL = re.compile(r"%(0[0-8bcef]|1[0-9a-f]|7f)", re.IGNORECASE)


class BoundedQueries:
    """Refuse an address that is too long, asks too many things, or holds signs that nobody can type."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse with a page, or let the request pass."""
        query = request.META.get("QUERY_STRING", "")
        if len(request.path_info) + len(query) > LONGEST_ADDRESS:
            return error_page(
                request,
                414,
                gettext("This address is too long"),
                sentence=gettext("We read addresses of up to %(most)s signs.") % {"most": LONGEST_ADDRESS},
                do=gettext("Ask for less at once, or take the whole table from the data page."),
            )
        if query.count("&") >= MOST_PARAMETERS:
            return error_page(
                request,
                400,
                gettext("This address asks too many things at once"),
                sentence=gettext("We answer up to %(most)s at once.") % {"most": MOST_PARAMETERS},
                do=gettext("Ask for less at once, or take the whole table from the data page."),
            )
        if CONTROL.search(query) or any(ord(sign) < 32 or ord(sign) == 127 for sign in request.path_info):
            return error_page(
                request,
                400,
                gettext("We cannot read this address"),
                sentence=gettext("It has signs in it that nobody can type."),
                do=gettext("Type the address again, or go to the start page and search from there."),
            )
        if request.method not in READING and not request.path_info.startswith(PROGRAMS):
            response = error_page(
                request,
                405,
                gettext("This site is for reading"),
                sentence=gettext("Nothing can be sent to this address."),
                do=gettext("Go to the start page and search from there."),
            )
            response["Allow"] = ", ".join(READING)
            return response
        return self.get_response(request)
