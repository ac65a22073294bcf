"""The page of a counted vote, for residents: everything worked out, then one template."""

from __future__ import annotations

from datetime import date

from leastfirst.decide import Election
from leastfirst.definitions import RuleSheet
from leastfirst.exchange.report.page import render, style_sheet
from leastfirst.exchange.report.provenance import provenance
from leastfirst.exchange.report.vote_checks import checks_of, least_sure, others_of, sure_of, ties_of
from leastfirst.exchange.report.vote_findings import Record, find, published_words
from leastfirst.exchange.report.vote_method import worked_rounds
from leastfirst.exchange.report.vote_money import steps_of
from leastfirst.exchange.report.vote_projects import by_name, losers_of, winners_of
from leastfirst.exchange.report.vote_sheet import sheet_words
from leastfirst.exchange.report.vote_text import Texts
from leastfirst.exchange.report.vote_voters import voters_of
from leastfirst.ground.provenance import Manifest
from leastfirst.ground.tables import Inputs


def vote_report(
    record: Record, election: Election, sheet: RuleSheet, *, manifest: Manifest, made_on: date | None = None
) -> str:
    """Write the page of a counted vote as one HTML text that needs no script and asks nobody for anything.

    Args:
        record: what `VoteExplanation.as_json` says, with `published`, `notes` (what the reader of the file noted) and
            `other_rule_sheets` (those of `SheetComparison.as_json`). Every number on the page comes from it.
        election: the vote, for the texts of its projects.
        sheet: the rule sheet it was counted by.
        manifest: what went in.
        made_on: the date to print; left out when None, because the report reads no clock.

    The same arguments give the same text. Raises AssertionError if sums of the record do not add up.
    """
    texts = Texts.of(election)
    others, some_win = others_of(record, election, texts)
    winners, losers = winners_of(record, election, texts), losers_of(record, election, texts)
    title = election.title or "A vote on projects"
    quick = " --quick" if record.get("quick") else ""
    command = f"leastfirst decide report {manifest.inputs[0].id} --rules {sheet.id}{quick} --out OUT"
    return render(
        "vote.html",
        {
            "vote_style": style_sheet("vote.css"),
            "record": record,
            "plain_title": title,
            "title": texts.text(title),
            "sheet": sheet,
            "find": find(record, election),
            "rules": sheet_words(record, election, sheet, texts),
            "winners": winners,
            "losers": losers,
            "by_name": by_name([*winners, *losers], election),
            "money": steps_of(record, election, texts),
            "voters": voters_of(record, election, texts),
            "published": [texts.sentence(each) for each in published_words(record)],
            "ties": ties_of(record, texts),
            "others": others,
            "some_win": some_win,
            "sure": sure_of(record, election, texts),
            "least_sure": least_sure(record, election, texts),
            "checks": checks_of(record, texts),
            "worked": worked_rounds(record, election, sheet, texts),
            "provenance": provenance(manifest, Inputs([]), title=f"“{title}”", command=command, made_on=made_on),
            "fictional": manifest.fictional,
        },
    )
