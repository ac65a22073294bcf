"""How the voters fared, by this rule sheet and with the most votes first, side by side, also where ours is worse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from leastfirst.decide import Election
from leastfirst.exchange.report.charts import Bar, bars
from leastfirst.exchange.report.page import Figure, TableView
from leastfirst.exchange.report.vote_findings import Record, sum_of
from leastfirst.exchange.report.vote_text import Texts

OURS, THEIRS = "By this rule sheet", "Most votes first"
MOST_COUNTED = 8
_NOBODY = Markup("none")


@dataclass(frozen=True)
class Voters:
    """The part of the page on voters."""

    nothing: str
    told: tuple[str, ...]
    side_by_side: TableView
    figure: Figure | None
    tenths: TableView
    only_ours: Markup
    only_theirs: Markup


def voters_of(record: Record, election: Election, texts: Texts) -> Voters:
    """Both counts next to each other."""
    found = record["voters"]
    only_ours, only_theirs = (
        texts.listed(found[f"only_under_{which}"]) or _NOBODY for which in ("this_rule_sheet", "greedy_votes")
    )
    figure = _figure(found["this_rule_sheet"], found["greedy_votes"]) if election.voters else None
    return Voters(
        _nothing(record),
        tuple(found["words"]),
        _side_by_side(record, election),
        figure,
        _tenths(record),
        only_ours,
        only_theirs,
    )


def _nothing(record: Record) -> str:
    """Who has nothing, in one or two short sentences; empty where nobody voted."""
    ours, theirs = (record["voters"][each] for each in ("this_rule_sheet", "greedy_votes"))
    if not ours["voters"]:
        return ""
    mine, other = ours["nothing_funded"], theirs["nothing_funded"]
    start = f"{mine:,} of {ours['voters']:,} people chose something and won nothing."
    if mine == other:
        return f"{start} With the most votes first it would have been as many."
    worse = " So on this point the way we count is worse." if mine > other else ""
    return f"{start} With the most votes first, it would have been {other:,}.{worse}"


def _side_by_side(record: Record, election: Election) -> TableView:
    ours, theirs = record["voters"]["this_rule_sheet"], record["voters"]["greedy_votes"]
    by_votes = theirs["elected"]
    spent = sum((Fraction(str(record["projects"][id]["cost"])) for id in by_votes), Fraction(0))
    rows = [
        ("Projects that won", f"{len(record['elected']):,}", f"{len(by_votes):,}"),
        ("Money spent", sum_of(record["spent"], election), sum_of(str(spent), election)),
        ("Voters with nothing they chose", *(_with_percent(each) for each in (ours, theirs))),
        (
            "Choices that won, for each voter on average",
            *(f"{each['mean_choices_funded']:g}" for each in (ours, theirs)),
        ),
        (
            "Part of the money that the half of voters with least got",
            *(f"{_least_half(each):g}%" for each in (ours, theirs)),
        ),
    ]
    if ours["chose_nothing"]:
        rows.insert(3, ("Voters who chose nothing", *(f"{each['chose_nothing']:,}" for each in (ours, theirs))))
    return TableView("Two ways to count the same ballots", ("Counted", OURS, THEIRS), tuple(rows), frozenset({1, 2}))


def _with_percent(each: Mapping[str, Any]) -> str:
    return f"{each['nothing_funded']:,} ({each['nothing_funded_percent']:g}%)"


def _least_half(each: Mapping[str, Any]) -> float:
    tenths: list[float] = each["money_by_tenth_percent"]
    return round(sum(tenths[:5]), 1)


def _grouped(each: Mapping[str, Any]) -> dict[int, int]:
    """How many voters had so many of their choices funded, many of them taken together."""
    found: dict[int, int] = {}
    for k, n in each["choices_funded"].items():
        at = min(int(k), MOST_COUNTED)
        found[at] = found.get(at, 0) + n
    return found


def _figure(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Figure:
    both = [_grouped(each) for each in (ours, theirs)]
    most = max((k for each in both for k in each), default=0)
    names = ["None", *(f"{k}" for k in range(1, most + 1))]
    if most == MOST_COUNTED:
        names[-1] = f"{MOST_COUNTED} or more"
    counts = [[each.get(k, 0) for k in range(most + 1)] for each in both]
    nothing = [each[0] for each in counts]
    finding = f"With nothing they chose: {nothing[0]:,} by this rule sheet, {nothing[1]:,} with the most votes first."
    drawings = tuple(
        bars(
            [Bar(name, float(n), f"{n:,}") for name, n in zip(names, count, strict=True)],
            alternative=f"Bar chart: {title.lower()}. {finding} The table holds every number.",
            id=f"choices-{i + 1}",
            name=title,
            most=float(max(map(max, counts))),
        )
        for i, (title, count) in enumerate(zip((OURS, THEIRS), counts, strict=True))
    )
    return Figure(
        "choices",
        "How many of your choices won",
        finding,
        "Each bar is how many voters had so many of their choices funded. Longer means more voters.",
        drawings,
        TableView(
            "How many voters had so many of their choices funded",
            ("Choices funded", OURS, THEIRS),
            tuple((name, f"{a:,}", f"{b:,}") for name, a, b in zip(names, *counts, strict=True)),
            frozenset({1, 2}),
            ("All who chose something", *(f"{sum(count):,}" for count in counts)),
        ),
    )


def _tenths(record: Record) -> TableView:
    ours, theirs = (record["voters"][each]["money_by_tenth_percent"] for each in ("this_rule_sheet", "greedy_votes"))
    names = ["The tenth of voters with least", *(f"The {each} tenth" for each in _ORDINALS), "The tenth with most"]
    return TableView(
        "What each tenth of the voters got of the money, if those who chose a project share its cost equally",
        ("Voters", OURS, THEIRS),
        tuple((name, f"{a:g}%", f"{b:g}%") for name, a, b in zip(names, ours, theirs, strict=True)),
        frozenset({1, 2}),
    )


_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
