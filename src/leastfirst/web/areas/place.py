"""A place that people put together from several areas: its form, what is wrong with it, and what the data say of it.

Which areas it has stands in the address, so that it can be shared; nothing is kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from leastfirst.ground.errors import AreaCodeError, LeastfirstError
from leastfirst.publish import Edition
from leastfirst.publish.search import MOST_AREAS, Hit
from leastfirst.web.areas import place_shown
from leastfirst.web.areas.kinds import kind_words
from leastfirst.web.areas.place_data import place_data
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import address
from leastfirst.web.project.error_pages import error_page
from leastfirst.web.words.figures import number

log = logging.getLogger("leastfirst.areas")
MOST = MOST_AREAS
"""Areas of one place. More are better read from the tables."""
LONGEST = 20
OFFERED = 8


@dataclass
class Asked:
    """What the address asks for: the areas that are known (code and name), of one geography; and what is wrong."""

    codes: list[str]
    add: str = ""
    geography: str = ""
    areas: list[tuple[str, str]] = field(default_factory=list)
    fault: str = ""
    status: int = 200
    offered: list[tuple[str, str, str]] = field(default_factory=list)


def place(request: EditionRequest) -> HttpResponseBase:
    """The form, and below it the place; what cannot be is said beside the form."""
    asked = read(request)
    _check(request.edition, asked)
    if asked.add and not asked.fault:
        hits = _meant(request.edition, asked)
        if len(hits) == 1:
            return redirect(f"{address('areas:place')}?{_query([*asked.codes, hits[0].code])}")
        _offer(asked, hits)
    told = None
    if asked.geography:  # what is wrong with what is to be added does not take away the place there is
        try:
            told = place_data(request.edition).profile(asked.codes)
        except AreaCodeError as error:
            asked.fault, asked.status = error.what, 400
        except LeastfirstError:
            log.exception("a place cannot be worked out: the pack of the edition cannot be read")
            return _broken(request)
    context = {
        "asked": asked,
        "most": MOST,
        "place": place_shown.shown(told, request.edition, _adding(asked)) if told else None,
    }
    return render(request, "areas/place.html", context, status=asked.status)


def read(request: HttpRequest) -> Asked:
    """The areas of the address, each once, as codes are written; and what is to be added."""
    codes = (code.strip().upper()[:LONGEST] for code in request.GET.getlist("area"))
    return Asked(list(dict.fromkeys(code for code in codes if code)), request.GET.get("add", "").strip()[:100])


def _check(edition: Edition, asked: Asked) -> None:
    """Find the geography that has all areas; say what is wrong if there is none."""
    if len(asked.codes) > MOST:
        asked.fault = gettext("A place can have up to %(most)s areas; these are %(count)s. Take some out.") % {
            "most": number(MOST),
            "count": number(len(asked.codes)),
        }
        asked.status, asked.codes = 400, asked.codes[:MOST]
    if not asked.codes:
        return
    found: dict[str, dict[str, str]] = {}
    for geography in edition.about.geographies:
        rows = edition.rows(
            f"areas-{geography}",
            columns=("area_code", "area_name"),
            where={"area_code": asked.codes},
            counted=False,
        ).rows
        if rows:
            found[geography] = {row["area_code"]: row["area_name"] for row in rows}
    known = {code: name for names in found.values() for code, name in names.items()}
    asked.areas = [(code, known[code]) for code in asked.codes if code in known]
    unknown = [code for code in asked.codes if code not in known]
    whole = [geography for geography, names in found.items() if len(names) == len(asked.codes)]
    if asked.fault:
        return
    if unknown:
        asked.fault = gettext(
            "There is no area with the code “%(code)s” here. Take it out, or search for the area by its name."
        ) % {"code": unknown[0]}
        asked.status = 404
    elif not whole:
        kinds = " · ".join(kind_words(each) for each in found)
        asked.fault = gettext("These areas are of different kinds (%(kinds)s). Use areas of one kind.") % {
            "kinds": kinds
        }
        asked.status = 400
    else:
        asked.geography = whole[0]


def _meant(edition: Edition, asked: Asked) -> list[Hit]:
    """The areas that the words to add may mean: of the place's own kind, and not in it."""
    hits = [hit for hit in edition.search(asked.add, 50) if hit.kind == "area" and hit.code not in asked.codes]
    hits = [hit for hit in hits if f"areas-{hit.geography}" in edition.tables]
    if asked.geography:
        hits = [hit for hit in hits if hit.geography == asked.geography]
    if len(asked.codes) >= MOST:
        asked.fault = gettext("A place can have up to %(most)s areas. Take one out first.") % {"most": number(MOST)}
        asked.status = 400
        return []
    return hits[:OFFERED]


def _offer(asked: Asked, hits: list[Hit]) -> None:
    """Several areas to choose from, or that there is none."""
    if asked.fault:
        return
    if not hits:
        asked.fault = (
            gettext("We found no other %(kind)s for “%(text)s”. Try a postcode, another name or a code.")
            % {"kind": kind_words(asked.geography), "text": asked.add}
            if asked.geography
            else gettext("We found no area for “%(text)s”. Try a postcode, another name or a code.")
            % {"text": asked.add}
        )
        return
    asked.offered = [
        (
            hit.name,
            f"{kind_words(hit.geography)}{f', {hit.district}' if hit.district else ''}",
            f"?{_query([*asked.codes, hit.code])}",
        )
        for hit in hits
    ]


def _adding(asked: Asked) -> place_shown.Adding:
    """The address of the place with one area more; empty when it is full."""
    return lambda code: "" if len(asked.codes) >= MOST else f"?{_query([*asked.codes, code])}"


def _query(codes: list[str]) -> str:
    return urlencode([("area", code) for code in codes])


def _broken(request: HttpRequest) -> HttpResponse:
    return error_page(
        request,
        503,
        gettext("Places cannot be worked out now"),
        sentence=gettext("The data that places are worked out from cannot be read."),
        do=gettext("Look at one area at a time for now: search for it by name or postcode."),
        retry_after=600,
    )
