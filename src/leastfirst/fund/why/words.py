"""Why a place gets what it gets, in plain words for a terminal: for a fund manager, and for a resident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from leastfirst.fund.why import money_words, need_words
from leastfirst.fund.why.layout import paragraph
from leastfirst.fund.why.numbers import number_text
from leastfirst.fund.why.record import Explanation
from leastfirst.fund.why.told import Told, share_text


def why(explanation: Explanation, place_code: str) -> str:
    """Why one place gets what it gets, as plain text of at most 100 columns that ends in a line break.

    Args:
        explanation: of the whole fund.
        place_code: the code of a place, or its name if only one place has it. A place that could not take part is told
            why not.

    Raises:
        AreaCodeError: if the fund has no such place.
    """
    out = explanation.left_out(place_code)
    if out is not None:
        return _left_out(out, explanation.facts)
    told = Told(explanation.record(place_code), explanation.facts)
    lines = [_headline(told)]
    for head, section in _sections(told):
        lines += ["", head, *section]
    return "\n".join(lines) + "\n"


def _left_out(out: tuple[str, str, str], facts: Mapping[str, Any]) -> str:
    code, name, reason = out
    said = [
        f"{name} ({code}) takes no part in “{facts['fund']['title']}”: {reason}.",
        "That rule is the same for all places. No bid and no application can change it.",
    ]
    return "\n".join(map(paragraph, said)) + "\n"


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
    return paragraph(said)


def _sections(told: Told) -> Iterator[tuple[str, Iterable[str]]]:
    """Each section that has something to say, under its head."""
    facts, record = told.facts, told.record
    if record["inputs"]:
        yield "What went in", need_words.inputs(told)
    yield need_words.formula_head(told), need_words.steps(told)
    if facts["floor"] or facts["cap"]:
        yield "Floor and cap", need_words.bounds(told)
    if record["rounding"]:
        yield "The odd penny", need_words.penny(told)
    if facts["damping"]:
        yield "The pace of change", need_words.pace(told)
    if record["short_pence"]:
        yield "What need asks for and what the pots pay", money_words.missing(told)
    if record["cells"]:
        yield "Year by year", money_words.by_year(told)
    yield "Which pots", money_words.pots(told)
    if facts["others"]:
        yield "Had another formula been used", money_words.others(told)
    yield "What this does not depend on", money_words.not_on(told)
