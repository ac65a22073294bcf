"""The pages about the site itself. None of them needs an edition, and none needs the database."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from leastfirst.ground.version import __version__
from leastfirst.publish import Edition
from leastfirst.web.editions.current import current
from leastfirst.web.editions.records import Published, publication_of, publications
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.templatetags.look import said
from leastfirst.web.serving.health import READY, state_of_database
from leastfirst.web.words.templatetags.words import date, whole

SHOWN = 20


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
    database_ok = state_of_database() == READY
    since, log = None, []
    if database_ok:
        try:
            since = None if edition is None else publication_of(edition.id)
            log = publications(SHOWN)
        except DatabaseError:
            database_ok = False
    well = edition is not None and up.broken is None and not up.damaged and database_ok
    context = {
        "finding": gettext("Everything works.") if well else gettext("Something does not work as it should."),
        "up": edition,
        "facts": [] if edition is None else facts(edition, since),
        "runs": [
            (gettext("Version of the software"), f"leastfirst {__version__}"),
            (gettext("Kind of database"), settings.SITE.kind_of_database),
        ],
        "log": table_of(log) if log else None,
        "broken": up.broken,
        "damaged": up.damaged,
        "database_ok": database_ok,
    }
    return render(request, "about/status.html", context)


def facts(edition: Edition, since: Published | None) -> list[tuple[str, object]]:
    """What is shown, from what data, and what was checked when it was opened."""
    about = edition.about
    return [
        (gettext("Title"), said(edition.title)),
        (gettext("Number of the edition"), edition.id),
        (gettext("On this site since"), None if since is None else day(since)),
        (gettext("Made from"), said(f"{about.pack_title} ({about.pack_version})")),
        (gettext("Made by version"), f"leastfirst {about.code_version}"),
        (gettext("Tables"), whole(len(edition.tables))),
        (
            gettext("Checked"),
            gettext("All %(files)s files are there, and each has the size that it should have.")
            % {"files": whole(len(edition.manifest))},
        ),
    ]


def day(published: Published) -> str:
    """The day on which an edition went up, where the site is."""
    return date(timezone.localtime(published.went_up_at).date())


def table_of(log: list[Published]) -> DataTable:
    """What was put up, newest first."""
    return DataTable(
        caption=gettext("The newest first"),
        headings=[
            Heading(gettext("Day")),
            Heading(gettext("What was put up")),
            Heading(gettext("What changed")),
        ],
        rows=[[day(each), Cell(each.title, english=True), Cell(" ".join(each.changes), english=True)] for each in log],
        blocks=True,
    )
