"""A table that says the same as the map: each area with its need, the lists it is on, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext

from leastfirst.publish import Edition
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.paging import number
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.maps.asked import CLASSES
from leastfirst.web.maps.shown import Level

Row = Mapping[str, Any]


def sortable(edition: Edition, level: Level) -> dict[str, str]:
    """What rows can be put in order by: the name in the address, and the column behind it."""
    there = edition.table(level.table).names
    names = ["area_name", "area_code", "lad_name", "population"]
    names += [f"{each.id}_{what}" for each in level.indices for what in ("rank", "decile")]
    names += [f"{each.id}{what}" for each in level.lists for what in ("", "_class")]
    return {each: each for each in names if each in there}


def areas_table(
    level: Level, rows: Sequence[Row], *, columns: Mapping[str, str], caption: str, sorted_by: str = "", empty: str = ""
) -> DataTable:
    """Rows of `map-<geography>` as people read them. `columns` are those that there are; the heads of them sort."""
    sort = dict.fromkeys(columns) if not sorted_by else {each: each for each in columns}
    headings = [
        Heading(gettext("Area"), sort=sort.get("area_name") or ""),
        Heading(gettext("Code"), sort=sort.get("area_code") or ""),
    ]
    if not level.is_district:
        headings.append(Heading(gettext("District"), sort=sort.get("lad_name") or ""))
    headings.append(Heading(gettext("Residents"), numeric=True, sort=sort.get("population") or ""))
    for each in level.indices:
        for what, text in (("rank", gettext("Rank")), ("decile", gettext("Decile"))):
            head = format_html("{}: {}", text, english(each.title))
            by = sort.get(f"{each.id}_{what}") or ""
            headings.append(Heading(head, gettext("1 = greatest need"), numeric=True, sort=by))
    for each in level.lists:
        title = english(each.title)
        headings.append(Heading(title, gettext("on the list or not"), sort=sort.get(each.id) or ""))
        if f"{each.id}_class" in columns:
            headings.append(Heading(gettext("How sure"), title, sort=sort.get(f"{each.id}_class") or ""))
    cells = [_cells(level, row, columns) for row in rows]
    return DataTable(caption, headings, cells, sorted_by=sorted_by, empty=empty, id="areas")


def _cells(level: Level, row: Row, columns: Mapping[str, str]) -> list[object]:
    local = row.get("local_name")
    cells: list[object] = [
        Cell(
            row["area_name"] or row["area_code"],
            href=area_address(level.geography, row["area_code"]),
            note=local if local and local != row["area_name"] else "",
        ),
        row["area_code"],
    ]
    if not level.is_district:
        cells.append(row["lad_name"])
    cells.append(_number(row["population"]))
    for each in level.indices:
        cells += [_number(row[f"{each.id}_rank"]), _number(row[f"{each.id}_decile"])]
    for each in level.lists:
        listed = row[each.id]
        if listed is None:
            cells.append(None)
        else:
            text = gettext("on the list") if listed else gettext("not on the list")
            cells.append(Cell(text, badge="chosen" if listed else "outside"))
        if f"{each.id}_class" in columns:
            sure = row[f"{each.id}_class"]
            cells.append(None if sure is None else Cell(str(CLASSES.get(sure, sure)), badge=sure))
    return cells


def _number(value: int | None) -> str | None:
    return None if value is None else number(value)
