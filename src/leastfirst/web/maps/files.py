"""Tiles, points and overviews of an edition, whole or in parts: a browser reads a map a few kilobytes at a time."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext

from leastfirst.publish import Edition
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.project.error_pages import exchanged
from leastfirst.web.protect.caching import unchanged

FOLDER = "tiles"
TYPES = {".pmtiles": "application/vnd.pmtiles", ".geojson": "application/geo+json", ".svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"
CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Found(NamedTuple):
    """A file of an edition and its sha256."""

    path: Path
    sha256: str


def address(edition: Edition, name: str) -> str:
    """Where a file of an edition's maps is served; empty when the edition has none of that name."""
    if edition.file(f"{FOLDER}/{name}") is None:
        return ""
    return reverse("map-files:file", kwargs={"edition_id": edition.id, "name": name})


def file(request: EditionRequest, edition_id: str, name: str) -> HttpResponseBase:
    """A file of the maps of an edition, which may be one that was up before: its readers go on undisturbed.

    Answers one range of bytes with 206, one that lies behind the end with 416, and anything else it is asked with the
    whole file. Nothing is ever held in memory but a small piece.
    """
    found = _find(request.edition, edition_id, name)
    if found is None:
        raise Http404(gettext("This part of a map is not there any more. Open the map again from the start page."))
    etag = f'"{found.sha256}"'
    if (known := unchanged(request, etag)) is not None:
        return _kept(known, etag) if known.status_code == 304 else known
    try:
        size, content_type = found.path.stat().st_size, TYPES[found.path.suffix]
    except OSError:
        return exchanged(request)
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    part = _part(asked, size)
    first, last = part or (0, size - 1)
    if first > last:
        response = HttpResponse(status=416, content_type="text/plain")
        response["Content-Range"] = f"bytes */{size}"
        return response
    answer = StreamingHttpResponse(_pieces(found.path, first, last), content_type=content_type)
    if part:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    return _kept(answer, etag)


def _kept(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER
    response["Accept-Ranges"] = "bytes"
    return response


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte of the range that is asked for; None for the whole file, the first after the last for
    what lies behind its end. Several ranges at once are answered with the whole, as RFC 9110 (14.2) allows.
    """
    found = ONE_RANGE.fullmatch(asked.strip())
    if found is None or found.groups() == ("", ""):
        return None
    start, end = found.groups()
    if not start:
        return max(size - int(end), 0), size - 1 if int(end) else -1
    if end and int(end) < int(start):
        return None
    if int(start) >= size:
        return size, size - 1
    return int(start), min(int(end), size - 1) if end else size - 1


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (piece := opened.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def _find(edition: Edition, edition_id: str, name: str) -> Found | None:
    inside = f"{FOLDER}/{name}"
    if edition_id == edition.id:
        path = edition.file(inside)
        return None if path is None else Found(path, edition.manifest[inside])
    folder = edition.folder.parent / edition_id
    sha256 = _files_of(folder).get(inside)
    return Found(folder / inside, sha256) if sha256 and (folder / inside).is_file() else None


@functools.lru_cache(maxsize=4)
def _files_of(folder: Path) -> dict[str, str]:
    """The files of an edition that is not up any more, with their sha256; none when it is gone."""
    try:
        outputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
        return {str(name): str(sha256) for name, sha256 in outputs.items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}
