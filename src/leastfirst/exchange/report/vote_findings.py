"""What a counted vote found, in the fewest words: for the screen, and for the top of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.decide import Election
from leastfirst.decide.amounts import money
from leastfirst.exchange.report.vote_text import clean

Record = Mapping[str, Any]
MOST_NAMED = 25


def sum_of(value: int | float | str, election: Election) -> str:
    """An amount of a record, which is in the vote's currency, as people write it."""
    return money(Fraction(str(value)) / election.unit, election)


def told(record: Record, election: Election) -> str:
    """Who won, what is spent, who is left with nothing, and whether that is what was published, for the screen."""
    said = [headline(record, election)]
    if winners := record["elected"]:
        named = [
            f"{record['projects'][each]['name']} ({sum_of(record['projects'][each]['cost'], election)})"
            for each in winners[:MOST_NAMED]
        ]
        more = f"; and {len(winners) - MOST_NAMED} more" if len(winners) > MOST_NAMED else ""
        said.append(f"Elected, the first one first: {'; '.join(named)}{more}.")
    if part := record["part_funded"]:
        name = record["projects"][part["id"]]["name"]
        said.append(f"Paid for in part: {name} ({sum_of(part['amount'], election)}).")
    said += record["voters"]["words"]
    said += published_words(record)
    return "\n".join(clean(line) for each in said for line in each.split("\n"))


def headline(record: Record, election: Election) -> str:
    """What was voted on, and the outcome in two short sentences."""
    won, put = len(record["elected"]), len(record["projects"])
    start = f"{election.title}\n" if election.title else ""
    spent, budget = (sum_of(value, election) for value in (record["spent"], record["election"]["budget"]))
    return f"{start}{won} of {counted(put, 'project')} won. {spent} of {budget} is spent."


def published_words(record: Record) -> list[str]:
    """Whether the outcome is the one that was published; nothing if none is known."""
    found = record["published"]
    if found is None:
        return []
    if found["same"]:
        return ["The published outcome names the same winners."]
    rule = f" (by the rule that the file calls {found['rule']})" if found["rule"] else ""
    said = [f"The published outcome{rule} is another one."]
    names = {id: f"'{clean(each['name'])}'" for id, each in record["projects"].items()}
    if found["only_here"]:
        said.append(f"Won here only: {listed([names[each] for each in found['only_here']])}.")
    if found["only_published"]:
        said.append(f"Won there only: {listed([names[each] for each in found['only_published']])}.")
    return [" ".join(said)]


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names one after the other, parted by semicolons."""
    more = f"; and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more


def counted(n: int, what: str) -> str:
    """So many of them: "1 project", "1,234 projects"."""
    return f"{n:,} {what}{'' if n == 1 else 's'}"


@dataclass(frozen=True)
class Findings:
    """The head of a vote's page."""

    headline: str
    because: str
    budget: str
    shares: str


def find(record: Record, election: Election) -> Findings:
    """What was voted on, how many voted, what won, and what is left."""
    won, put = len(record["elected"]), len(record["projects"])
    spent, left = (sum_of(record[each], election) for each in ("spent", "unspent"))
    budget = sum_of(record["election"]["budget"], election)
    people = "1 person" if election.voters == 1 else f"{election.voters:,} people"
    share = ""
    if "share" in record["count"] and election.voters:
        each = sum_of(str(Fraction(str(record["election"]["budget"])) / election.voters), election)
        share = f"{budget} for {people} is {each} each."
        if record["count"]["times_raised"]:
            raised = sum_of(record["count"]["share"], election)
            share += (
                f" Not all of that could be spent in groups, so each share was raised to {raised}, as far as the "
                "budget allowed."
            )
    return Findings(
        f"{won} of {counted(put, 'project')} won.",
        f"{people} voted on how to spend {budget}. {spent} goes to the winners. {left} is left.",
        budget,
        share,
    )


def told_of_all(record: Record, election: Election) -> str:
    """What each rule sheet gives, a line for each, for the screen."""
    said = [f"{election.title}: {counted(election.voters, 'voter')}, {counted(len(record['projects']), 'project')}."]
    for each in record["rule_sheets"]:
        nothing = each["voters"]["nothing_funded"]
        line = (
            f"{each['id']}: {counted(len(each['elected']), 'project')} won, {sum_of(each['spent'], election)} is spent,"
            f" {counted(nothing, 'voter')} had nothing that they chose."
        )
        if "published" in each:
            line += " The same winners as published." if each["published"]["same"] else ""
        said.append(line)
    return "\n".join(map(clean, [*said, *record["words"]]))
