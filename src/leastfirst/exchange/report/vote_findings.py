"""What a counted vote found, in the fewest words: for the screen, and for the top of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.decide import Election
from leastfirst.decide.amounts import money
from leastfirst.exchange.report.vote_text import clean
from leastfirst.ground.words import counted

Record = Mapping[str, Any]
MOST_NAMED = 25
LONGEST_NAME = 80


def sum_of(value: int | float | str, election: Election) -> str:
    """An amount of a record, which is in the vote's currency, as people write it."""
    return money(Fraction(str(value)) / election.unit, election)


def told(record: Record, election: Election) -> str:
    """Who won, what is spent, who is left with nothing, and whether that is what was published, for the screen."""
    said = headline(record, election).split("\n")
    if winners := record["elected"]:
        named = [_with_cost(record["projects"][each], election) for each in winners[:MOST_NAMED]]
        more = [f"and {len(winners) - MOST_NAMED:,} more"] if len(winners) > MOST_NAMED else []
        # A name is cleaned before it is indented, which would be lost otherwise.
        said += ["Won, the first one first:", *(f"  {each}" for each in [*named, *more])]
    if part := record["part_funded"]:
        name = short(record["projects"][part["id"]]["name"])
        said.append(f"Paid for in part: {name} ({sum_of(part['amount'], election)}).")
    said += record["voters"]["words"]
    said += published_words(record)
    if record.get("quick"):
        said.append("What losers would have needed, and how sure the outcome is, was not looked for (--quick).")
    said += [f"Note: {clean(each)}" for each in record.get("notes", ())]
    return "\n".join(each if each.startswith("  ") else clean(each) for each in said)


def _with_cost(project: Mapping[str, Any], election: Election) -> str:
    return f"{short(project['name'])} ({sum_of(project['cost'], election)})"


def short(name: str) -> str:
    """A name on one line of a screen, cut where it is too long."""
    whole = clean(name)
    return whole if len(whole) <= LONGEST_NAME else f"{whole[: LONGEST_NAME - 3].rstrip()}..."


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
        said.append(f"Won here only: {_semicolons([names[each] for each in found['only_here']])}.")
    if found["only_published"]:
        said.append(f"Won there only: {_semicolons([names[each] for each in found['only_published']])}.")
    phases = [record["projects"][each].get("phase") for each in found["only_here"]]
    if not found["only_published"] and set(phases) == {"top-up"}:
        said.append("The only difference is the top-up: here what was left went to the most votes, there not.")
    return [" ".join(said)]


def _semicolons(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names one after the other, parted by semicolons, as a name may hold commas."""
    more = f"; and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more


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
