"""What each place of a fund gets, as a table; and for one place, why this number."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from leastfirst.publish import Edition
from leastfirst.publish.reading import MOST_ROWS
from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.funds.pictures import by_formula
from leastfirst.web.funds.tables import Record
from leastfirst.web.funds.views import frame, fund_or_404
from leastfirst.web.look.addresses import address, area_address
from leastfirst.web.look.choices import LEVELS, larger_areas, level_label
from leastfirst.web.look.ordering import asked_choice, asked_order, asked_text, in_columns
from leastfirst.web.look.paging import asked_page
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english, table_told
from leastfirst.web.words.figures import money, number, short_money

# What the address calls an order -> the column of the table of places.
ORDERS = {
    "need": "need_order",
    "name": "place_name",
    "sum": "paid_pence",
    "head": "pence_per_resident",
    "residents": "residents",
}
SIZE_WITH_YEARS = 25


def places(request: EditionRequest, fund: str) -> HttpResponse:
    """The shares of all places: to sort, to filter, page by page; with a column for each year if that is asked for."""
    shown = fund_or_404(request.edition, fund)
    table_id = f"fund-{fund}-places"
    about = request.edition.table(table_id)
    orders = {name: column for name, column in ORDERS.items() if column in about.names}
    order = asked_order(request, orders, default="need" if "need" in orders else "name")
    choices = larger_areas(request.edition, table_id)
    where: dict[str, Any] = {}
    for level, values in choices.items():
        chosen = asked_choice(request, level, [code for code, _name in values])
        if chosen:
            where[f"{level}_code"] = chosen
    text, years = asked_text(request, "q"), bool(asked_choice(request, "years", ["1"]))
    matching = {"place_name": text} if text else {}
    total = request.edition.rows(table_id, where=where, matching=matching, limit=0).total
    page = asked_page(request, total=total, size=SIZE_WITH_YEARS if years else 50)
    rows = request.edition.rows(
        table_id,
        where=where,
        matching=matching,
        order_by=in_columns(order, orders, "place_code"),
        limit=page.size,
        offset=page.offset,
        counted=False,
    ).rows
    by_year = _by_year(request.edition, fund, [row["place_code"] for row in rows]) if years else {}
    context = {
        **frame(request.edition, shown),
        "table": _table(shown, rows, about.names, order, by_year),
        "page": page,
        "text": text,
        "years": years,
        "filters": [
            {"name": level, "label": level_label(level), "values": values, "chosen": where.get(f"{level}_code", "")}
            for level, values in choices.items()
        ],
        "filtered": bool(where or matching),
    }
    return render(request, "funds/places.html", context)


def _by_year(edition: Edition, fund: str, codes: list[str]) -> dict[str, dict[str, int]]:
    """What each of some places is paid in each year."""
    sums: dict[str, dict[str, int]] = {code: {} for code in codes}
    if not codes:
        return sums
    offset = 0
    while True:
        rows = edition.rows(
            f"fund-{fund}-allocations",
            columns=("place_code", "year", "pence"),
            where={"place_code": codes},
            offset=offset,
            counted=False,
        ).rows
        for row in rows:
            of = sums[row["place_code"]]
            of[row["year"]] = of.get(row["year"], 0) + row["pence"]
        if len(rows) < MOST_ROWS:
            return sums
        offset += MOST_ROWS


def _table(
    fund: Record, rows: list[Record], names: list[str], order: str, by_year: dict[str, dict[str, int]]
) -> DataTable:
    sign = fund["sign"]
    years = fund["years"] if by_year else []
    people = "pence_per_resident" in names
    headings = [Heading(_("Place"), sort="name")]
    if "need_order" in names:
        headings.append(Heading(_("Order of need"), unit=_("1 = greatest need"), numeric=True, sort="need"))
    headings.append(Heading(_("Gets in all"), numeric=True, sort="sum"))
    if years:
        headings += [Heading(year, numeric=True) for year in years]
    else:
        if people:
            headings.append(Heading(_("For each resident"), numeric=True, sort="head"))
            headings.append(Heading(_("Residents"), numeric=True, sort="residents"))
        headings.append(Heading(_("Floor or cap")))
    shown = []
    for row in rows:
        note = ", ".join(dict.fromkeys(row[f"{level}_name"] for level in LEVELS if row.get(f"{level}_name")))
        name = Cell(row["place_name"], href=address("funds:why", fund["id"], row["place_code"]), note=note)
        cells: list[object] = [name]
        if not row["takes_part"]:
            # Nothing is unknown here: the rule leaves the place out, and its page says why.
            at = int("need_order" in names)
            cells += ["–"] * (len(headings) - 1)
            cells[1 + at] = _("takes no part")
            shown.append(cells)
            continue
        if "need_order" in names:
            cells.append(number(row["need_order"]))
        cells.append(money(row["paid_pence"], sign))
        if years:
            cells += [money(by_year[row["place_code"]].get(year, 0), sign) for year in years]
        else:
            if people:
                cells += [money(row["pence_per_resident"], sign), number(row.get("residents"))]
            cells.append(_held(row["held"]))
        shown.append(cells)
    return DataTable(
        _("What each place gets"),
        headings,
        shown,
        sorted_by=order,
        blocks=not years,
        id="shares",
        empty=_("No place fits what you chose. Choose less."),
    )


def _held(held: str | None) -> str:
    return {"floor": _("held up by the floor"), "cap": _("held down by the cap")}.get(held or "", "–")


def why(request: EditionRequest, fund: str, code: str) -> HttpResponse:
    """Why a place gets this sum: every step with its numbers, in the order in which the rules apply."""
    shown = fund_or_404(request.edition, fund)
    told = request.edition.document(f"fund-why-{fund}", code)
    if told is None:
        raise Http404(gettext("This fund has no such place. Choose one from the list of its places."))
    row = request.edition.row(f"fund-{fund}-places", code) or {}
    context = {
        **frame(request.edition, shown),
        "why": told,
        "place": row.get("place_name") or code,
        "others_chart": _others(shown, told["record"]),
        "figures": _figures(shown, row),
        "sections": [_section(each) for each in told["sections"]],
        "area_address": area_address(shown["geography"], code),
        "record_address": address("api-1:fund-why", fund, code),
    }
    return render(request, "funds/why.html", context)


def _figures(fund: Record, row: Record) -> list[tuple[str, str]]:
    sign = fund["sign"]
    found = [
        (
            short_money(row.get("paid_pence"), sign),
            _("in all, over %(years)s years") % {"years": number(len(fund["years"]))},
        ),
        (short_money(row.get("pence_per_resident"), sign), _("for each resident")),
        (number(row.get("residents")), _("residents")),
        (
            number(row.get("need_order")),
            _("in the order of need among %(places)s places; 1 = greatest need") % {"places": number(fund["places"])},
        ),
    ]
    return [(figure, words) for figure, words in found if figure is not None]


def _others(fund: Record, record: Record | None) -> object:
    """What the place would get by each formula, its own first; nothing where no other can be used."""
    if record is None or not record["others"]:
        return None
    titles = {each["id"]: each["title"] for each in fund["other_formulas"]}
    others = [(english(titles[id_]), pence, False) for id_, pence in record["others"].items()]
    return by_formula([(english(fund["formula"]["title"]), record["undamped_pence"], True), *others], sign=fund["sign"])


def _section(section: Record) -> Record:
    """A section with its parts in groups: steps that follow each other are one list."""
    groups: list[Record] = []
    for part in section["parts"]:
        if part["kind"] == "table":
            groups.append({"kind": "table", "table": _grid(section, part)})
        elif groups and groups[-1]["kind"] == part["kind"]:
            groups[-1]["parts"].append(part)
        else:
            groups.append({"kind": part["kind"], "parts": [part]})
    return {**section, "groups": groups}


def _grid(section: Record, part: Record) -> DataTable | None:
    view = {
        "caption": section["head"],
        "head": [each or _("In percent") for each in part["head"]],
        "rows": part["rows"],
        "numeric": list(range(1, len(part["head"]))),
        "total": [],
    }
    return table_told(view)
