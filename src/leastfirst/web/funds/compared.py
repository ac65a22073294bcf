"""A fund's formula held against the others: who would gain, who would lose, and by how much."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leastfirst.web.editions.middleware import EditionRequest
from leastfirst.web.funds.groups import group_chart, group_table
from leastfirst.web.funds.tables import Record
from leastfirst.web.funds.views import frame, fund_or_404
from leastfirst.web.look.addresses import address
from leastfirst.web.look.ordering import asked_choice, asked_order, in_columns
from leastfirst.web.look.paging import asked_page
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english, unbroken
from leastfirst.web.words.figures import change, money, number, percent

ORDERS = {"name": "place_name", "difference": "difference_pence", "now": "a_pence", "then": "b_pence"}


def compare(request: EditionRequest, fund: str) -> HttpResponse:
    """All formulas side by side, then one of them: by region, by need, by how sure the list is, and place by place."""
    shown = fund_or_404(request.edition, fund)
    usable = [each for each in shown["comparisons"] if not each["cannot"]]
    chosen_id = asked_choice(request, "formula", [each["id"] for each in usable]) or (usable[0]["id"] if usable else "")
    chosen = next((each for each in usable if each["id"] == chosen_id), None)
    context = {
        **frame(request.edition, shown),
        "summary": _summary(shown, usable, chosen_id),
        "usable": usable,
        "chosen": chosen,
        "cannot": [each for each in shown["comparisons"] if each["cannot"]],
    }
    if chosen is not None:
        context |= _one(request, shown, chosen)
    return render(request, "funds/compare.html", context)


def _summary(fund: Record, usable: list[Record], chosen: str) -> DataTable:
    """How many places each formula would give more and less, and how much money would move."""
    here = address("funds:compare", fund["id"])
    rows = [
        [
            Cell(english(each["title"]), href=f"{here}?formula={each['id']}"),
            number(each["gain"]),
            number(each["lose"]),
            number(each["stay"]),
            money(each["moved_pence"], fund["sign"]),
            percent(each["moved_pence"] / fund["asked_pence"] if fund["asked_pence"] else None, 1),
        ]
        for each in usable
    ]
    return DataTable(
        caption=_("What would change under each other formula"),
        headings=[
            Heading(_("Formula")),
            Heading(_("Places that gain"), numeric=True),
            Heading(_("Places that lose"), numeric=True),
            Heading(_("No change"), numeric=True),
            Heading(_("Money that moves"), numeric=True),
            Heading(_("Part of all"), numeric=True),
        ],
        rows=rows,
        here=frozenset(i for i, each in enumerate(usable) if each["id"] == chosen),
        blocks=True,
        empty=_("No other formula can be used for this fund."),
    )


def _one(request: EditionRequest, fund: Record, chosen: Record) -> Record:
    a, b = _own(), _("by this formula")
    sign, groups = fund["sign"], chosen["groups"]
    table_id, where = f"fund-{fund['id']}-compare", {"formula": chosen["id"]}
    order = asked_order(request, ORDERS, default="-difference")
    page = asked_page(request, total=request.edition.rows(table_id, where=where, limit=0).total)
    rows = request.edition.rows(
        table_id,
        where=where,
        order_by=in_columns(order, ORDERS, "place_code"),
        limit=page.size,
        offset=page.offset,
        counted=False,
    ).rows
    return {
        "order": order,
        "page": page,
        "region_chart": group_chart(groups, "region", title=_("By region"), a=a, b=b, sign=sign),
        "region": group_table(groups, "region", a=a, b=b, sign=sign),
        "decile_chart": group_chart(groups, "need decile", title=_("By need"), a=a, b=b, sign=sign),
        "decile": group_table(groups, "need decile", a=a, b=b, sign=sign),
        "certainty": group_table(groups, "certainty", a=a, b=b, sign=sign),
        "stake": group_table(groups, "at stake", a=a, b=b, sign=sign),
        "places": _places(fund, rows, order),
    }


def _own() -> str:
    """What stands beside the other formula: not what is paid, which pots and strings change."""
    return _("what need asks for, by its own formula")


def _places(fund: Record, rows: list[Record], order: str) -> DataTable:
    sign = fund["sign"]
    return DataTable(
        caption=_("Every place"),
        headings=[
            Heading(_("Place"), sort="name"),
            Heading(_own()[:1].upper() + _own()[1:], numeric=True, sort="now"),
            Heading(_("By this formula"), numeric=True, sort="then"),
            Heading(_("Difference"), numeric=True, sort="difference"),
            Heading(_("In percent"), numeric=True),
        ],
        rows=[
            [
                Cell(
                    row["place_name"],
                    address("funds:why", fund["id"], row["place_code"]),
                    note=row["region_name"] or "",
                ),
                money(row["a_pence"], sign),
                money(row["b_pence"], sign),
                unbroken(change(row["difference_pence"], sign)),
                _signed_percent(row["difference_percent"]),
            ]
            for row in rows
        ],
        sorted_by=order,
        blocks=True,
        id="places",
    )


def _signed_percent(value: float | None) -> str | None:
    if value is None:
        return None
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{percent(abs(value) / 100, 1)}"
