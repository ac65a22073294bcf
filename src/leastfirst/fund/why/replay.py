"""Replay: one place's pence from its record alone, by working out every step again.

Nothing is looked up in the result: what went in is read, each step is worked out, the fund-level rates share, floor
and cap hold, the pace of change slows, and the odd penny is given by the place's own remainder.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from leastfirst.definitions.formula import Tree
from leastfirst.fund.formulas import work_out
from leastfirst.fund.why.facts import SCHEMA
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import Exact
from leastfirst.ground.money import nearest_penny

Facts = Mapping[str, Any]


def replay(record: Mapping[str, Any], fund_facts: Facts) -> int:
    """The pence that a place gets over the life of the fund, worked out from its record and the fund-level facts.

    Args:
        record: one of `Explanation.records()`, or of the `places` of explain.json.
        fund_facts: `Explanation.facts`, or the `facts` of explain.json.

    Returns:
        whole pence. Where pots fall short, the target is worked out, then the part of it that they can meet.

    Raises:
        DataError: if the record is of another schema, or a step cannot be worked out from what it holds.
    """
    target = replay_target(record, fund_facts)
    if record["fate"] is None:
        return target
    fate = fund_facts["fates"][record["fate"]]
    held = fate["held_by_floors"]
    met = Fraction(_bound(fund_facts["floor"], record) or 0) if held else target * Fraction(fate["fulfilment"])
    return met.numerator // met.denominator + int(record["paid_apart_pence"])


def replay_target(record: Mapping[str, Any], fund_facts: Facts) -> int:
    """The pence that need asks for, before pots and strings: the first part of `replay`."""
    if fund_facts.get("schema") != SCHEMA:
        raise DataError(
            f"the explanation is of the schema '{fund_facts.get('schema')}'", do=f"use one of the schema '{SCHEMA}'"
        )
    undamped = _shared(record, fund_facts)
    return undamped if fund_facts["damping"] is None else _damped(undamped, record, fund_facts)


def _worked(record: Mapping[str, Any], formula: Facts) -> Fraction:
    tree = Tree.model_validate(formula["tree"])
    name = f"{record['place_name']} ({record['place_code']})"
    absent = [each for each in tree.inputs if each not in record["inputs"]]
    if absent:
        raise DataError(
            f"the record has no figure for {absent[0]}", where=name, do="give it one: missing is never zero"
        )
    inputs = {each: Exact.of([Fraction(record["inputs"][each])]) for each in tree.inputs}
    strata = {level: [larger["code"]] for level, larger in record["within"].items()}
    aggregates = {each: Fraction(value) for each, value in formula["aggregates"].items()}
    return work_out(tree, inputs, names=[name], strata=strata, aggregates=aggregates).result.at(0)


def _shared(record: Mapping[str, Any], facts: Facts) -> int:
    """The need-based sum before damping."""
    worked = _worked(record, facts["formula"])
    floor, cap = (_bound(facts[which], record) for which in ("floor", "cap"))
    sharing = facts["sharing"]
    if sharing is None:
        return int(_between(Fraction(nearest_penny(worked)), Fraction(floor or 0), cap))
    if sharing["method"] == "sainte-lague":
        return _pennies_claimed(worked, floor or 0, cap, sharing["last_penny"], record["order"])
    exact = _between(worked * Fraction(sharing["pence_per_weight"]), Fraction(floor or 0), cap)
    return _rounded(exact, sharing["last_penny"], record["order"])


def _bound(limit: Facts | None, record: Mapping[str, Any]) -> int | None:
    if limit is None:
        return None
    residents = round(Fraction(record["inputs"]["residents"])) if limit["per_resident_pence"] else 0
    each = limit["per_place_pence"] + limit["of_equal_share_pence"]
    return int(each + limit["per_resident_pence"] * residents)


def _between(value: Fraction, low: Fraction, high: Fraction | int | None) -> Fraction:
    held = max(value, low)
    return held if high is None else min(held, Fraction(high))


def _rounded(exact: Fraction, last: Facts | None, order: int) -> int:
    """Whole pence, and the odd penny if the place stands in the queue no later than the last one that got it."""
    whole = exact.numerator // exact.denominator
    remainder = exact - whole
    if last is None or not remainder:
        return whole
    ahead = (-remainder, order) <= (-Fraction(last["remainder"]), last["order"])
    return whole + ahead


def _pennies_claimed(weight: Fraction, floor: int, cap: int | None, last: Facts | None, order: int) -> int:
    """Sainte-Laguë: all pennies whose claim, weight / (2k - 1) for the k-th, is no weaker than the last one met."""
    if last is None:
        return floor
    most = (weight / Fraction(last["claim"]) + 1) / 2
    pennies = most.numerator // most.denominator
    if pennies == most and order > last["order"]:
        pennies -= 1
    return int(_between(Fraction(pennies), Fraction(floor), cap))


def _damped(undamped: int, record: Mapping[str, Any], facts: Facts) -> int:
    """The need-based sum as the pace of change lets it come, year by year."""
    damping, order = facts["damping"], record["order"]
    fall, rise = Fraction(damping["max_fall"]), Fraction(damping["max_rise"])
    share = Fraction(_had_before(record, facts), damping["before_pence"] or 1)
    pence = 0
    for year in damping["years"]:
        total = year["pence"]
        if total:
            target = _rounded(Fraction(undamped * total, facts["total_pence"]), year["last_penny_wanted"], order)
            share = _next_share(share, Fraction(target), total, year, fall, rise)
        pence += _rounded(share * total, year["last_penny"], order)
    return pence


def _next_share(share: Fraction, target: Fraction, total: int, year: Facts, fall: Fraction, rise: Fraction) -> Fraction:
    highest = share * (1 + rise) if share else target / total
    if year["share_per_penny"] is not None:
        return _between(target * Fraction(year["share_per_penny"]), share * (1 - fall), highest)
    return highest if target else max(share * Fraction(year["share_kept"]), share * (1 - fall))


def _had_before(record: Mapping[str, Any], facts: Facts) -> int:
    before = facts["damping"]["before"]
    if before is None:
        return int(record["before_pence"])
    worked = _worked(record, before)
    if before["weights"] is None:
        return nearest_penny(worked)
    exact = worked * facts["total_pence"] / Fraction(before["weights"])
    return _rounded(exact, before["last_penny"], record["order"])
