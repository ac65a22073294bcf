"""The main pages of the site, one of each kind, with something of the county in each address."""

from __future__ import annotations

from pathlib import Path

from leastfirst.publish import Edition
from leastfirst.publish.reading import CURRENT

MAIN_PAGES = {
    "home": "/",
    "search": "/search/?q=Elersea",
    "area": "/areas/{level}/{place}/",
    "district": "/areas/lad-2024/{district}/",
    "place": "/places/?area={place}&area={beside}",
    "map": "/map/",
    "table": "/map/{level}/",
    "lists": "/designations/",
    "list": "/designations/{list}/",
    "list-areas": "/designations/{list}/areas/",
    "funds": "/funds/",
    "fund": "/funds/{fund}/",
    "shares": "/funds/{fund}/places/",
    "compare": "/funds/{fund}/compare/",
    "why": "/funds/{fund}/places/{place}/",
    "what-if": "/funds/{fund}/what-if/?weight=2&cutoff=20",
    "votes": "/votes/",
    "vote": "/votes/{vote}/",
    "project": "/votes/{vote}/projects/{project}/",
    "data": "/data/",
    "data-table": "/data/map-{level}/",
    "data-sources": "/data/sources/",
    "data-interface": "/data/interface/",
    "method": "/method/",
    "method-page": "/method/how-a-fund-is-shared/",
    "method-definition": "/method/designation-{list}/",
    "accessibility": "/about/accessibility/",
    "privacy": "/about/privacy/",
    "status": "/about/status/",
}
"""Name -> address. The area is on the list and gets money from the fund; the project did not win."""

OTHER_STATES = {
    "card": (200, "/embed/areas/{level}/{place}/"),
    "search-empty": (200, "/search/?q="),
    "search-no-hit": (200, "/search/?q=Xyzzyx"),
    "search-no-such-postcode": (404, "/search/?q=ZX99+9ZZ"),
    "place-not-understood": (200, "/places/?add=Xyzzyx"),
    "place-of-nothing": (404, "/places/?area=X0"),
    "what-if-not-asked": (200, "/funds/{fund}/what-if/"),
    "what-if-out-of-range": (422, "/funds/{fund}/what-if/?weight=9&floor=much"),
    "table-with-nothing": (200, "/map/{level}/?name=Xyzzyx"),
    "no-such-area": (404, "/areas/{level}/X0/"),
    "no-such-page-number": (404, "/data/map-{level}/?page=99"),
    "too-long": (414, "/search/?q=" + "a" * 5000),
}
"""Name -> status and address of what a visitor meets when something is empty or wrong, and of the card to embed."""


def edition_in(editions: Path) -> Edition:
    """The edition that is up in a folder of editions."""
    return Edition(editions / (editions / CURRENT).read_text(encoding="utf-8").strip())


def parts_of(edition: Edition) -> dict[str, str]:
    """What stands for the names in braces."""
    about = edition.about
    level = edition.table(f"designation-{about.leading}").geography
    fund, vote = about.funds[0], about.votes[0]
    place, other = edition.rows(f"fund-{fund}-places", where={"takes_part": True}, order_by="need_order", limit=2).rows
    [project] = edition.rows(f"vote-{vote}-projects", where={"elected": False}, limit=1).rows
    return {
        "level": str(level),
        "list": about.leading,
        "fund": fund,
        "vote": vote,
        "place": place["place_code"],
        "beside": other["place_code"],
        "district": place["lad_code"],
        "project": project["project_id"],
    }
