"""The pages about the site itself. None of them needs an edition, and none needs the database."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leastfirst.ground.version import __version__
from leastfirst.web.editions.current import current
from leastfirst.web.editions.records import publication_of, publications
from leastfirst.web.serving.health import state_of_database


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "about/accessibility.html")


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about visitors: next to nothing."""
    return render(request, "about/privacy.html")


def status(request: HttpRequest) -> HttpResponse:
    """How the site is doing: which edition is up since when, from what data, and what is amiss."""
    up = current()
    edition = up.edition()
    try:
        since = None if edition is None else publication_of(edition.id)
        log = publications(20)
    except DatabaseError:
        since, log = None, []
    context = {
        "up": edition,
        "files": 0 if edition is None else len(edition.manifest),
        "since": since,
        "log": log,
        "broken": up.broken,
        "database": state_of_database(),
        "kind_of_database": settings.SITE.kind_of_database,
        "version": __version__,
    }
    return render(request, "about/status.html", context)
