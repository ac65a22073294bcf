"""The interface as a whole: its head, its parts, and faults as one sentence each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.version import __version__
from leastfirst.publish.what_ifs.trying import BusyError
from leastfirst.web.api import documents, places, tables, what_ifs
from leastfirst.web.api.answers import FAULTS, Fault, Head
from leastfirst.web.api.tables import edition_of
from leastfirst.web.look.addresses import public
from leastfirst.web.project.error_pages import come_back

DESCRIPTION = """Everything that the site shows, as data. It needs no key.

Rank 1 and decile 1 mean the greatest need, everywhere. A value that is not known is null, never zero. Money is in whole
pence. Every answer carries an ETag and changes only when another edition is put up: ask again with If-None-Match.
Whoever asks too fast gets status 429 with Retry-After; to have a whole table, fetch its file.
"""

api = NinjaAPI(
    title="leastfirst",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-1",
    docs_url=None,  # its page would load scripts from elsewhere; ours is /data/interface/
    openapi_extra={"info": {"license": {"name": "MIT"}, "x-code-version": __version__}},
)
api.add_router("", places.router)
api.add_router("/tables", tables.router)
api.add_router("", what_ifs.router)
api.add_router("", documents.router)


@api.get("/", response={200: Head, FAULTS: Fault}, tags=["Edition"], url_name="head", summary="The edition that is up")
def head(request: HttpRequest) -> Head:
    """What is shown, what it was made from, and where its parts are."""
    edition = edition_of(request)
    parts = ("tables", "designations", "funds", "votes", "methods")
    links = {name: public(reverse(f"api-1:{name}")) for name in parts}
    links["openapi"] = public(reverse("api-1:openapi-json"))
    return Head(id=edition.id, about=edition.about, links=links)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What was asked cannot be read: each fault in words, without what was sent."""
    faults = [f"{each['loc'][-1]}: {_plain(each)}" for each in error.errors]
    return api.create_response(request, {"detail": "; ".join(faults) + "."}, status=422)


@api.exception_handler(LeastfirstError)
def mendable(request: HttpRequest, error: LeastfirstError) -> HttpResponse:
    """What whoever asked can mend, in its one sentence."""
    return api.create_response(request, {"detail": error.sentence}, status=400)


@api.exception_handler(BusyError)
def busy(request: HttpRequest, error: BusyError) -> HttpResponse:
    """Others are being answered."""
    return come_back(request, seconds=5)


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing is at this address."""
    return api.create_response(
        request, {"detail": "There is nothing at this address; /api/v1/ lists what there is."}, status=404
    )


def _plain(fault: dict[str, Any]) -> str:
    message = str(fault["msg"])
    return message[:1].lower() + message[1:]
