"""What people see when something is wrong: what happened, and what to do. Nothing that helps an attacker.

These pages need neither the edition nor the database, and when even the look is broken they are plain text.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

log = logging.getLogger("leastfirst.errors")
PROGRAMS = "/api/"
TEMPLATE = "look/error.html"


def error_page(
    request: HttpRequest, status: int, title: str, *, sentence: str, do: str, retry_after: int = 0
) -> HttpResponse:
    """A page for a status from 400 on, in the language of the address; JSON for programs.

    `title`, `sentence` and `do` are words that are already in that language; `retry_after` says in how many seconds it
    is worth to ask again, 0 nothing of it.
    """
    response: HttpResponse
    if request.path_info.startswith(PROGRAMS):
        response = JsonResponse({"detail": f"{sentence} {do}"}, status=status)
    else:
        response = HttpResponse(_page(request, status, title, sentence, do), status=status)
    response["Cache-Control"] = "no-store" if status in (429, 500, 503) else "no-cache"
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def come_back(request: HttpRequest, *, seconds: int, sentence: str = "") -> HttpResponse:
    """503 for what cannot be given at this moment, with when to ask again. Unless `sentence` says why: too many ask."""
    return error_page(
        request,
        503,
        gettext("This page cannot be shown now"),
        sentence=sentence or gettext("Too many people are asking for this at the same time."),
        do=ngettext("Try again in %(seconds)s second.", "Try again in %(seconds)s seconds.", seconds)
        % {"seconds": seconds},
        retry_after=seconds,
    )


def exchanged(request: HttpRequest) -> HttpResponse:
    """503 for a file of an edition whose folder was taken away while this process still shows it."""
    return come_back(
        request, seconds=5, sentence=gettext("These figures are being exchanged for newer ones at this moment.")
    )


def _page(request: HttpRequest, status: int, title: str, sentence: str, do: str) -> str:
    context: dict[str, Any] = {
        "status": status,
        "title": title,
        "sentence": sentence,
        "what_to_do": do,
        "request_id": getattr(request, "id", ""),
    }
    try:
        request.get_host()
        return render_to_string(TEMPLATE, context, request)
    except DisallowedHost:
        # Our look writes addresses of this site, and the name that was asked for is none of ours. Anybody can ask for
        # anything, so that is no fault of the site to be logged.
        return _plain(title, sentence, do)
    except Exception:
        log.exception("the page of an error could not be drawn")
        return _plain(title, sentence, do)


def _plain(title: str, sentence: str, do: str) -> str:
    direction = "rtl" if get_language_bidi() else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{get_language()}" dir="{direction}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>'
        f"<h1>{escape(title)}</h1><p>{escape(sentence)}</p><p>{escape(do)}</p></main></body></html>"
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page(
        request,
        400,
        gettext("We cannot read this address"),
        sentence=gettext("Something in the address is not as it should be."),
        do=gettext("Go to the start page and search from there."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return error_page(
        request,
        403,
        gettext("You cannot open this page"),
        sentence=gettext("This page is not for everybody."),
        do=gettext("Go to the start page and search from there."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. What a view says with `Http404(sentence)` is shown when it is one of ours."""
    said = getattr(exception, "args", ())
    own = str(said[0]) if said and isinstance(said[0], str) else ""
    return error_page(
        request,
        404,
        gettext("We cannot find this page"),
        sentence=own or gettext("There is nothing at this address. It may have been mistyped, or the page has gone."),
        do=gettext("Check the address, or go to the start page and search from there."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page(
        request,
        500,
        gettext("Something went wrong on our side"),
        sentence=gettext("It is not your fault. We have written down what happened."),
        do=gettext("Try again in a few minutes. If it happens again, tell us the number below."),
    )
