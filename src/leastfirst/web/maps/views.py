"""The page with the map and the page with its table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext

from leastfirst.publish import Edition
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.paging import asked_number, asked_page, number
from leastfirst.web.look.tables import DataTable
from leastfirst.web.maps.asked import Asked, read_asked
from leastfirst.web.maps.files import address
from leastfirst.web.maps.legend import legend, styles
from leastfirst.web.maps.shown import Level, Measure, asked_level, asked_measure, level_of, levels
from leastfirst.web.maps.table import areas_table, sortable

ROWS, FIRST_ROWS = 50, 10
NAMES = "names.geojson"


def map_page(request: EditionRequest) -> HttpResponse:
    """`/map/`: one level, one thing to see, the first rows of its table. Without JavaScript a picture stands there."""
    edition = request.edition
    found = levels(edition)
    level = asked_level(found, request.GET)
    measure, missed = asked_measure(level, request.GET, everywhere=found)
    columns = sortable(edition, level)
    order = _order(level, measure, columns)
    rows = edition.rows(level.table, order_by=order, limit=FIRST_ROWS)
    # Only what the map shows: the whole table has the rest.
    shown = replace(level, measures=(measure,) if measure else ())
    table = areas_table(shown, rows.rows, columns=columns, caption=_caption(level, measure))
    context = {
        "levels": found,
        "level": level,
        "measure": measure,
        "missed": missed,
        "table": table,
        "areas": number(rows.total),
        "legend": legend(measure, sure=f"{measure.id}_class" in columns) if measure else (),
        "overview": address(edition, f"{level.geography}--{measure.id}.svg") if measure else "",
        "map": _for_script(edition, level, measure, rows.rows[0]["area_code"]) if measure and rows.rows else None,
    }
    return render(request, "maps/map.html", context)


def table_page(request: EditionRequest, geography: str) -> HttpResponse:
    """`/map/<geography>/`: every area, in pages, sorted and filtered as the address says."""
    edition = request.edition
    level = level_of(edition, geography)
    columns = sortable(edition, level)
    asked = read_asked(level, request, columns=columns)
    page = asked_number(request)
    rows = edition.rows(
        level.table,
        where=asked.where,
        matching=asked.matching,
        order_by=asked.order_by,
        limit=ROWS,
        offset=(page - 1) * ROWS,
    )
    pages = asked_page(request, total=rows.total, size=ROWS)
    context = {
        "levels": levels(edition),
        "level": level,
        "asked": asked,
        "pages": pages,
        "table": _whole_table(level, rows.rows, columns, asked),
        "total": number(rows.total),
    }
    return render(request, "maps/table.html", context)


def _whole_table(level: Level, rows: list[dict[str, Any]], columns: dict[str, str], asked: Asked) -> DataTable:
    empty = gettext("No area is like that. Change what you ask for above, or take all of it away.")
    caption = gettext("%(name)s (%(code)s)") % {"name": level.name, "code": level.code_name}
    return areas_table(level, rows, columns=columns, caption=caption, sorted_by=asked.sorted_by, empty=empty)


def _order(level: Level, measure: Measure | None, columns: dict[str, str]) -> list[tuple[str, bool]]:
    """What the map shows comes first: areas on its list, and the greatest need."""
    order = [(measure.id, True)] if measure and measure.kind == "list" else []
    by = measure if measure and measure.kind == "need" else next(iter(level.indices), None)
    if by and f"{by.id}_rank" in columns:
        order.append((f"{by.id}_rank", False))
    return [*order, ("area_code", False)]


def _caption(level: Level, measure: Measure | None) -> str:
    if measure and measure.kind == "list":
        return gettext("The first areas on the list, greatest need first")
    return gettext("The areas with the greatest need")


def _for_script(edition: Edition, level: Level, measure: Measure, some_code: str) -> dict[str, Any] | None:
    """What the script of the map is told; None where the edition has no tiles of this level."""
    tiles = address(edition, f"{level.geography}.pmtiles")
    if not tiles:
        return None
    told = level.document
    outline = told["outline"]
    return {
        "worker": static("leastfirst/map-worker.js"),
        "tiles": tiles,
        "outline": address(edition, f"{outline}.pmtiles") if outline != level.geography else "",
        "dots": address(edition, f"{level.geography}--{measure.id}.geojson"),
        "names": address(edition, NAMES),
        "bounds": told["bounds"],
        "zooms": told["zooms"],
        "areas": told["areas"],
        "area": area_address(level.geography, some_code).replace(some_code, "CODE"),
        "measure": {"id": measure.id, "kind": measure.kind},
        "measures": [{"id": each.id, "kind": each.kind, "title": each.title} for each in level.measures],
        "marks": styles(measure),
    }
