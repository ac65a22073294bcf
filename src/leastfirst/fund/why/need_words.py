"""From need to a sum, in words: what went in, each step, floor and cap, the odd penny, the pace of change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from leastfirst.definitions.formula import Tree
from leastfirst.definitions.formula_words import title_of
from leastfirst.fund.why.layout import Part, Step, paragraph, table
from leastfirst.fund.why.numbers import equal_share_text, fixed_percent, long_text, number_text, percent_text
from leastfirst.fund.why.told import Told, share_text
from leastfirst.ground.words import listed


def inputs(told: Told) -> Iterator[Part]:
    """Each published figure, then where it was published."""
    by_source: dict[tuple[str, str, str], list[str]] = {}
    for name, each in told.facts["inputs"].items():
        by_source.setdefault((each["table"], each["vintage"], each["source"]), []).append(name)
    for (table_id, vintage, source), names in by_source.items():
        for name in names:
            each = told.facts["inputs"][name]
            column = f" (column {each['column']})" if table_id else ""
            figure = number_text(Fraction(told.record["inputs"][name]))
            yield paragraph(f"{each['words']}: {figure}{column}", indent="  ")
        dated = f" ({vintage})" if vintage else ""
        yield paragraph(f"table {table_id}{dated}: {source}" if table_id else f"{source}{dated}", indent="    ")


def formula_head(told: Told) -> str:
    """The head of the steps, with the formula's title and how sure we are of it."""
    formula = told.facts["formula"]
    named = f"the formula “{formula['title']}” ({formula['status']})" if formula["id"] else "the fund's own formula"
    return f"Step by step, by {named}"


def steps(told: Told) -> Iterator[Part]:
    """Each step with the place's numbers put in, then what its weight brings."""
    yield paragraph("Numbers are shown rounded; all of it is worked out exactly.", indent="  ")
    tree = Tree.model_validate(told.facts["formula"]["tree"])
    for number, step in enumerate(told.record["steps"], start=1):
        yield Step(number, title_of(tree, step["step"]), step["words"])
    sharing, brings = told.facts["sharing"], told.money(told.record["unheld_pence"])
    if sharing is None:
        yield paragraph("The formula gives money, whatever the other places get.", indent="  ")
        return
    weight, whole = Fraction(told.record["weight"]), Fraction(sharing["weights"])
    rate, total = Fraction(sharing["pence_per_weight"]), told.facts["total_pence"]
    last = f"The last step is its weight: {share_text(weight / whole)} of the weights of {told.places()}."
    if rate * whole == total:
        last += f" That share of {told.money(total)} is {brings}."
    else:
        last += (
            f" Floors and caps hold some places. What that leaves is shared by weight among the others: "
            f"{told.sign}{long_text(rate / 100)} for each 1 of weight. For this weight of "
            f"{long_text(weight)} that is {brings}."
        )
    yield paragraph(last, indent="  ")


def bounds(told: Told) -> Iterator[Part]:
    """Floor and cap: whether one holds the place, and by how much."""
    record = told.record
    floor, cap, held = record["floor_pence"], record["cap_pence"], record["held"]
    by_formula = record["unheld_pence"]
    least = [f"no less than {told.money(floor)}{_rule(told, 'floor')}"] if floor is not None else []
    most = [f"no more than {told.money(cap)}{_rule(told, 'cap')}"] if cap is not None else []
    said = f"This place gets {' and '.join([*least, *most])}."
    if held:
        apart = told.money(abs(record["undamped_pence"] - by_formula))
        moved = f"lifts it by {apart}" if held == "floor" else f"takes {apart} off"
        said += f" The formula alone comes to {told.money(by_formula)}: the {held} {moved}."
    else:
        room = [f"{told.money(by_formula - floor)} above the floor"] if floor is not None else []
        room += [f"{told.money(cap - by_formula)} below the cap"] if cap is not None else []
        said += f" The formula comes to {told.money(by_formula)}, {' and '.join(room)}, so nothing holds it."
    yield paragraph(said, indent="  ")


