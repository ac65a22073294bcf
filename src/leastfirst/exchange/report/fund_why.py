"""Why these sums: the formula at work on one place, step by step, and what other formulas would have given."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.exchange.report.fund_findings import formula_title
from leastfirst.exchange.report.fund_sums import KIND_WORDS, Sums
from leastfirst.exchange.report.page import TableView
from leastfirst.fund import Explanation, FundResult
from leastfirst.fund.figures import Figures
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import capital


@dataclass(frozen=True)
class Example:
    """One place taken step by step: its formula as a table, then sentences, then who pays."""

    name: str
    code: str
    steps: TableView
    told: tuple[str, ...]
    pays: TableView


@dataclass(frozen=True)
class Why:
    """How the formula works, what it reads, one place, and other formulas."""

    formula: str
    summary: str
    source: str
    inputs: TableView | None
    example: Example
    others: TableView | None
    notes: tuple[str, ...]


def why_of(result: FundResult, sums: Sums, explanation: Explanation, inputs: Inputs) -> Why:
    """Explain the sums by the place of greatest need (the first in the tie order)."""
    fund = result.fund
    named = fund.formulas[fund.formula] if isinstance(fund.formula, str) else None
    figures = tuple(
        (capital(each.words), _taken(each, inputs), each.vintage or "–") for each in result.figures.values()
    )
    others, notes = _others(result, sums, explanation)
    return Why(
        formula_title(result),
        named.summary if named else fund.summary,
        named.source if named else fund.source,
        TableView("What the formula may know of a place", ("Figure", "Taken from", "Vintage"), figures)
        if figures
        else None,
        _example(result, sums, explanation),
        others,
        notes,
    )


def _taken(figures: Figures, inputs: Inputs) -> str:
    """The table and column of an input by their titles, where they have them."""
    if figures.table not in inputs:
        return figures.source
    meta = inputs[figures.table].meta
    title = next((each.title for each in meta.fields if each.name == figures.column), "")
    return f"{meta.title}: {title or figures.column.replace('_', ' ')}"


def _example(result: FundResult, sums: Sums, explanation: Explanation) -> Example:
    at = result.targets.order.index(0)
    code, name = result.places.codes[at], result.places.names[at]
    record = explanation.record(code)
    tree = result.targets.worked.tree
    steps = tuple((tree.steps[s["step"]].title or s["step"].replace("_", " "), s["words"]) for s in record["steps"])
    return Example(
        name,
        code,
        TableView(f"The formula, worked out for {name}", ("Step", "In numbers"), steps),
        tuple(_told(result, sums, record)),
        _pays(result, sums, record),
    )


def _told(result: FundResult, sums: Sums, record: dict[str, Any]) -> list[str]:
    """From the formula's last number to the pence that are paid."""
    total, told = result.targets.total, []
    unheld = int(record["unheld_pence"])
    if record["weight"] is not None:
        share = Fraction(record["weight"]) / result.targets.worked.result.total()
        told.append(
            f"Add that number up over all places, and this place has {float(100 * share):.4f}% of it. The fund holds "
            f"{sums.money(total)} for places."
        )
    held = record["held"]
    if held:
        bound = sums.money(int(record[f"{held}_pence"]))
        what = "least" if held == "floor" else "most"
        told.append(
            f"By the formula alone that would be {sums.money(unheld)}. The {held} says that a place gets at {what} "
            f"{bound}, so it gets that."
        )
    elif record["weight"] is not None:
        others = any(sums.held)
        first = "So, once the places at their floor or cap have theirs, its" if others else "So its"
        told.append(f"{first} share is {sums.money(unheld)}.")
    else:
        told.append(f"So it is due {sums.money(unheld)}.")
    rounding = record["rounding"]
    if rounding and Fraction(rounding["remainder"]):
        got = "it got one of the odd pennies" if rounding["got_penny"] else "it got none of the odd pennies"
        told.append(
            f"Nobody can be paid part of a penny. Its sum comes to {sums.money(rounding['whole_pence'])} and "
            f"{float(Fraction(rounding['remainder'])):.3f} of a penny; the pennies left over go to the largest parts "
            f"first, and {got}."
        )
    if record["damping"]:
        told.append(
            f"Its share may change only so fast from year to year, which makes it {sums.money(record['target_pence'])} "
            "over the years of this fund."
        )
    short = int(record["short_pence"])
    if short:
        told.append(f"Strings keep {sums.money(short)} of that away. {sums.money(record['paid_pence'])} is paid:")
    else:
        told.append(f"All of it, {sums.money(record['paid_pence'])}, is paid:")
    return told


def _pays(result: FundResult, sums: Sums, record: dict[str, Any]) -> TableView:
    pots = {purse.id: purse.title for purse in result.problem.purses}
    merged: dict[tuple[str, ...], int] = {}
    for cell in record["cells"]:
        key = (
            pots[cell["pot"]],
            sums.title(cell["purpose"]),
            *([KIND_WORDS[cell["kind"]].lower()] if sums.kinds else []),
        )
        merged[key] = merged.get(key, 0) + sum(cell["pence"])
    columns = ("Pot", "For", *(("Kind",) if sums.kinds else ()), "Paid over all years")
    return TableView(
        f"Who pays {record['place_name']}",
        columns,
        tuple((*key, sums.money(pence)) for key, pence in merged.items()),
        frozenset({len(columns) - 1}),
        ("All", *[""] * (len(columns) - 2), sums.money(record["paid_pence"])),
    )


def _others(result: FundResult, sums: Sums, explanation: Explanation) -> tuple[TableView | None, tuple[str, ...]]:
    """Who would gain and who lose by each other formula, against the fund's own before damping and strings."""
    titles = {each["id"]: each["title"] for each in explanation.facts.get("others", ())}
    notes = tuple(
        f"‘{each['title']}’ cannot be worked out here: {each['cannot']}."
        for each in explanation.facts.get("others", ())
        if each["cannot"]
    )
    names, own = result.places.names, result.targets.undamped
    rows = []
    for formula, pence in explanation.others.items():
        gains = [after - before for after, before in zip(pence, own, strict=True)]
        # A penny more or less is the rounding's doing.
        up, down = (sum(sign * gain > 1 for gain in gains) for sign in (1, -1))
        most, least = (max(range(len(gains)), key=lambda i: (sign * gains[i], -i)) for sign in (1, -1))
        rows.append(
            (
                titles.get(formula, formula),
                f"{up:,}",
                f"{down:,}",
                sums.whole(sum(gain for gain in gains if gain > 0)),
                f"{names[most]}, {sums.whole(gains[most])} more" if up else "nobody",
                f"{names[least]}, {sums.whole(-gains[least])} less" if down else "nobody",
            )
        )
    columns = ("Formula", "Places that gain", "Places that lose", "Money moved", "Gains most", "Loses most")
    table = TableView("Each formula against the fund’s own", columns, tuple(rows), frozenset({1, 2, 3}))
    return (table if rows else None), notes
