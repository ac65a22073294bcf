"""The pots: whose they are, their strings in words, what each paid for, and what could not be spent."""

from __future__ import annotations

from dataclasses import dataclass

from leastfirst.definitions.pots import Pot
from leastfirst.exchange.report.fund_sums import KIND_WORDS, Sums
from leastfirst.exchange.report.page import TableView
from leastfirst.fund import FundResult
from leastfirst.ground.words import capital


@dataclass(frozen=True)
class PotWords:
    """One pot: its owner, what comes in, its strings with their reasons, and what it paid for."""

    title: str
    owner: str
    holds: str
    strings: tuple[tuple[str, str], ...]
    paid_for: TableView | None
    unspent: tuple[str, ...]


@dataclass(frozen=True)
class Pots:
    """All pots of a fund, with a table of them and one of what each pays in each year."""

    table: TableView
    years: TableView | None
    pots: tuple[PotWords, ...]
    unspent: str


def pots_of(result: FundResult, sums: Sums) -> Pots:
    """Every pot, in the order of the definition."""
    unspent = _unspent(result)
    columns = ("Pot", "Comes in", *(KIND_WORDS[kind] for kind in sums.kinds), "Paid to places", "Unspent")
    rows, totals = [], [0] * (len(columns) - 1)
    for i, purse in enumerate(result.problem.purses):
        kinds = [sums.kind_of(sums.by_pot, kind)[i] for kind in sums.kinds]
        figures = [sum(purse.comes_in), *kinds, int(sums.by_pot[i].sum()), unspent[i]]
        totals = [a + b for a, b in zip(totals, figures, strict=True)]
        rows.append((purse.title, *map(sums.money, figures)))
    numeric = frozenset(range(1, len(columns)))
    total = ("All", *map(sums.money, totals)) if len(rows) > 1 else ()
    years = result.problem.years
    by_year = TableView(
        "What each pot pays to places in each year",
        ("Year", *(purse.title for purse in result.problem.purses)),
        tuple((year, *(sums.money(sums.pot_years[p, y]) for p in range(len(rows)))) for y, year in enumerate(years)),
        frozenset(range(1, len(rows) + 1)),
        ("All years", *(sums.money(sums.pot_years[p].sum()) for p in range(len(rows)))),
    )
    left = sum(unspent)
    return Pots(
        TableView("What comes into each pot, and where it goes", columns, tuple(rows), numeric, total),
        by_year if len(years) > 1 and len(rows) > 1 else None,
        tuple(_pot(result, sums, i, pot) for i, pot in enumerate(result.fund.pots)),
        f"{sums.money(left)} stays in the pots. This is why:" if left else "",
    )


def _unspent(result: FundResult) -> list[int]:
    out = [0] * len(result.problem.purses)
    for each in result.routing.unspent:
        out[each.purse] += each.pence
    return out


def _pot(result: FundResult, sums: Sums, i: int, pot: Pot) -> PotWords:
    purse = result.problem.purses[i]
    told = tuple(
        (sums.title(on.purpose), *([KIND_WORDS[on.kind].lower()] if sums.kinds else []), sums.money(sums.by_pot[i, at]))
        for at, on in enumerate(sums.spent_on)
        if sums.by_pot[i, at]
    )
    columns = ("Purpose", *(("Kind",) if sums.kinds else ()), "Paid")
    return PotWords(
        purse.title,
        pot.owner,
        _holds(result, sums, i),
        tuple((capital(tie.words), each.because) for tie, each in zip(purse.ties, pot.strings, strict=True)),
        TableView(f"What {purse.title} pays for", columns, told, frozenset({len(columns) - 1})) if told else None,
        tuple(unspent_words(result, sums, purse=i)),
    )


def unspent_words(result: FundResult, sums: Sums, *, purse: int) -> list[str]:
    """What of a pot nobody may spend, by the year in which it came in, and why; years of one reason stand together."""
    years = result.problem.years
    by_why: dict[str, list[tuple[str, int]]] = {}
    for each in result.routing.unspent:
        if each.purse == purse:
            by_why.setdefault(each.why, []).append((years[each.year], each.pence))
    told = []
    for why, found in by_why.items():
        when = found[0][0] if len(found) == 1 else f"{found[0][0]} to {found[-1][0]}"
        told.append(f"{sums.money(sum(pence for _, pence in found))} of {when} stays unspent: {why}.")
    return told


def _holds(result: FundResult, sums: Sums, i: int) -> str:
    """What comes in and when, in words."""
    years, comes = result.problem.years, result.problem.purses[i].comes_in
    total = sums.money(sum(comes))
    paid_in = [y for y, pence in enumerate(comes) if pence]
    if len(years) == 1:
        return total
    if len(paid_in) == 1:
        return f"{total}, all of it in {years[paid_in[0]]}"
    if not paid_in:
        return "nothing"
    first, last = paid_in[0], paid_in[-1]
    held = [comes[y] for y in paid_in]
    when = f"{years[first]} to {years[last]}"
    if max(held) - min(held) <= 1 and len(paid_in) == last - first + 1:
        about = "" if max(held) == min(held) else "about "
        return f"{total}: {about}{sums.money(held[-1])} a year, {when}"
    return f"{total}, in {len(paid_in)} of the years {when}"
