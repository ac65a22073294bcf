"""Every area that a list considered, with the reason why it is on the list or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leastfirst.web.designations.tables import class_words
from leastfirst.web.designations.views import frame, list_or_404
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.look.addresses import area_address
from leastfirst.web.look.choices import LEVELS, larger_areas, level_label
from leastfirst.web.look.ordering import asked_choice, asked_order, asked_text, in_columns
from leastfirst.web.look.paging import asked_page
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number, percent

Record = dict[str, Any]
CHOSEN = ("yes", "no", "all", "unknown")
CLASSES = ("firm", "likely", "borderline", "unlikely")


def areas(request: EditionRequest, designation: str) -> HttpResponse:
    """The full list: those that were chosen unless others are asked for; to sort, to filter, page by page."""
    shown = list_or_404(request.edition, designation)
    table_id = f"designation-{designation}"
    names = request.edition.table(table_id).names
    orders = _orders(shown, names)
    order = asked_order(request, orders, default=next(iter(orders)))
    choices = larger_areas(request.edition, table_id)
    chosen = asked_choice(request, "chosen", CHOSEN) or "yes"
    where: dict[str, Any] = {}
    if chosen in ("yes", "no"):
        where["designated"] = chosen == "yes"
    if chosen in ("no", "unknown"):
        where["assessed"] = chosen == "no"
    asked = {level: asked_choice(request, level, [code for code, _name in choices[level]]) for level in choices}
    where |= {f"{level}_code": code for level, code in asked.items() if code}
    sure = asked_choice(request, "class", CLASSES) if "class" in names else ""
    if sure:
        where["class"] = sure
    text = asked_text(request, "q")
    total = 0
    matching: dict[str, str] = {}
    # People know some areas by another name than the official one.
    for column in ("area_name", "local_name") if text else ("",):
        if column in names or not column:
            matching = {column: text} if column else {}
            total = request.edition.rows(table_id, where=where, matching=matching, limit=0).total
        if total:
            break
    page = asked_page(request, total=total)
    rows = request.edition.rows(
        table_id,
        where=where,
        matching=matching,
        order_by=in_columns(order, orders, "area_code"),
        limit=page.size,
        offset=page.offset,
        counted=False,
    ).rows
    context = {
        **frame(request.edition, shown),
        "table": _table(shown, rows, names, order),
        "page": page,
        "text": text,
        "selects": _selects(choices, asked, chosen, sure if "class" in names else None),
        "filtered": bool(matching or sure or any(asked.values()) or chosen != "yes"),
    }
    return render(request, "designations/areas.html", context)


def _orders(shown: Record, names: list[str]) -> dict[str, str]:
    """What the address calls an order -> the column; the first is the usual one: the greatest need."""
    ranks = {f"{each['id'].replace('_', '-')}": f"{each['id']}_rank" for each in shown["measures"]}
    orders = {"composite": "composite_rank", **ranks}
    orders |= {"name": "area_name", "residents": "population", "sure": "p_designated"}
    return {name: column for name, column in orders.items() if column in names}


def _selects(
    choices: dict[str, list[tuple[str, str]]], asked: dict[str, str], chosen: str, sure: str | None
) -> list[Record]:
    on_list = [("yes", _("On the list")), ("no", _("Not on the list")), ("unknown", _("Not known")), ("all", _("All"))]
    selects: list[Record] = [{"name": "chosen", "label": _("Which areas"), "values": on_list, "chosen": chosen}]
    if sure is not None:
        values = [("", _("All")), *((each, class_words(each)) for each in CLASSES)]
        selects.append({"name": "class", "label": _("How sure"), "values": values, "chosen": sure})
    for level, larger in choices.items():
        values = [("", _("All")), *larger]
        selects.append({"name": level, "label": level_label(level), "values": values, "chosen": asked[level]})
    return selects


def _table(shown: Record, rows: list[Record], names: list[str], order: str) -> DataTable:
    best = _("1 = greatest need")
    headings = [Heading(_("Area"), sort="name"), Heading(_("On the list?"))]
    if "class" in names:
        headings.append(Heading(_("How sure"), unit=_("how often it is on the list"), sort="sure"))
    if "composite_rank" in names:
        headings.append(Heading(_("Rank of all together"), unit=best, numeric=True, sort="composite"))
    for each in shown["measures"]:
        title = each["short"][:1].upper() + each["short"][1:]
        headings.append(Heading(english(title), unit=best, numeric=True, sort=each["id"].replace("_", "-")))
    headings += [Heading(_("Residents"), numeric=True, sort="residents"), Heading(_("Why"))]
    return DataTable(
        caption=_("Every area that was looked at"),
        headings=headings,
        rows=[_row(shown, row, names) for row in rows],
        sorted_by=order,
        blocks=True,
        id="areas",
        empty=_("No area fits what you chose. Choose less."),
    )


def _row(shown: Record, row: Record, names: list[str]) -> list[object]:
    name = row.get("local_name") or row["area_name"]
    also = [row["area_name"]] if row.get("local_name") else []
    larger = (row[f"{level}_name"] for level in LEVELS if row.get(f"{level}_name"))
    note = ", ".join(dict.fromkeys([*also, *larger]))
    cells: list[object] = [Cell(name, href=area_address(shown["geography"], row["area_code"]), note=note)]
    if not row["assessed"]:
        cells.append(Cell(_("not known")))
    else:
        cells.append(Cell(_("yes"), badge="chosen") if row["designated"] else Cell(_("no")))
    if "class" in names:
        cells.append(
            Cell(class_words(row["class"]), badge=row["class"], note=percent(row["p_designated"]))
            if row["class"]
            else None
        )
    if "composite_rank" in names:
        cells.append(number(row["composite_rank"]))
    cells += [number(row[f"{each['id']}_rank"]) for each in shown["measures"]]
    return [*cells, number(row["population"]), Cell(english(row["reason"]))]
