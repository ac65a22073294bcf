"""Why a place gets what it gets, in plain words for a terminal: for a fund manager, and for a resident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.fund.why import money_words, need_words
from leastfirst.fund.why.layout import Part, paragraph
from leastfirst.fund.why.numbers import number_text
from leastfirst.fund.why.record import Explanation
from leastfirst.fund.why.told import Told, share_text


@dataclass(frozen=True)
class Section:
    """Some of the reasons under their head; `id` names what they are about, for those who lay out a page."""

    id: str
    head: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class WhyWords:
    """Why one place gets what it gets: the answer first, then the reasons in the order in which the rules apply."""

    headline: str
    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values: the headline, and each section with its parts (text, step, table)."""
        return {
            "headline": self.headline,
            "sections": [
                {"id": each.id, "head": each.head, "parts": [part.as_json() for part in each.parts]}
                for each in self.sections
            ],
        }


def why(explanation: Explanation, place_code: str) -> str:
    """Why one place gets what it gets, as plain text of at most 100 columns that ends in a line break.

    Args:
        explanation: of the whole fund.
        place_code: the code of a place, or its name if only one place has it. A place that could not take part is told
            why not.

    Raises:
        AreaCodeError: if the fund has no such place.
    """
    words = why_words(explanation, place_code)
    lines = paragraph(words.headline).lines()
    for section in words.sections:
        lines += ["", section.head] if section.head else []
        lines += [line for part in section.parts for line in part.lines()]
    return "\n".join(lines) + "\n"


def why_words(explanation: Explanation, place_code: str) -> WhyWords:
    """What `why` says, in its parts: for a page. Raises AreaCodeError if the fund has no such place."""
    out = explanation.left_out(place_code)
    if out is not None:
        return _left_out(out, explanation.facts)
    told = Told(explanation.record(place_code), explanation.facts)
    return WhyWords(_headline(told), tuple(Section(id_, head, tuple(parts)) for id_, head, parts in _sections(told)))


def _left_out(out: tuple[str, str, str], facts: Mapping[str, Any]) -> WhyWords:
    code, name, reason = out
    rule = paragraph("That rule is the same for all places. No bid and no application can change it.")
    said = f"{name} ({code}) takes no part in “{facts['fund']['title']}”: {reason}."
    return WhyWords(said, (Section("left-out", "", (rule,)),))


def _headline(told: Told) -> str:
    record, fund = told.record, told.facts["fund"]
    years = fund["years"]
    when = f"in {years[0]}" if len(years) == 1 else f"over {len(years)} years, {years[0]} to {years[-1]}"
    paid, whole = record["paid_pence"], sum(pot["pence"] for pot in told.facts["pots"])
    said = (
        f"{record['place_name']} ({record['place_code']}) gets {told.money(paid)} from “{fund['title']}” {when}: "
        f"{share_text(Fraction(paid, whole))} of the fund."
    )
    residents = Fraction(record["inputs"].get("residents", "0"))
    if residents > 0:
        said += f" That is {told.money(int(paid / residents))} for each of its {number_text(residents)} residents."
    larger = [each["name"] or each["code"] for each in record["within"].values()]
    if any(larger):
        said += f" It lies in {', '.join(each for each in larger if each)}."
    return said


def _sections(told: Told) -> Iterator[tuple[str, str, Iterable[Part]]]:
    """Each section that has something to say: what it is about, its head, its parts."""
    facts, record = told.facts, told.record
    if record["inputs"]:
        yield "inputs", "What went in", need_words.inputs(told)
    yield "formula", need_words.formula_head(told), need_words.steps(told)
    if facts["floor"] or facts["cap"]:
        yield "bounds", "Floor and cap", need_words.bounds(told)
    if record["rounding"]:
        yield "penny", "The odd penny", need_words.penny(told)
    if facts["damping"]:
        yield "pace", "The pace of change", need_words.pace(told)
    if record["short_pence"]:
        yield "short", "What need asks for and what the pots pay", money_words.missing(told)
    if record["cells"]:
        yield "years", "Year by year", money_words.by_year(told)
    yield "pots", "Which pots", money_words.pots(told)
    if facts["others"]:
        yield "others", "Had another formula been used", money_words.others(told)
    yield "not-on", "What this does not depend on", money_words.not_on(told)
