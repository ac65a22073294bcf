"""The checks of an outcome with their meaning, its ties, how sure it is, and what other rule sheets would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from leastfirst.decide import Election
from leastfirst.decide.why import NOT_LOOKED_FOR
from leastfirst.exchange.report.page import TableView
from leastfirst.exchange.report.vote_findings import Record, sum_of
from leastfirst.exchange.report.vote_text import Texts

_MEANING = {
    "feasible": (
        "The money is enough",
        "The winners cost no more than the budget, and every rule of the sheet is kept.",
    ),
    "exhaustive": (
        "No money lies idle",
        "What is left is too little for any other project that may win.",
    ),
    "ejr_up_to_any": (
        "No group is left short",
        "If a group of people all chose the same project, and their part of the budget would pay for it, then somebody "
        "in that group gets about as much as that. Experts call it EJR up to any project.",
    ),
    "priceable": (
        "It could have been bought fairly",
        "Everybody could have been given the same money, and paid only for projects of their own choice, so that all "
        "winners are paid for and no group had enough left for a loser. Experts call it priceable.",
    ),
}
_STANDS = {True: ("✓", "holds"), False: ("✗", "does not hold"), None: ("?", "not found out")}


@dataclass(frozen=True)
class CheckView:
    """One check as people read it."""

    title: str
    meaning: str
    sign: str
    stands: str
    kind: str
    words: Markup


def checks_of(record: Record, texts: Texts) -> list[CheckView]:
    """Every check with its meaning; where it fails, its words are the counter-example."""
    views = []
    for name, each in record["checks"].items():
        title, meaning = _MEANING.get(name, (name.replace("_", " ").capitalize(), ""))
        sign, stands = _STANDS[each["holds"]]
        kind = {True: "holds", False: "fails", None: "unclear"}[each["holds"]]
        views.append(CheckView(title, meaning, sign, stands, kind, texts.sentence(each["words"])))
    return views


_BY = {
    "lower-cost": "the one that costs less",
    "higher-cost": "the one that costs more",
    "more-votes": "the one with more votes",
    "lot": "the lot",
    "id": "the lower number in the list",
}


def ties_of(record: Record, texts: Texts) -> TableView | None:
    """Every tie of the count that stands; None if there was none."""
    if not record["ties"]:
        return None
    elected = set(record["elected"])
    rows = []
    for tie in record["ties"]:
        others = [each for each in tie["tied"] if each != tie["winner"]]
        lost = [each for each in others if each not in elected]
        later = texts.listed(lost, most=5) if lost else Markup("none: all of them won later")
        rows.append((f"{tie['round']}", texts.name(tie["winner"]), texts.listed(others, most=5), _BY[tie["by"]], later))
    return TableView(
        "The ties, and who went first by which rule",
        ("Round", "Went first", "Was level with", "Put first", "Lost in the end"),
        tuple(rows),
    )


def others_of(record: Record, election: Election, texts: Texts) -> tuple[TableView, TableView]:
    """What each rule sheet would have given, and which projects depend on it."""
    sheets = record["other_rule_sheets"]
    ours = set(record["elected"])
    rows = [_sheet_row(each, ours, election, texts) for each in sheets]
    first = TableView(
        "The same ballots by other rule sheets",
        ("Rule sheet", "Won", "Spent", "Won nothing", "Wins only there", "Wins only here"),
        tuple(rows),
        frozenset({1, 2, 3}),
    )
    by = {id: sum(id in each["elected"] for each in sheets) for id in record["projects"]}
    some = sorted((id for id in by if 0 < by[id] < len(sheets)), key=lambda id: (-by[id], election.position[id]))
    second = TableView(
        f"Projects that win by some of the {len(sheets)} rule sheets and lose by others",
        ("Project", "Wins by", "Here"),
        tuple((texts.name(id), f"{by[id]} of {len(sheets)}", "won" if id in ours else "lost") for id in some),
        frozenset({1}),
    )
    return first, second


def _sheet_row(sheet: Mapping[str, Any], ours: set[str], election: Election, texts: Texts) -> tuple[str, ...]:
    theirs = sheet["elected"]
    nothing = f"{sheet['voters']['nothing_funded']:,} ({sheet['voters']['nothing_funded_percent']:g}%)"
    there = [id for id in theirs if id not in ours]
    here = sorted(ours - set(theirs), key=election.position.__getitem__)
    named = [texts.listed(each, most=3) or Markup("–") for each in (there, here)]
    if not there and not here:
        named[0] = Markup("The same winners")
    return (sheet["title"], f"{len(theirs):,}", sum_of(sheet["spent"], election), nothing, *named)


def sure_of(record: Record, election: Election, texts: Texts) -> TableView:
    """For each project, how many ballots would have to be different for it to win or to lose, the least sure first."""
    rows = []
    for id, each in record["projects"].items():
        robust = each["robust"]
        low, high = robust["at_least"], robust["at_most"]
        if not robust["can_change"]:
            span, order = "never", float("inf")
        else:
            span = f"{low:,}" if low == high else f"{low:,} to {high:,}" if high is not None else f"{low:,} or more"
            order = float(high if high is not None else election.voters + low)
        rows.append((order, election.position[id], id, span))
    rows.sort()
    return TableView(
        "How many ballots would have to be different",
        ("Project", "Here", "Ballots", "In words"),
        tuple(
            (
                texts.name(id),
                "won" if record["projects"][id]["elected"] else "lost",
                span,
                texts.sentence(record["projects"][id]["robust"]["words"]),
            )
            for _, _, id, span in rows
        ),
        frozenset({2}),
    )


def least_sure(record: Record, election: Election, texts: Texts) -> Markup:
    """How sure the outcome is, in one or two sentences: the project whose fate hangs on the fewest ballots."""
    known = [
        (each["robust"]["at_most"], election.position[id], id)
        for id, each in record["projects"].items()
        if each["robust"]["at_most"] is not None
    ]
    if record.get("quick") and not known:
        return Markup(NOT_LOOKED_FOR)
    if not known:
        ended = any(each["robust"]["effort_ended"] for each in record["projects"].values())
        more = " The search was not complete." if ended else ""
        return Markup("We found no other ballots with which a project would have changed its fate.{}").format(more)
    most, _, id = min(known)
    voters = "1 voter" if most == 1 else f"{most:,} voters"
    fate = "won" if record["projects"][id]["elected"] else "lost"
    of_all = f"{election.voters:,}"
    return Markup("The least sure is {}, which {}: other ballots of {} of the {} could have changed that.").format(
        texts.name(id), fate, voters, of_all
    )
