"""A fund with the changes of a what-if, checked as any fund is."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from leastfirst.definitions import Designation, Fund
from leastfirst.definitions.amounts import Money
from leastfirst.definitions.designation import WorstComposite, WorstOnAll
from leastfirst.definitions.fund_checks import fault_of_formula
from leastfirst.definitions.fund_parts import Limit
from leastfirst.definitions.pots import Pot
from leastfirst.ground.apportion import largest_remainder
from leastfirst.publish.what_ifs.formula_levers import changed_formula
from leastfirst.publish.what_ifs.levers import CAPACITY, Levers
from leastfirst.publish.what_ifs.what_if import Bound, WhatIf, WhatIfError


def changed(levers: Levers, what_if: WhatIf) -> Fund:
    """The fund with the changes of a what-if, checked as any fund is. Raises WhatIfError if its parts do not fit."""
    fund = levers.fund
    named = levers.formulas[what_if.formula] if what_if.formula is not None else fund.tree
    tree = changed_formula(named, what_if)
    updates: dict[str, Any] = {}
    if tree is not fund.tree:
        updates["formula"] = tree
    for name in ("floor", "cap"):
        bound = getattr(what_if, name)
        if bound is not None:
            updates[name] = _as_limit(bound, fund.sign)
    if what_if.capacity is not None:
        updates["purposes"] = tuple(
            each.model_copy(update={"exactly": what_if.capacity}) if each.id == CAPACITY else each
            for each in fund.purposes
        )
    if tree.gives == "weights":
        total = levers.total if what_if.total is None else what_if.total
        if what_if.total is not None or any(each.amount is None and each.amounts is None for each in fund.pots):
            updates["pots"] = _scaled(fund, total)
    if what_if.cutoff is not None or what_if.number is not None:
        updates["designations"] = {id_: _cut(each, what_if) for id_, each in fund.designations.items()}
    if not updates:
        return fund
    try:
        made = Fund.model_validate({name: getattr(fund, name) for name in Fund.model_fields} | updates)
    except ValidationError as error:
        told = str(error.errors()[0].get("ctx", {}).get("error", "the parts do not fit"))
        raise WhatIfError({"": f"{told[:1].upper()}{told[1:]}"}) from None
    fault = fault_of_formula(made)
    if fault:
        raise WhatIfError({"": f"{fault.what[:1].upper()}{fault.what[1:]}"})
    return made


def _as_limit(bound: Bound, sign: str) -> Limit | None:
    if bound == Bound():
        return None
    return Limit(
        per_place=None if bound.pence is None else Money(bound.pence, sign), of_equal_share=bound.of_equal_share
    )


def _scaled(fund: Fund, total: int) -> tuple[Pot, ...]:
    """The pots with so much in all, each grown or shrunk in the same proportion; one without an amount takes it all."""
    held = [sum(fund.comes_in(pot) or (0,)) for pot in fund.pots]
    open_one = next((i for i, pot in enumerate(fund.pots) if fund.comes_in(pot) is None), None)
    if open_one is not None:
        shares = [pence if i != open_one else max(total - sum(held), 0) for i, pence in enumerate(held)]
    else:
        shares = largest_remainder(held, total)
    sign = fund.sign
    pots = []
    for pot, share in zip(fund.pots, shares, strict=True):
        if pot.amounts is None:
            pots.append(pot.model_copy(update={"amount": Money(share, sign)}))
            continue
        years = list(pot.amounts)
        by_year = largest_remainder([int(each) for each in pot.amounts.values()], share)
        amounts = {year: Money(pence, sign) for year, pence in zip(years, by_year, strict=True)}
        pots.append(pot.model_copy(update={"amounts": amounts}))
    return tuple(pots)


def _cut(designation: Designation, what_if: WhatIf) -> Designation:
    rule = designation.rule
    if isinstance(rule, WorstOnAll) and what_if.cutoff is not None:
        share = (what_if.cutoff.numerator, what_if.cutoff.denominator)
        return designation.model_copy(update={"rule": rule.model_copy(update={"share": share})})
    if isinstance(rule, WorstComposite) and what_if.number is not None:
        return designation.model_copy(update={"rule": rule.model_copy(update={"number": what_if.number})})
    return designation
