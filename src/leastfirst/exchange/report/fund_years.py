"""When the money is paid: each year by kind, and what it is for."""

from __future__ import annotations

from leastfirst.definitions.pots import EITHER
from leastfirst.exchange.report.fund_sums import KIND_WORDS, Sums, short_money
from leastfirst.exchange.report.page import Figure, TableView
from leastfirst.exchange.report.stacked import Stack, stacks
from leastfirst.fund import FundResult
from leastfirst.ground.money import short_pounds
from leastfirst.ground.words import listed

_MEANING = {
    "capital": "capital, for things that last",
    "revenue": "revenue, for running costs and pay",
    EITHER: "money for either, as places choose",
}


def by_year(result: FundResult, sums: Sums) -> Figure:
    """What is paid in each year, as a bar for each year with a part for each kind of money."""
    years, sign = result.problem.years, result.fund.sign
    totals: list[int] = sums.by_year.sum(axis=1).tolist()
    kinds = {kind: sums.kind_of(sums.by_year, kind) for kind in sums.kinds} or {"paid": totals}
    data = [
        Stack(year, tuple(float(of[i]) for of in kinds.values()), short_pounds(totals[i], sign))
        for i, year in enumerate(years)
    ]
    finding = _finding(result, totals)
    named = sums.kinds if len(sums.kinds) > 1 else ()
    reading = "Each bar is what is paid to all places in a year. Longer means more."
    if named:
        looks = ("filled", "light with an edge", "white with a dashed edge")
        reading += f" {listed([f'{look} is {_MEANING[kind]}' for look, kind in zip(looks, named, strict=False)])}."
        reading = reading.replace(" filled is", " Filled is")
    columns = ("Year", *(KIND_WORDS[kind] for kind in named), "Paid")
    return Figure(
        "by-year",
        "Year by year" if len(years) > 1 else "The year",
        finding,
        reading,
        (
            stacks(
                data,
                [KIND_WORDS.get(kind, kind).lower() for kind in kinds],
                alternative=f"Bar chart. {finding} The table holds every number.",
                id="by-year",
            ),
        ),
        TableView(
            "What is paid in each year",
            columns,
            tuple(
                (year, *(sums.money(kinds[kind][i]) for kind in named), sums.money(totals[i]))
                for i, year in enumerate(years)
            ),
            frozenset(range(1, len(columns))),
            ("All years", *(sums.money(sum(kinds[kind])) for kind in named), sums.money(sum(totals))),
        ),
    )


def _finding(result: FundResult, totals: list[int]) -> str:
    years, sign = result.problem.years, result.fund.sign
    if len(years) == 1:
        return f"All of it is paid in {years[0]}: {short_money(totals[0], sign)}."
    if max(totals) - min(totals) <= len(result.places):
        return f"The same sum is paid each year: {short_money(totals[0], sign)}."
    told = []
    for words, pence in (("Most is", max(totals)), ("least", min(totals))):
        # A penny for each place is the rounding's doing.
        alike = [i for i, total in enumerate(totals) if abs(total - pence) <= len(result.places)]
        first, last = alike[0], alike[-1]
        if len(alike) == last - first + 1 > 1:
            told.append(f"{words} paid in {years[first]} to {years[last]}, {short_money(pence, sign)} a year")
        else:
            told.append(f"{words} paid in {years[first]}, {short_money(pence, sign)}")
    return f"{'; '.join(told).replace('; least paid', '; least')}."


def by_purpose(result: FundResult, sums: Sums) -> TableView | None:
    """What the money of each year is for; None where it is tied to nothing."""
    purposes = sums.purposes()
    if len(purposes) < 2:
        return None
    years = result.problem.years
    columns = {title: sums.by_year[:, lines].sum(axis=1).tolist() for title, lines in purposes}
    return TableView(
        "What the money of each year is for",
        ("Year", *columns),
        tuple((year, *(sums.money(of[i]) for of in columns.values())) for i, year in enumerate(years)),
        frozenset(range(1, len(columns) + 1)),
        ("All years", *(sums.money(sum(of)) for of in columns.values())),
    )
