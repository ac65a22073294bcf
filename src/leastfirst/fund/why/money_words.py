"""From a sum to payments, in words: what is missing, the years, the pots, and what other formulas would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from leastfirst.definitions.pots import EITHER
from leastfirst.fund.why.layout import Part, paragraph, table
from leastfirst.fund.why.numbers import change_text, sign_of
from leastfirst.fund.why.told import Told, share_text
from leastfirst.ground.words import listed

_KINDS = {"capital": "Capital", "revenue": "Revenue", EITHER: "Capital or revenue"}


def missing(told: Told) -> Iterator[Part]:
    """By how much the pots fall short of what need asks for here, and what of them nobody may spend."""
    record = told.record
    titles = {pot["id"]: pot["title"] for pot in told.facts["pots"]}
    target, paid, short = record["target_pence"], record["paid_pence"], record["short_pence"]
    fate = told.facts["fates"][record["fate"]]
    asks = f"Need asks for {told.money(target)}"
    if fate["fulfilment"] == "1":
        # Only the pace of change parts them: payments are made by year, and so is damping.
        more = f"{told.money(abs(short))} {'less' if short > 0 else 'more'}"
        yield paragraph(
            f"{asks}, and {told.money(paid)} is paid, {more}: some money comes in other years than the pace of change "
            "would have it.",
            indent="  ",
        )
        return
    pots = listed([titles[each] for each in fate["pots"]]) or "none"
    how = "That is its floor" if fate["held_by_floors"] else "No fairer split of them keeps all their strings"
    yield paragraph(
        f"{asks}. The pots that may pay here ({pots}) meet {share_text(Fraction(paid, target))} of it, "
        f"{told.money(short)} less. {how}.",
        indent="  ",
    )
    unspent: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in told.facts["unspent"]:
        unspent.setdefault((each["pot"], each["why"]), []).append(each)
    for (pot, why), parts in unspent.items():
        pence, came = sum(each["pence"] for each in parts), [each["year"] for each in parts]
        when = came[0] if len(came) == 1 else f"{len(came)} years, {came[0]} to {came[-1]}"
        yield paragraph(
            f"Nobody may spend {told.money(pence)} of {titles[pot]} that came in {when}, because {why}.", indent="  "
        )


def by_year(told: Told) -> Iterator[Part]:
    """A table of what is paid when, by kind of money."""
    years, cells = told.facts["fund"]["years"], told.record["cells"]
    kinds = [kind for kind in _KINDS if any(cell["kind"] == kind for cell in cells)]
    sums = {
        kind: [sum(at) for at in zip(*(cell["pence"] for cell in cells if cell["kind"] == kind), strict=True)]
        for kind in kinds
    }
    rows = [[year, *(sums[kind][at] for kind in kinds)] for at, year in enumerate(years)]
    rows.append(["All years", *(sum(sums[kind]) for kind in kinds)])
    head = ["Year", *(_KINDS[kind] for kind in kinds)]
    both = len(kinds) > 1
    yield table(
        [*head, *(["Together"] if both else [])],
        [[year, *map(told.column, parts), *([told.column(sum(parts))] if both else [])] for year, *parts in rows],
    )


def pots(told: Told) -> Iterator[Part]:
    """What each pot pays here, for what, and the strings that shaped it."""
    titles = {line["purpose"]: line["title"] for line in told.facts["lines"]}
    for pot in told.facts["pots"]:
        mine = [cell for cell in told.record["cells"] if cell["pot"] == pot["id"]]
        pence = sum(sum(cell["pence"]) for cell in mine)
        said = f"{pot['title']} ({pot['owner']}): {told.money(pence) if pence else 'nothing'}."
        strings = [
            each["words"] + (f" ({each['because'].rstrip('.')})" if each["because"] else "") for each in pot["strings"]
        ]
        said += f" Its strings: {'; '.join(strings)}." if strings else " It has no strings."
        said += " So it may not pay here." if pot["id"] in told.record["shut_out"] else ""
        yield paragraph(said, indent="  ", hang="  ")
        for cell in mine:
            kind = _KINDS[cell["kind"]].lower()
            yield paragraph(f"{told.money(sum(cell['pence']))} {kind}: {titles[cell['purpose']]}", indent="    ")


def others(told: Told) -> Iterator[Part]:
    """The place's sum under each other formula, and those that this fund cannot be shared by."""
    record = told.record
    own = record["undamped_pence"]
    damped = bool(told.facts["damping"])
    rows = [["This formula, before damping" if damped else "This formula", told.column(own), "", ""]]
    cannot: dict[str, list[str]] = {}
    for each in told.facts["others"]:
        if each["cannot"]:
            cannot.setdefault(each["cannot"], []).append(f"“{each['title']}”")
            continue
        pence = record["others"][each["id"]]
        more = pence - own
        difference = f"{sign_of(more)}{told.column(abs(more))}"
        rows.append([each["title"], told.column(pence), difference, change_text(more, own)])
    if len(rows) > 1:
        said = "The same money, places, floors and caps"
        target = told.money(record["target_pence"])
        also = f", all before damping (after it, this place's sum by this formula is {target})" if damped else ""
        yield paragraph(f"{said}{also}:", indent="  ")
        yield table(["Formula", "It would get", "Difference", ""], rows, widest=50)
    for reason, titles in cannot.items():
        yield paragraph(f"Cannot be used here ({reason}): {listed(titles)}.", indent="  ", hang="  ")


def not_on(told: Told) -> Iterator[Part]:
    """That nobody bids, and how sure the rules themselves are."""
    fund = told.facts["fund"]
    yield paragraph(
        "No bid, no application, no deadline, nobody's favour: the figures above and the rules of the fund are all "
        "that counts. Anybody can work the sum out again from explain.json, to the penny.",
        indent="  ",
    )
    if fund["standing"]:
        yield paragraph(f"How sure the rules are ({fund['status']}): {fund['standing']}", indent="  ")
