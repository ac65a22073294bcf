"""The first page: what this is, what was found; and the search, which leads from a postcode straight to its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from leastfirst.publish import Edition
from leastfirst.publish.keeping import kept
from leastfirst.publish.search import Hit
from leastfirst.web.areas.kinds import hit_words
from leastfirst.web.areas.lists import STATUSES
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import address, area_address

SHOWN = 30


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it: its name, what it is, where it lies, and its page."""

    name: str
    what: str
    district: str
    href: str
    english: bool


def home(request: EditionRequest) -> HttpResponse:
    """What the site is, the search, and the three findings of the edition."""
    return render(
        request, "home/home.html", {"found": kept(request.edition, "home", lambda: findings(request.edition))}
    )


def findings(edition: Edition) -> dict[str, Any]:
    """What the edition found: how many places, how sure, how much money; each None where it cannot be said."""
    told = edition.document("designation", edition.about.leading)
    found: dict[str, Any] = {"list": None, "sure": None, "fund": None}
    if told:
        found["list"] = {**{name: told[name] for name in ("id", "status", "finding")}, **told["counts"]}
        found["list"]["words"] = STATUSES.get(told["status"], told["status"])
        if told["certainty"]:
            firm = next(each for each in told["certainty"]["classes"] if each["class"] == "firm")
            found["sure"] = {"firm": firm["designated"], "tries": told["certainty"]["replicates"], **told["counts"]}
    for fund_id in edition.about.funds[:1]:
        fund = edition.document("fund", fund_id)
        if fund is None:
            continue
        found["fund"] = {name: fund[name] for name in ("id", "status", "headline", "figures")}
        found["fund"]["words"] = STATUSES.get(fund["status"], fund["status"])
    return found


def search(request: EditionRequest) -> HttpResponse:
    """What was found for `q`. A postcode that is known leads to its place; one that is not is a page with 404."""
    text = request.GET.get("q", "").strip()
    found = request.edition.postcode(text) if text else None
    if found and found.whole and found.areas:
        area = found.areas[0]
        return redirect("areas:area", area.geography, area.code)
    hits = request.edition.search(text, SHOWN) if text else []
    unknown = found.postcode if found and found.whole and not hits else ""
    context = {
        "text": text,
        "hits": [shown for hit in hits if (shown := _shown(hit))],
        "half": found.postcode if found and not found.whole and found.areas else "",
        "postcode": unknown,
        "examples": [] if hits else _examples(request.edition),
    }
    return render(request, "home/search.html", context, status=404 if unknown else 200)


def _shown(hit: Hit) -> Found | None:
    href = _address(hit)
    return Found(hit.name, hit_words(hit), hit.district, href, hit.kind in ("list", "fund")) if href else None


def _address(hit: Hit) -> str:
    if hit.kind == "area":
        return area_address(hit.geography, hit.code)
    if hit.kind == "project":
        vote, _, project = hit.code.partition("/")
        return address("votes:project", vote, project)
    return address({"list": "designations:detail", "fund": "funds:detail"}.get(hit.kind, "votes:detail"), hit.code)


def _examples(edition: Edition) -> list[tuple[str, str]]:
    """Places that people may start from: the largest of the edition's largest kind of area."""
    geography = edition.about.geographies[-1]
    rows = edition.rows(f"areas-{geography}", order_by="population", descending=True, limit=4, counted=False).rows
    return [(row["area_name"], area_address(geography, row["area_code"])) for row in rows]
