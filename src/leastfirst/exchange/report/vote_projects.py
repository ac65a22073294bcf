"""The projects of a vote as people read of them: who won and who paid, who lost and what it would have taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from leastfirst.decide import Election, Project
from leastfirst.decide.why import NOT_LOOKED_FOR
from leastfirst.exchange.report.vote_findings import Record, sum_of
from leastfirst.exchange.report.vote_payments import Payment, Scale, payment_of, scale_of, who_paid
from leastfirst.exchange.report.vote_text import Texts
from leastfirst.ground.words import counted

WIDTH, HEIGHT = 300, 18
_DESCRIPTIONS = ("description", "desc", "summary")


@dataclass(frozen=True)
class Entry:
    """One project of the list: what it is, what it costs, why it won or lost, and the words behind a fold."""

    anchor: str
    name: Markup
    description: Markup
    cost: str
    votes: str
    people: str
    why: Markup
    payment: Payment | None = None
    lack: Markup | None = None
    needed: Markup | None = None
    more: Markup | None = None
    tie: Markup | None = None
    fate: str = "won"


def winners_of(record: Record, election: Election, texts: Texts) -> list[Entry]:
    """Those that were elected, in the order in which they were, and last the one that is paid for in part."""
    share = record["count"].get("share_exact")
    scale = scale_of(record["projects"], Fraction(share) if share else None)
    entries = [_winner(id, record, election, texts, scale) for id in record["elected"]]
    if part := record["part_funded"]:
        start = _start(part["id"], record, election, texts)
        why = f"It gets {sum_of(part['amount'], election)} of its cost: all that was left."
        entries.append(Entry(**start, why=Markup("{}").format(why), fate="paid for in part"))
    return entries


def by_name(entries: Iterable[Entry], election: Election) -> list[Entry]:
    """The projects as one looks for them, by name."""
    names = {f"project-{at + 1}": project.name.casefold() for at, project in enumerate(election.projects)}
    return sorted(entries, key=lambda each: (names[each.anchor], each.anchor))


def losers_of(record: Record, election: Election, texts: Texts) -> list[Entry]:
    """Those that were not elected, the most votes first."""
    part = (record["part_funded"] or {}).get("id")
    lost = [id for id, each in record["projects"].items() if not each["elected"] and id != part]
    lost.sort(key=lambda id: (-record["projects"][id]["votes"], election.position[id]))
    return [_loser(id, record, election, texts) for id in lost]


def _start(id: str, record: Record, election: Election, texts: Texts) -> dict[str, Any]:
    at = election.position[id]
    said = record["projects"][id]
    votes = f"{counted(said['votes'], 'vote')} ({said['votes_percent']:g}% of voters)"
    if "points" in said:
        votes += f", {said['points']:,} points"
    return {
        "anchor": f"project-{at + 1}",
        "name": texts.name(id),
        "description": _description(election.projects[at], texts),
        "cost": sum_of(said["cost"], election),
        "votes": votes,
        "people": counted(said["votes"], "vote"),
    }


def _description(project: Project, texts: Texts) -> Markup:
    said = dict(project.texts)
    found = next((said[each] for each in _DESCRIPTIONS if said.get(each, "").strip()), "")
    return texts.text(found) if found else Markup("")


def _winner(id: str, record: Record, election: Election, texts: Texts, scale: Scale) -> Entry:
    said, start = record["projects"][id], _start(id, record, election, texts)
    tie = Markup("{}").format(tie_words(said["tie"], texts)) if "tie" in said else None
    return Entry(
        **start,
        why=texts.sentence(won_words(said, record, election)),
        payment=payment_of(said, scale, election, id=f"paid-{start['anchor']}"),
        tie=tie,
    )


def won_words(said: Mapping[str, Any], record: Record, election: Election) -> str:
    """Why a project won, in fewer words than the record has."""
    people = "1 person" if said["votes"] == 1 else f"{said['votes']:,} people"
    paid = who_paid(said)
    if not paid:
        left = " Nobody's share paid for it: it is paid for by what was left, which goes to the most votes first."
        chose = f"{people} chose it, and its cost still fitted."
        return chose + (left if said["phase"] == "top-up" else "")
    most = sum_of(paid[0]["rounded"], election)
    if "share" not in record["count"]:
        given = sum_of(float(Fraction(said["price"])), election)
        return f"When everybody had been given {given}, the {people} who chose it could pay for it together."
    payers = sum(row["voters"] for row in paid)
    if len(paid) == 1 and payers < said["votes"]:
        return f"{payers:,} of the {people} who chose it paid for it, {most} each. The others had nothing left."
    if len(paid) == 1:
        return f"The {people} who chose it could pay for it: {most} each, out of their shares."
    return f"The {people} who chose it could pay for it together: {most} each, or all they had left if that was less."


def _loser(id: str, record: Record, election: Election, texts: Texts) -> Entry:
    said, start = record["projects"][id], _start(id, record, election, texts)
    return Entry(
        **start,
        why=texts.sentence(said["why"]),
        lack=_lack(said, election, id=f"lack-{start['anchor']}"),
        needed=texts.sentence(needed_words(said, election)),
        more=texts.sentence(said["needed"]),
        fate="lost",
    )


def needed_words(said: Mapping[str, Any], election: Election) -> str:
    """What a project would have needed, in one sentence; `perhaps` where not every smaller change was tried."""
    more, cheaper = said["more_supporters"], said["cheaper"]
    if not all(each.get("looked_for", True) for each in (more, cheaper)):
        return NOT_LOOKED_FOR
    ways = []
    if more["by"] is not None:
        people = "1 more person" if more["by"] == 1 else f"{more['by']:,} more people"
        how = "instead" if election.vote_type == "choose-1" else "too"
        ways.append(f"{people} who voted{_perhaps(more, 'fewer')} had chosen it {how}")
    if cheaper["by"] is not None:
        ways.append(f"it had cost {sum_of(cheaper['cost'], election)}{_perhaps(cheaper, 'a little more')}")
    words = [f"It would have won if {', or if '.join(ways)}."] if ways else []
    for found, what in ((more, "number of votes"), (cheaper, "lower cost")):
        if found["by"] is None:
            words.append(_not_found(found, what))
    return " ".join(words)


def _not_found(found: Mapping[str, Any], what: str) -> str:
    if found["exact"]:
        return f"No {what} would have helped."
    if found.get("effort_ended"):
        return f"We could not search long enough to find a {what} that would do."
    return f"We found no {what} that would do."


def _perhaps(found: Mapping[str, Any], what: str) -> str:
    return "" if found["exact"] else f" (perhaps {what})"


def _lack(said: Mapping[str, Any], election: Election, *, id: str) -> Markup | None:
    """What its supporters had left, as a part of its cost."""
    if "supporters_had" not in said:
        return None
    had = min(Fraction(said["supporters_had_exact"]) / Fraction(str(said["cost"])), Fraction(1))
    filled = f"{float(had * WIDTH):.1f}"
    alternative = (
        f"Its supporters had {sum_of(said['supporters_had'], election)} left of the "
        f"{sum_of(said['cost'], election)} that it costs."
    )
    return Markup(
        '<svg class="lack" role="img" aria-labelledby="{id}-alt" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<title id="{id}-alt">{alt}</title><rect class="all" x=".75" y=".75" width="{inner}" height="{tall}"/>'
        '<rect class="some" width="{filled}" height="{h}"/></svg>'
    ).format(id=id, w=WIDTH, h=HEIGHT, alt=alternative, inner=WIDTH - 1.5, tall=HEIGHT - 1.5, filled=filled)


_BY = {
    "lower-cost": "it costs less",
    "higher-cost": "it costs more",
    "more-votes": "more people chose it",
    "lot": "the lot put it first",
    "id": "its number in the list is lower",
}


def tie_words(tie: Mapping[str, Any], texts: Texts) -> Markup:
    """With whom a winner was level, and what put it first."""
    others = texts.listed([each for each in tie["tied"] if each != tie["winner"]], most=5)
    return Markup("It was exactly level with {}. It went first because {}.").format(others, _BY[tie["by"]])
