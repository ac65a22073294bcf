"""Two rounds of the count worked out by hand, with the prices and the payments that anyone can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from leastfirst.decide import Election
from leastfirst.definitions import RuleSheet
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.vote_findings import Record, sum_of
from leastfirst.exchange.report.vote_text import Texts

MOST_ROWS = 12


@dataclass(frozen=True)
class Worked:
    """A round: what is done in it, the sums as a table, and what comes out."""

    title: str
    told: tuple[Markup | str, ...]
    table: TableView
    result: Markup


def worked_rounds(record: Record, election: Election, sheet: RuleSheet, texts: Texts) -> list[Worked]:
    """The first round with its prices, and a later one in which some had too little left; none for greedy rules."""
    found = []
    if sheet.rule == "equal-shares" and sheet.satisfaction != "additive" and _main(record):
        found.append(_first(record, election, sheet, texts))
    later = _several_payments(record)
    if later is not None:
        found.append(_later(later, record, election, sheet, texts))
    return found


def _main(record: Record) -> list[str]:
    return [id for id in record["elected"] if record["projects"][id]["phase"] == "main"]


def _first(record: Record, election: Election, sheet: RuleSheet, texts: Texts) -> Worked:
    """What each project would ask of each of its supporters, while everybody still has the whole share."""
    share = Fraction(record["count"]["share_exact"])
    by_cost = sheet.satisfaction == "cost"
    priced, too_dear = [], []
    for id, each in record["projects"].items():
        cost, votes = Fraction(str(each["cost"])), each["votes"]
        if not votes or votes * share < cost:
            too_dear.append(id)
            continue
        price = cost / votes
        priced.append((price / cost if by_cost else price, id, price))
    priced.sort(key=lambda row: (row[0], record["projects"][row[1]].get("round") != 1))
    winner = _main(record)[0]
    if Fraction(record["projects"][winner]["price"]) != next(price for price, id, _ in priced if id == winner):
        raise AssertionError(f"the price of {winner} in the first round is not what its supporters would pay")
    last = f"For each {sum_of(100, election)} of its cost" if by_cost else "For one project more"
    rows = []
    for unit_price, id, price in priced[:MOST_ROWS]:
        each = record["projects"][id]
        shown = sum_of(str(100 * unit_price if by_cost else unit_price), election)
        rows.append(
            (texts.name(id), sum_of(each["cost"], election), f"{each['votes']:,}", sum_of(str(price), election), shown)
        )
    table = TableView(
        "The first round: what each project would ask of each of those who chose it",
        ("Project", "Cost", "People", "Each would pay", last),
        tuple(rows),
        frozenset({1, 2, 3, 4}),
    )
    given, hundred = (sum_of(each, election) for each in (record["count"]["share"], 100))
    told: list[Markup | str] = [
        f"Everybody starts with {given}. The cost of a project is divided by the people who chose it. "
        + (
            f"To compare dear and cheap projects, we look at what {hundred} of its cost asks of each. "
            if by_cost
            else ""
        )
        + "The lowest number goes first.",
    ]
    if too_dear:
        few = texts.listed(too_dear, most=5)
        told.append(Markup("Even with their whole shares, supporters could not pay for {} in this round.").format(few))
    least = Markup("{} asks least, so it is elected first.").format(texts.name(winner))
    if priced[0][1] != winner:
        least = Markup("{} asks least of those that the rule sheet lets go first.").format(texts.name(winner))
    elif len(priced) > 1 and priced[0][0] == priced[1][0]:
        least = Markup("{} is among those that ask least, and the order of ties puts it first.").format(
            texts.name(winner)
        )
    return Worked("The first round", tuple(told), table, least)


def _several_payments(record: Record) -> str | None:
    """A project that was paid for in different amounts, in as few of them as there are."""
    several = [id for id in _main(record) if len(record["projects"][id].get("paid", ())) > 1]
    return min(several, key=lambda id: len(record["projects"][id]["paid"]), default=None)


def _later(id: str, record: Record, election: Election, sheet: RuleSheet, texts: Texts) -> Worked:
    """Who paid what for one project, added up to its cost."""
    each: Mapping[str, Any] = record["projects"][id]
    paid = each["paid"]
    rows = [
        (
            f"{row['voters']:,}",
            sum_of(row["rounded"], election),
            sum_of(str(Fraction(row["each"]) * row["voters"]), election),
        )
        for row in paid[:MOST_ROWS]
    ]
    if rest := paid[MOST_ROWS:]:
        together = sum((Fraction(row["each"]) * row["voters"] for row in rest), Fraction(0))
        rows.append((f"{sum(row['voters'] for row in rest):,}", "less", sum_of(str(together), election)))
    table = TableView(
        f"Round {each['round']}: who paid what",
        ("People", "Each paid", "Together"),
        tuple(rows),
        frozenset({1, 2}),
        (f"{each['votes']:,}", "", sum_of(each["cost"], election)),
    )
    if sheet.rule == "phragmen":
        told = "Each paid what he or she had put by since last winning something. Shown rounded, worked out exactly."
    else:
        parts = "by the points they gave" if sheet.satisfaction == "additive" else "in equal parts"
        told = (
            "Some had less left than the others, as they had paid for projects before. They gave all they had left, "
            f"and the others paid the rest {parts}. Shown rounded, worked out exactly."
        )
    result = Markup("Together that is the cost of {}.").format(texts.name(id))
    return Worked(f"Round {each['round']}", (told,), table, result)
