"""The rule sheet of a vote in plain words: how it counts, what it promises and what not, and when it was fixed."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from leastfirst.decide import Election
from leastfirst.definitions import RuleSheet
from leastfirst.exchange.report.vote_findings import Record
from leastfirst.exchange.report.vote_text import Texts

SHA_KEY, FIXED_KEY = "rule_sheet_sha256", "rule_sheet_fixed_on"
"""Keys of META by which the file of a vote can name the sheet it is to be counted by, and the day it was fixed."""
_LISTED = 5

IN_SHORT = {
    "equal-shares": (
        "Everybody gets the same share of the money. People who want the same project put their shares together. When "
        "they have enough, it is funded, and their shares shrink by what they paid. So a small group can win something "
        "too, and a large group can spend only its own shares."
    ),
    "greedy-votes": (
        "The project with the most votes gets its money first, then the next, until the money runs out. So the "
        "largest group can win everything, and a small group can be left with nothing."
    ),
    "greedy-votes-per-cost": (
        "The project with the most votes for its cost gets its money first, then the next, until the money runs out. "
        "Cheap projects have it easier."
    ),
    "phragmen": (
        "Everybody is given money little by little, all at the same pace. When the people who chose a project can pay "
        "for it together, it is funded and they start again from nothing. So a small group can win something too."
    ),
}
STATUS = {
    "published": ("Published rules", "We read the rules at their source."),
    "decided": ("Decided for this vote", "Those who hold the vote decided on these rules."),
    "inferred": ("Our reading", "The rules are our reading of their source, never confirmed."),
    "recalled": ("To be checked", "We wrote the rules down from memory of their source. Check them against it."),
    "example": ("An example", "These rules are an example to learn from."),
}


@dataclass(frozen=True)
class Sheet:
    """What the page says of its rule sheet."""

    in_short: str
    status: tuple[str, str]
    not_promised: tuple[Markup, ...]
    fixed: tuple[str, ...]


def sheet_words(record: Record, election: Election, sheet: RuleSheet, texts: Texts) -> Sheet:
    """The words on the rule sheet for this vote."""
    short = IN_SHORT[sheet.rule]
    if sheet.top_up == "greedy":
        short += " What is left at the end goes to the project with the most votes that still fits."
    return Sheet(
        short, STATUS[sheet.status], tuple(_not_promised(record, sheet, texts)), tuple(_fixed(election, sheet))
    )


def _not_promised(record: Record, sheet: RuleSheet, texts: Texts) -> list[Markup]:
    """What nobody may read into this way of counting, with this vote's own figures."""
    ours, theirs = (record["voters"][each] for each in ("this_rule_sheet", "greedy_votes"))
    nothing = ours["nothing_funded"]
    said = [
        Markup(
            "It does not promise that everybody wins something. {} who voted for something won nothing. With the most "
            "votes first it would have been {:,}."
        ).format("1 person" if nothing == 1 else f"{nothing:,} people", theirs["nothing_funded"])
    ]
    if (passed := _passed_over(record)) and not sheet.rule.startswith("greedy-votes"):
        loser, winner = passed
        votes = record["projects"][loser]["votes"], record["projects"][winner]["votes"]
        said.append(
            Markup("It does not promise that more votes win. {} lost with {:,} votes, and {} won with {:,}.").format(
                texts.name(loser), votes[0], texts.name(winner), votes[1]
            )
        )
    if sheet.rule in ("equal-shares", "phragmen"):
        said.append(
            Markup(
                "It serves groups of any size only if people vote for what they want. It does not always do "
                "better for voters: in some votes fewer people are left with nothing when the most votes go first."
            )
        )
    said.append(Markup("It knows nothing of people who did not vote, and does not check if a cost is right."))
    said.append(Markup('Other rules, fixed before the vote, <a href="#others">might have chosen other winners</a>.'))
    return said


def _passed_over(record: Record) -> tuple[str, str] | None:
    """The loser with the most votes and the winner with the fewest, if the loser has more."""
    projects, budget = record["projects"], record["election"]["budget"]
    lost = [id for id, each in projects.items() if not each["elected"] and each["cost"] <= budget]
    if not lost or not record["elected"]:
        return None
    loser = max(lost, key=lambda id: projects[id]["votes"])
    winner = min(record["elected"], key=lambda id: projects[id]["votes"])
    return (loser, winner) if projects[loser]["votes"] > projects[winner]["votes"] else None


def _fixed(election: Election, sheet: RuleSheet) -> list[str]:
    """When the sheet was fixed, as far as the file of the vote says it, and how anyone can check that."""
    meta = {key: text.strip() for key, text in election.meta}
    said = []
    if stated := meta.get(SHA_KEY, ""):
        said.append(
            "The file of the vote names this very rule sheet by its fingerprint."
            if stated.lower() == sheet.sha256
            else f"The file of the vote names another rule sheet, with the fingerprint {stated}. This is not the count "
            "that was announced."
        )
    if day := meta.get(FIXED_KEY, ""):
        said.append(f"By the file of the vote, it was fixed on {day}.")
    else:
        said.append(
            "The file of the vote does not say when the rules were fixed. If this fingerprint was published before "
            "the vote, nobody has changed a letter of them since."
        )
    if rule := meta.get("rule", ""):
        said.append(f"The file itself speaks of the rule “{rule}”.")
    return said
