"""The list of lists, and the page of one of them as a whole."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leastfirst.publish import Edition
from leastfirst.web.designations import pictures, tables
from leastfirst.web.designations.borderline import borderline
from leastfirst.web.designations.compared import compared
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import address
from leastfirst.web.look.told import table_told
from leastfirst.web.maps.shown import map_address

Record = dict[str, Any]


def lists(request: EditionRequest) -> HttpResponse:
    """All lists of the edition, the leading one first."""
    leading = request.edition.about.leading
    found = sorted(request.edition.documents("designation"), key=lambda each: each["id"] != leading)
    return render(request, "designations/list.html", {"lists": found, "leading": leading})


def designation(request: EditionRequest, designation: str) -> HttpResponse:
    """A list: what was found, the rule, how sure it is, who is near the line, what moves it, and at what scale."""
    shown = list_or_404(request.edition, designation)
    certainty, scale = shown["certainty"], shown["scale"]
    related = [(each, request.edition.document("designation", each)) for each in shown["related"]]
    context = {
        **frame(request.edition, shown),
        "figures": tables.figures(shown),
        "measures": [
            {
                **each,
                "parts_table": table_told(each["parts"]),
                "address": address("method:page", f"index-{each['index']}"),
            }
            for each in shown["measures"]
        ],
        "example": _example(shown),
        "classes": tables.classes(shown) if certainty else None,
        "classes_chart": pictures.classes(shown) if certainty else None,
        "borderline": borderline(request.edition, shown),
        "moves": table_told(certainty["moves"]["table"]) if certainty else None,
        "moves_chart": pictures.moves(shown) if certainty else None,
        "scale": table_told(scale["table"]) if scale else None,
        "scale_chart": pictures.scale(shown) if scale else None,
        "compared": compared(request.edition, shown),
        "related": [(each, said["title"]) for each, said in related if said is not None],
        "method_address": address("method:page", f"designation-{designation}"),
        "map_address": map_address(request.edition, shown["geography"], show=shown["id"]),
    }
    return render(request, "designations/detail.html", context)


def list_or_404(edition: Edition, designation: str) -> Record:
    """What is said of a list; Http404 with a sentence if the edition has none of that id."""
    known = f"designation-{designation}" in edition.tables
    shown = edition.document("designation", designation) if known else None
    if shown is None:
        raise Http404(_("There is no list of that name here. Choose one from the page of lists."))
    return shown


def frame(edition: Edition, shown: Record) -> Record:
    """What all pages of a list share."""
    of = [f"designation-{shown['id']}", f"compared-{shown['id']}"]
    return {"list": shown, "tables": [each for each in of if each in edition.tables]}


def _example(shown: Record) -> Record | None:
    example = shown["example"]
    if example is None:
        return None
    parts = [{**each, "shown": table_told(each["table"])} for each in example["parts"]]
    return {**example, "parts": parts}
