"""The files of an edition, to take away: streamed from the disk, each with the sha256 that the manifest names."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from leastfirst.publish import Edition
from leastfirst.web.data.addresses import FILES, PACKAGE, type_of
from leastfirst.web.look.addresses import public
from leastfirst.web.project.error_pages import exchanged
from leastfirst.web.protect.caching import unchanged


def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the edition that is up, at an address that stays. It may be read by pages of other sites."""
    edition: Edition = request.edition  # type: ignore[attr-defined]
    inside = f"{FILES}/{name}"
    path = edition.file(inside)
    if path is None:
        raise Http404(gettext("There is no file of this name. The data page lists all that there are."))
    etag = f'"{edition.manifest[inside]}"'
    if (known := unchanged(request, etag)) is not None:
        return known
    try:
        opened = path.open("rb")
    except OSError:
        return exchanged(request)
    response = FileResponse(opened, content_type=type_of(name), filename=name, as_attachment=False)
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{public(reverse("data-files:file", args=[PACKAGE]))}>; rel="describedby"'
    return response