def _rule(told: Told, which: str) -> str:
    """How a bound is set, unless it is one sum for every place."""
    limit: Mapping[str, Any] = told.facts[which]
    per_place, per_resident = limit["per_place_pence"], limit["per_resident_pence"]
    times = Fraction(limit["of_equal_share"])
    said = [f"{told.money(per_place)} for each place"] if per_place else []
    said += [f"{told.money(per_resident)} for each resident"] if per_resident else []
    if times:
        said.append(equal_share_text(times))
    return f" ({listed(said)})" if per_resident or times else ""


def penny(told: Told) -> Iterator[Part]:
    """How the exact sum became whole pence."""
    record, sharing = told.record, told.facts["sharing"]
    rounding = record["rounding"]
    remainder = Fraction(rounding["remainder"])
    whole = told.money(rounding["whole_pence"])
    before = "Before damping its" if told.facts["damping"] else "Its"
    if not remainder:
        yield paragraph(f"{before} share is {whole} exactly, so nothing is rounded.", indent="  ")
        return
    said = f"{before} exact share is {whole} and {number_text(remainder)} of a penny."
    if sharing["method"] == "sainte-lague":
        said += (
            " By Sainte-Laguë each penny goes to the strongest claim, a place's weight over twice its pennies so far "
            f"plus one: that makes {told.money(record['undamped_pence'])}."
        )
    else:
        n = sharing["pennies"]
        left = "1 odd penny is left over. It goes" if n == 1 else f"{n:,} odd pennies are left over. They go"
        given = "gets one" if rounding["got_penny"] else "gets none"
        said += (
            f" {left} where most of a penny is left; where that is the same, greater need comes first, then the lower "
            f"code. This place is number {rounding['queue']:,} in the queue and {given}."
        )
    yield paragraph(said, indent="  ")


def pace(told: Told) -> Iterator[Part]:
    """Damping: what the place had, what it is due, and how fast it may get there."""
    damping, record = told.facts["damping"], told.record
    fall, rise = (percent_text(Fraction(damping[which])) for which in ("max_fall", "max_rise"))
    before = damping["before"]
    by = f", by the formula “{before['title']}”" if before else ""
    need, slowed = told.money(record["undamped_pence"]), told.money(record["target_pence"])
    yield paragraph(
        f"From one year to the next a place's share of the fund falls by no more than {fall} of what it was, and "
        f"rises by no more than {rise}. This place had {told.money(record['before_pence'])} before{by}. Need alone "
        f"would give it {need} over the life of the fund; at this pace it is {slowed}.",
        indent="  ",
    )
    years = record["damping"]
    if any(_waits(each) for each in years):
        yield paragraph(
            f"“{_WAITS}”: this place may move on, and no limit holds it; what others' limits keep back or set free "
            "puts it above or below its due.",
            indent="  ",
        )
    shares = ("share_before", "target_share", "least_share", "most_share", "share")
    yield table(
        ["Year", "Had", "Due", "At least", "At most", "Gets", "Held by"],
        [
            [each["year"], *(fixed_percent(Fraction(each[name]), 4) for name in shares), _held_by(each)]
            for each in years
        ],
    )


_WAITS = "others' limits"
_AT_ITS_DUE = Fraction(1, 10**6)
"""A share this near to what is due is shown as the same."""


def _waits(year: Mapping[str, Any]) -> bool:
    """Whether a place is away from its due in a year, though no limit of its own holds it."""
    return not year["held"] and abs(Fraction(year["share"]) - Fraction(year["target_share"])) >= _AT_ITS_DUE


def _held_by(year: Mapping[str, Any]) -> str:
    return _WAITS if _waits(year) else {"": "", "fall": "largest fall", "rise": "largest rise"}[year["held"]]
