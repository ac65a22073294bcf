"""A counted vote as one document: its record, and every sentence of its page, with strangers' words told apart."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from leastfirst.decide import Election
from leastfirst.definitions import RuleSheet, words
from leastfirst.exchange.report.vote_checks import checks_of, least_sure, others_of, sure_of, ties_of
from leastfirst.exchange.report.vote_findings import find, published_words, sum_of
from leastfirst.exchange.report.vote_method import worked_rounds
from leastfirst.exchange.report.vote_projects import Entry, losers_of, winners_of
from leastfirst.exchange.report.vote_sheet import sheet_words
from leastfirst.exchange.report.vote_text import Texts, clean
from leastfirst.exchange.report.vote_voters import voters_of
from leastfirst.publish.votes.said import pieces, table_said

Record = dict[str, Any]
_PLACE = ("district", "subunit", "unit", "region", "country")


def vote_document(
    id_: str, record: Record, election: Election, sheet: RuleSheet, *, fictional: bool, effort: int
) -> Record:
    """All that the pages of a vote show. A sentence is a text, or a list of pieces (`said.pieces`).

    `record` is what `VoteExplanation.as_json` says, with `published`, `notes` and `other_rule_sheets`. Raises
    AssertionError if its sums do not add up.
    """
    texts, meta = Texts.of(election), dict(election.meta)
    others, some_win = others_of(record, election, texts)
    found, told = find(record, election), voters_of(record, election, texts)
    entries = [*winners_of(record, election, texts), *losers_of(record, election, texts)]
    return {
        "id": id_,
        "title": election.title or "A vote on projects",
        "place": ", ".join(dict.fromkeys(meta[each].strip() for each in _PLACE if meta.get(each, "").strip())),
        "dates": [meta.get(each, "").strip() for each in ("date_begin", "date_end")],
        # A report is English throughout and need not say so; the site's pages are in several languages.
        "language": texts.language or ("en" if meta.get("language", "").strip().lower()[:2] == "en" else ""),
        "fictional": fictional,
        "currency": election.currency,
        "headline": found.headline,
        "because": found.because,
        "budget": found.budget,
        "shares": found.shares,
        "rules": _rules(record, election, sheet, texts),
        "projects": [_entry(each, record, election) for each in entries],
        "money": _money(record, election),
        "voters": {
            "nothing": told.nothing,
            "told": list(told.told),
            "side_by_side": table_said(told.side_by_side),
            "choices": table_said(told.figure.table) if told.figure else None,
            "choices_finding": told.figure.finding if told.figure else "",
            "tenths": table_said(told.tenths),
            "only_here": pieces(told.only_ours),
            "only_most_votes_first": pieces(told.only_theirs),
        },
        "published": [pieces(texts.sentence(each)) for each in published_words(record)],
        "ties": table_said(ties_of(record, texts)),
        "others": table_said(others),
        "some_win": table_said(some_win),
        "least_sure": pieces(least_sure(record, election, texts)),
        "sure": table_said(sure_of(record, election, texts)),
        "checks": [
            {
                "title": each.title,
                "meaning": each.meaning,
                "stands": each.stands,
                "kind": each.kind,
                "words": pieces(each.words),
            }
            for each in checks_of(record, texts)
        ],
        "worked": [
            {
                "title": each.title,
                "told": [pieces(words) for words in each.told],
                "table": table_said(each.table),
                "result": pieces(each.result),
            }
            for each in worked_rounds(record, election, sheet, texts)
        ],
        "notes": list(record["notes"]),
        "effort": effort,
        "record": record,
    }


def _rules(record: Record, election: Election, sheet: RuleSheet, texts: Texts) -> Record:
    said = sheet_words(record, election, sheet, texts)
    return {
        "id": sheet.id,
        "title": sheet.title,
        "summary": sheet.summary,
        "source": sheet.source,
        "sha256": sheet.sha256,
        "status": sheet.status,
        "relied_on": {"name": said.status[0], "words": said.status[1]},
        "in_short": said.in_short,
        "words": words(sheet),
        "not_promised": [pieces(each) for each in said.not_promised],
        "fixed": list(said.fixed),
    }


def _entry(entry: Entry, record: Record, election: Election) -> Record:
    """One project: `number` is its place in the list of the vote, from 1, and `id` what the file calls it."""
    number = int(entry.anchor.removeprefix("project-"))
    project = election.projects[number - 1]
    said, paid = record["projects"][project.id], entry.payment
    return {
        "id": project.id,
        "number": number,
        "name": clean(project.name),
        "fate": entry.fate,
        "elected": said["elected"],
        "description": entry.description.striptags(),
        "category": list(project.category),
        "target": list(project.target),
        "cost": entry.cost,
        "votes": entry.votes,
        "people": entry.people,
        "why": pieces(entry.why),
        "tie": pieces(entry.tie),
        "paid": [{"people": people, "each": each} for people, each in paid.rows] if paid else [],
        "paid_sums": paid.sums if paid else "",
        "had_share": _had_share(said),
        "needed": pieces(entry.needed),
        "more": pieces(entry.more),
    }


def _had_share(said: Record) -> float | None:
    """Which part of its cost a loser's supporters had left, 0 to 1; None where no share is told."""
    if "supporters_had_exact" not in said:
        return None
    return round(float(min(Fraction(said["supporters_had_exact"]) / Fraction(str(said["cost"])), Fraction(1))), 6)


def _money(record: Record, election: Election) -> list[Record]:
    """The winners in their order, with what is spent so far; then what is left, whose `id` is empty.

    `before` and `part` are shares of the budget, 0 to 1, as a bar is drawn. Raises AssertionError if the sums do not
    make what is said to be spent.
    """
    budget, spent = Fraction(str(record["election"]["budget"])), Fraction(0)
    names = {each.id: clean(each.name) for each in election.projects}
    costs = [(each, Fraction(str(record["projects"][each]["cost"])), False) for each in record["elected"]]
    if part := record["part_funded"]:
        costs.append((part["id"], Fraction(str(part["amount"])), True))
    steps = []
    for id_, cost, in_part in [*costs, ("", budget - sum((cost for _, cost, _ in costs), Fraction(0)), False)]:
        if not id_ and spent != Fraction(str(record["spent"])):
            raise AssertionError(f"the projects cost {spent} together, and {record['spent']} is said to be spent")
        if not id_ and not cost:
            break
        before, spent = spent, spent + cost
        steps.append(
            {
                "id": id_,
                "name": names.get(id_, ""),
                "in_part": in_part,
                "cost": sum_of(str(cost), election),
                "so_far": sum_of(str(spent), election),
                "before": round(float(before / budget), 6) if budget else 0.0,
                "part": round(float(cost / budget), 6) if budget else 0.0,
            }
        )
    return steps
