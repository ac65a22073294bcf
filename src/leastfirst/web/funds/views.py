"""The list of funds, and the page of a fund as a whole."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from leastfirst.publish import Edition
from leastfirst.publish.what_ifs.trying import can_be_tried
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.funds import pictures, tables
from leastfirst.web.look.addresses import address

Record = tables.Record


def funds(request: EditionRequest) -> HttpResponse:
    """All funds of the edition."""
    return render(request, "funds/list.html", {"funds": request.edition.documents("fund")})


def fund(request: EditionRequest, fund: str) -> HttpResponse:
    """A fund: who puts in what with which strings, how it is shared, when it is paid, and what was checked."""
    shown = fund_or_404(request.edition, fund)
    within = next((each for each in reversed(shown["within"]) if each["groups"]), None)
    context = {
        **frame(request.edition, shown),
        "pots": [(pot, address("data:table", f"fund-{fund}-strings")) for pot in shown["pots"]],
        "pots_table": tables.pots(shown),
        "by_year": tables.by_year(shown),
        "by_year_chart": pictures.by_year(shown),
        "lines": tables.lines(shown),
        "lines_chart": pictures.lines(shown),
        "within": tables.within(shown, within),
        "checks": tables.checks(shown),
        "targeting": tables.targeting(shown),
        "left_out": tables.left_out(shown),
        "formula_address": address("method:page", f"formula-{shown['formula']['id']}")
        if shown["formula"]["id"]
        else "",
    }
    return render(request, "funds/detail.html", context)


def fund_or_404(edition: Edition, fund: str) -> Record:
    """What is said of a fund; Http404 with a sentence if the edition has none of that id."""
    shown = edition.document("fund", fund) if f"fund-{fund}-places" in edition.tables else None
    if shown is None:
        raise Http404(gettext("There is no fund of that name here. Choose one from the list of funds."))
    return shown


def frame(edition: Edition, shown: Record) -> Record:
    """What all pages of a fund share."""
    tables_of = [
        each.id for each in edition.tables.values() if each.of == shown["id"] and each.subject.startswith("fund")
    ]
    name = str(shown["replay"]).rpartition("/")[2]
    return {
        "fund": shown,
        "sign": shown["sign"],
        "tables": tables_of,
        "can_be_tried": can_be_tried(shown["id"], shown["sign"]),
        "replay_address": address("data-files:file", name) if edition.file(shown["replay"]) else "",
    }
