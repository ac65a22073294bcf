"""The page of an area, the card that other sites may show, and its figures as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from leastfirst.ground.errors import DataError
from leastfirst.publish import Edition
from leastfirst.publish.area_record import AreaRecord, area_record, given
from leastfirst.web.areas import compared, lists, money, need, people
from leastfirst.web.areas.figures import rows_of_figures
from leastfirst.web.areas.kinds import kind_words, term_of
from leastfirst.web.areas.place import MOST
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import address
from leastfirst.web.maps.shown import map_address

# No area code or geography is longer.
LONGEST = 20


def area(request: EditionRequest, geography: str, code: str) -> HttpResponseBase:
    """All that the edition says of an area, the most important first."""
    if code != code.upper():
        return redirect("areas:area", geography, code.upper(), permanent=True)
    if codes := inside_of(request.edition, geography, code):
        return redirect(f"{address('areas:place')}?{urlencode([('area', each) for each in codes])}")
    record = record_or_404(request, geography, code)
    return render(request, "areas/area.html", context_of(request.edition, record))


def inside_of(edition: Edition, geography: str, code: str) -> list[str]:
    """The areas with pages that make up one of a year that has none, such as a ward of 2024; empty for all others."""
    if f"areas-{geography}" in edition.tables or "within" not in edition.tables:
        return []
    where = {"within_code": code, "within_geography": geography, "geography": edition.about.geographies[0]}
    rows = edition.rows("within", where=where, order_by="area_code", counted=False).rows
    codes = [row["area_code"] for row in rows if row["share"] > 0.5]
    return codes if len(codes) <= MOST else []


def by_code(request: EditionRequest, code: str) -> HttpResponseBase:
    """A code alone leads to the newest area that has it."""
    hits = request.edition.search(code[:LONGEST]) if code.isalnum() and code.isascii() else []
    for hit in hits:
        if hit.kind == "area" and hit.code == code.upper():
            return redirect("areas:area", hit.geography, hit.code)
    raise Http404(no_such_area(code))


def card(request: EditionRequest, geography: str, code: str) -> HttpResponse:
    """The verdict alone, small, for other people's pages."""
    record = record_or_404(request, geography, code)
    return render(request, "areas/card.html", context_of(request.edition, record, short=True))


def csv(request: EditionRequest, geography: str, code: str) -> HttpResponse:
    """Every figure of the area, one to a row."""
    record = record_or_404(request, geography, code)
    passed_on = given(record, request.edition)
    response = HttpResponse(rows_of_figures(passed_on), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{record.geography}-{record.code}.csv"'
    return response


def record_or_404(request: HttpRequest, geography: str, code: str) -> AreaRecord:
    """The record of an area; Http404 with a sentence if the edition does not have it."""
    edition: Edition = request.edition  # type: ignore[attr-defined]
    if f"areas-{geography}" not in edition.tables:
        kinds = ", ".join(kind_words(each) for each in edition.about.geographies)
        raise Http404(
            gettext("There are no pages for areas of the kind “%(kind)s”. There are pages for: %(kinds)s.")
            % {"kind": geography[:LONGEST], "kinds": kinds}
        )
    vintage = request.GET.get("vintage")
    if vintage is not None and vintage != geography.rpartition("-")[2]:
        raise Http404(
            gettext("This page is about the %(kind)s, and no other year. Leave the year out of the address.")
            % {"kind": kind_words(geography)}
        )
    try:
        return area_record(edition, geography, code)
    except DataError:
        raise Http404(no_such_area(code)) from None


def no_such_area(code: str) -> str:
    """That there is no such area, in a sentence."""
    return gettext("There is no area with the code “%(code)s” here. Search for it by its name or a postcode.") % {
        "code": code[:LONGEST]
    }


def context_of(edition: Edition, record: AreaRecord, *, short: bool = False) -> dict[str, object]:
    """What the templates show of a record; `short` leaves out all that the card does not need."""
    shown_lists = lists.shown(record)
    context: dict[str, object] = {
        "record": record,
        "kind": kind_words(record.geography),
        "term": term_of(record.geography),
        "district": next((each for each in record.around if each.geography.startswith("lad-")), None),
        "part_of": people.part_of(record),
        "lists": shown_lists,
        "indices": need.shown(record),
        "page": address("areas:area", record.geography, record.code),
    }
    if short:
        return context
    return context | {
        "around": people.around(record),
        "dimensions": compared.shown(record),
        "overview": compared.overview(record),
        "groups": compared.groups(record),
        "facts": people.facts(record.facts),
        "facts_table": people.facts_table(record.facts),
        "nearby": people.nearby(record),
        "similar": people.similar(record),
        "funds": money.shown(record),
        "json": address("api-1:area", record.geography, record.code),
        "csv": address("area-files:csv", record.geography, record.code),
        "card": address("area-files:card", record.geography, record.code),
        "tables": [each for each in _tables(record) if each in edition.tables],
        "map": map_address(edition, record.geography, area=record.code, at=(record.latitude, record.longitude))
        if record.latitude is not None and record.longitude is not None
        else "",
    }


def _tables(record: AreaRecord) -> list[str]:
    """The whole tables in which the area is one row."""
    own = [f"{each}-{record.geography}" for each in ("map", "standings", "indicators", "facts", "nearby", "similar")]
    return [*own, *(f"designation-{each.id}" for each in record.lists if each.relation == "itself"), "funds-by-place"]
