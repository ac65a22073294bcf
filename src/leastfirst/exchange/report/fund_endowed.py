"""Spent down or endowed: what each payout rule pays, in what range, and how long it lasts, under which assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leastfirst.exchange.report.page import TableView
from leastfirst.fund.endowment import EndowmentResult, SummaryRow
from leastfirst.ground.money import short_pounds
from leastfirst.ground.words import capital

_STATUS = {
    "published": "published by its source",
    "inferred": "worked out by us, never confirmed",
    "decided": "decided by those whose money it is",
    "recalled": "recalled, to be checked",
    "example": "an example of ours",
}


@dataclass(frozen=True)
class Endowed:
    """An endowment in words and tables: one table for each set of returns that is assumed."""

    told: tuple[str, ...]
    assumptions: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, TableView], ...]
    sustainable: TableView


def endowed(result: EndowmentResult | None) -> Endowed | None:
    """Say what was followed, what was assumed, and what came of it; None without an endowment."""
    if result is None:
        return None
    endowment = result.endowment
    sign = endowment.value.sign
    told = (
        f"The same money could be kept and invested, and only part of it spent each year. "
        f"{short_pounds(endowment.value, sign)} was followed for {endowment.horizon_years} years on {result.paths:,} "
        "random paths of what investments earn.",
        "All sums are in today’s prices. A range holds 90 paths in 100: 5 lie below it and 5 above. Nobody knows what "
        "investments will earn: compare the assumptions before you compare the rules.",
        "A rule that pays a part of what the money is worth always pays in full, and may pay little: the column on its "
        "last year says how it fares.",
    )
    rows = [(row, each.years) for row, each in zip(result.summary(), result.followed, strict=True)]
    return Endowed(
        told,
        tuple(
            (each.title, f"{capital(each.words)}. {capital(each.source)} ({_STATUS[each.status]}).")
            for each in endowment.returns
        ),
        tuple(
            (each.title, _table(each.title, [row for row in rows if row[0].returns == each.id], sign))
            for each in endowment.returns
        ),
        _sustainable(result, sign),
    )


def _table(title: str, rows: Sequence[tuple[SummaryRow, int]], sign: str) -> TableView:
    """A row for each rule with the number of years that it means to pay."""
    years = sorted({year for row, _ in rows for year in row.in_full_probability})
    columns = (
        "Rule",
        "In the first year",
        *(f"Paid in full for {year} years" for year in years),
        "Half the first year’s sum or more, in its last year",
        "Paid in all, range",
    )
    return TableView(
        f"If it earns this: {_lower(title)}",
        columns,
        tuple(
            (
                capital(row.rule_words),
                short_pounds(row.first_pence, sign),
                *(_chance(row.in_full_probability[year]) if year <= meant else "has ended" for year in years),
                _chance(row.half_first_probability[max(year for year in years if year <= meant)]),
                f"{short_pounds(row.total_pence[0], sign)} to {short_pounds(row.total_pence[2], sign)}",
            )
            for row, meant in rows
        ),
        frozenset(range(1, len(columns))),
    )


def _chance(chance: float) -> str:
    """How many paths of 100, never rounded to always or never."""
    if chance in (0.0, 1.0):
        return "always" if chance else "never"
    return f"{min(99, max(1, round(100 * chance)))} in 100"


def _sustainable(result: EndowmentResult, sign: str) -> TableView:
    titles = {each.id: each.title for each in result.endowment.returns}
    table = result.sustainable()
    sure = [name for name in table.column_names if name.startswith("sure_")]
    columns = ("If it earns this", "Years", *(f"Lasts in {name.split('_')[1]} paths of 100" for name in sure))
    return TableView(
        "The same sum each year: how much lasts how long",
        columns,
        tuple(
            (titles[row["returns"]], f"{row['years']}", *(f"{short_pounds(row[name], sign)} a year" for name in sure))
            for row in table.to_pylist()
        ),
        frozenset(range(1, len(columns))),
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
