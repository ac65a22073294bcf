"""What is new on this site, as an Atom feed: an entry for each edition that went up."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from leastfirst.web.editions.records import Published, publications
from leastfirst.web.project.error_pages import error_page

TITLE = "What is new on this site"


def feed(request: HttpRequest) -> HttpResponse:
    """The newest fifty editions. An entry's id never changes."""
    try:
        entries = publications()
    except DatabaseError:
        return database_gone(request)
    body = atom(entries)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type=Atom1Feed.content_type, headers={"ETag": etag})
    found = get_conditional_response(request, etag=etag, response=answer)
    return found or answer


def atom(entries: list[Published]) -> bytes:
    """The feed of these editions."""
    site = settings.SITE.public_url
    link = site + reverse("editions:feed")
    written = Atom1Feed(title=TITLE, link=site + "/", description="", language="en", feed_url=link, feed_guid=link)
    written.feed["author_name"] = urlsplit(site).hostname
    for entry in entries:
        written.add_item(
            title=entry.title,
            link=site + reverse("about:status"),
            description=" ".join(entry.changes),
            unique_id=(
                f"tag:{urlsplit(site).hostname},{entry.went_up_at:%Y-%m-%d}:edition/{entry.edition_id}/"
                f"{entry.went_up_at:%H%M%S}"
            ),
            pubdate=entry.went_up_at,
            updateddate=entry.went_up_at,
        )
    return written.writeString("utf-8").encode("utf-8")


def database_gone(request: HttpRequest) -> HttpResponse:
    """What a page says that cannot be shown without the database."""
    return error_page(
        request,
        503,
        gettext("This page cannot be shown now"),
        sentence=gettext("The list of what changed cannot be read at the moment. All other pages work."),
        do=gettext("Try again in a few minutes."),
        retry_after=60,
    )
