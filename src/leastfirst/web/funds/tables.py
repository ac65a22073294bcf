"""What a fund's document says, as tables. Nothing is worked out here but what stands in the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from leastfirst.web.look.addresses import address
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english, table_told
from leastfirst.web.words.figures import money, number, percent

Record = dict[str, Any]
MOST_LEFT_OUT = 20


def pots(fund: Record) -> DataTable:
    """Whose money it is, what comes in, what is paid and what nobody may spend."""
    sign = fund["sign"]
    return DataTable(
        caption=_("The pots and their money"),
        headings=[
            Heading(_("Pot")),
            Heading(_("Whose it is")),
            Heading(_("Comes in"), numeric=True),
            Heading(_("Is paid to places"), numeric=True),
            Heading(_("Cannot be spent"), numeric=True),
        ],
        rows=[
            [
                Cell(english(pot["title"])),
                Cell(english(pot["owner"])),
                money(pot["comes_in_pence"], sign),
                money(pot["paid_pence"], sign),
                money(pot["unspent_pence"], sign),
            ]
            for pot in fund["pots"]
        ],
        total=[
            _("All pots"),
            "–",
            money(fund["comes_in_pence"], sign),
            money(fund["paid_pence"], sign),
            money(fund["unspent_pence"], sign),
        ],
        blocks=True,
    )


def by_year(fund: Record) -> DataTable:
    """What is paid in each year, of each kind of money."""
    sign, kinds = fund["sign"], fund["kinds"]
    return DataTable(
        caption=_("Year by year, to the penny"),
        headings=[
            Heading(_("Year")),
            *(Heading(english(kind["words"]), numeric=True) for kind in kinds),
            Heading(_("Together"), numeric=True),
        ],
        rows=[
            [
                each["year"],
                *(money(each["kinds"].get(kind["kind"], 0), sign) for kind in kinds),
                money(each["pence"], sign),
            ]
            for each in fund["by_year"]
        ],
        total=[
            _("All years"),
            *(money(sum(each["kinds"].get(kind["kind"], 0) for each in fund["by_year"]), sign) for kind in kinds),
            money(fund["paid_pence"], sign),
        ],
        blocks=True,
    )


def lines(fund: Record) -> DataTable:
    """What the money is for: each kind with each purpose."""
    sign, paid = fund["sign"], fund["paid_pence"]
    return DataTable(
        caption=_("Purposes and kinds of money"),
        headings=[
            Heading(_("Purpose")),
            Heading(_("Kind of money")),
            Heading(_("Sum"), numeric=True),
            Heading(_("Part of all"), numeric=True),
        ],
        rows=[
            [
                Cell(english(line["title"])),
                Cell(english(line["kind_words"])),
                money(line["pence"], sign),
                percent(line["pence"] / paid if paid else None, 1),
            ]
            for line in fund["lines"]
        ],
        total=[_("All of it"), "–", money(paid, sign), percent(1) if paid else None],
        blocks=True,
    )


def within(fund: Record, level: Record | None) -> DataTable | None:
    """Which larger areas the money goes to, one level of them."""
    if level is None:
        return None
    sign, people = fund["sign"], fund["residents"]
    headings = [
        Heading(english(level["called"][:1].upper() + level["called"][1:])),
        Heading(_("Places"), numeric=True),
        Heading(_("Sum"), numeric=True),
    ]
    if people:
        headings += [Heading(_("Residents"), numeric=True), Heading(_("For each resident"), numeric=True)]
    rows = []
    for group in level["groups"]:
        row: list[object] = [group["name"] or group["code"], number(group["places"]), money(group["pence"], sign)]
        if people:
            row += [number(group["residents"]), money(per_head(group["pence"], group["residents"]), sign)]
        rows.append(row)
    total: list[object] = [_("All of them"), number(fund["places"]), money(fund["paid_pence"], sign)]
    if people:
        total += [number(people), money(per_head(fund["paid_pence"], people), sign)]
    return DataTable(_("Sums by larger area"), headings, rows, total=total, blocks=True)


def per_head(pence: int, people: int | None) -> int | None:
    """Whole pence for each resident, rounded down, as the stage does; None where nobody is known to live there."""
    return pence // people if people else None


def checks(fund: Record) -> DataTable:
    """Every sum that was added up again."""

    def shown(check: Mapping[str, Any], value: int) -> str | None:
        return number(value) if check["counts"] else money(value, fund["sign"])

    return DataTable(
        caption=_("Sums that were added up again"),
        headings=[
            Heading(_("What was checked")),
            Heading(_("Should be"), numeric=True),
            Heading(_("Is"), numeric=True),
            Heading(_("Does it hold?")),
        ],
        rows=[
            [
                Cell(english(check["what"])),
                shown(check, check["expected"]),
                shown(check, check["found"]),
                Cell(_("yes"), badge="won") if check["holds"] else Cell(_("no"), badge="outside"),
            ]
            for check in fund["checks"]
        ],
        blocks=True,
    )


def targeting(fund: Record) -> Record | None:
    """Whether the money reaches people in need, in words and as a table."""
    told = fund["targeting"]
    return None if told is None else {"told": told["told"], "table": table_told(told["table"])}


def left_out(fund: Record) -> DataTable | None:
    """The first of those that take no part, with the reason."""
    rows = [
        [
            Cell(each["name"], href=address("funds:why", fund["id"], each["code"]), note=each["code"]),
            Cell(english(each["reason"])),
        ]
        for each in fund["left_out"][:MOST_LEFT_OUT]
    ]
    if not rows:
        return None
    return DataTable(_("Places that take no part"), [Heading(_("Place")), Heading(_("Why"))], rows, blocks=True)
