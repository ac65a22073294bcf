"""Addresses of every kind of page of an edition, for what is measured of the site."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from leastfirst.publish import Edition, open_edition

MANY = 40
"""So many different pages of a kind, so that nobody measures the same page again and again."""
RATED = ("area", "place", "table beside the map", "shares of a fund")
"""The kinds that are held against a bare Django."""
VISITED = ("home", "area", "fund", "table beside the map")
"""The kinds whose first visit is weighed."""


def addresses(editions: Path) -> dict[str, list[str]]:
    """Addresses by kind of page, for the edition that is up; the same for the same edition."""
    edition = open_edition(editions)
    try:
        found = {**_areas(edition), **_lists(edition), **_funds(edition), **_votes(edition), **_others(edition)}
        return {kind: [quote(each, safe="/?&=+:%") for each in those] for kind, those in found.items() if those}
    finally:
        edition.close()


def _areas(edition: Edition) -> dict[str, list[str]]:
    geographies = edition.about.geographies
    codes = {each: spread(edition, f"areas-{each}", "area_code") for each in geographies}
    finest = geographies[0]
    names = spread(edition, f"areas-{finest}", "area_name")
    # Areas that follow each other mostly lie side by side.
    first = edition.rows(f"areas-{finest}", columns=("area_code",), limit=3 * MANY).rows
    beside = [[row["area_code"] for row in first[at : at + 3]] for at in range(0, len(first) - 2, 3)]
    total = edition.rows(f"areas-{finest}", limit=1).total
    return {
        "home": ["/"],
        "search": [f"/search/?q={name.replace(' ', '+')}" for name in names],
        "area": [f"/areas/{finest}/{code}/" for code in codes[finest]],
        "area of another kind": [f"/areas/{each}/{code}/" for each in geographies[1:] for code in codes[each]],
        "place": ["/places/?" + "&".join(f"area={code}" for code in each) for each in beside],
        "card to embed": [f"/embed/areas/{finest}/{code}/" for code in codes[finest]],
        "map": ["/map/", *(f"/map/?level={each}" for each in geographies)],
        "table beside the map": [f"/map/{finest}/?page={1 + at}" for at in range(pages_of(total))],
        "API: an area": [f"/api/v1/areas/{finest}/{code}" for code in codes[finest]],
    }


def _lists(edition: Edition) -> dict[str, list[str]]:
    about = edition.about
    listed = edition.rows(f"designation-{about.leading}", where={"designated": True}, limit=1).total
    return {
        "lists": ["/designations/"],
        "list": [f"/designations/{each}/" for each in about.designations],
        "areas of a list": [f"/designations/{about.leading}/areas/?page={1 + at}" for at in range(pages_of(listed))],
    }


def _funds(edition: Edition) -> dict[str, list[str]]:
    shares, whys = [], []
    for fund in edition.about.funds:
        rows = edition.rows(f"fund-{fund}-places", columns=("place_code",), where={"takes_part": True}, limit=MANY)
        shares += [f"/funds/{fund}/places/?page={1 + at}" for at in range(pages_of(rows.total))]
        whys += [f"/funds/{fund}/places/{row['place_code']}/" for row in rows.rows]
    # The leading fund goes by a need weight; sixteen answers are kept, so most of these are worked out.
    what_ifs = [f"/funds/{edition.about.funds[0]}/what-if/?weight={1 + at / 20:g}" for at in range(1, 1 + MANY)]
    return {
        "funds": ["/funds/"],
        "fund": [f"/funds/{each}/" for each in edition.about.funds],
        "shares of a fund": shares,
        "why this number": whys,
        "what if": what_ifs,
        "formulas compared": [f"/funds/{each}/compare/" for each in edition.about.funds],
    }


def _votes(edition: Edition) -> dict[str, list[str]]:
    projects = []
    for vote in edition.about.votes:
        table = edition.table(f"vote-{vote}-projects")
        rows = edition.rows(table.id, limit=MANY).rows
        projects += [f"/votes/{vote}/projects/{row[table.key[0]]}/" for row in rows]
    return {
        "votes": ["/votes/"],
        "vote": [f"/votes/{each}/" for each in edition.about.votes],
        "project": projects,
    }


def _others(edition: Edition) -> dict[str, list[str]]:
    return {
        "data": ["/data/"],
        "a table's page": [f"/data/{each}/" for each in list(edition.tables)[:MANY]],
        "sources": ["/data/sources/"],
        "methods": ["/method/"],
        "method": [f"/method/{each['slug']}/" for each in edition.documents("method")[:MANY]],
        "about": ["/about/accessibility/", "/about/privacy/"],
        "status": ["/about/status/"],
    }


def pages_of(rows: int) -> int:
    """How many pages of fifty rows there are, the first forty of them."""
    return min(MANY, -(-rows // 50))


def spread(edition: Edition, table: str, column: str) -> list[str]:
    """Values of a column from rows that are spread evenly over a table."""
    total = edition.rows(table, limit=1).total
    step = max(1, total // MANY)
    found = [
        edition.rows(table, columns=(column,), order_by="area_code", limit=1, offset=at, counted=False).rows[0]
        for at in range(0, total, step)
    ]
    return [row[column] for row in found if row[column]][:MANY]
