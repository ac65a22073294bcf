"""How everything is worked out: pages that are made from the definitions and from the pages that are specifications."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import address
from leastfirst.web.look.tables import DataTable, Heading
from leastfirst.web.look.told import english

Record = dict[str, Any]
# Where what a definition defines is shown on this site.
SHOWN_AT = {"designation": "designations:detail", "fund": "funds:detail"}


def methods(request: EditionRequest) -> HttpResponse:
    """All pages, group by group; within a group, first what this edition uses."""
    groups: dict[str, list[Record]] = {}
    for each in request.edition.documents("method"):
        groups.setdefault(each["group"], []).append(each)
    shown = [
        {
            "name": name,
            "used": [each for each in pages if each["shown"]],
            "others": [each for each in pages if not each["shown"]],
        }
        for name, pages in groups.items()
    ]
    return render(request, "method/list.html", {"groups": shown})


def method(request: EditionRequest, slug: str) -> HttpResponse:
    """One page: what is defined, in words, then the definition itself."""
    page = request.edition.document("method", slug)
    if page is None:
        raise Http404(_("There is no page of that name about how things are worked out. Choose one from the list."))
    context = {
        "page": page,
        "text": _text(page["html"]),
        "contents": [each for each in page["contents"] if each["level"] == 2],
        "shown_at": _shown_at(request, page),
        "head": _head(page),
    }
    return render(request, "method/page.html", context)


def _text(html: str) -> SafeString:
    """The text of a page; its links lead to the pages in the language that is spoken.

    The HTML is the publisher's own: it turns Markdown into it, and lets no raw HTML through.
    """
    here = reverse("method:list")
    return mark_safe(html.replace('href="/method/', f'href="{here}'))


def _shown_at(request: EditionRequest, page: Record) -> str:
    """The page of the list or the fund that this definition defines, if this edition has it."""
    about = request.edition.about
    there = {"designation": about.designations, "fund": about.funds}.get(page["kind"], ())
    return address(SHOWN_AT[page["kind"]], page["id"]) if page["id"] in there else ""


def _head(page: Record) -> DataTable | None:
    """Who says so, from when, under which licence, and by which sha256 anybody can tell that it is the same."""
    if not page.get("sha256"):
        return None
    rows = [
        [_("Source"), english(page["source"])],
        [_("From"), page["vintage"]],
        [_("Licence"), english(page["licence"])],
        [_("Name of the definition"), page["id"]],
        ["sha256", page["sha256"]],
    ]
    return DataTable(_("Where it comes from"), [Heading(_("What")), Heading(_("Says"))], rows, blocks=True)
