"""The data pages: what there is to take away, what it means, where it is from, and the interface for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from leastfirst.ground.errors import DataError
from leastfirst.publish import Edition
from leastfirst.web.api.api import api
from leastfirst.web.data.addresses import FILES, PACKAGE
from leastfirst.web.data.shown import columns_table, groups_of, made_from_table, offered, rows_table, sources_of
from leastfirst.web.look.paging import asked_page
from leastfirst.web.look.tables import SORT


def _edition(request: HttpRequest) -> Edition:
    edition: Edition = request.edition  # type: ignore[attr-defined]
    return edition


def tables(request: HttpRequest) -> HttpResponse:
    """Every table of the edition, with its files."""
    edition = _edition(request)
    package = edition.file(f"{FILES}/{PACKAGE}") and reverse("data-files:file", args=[PACKAGE])
    context = {"groups": groups_of(edition), "package": package, "left_out": edition.about.left_out}
    return render(request, "data/list.html", context)


def sources(request: HttpRequest) -> HttpResponse:
    """Where the data come from, and under which licence each of them is."""
    found = sources_of(_edition(request))
    return render(
        request, "data/sources.html", {"table": made_from_table(each for each, _used in found), "count": len(found)}
    )


def table(request: HttpRequest, table: str) -> HttpResponse:
    """One table: what its columns mean, what it was made from, and its rows page by page."""
    edition = _edition(request)
    if table not in edition.tables:
        raise Http404(gettext("There is no table of this name. The data page lists all that there are."))
    about = edition.tables[table]
    given = about.given
    sort = request.GET.get(SORT, "")
    pages = asked_page(request, total=about.rows)
    order = [(sort.removeprefix("-"), sort.startswith("-"))] if sort else []
    try:
        if order and given.column(order[0][0]) is None:
            raise DataError(f"{table} has no column {order[0][0]} to sort by")
        found = edition.rows(
            table, columns=given.names, order_by=order, limit=pages.size, offset=pages.offset, counted=False
        )
    except DataError:
        raise Http404(gettext("The table has no such column to sort by. Choose one of its headings.")) from None
    context = {
        "about": about,
        "offered": offered(edition, about),
        "columns": columns_table(about),
        "sources": made_from_table(about.made_from),
        "rows": rows_table(given, found.rows, sorted_by=sort),
        "pages": pages,
    }
    return render(request, "data/table.html", context)


def interface(request: HttpRequest) -> HttpResponse:
    """The interface for programs, made from the same schema that programs read."""
    schema = api.get_openapi_schema(path_prefix=reverse("api-1:api-root"))
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        asked = methods["get"]
        asked_for = list(asked.get("parameters", []))
        line = {
            "path": path,
            "summary": asked["summary"],
            "words": asked.get("description", ""),
            "parameters": asked_for,
        }
        groups.setdefault(asked["tags"][0], []).append(line)
    return render(request, "data/interface.html", {"groups": groups, "paragraphs": api.description.split("\n\n")})
