"""What of a fund may be changed in a what-if, with what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.definitions import Formula, Fund
from leastfirst.definitions.designation import WorstComposite, WorstOnAll
from leastfirst.definitions.formula import Strata, Tree
from leastfirst.definitions.fund_parts import Limit
from leastfirst.fund import FundResult
from leastfirst.publish.what_ifs.formula_levers import formula_values
from leastfirst.publish.what_ifs.what_if import FIELDS, Bound, WhatIf, WhatIfError, read_what_if

CAPACITY = "capacity"


@dataclass(frozen=True)
class Levers:
    """What may be changed of a fund, and what it is as published.

    `formulas` holds those that the fund can be shared by, by id; `own` is the id of its own, or "" where the fund
    writes it out. `values` holds what is published, for each field that can be changed under `chosen`.
    """

    fund: Fund
    total: int
    formulas: Mapping[str, Formula]
    chosen: str
    values: Mapping[str, Any]

    @property
    def own(self) -> str:
        """The id of the formula that the fund is shared by."""
        return self.fund.formula if isinstance(self.fund.formula, str) else ""

    def read(self, given: Mapping[str, str]) -> WhatIf:
        """A what-if of this fund from what was typed; what is as published is left out of it.

        Raises WhatIfError with a sentence for each field that cannot be used.
        """
        asked = read_what_if(self.fund.id, {name: given.get(name, "") for name in FIELDS})
        chosen = self.own if asked.formula is None else asked.formula
        if chosen not in {self.own, *self.formulas}:
            raise WhatIfError(
                {"formula": f"'{chosen}' is no formula that this fund can be shared by: choose from the list"}
            )
        under = self.under(chosen)
        kept: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name in FIELDS[1:]:
            value = getattr(asked, name)
            if value is None or value == under.values.get(name, self.values.get(name)):
                continue
            if name in ("floor", "cap") and "total" not in under.values and value.of_equal_share is not None:
                problems[name] = f"This formula says itself how much each place gets: write the {name} in pounds"
            elif name in under.values:
                kept[name] = value
            else:
                problems[name] = f"{_NOT_HERE[name]}: leave this empty"
        if problems:
            raise WhatIfError(problems)
        if chosen != self.own:
            kept["formula"] = chosen
        return WhatIf(fund=self.fund.id, **kept)

    def under(self, formula: str) -> Levers:
        """The same under another formula, which has levers of its own."""
        tree = self.fund.tree if formula == self.own else self.formulas[formula]
        return Levers(self.fund, self.total, self.formulas, formula, _values(self.fund, tree, self.total))


_NOT_HERE = {
    "weight": "This formula does not look at need",
    "equal_part": "This formula has no part that is shared equally",
    "each": "This formula does not give each place a sum of its own",
    "floor": "This fund has no floor that can be changed",
    "cap": "This fund has no cap that can be changed",
    "capacity": "This fund keeps no share for capacity",
    "total": "This formula says itself how much each place gets, so there is no total to change",
    "cutoff": "This fund's list is not made by a share of areas",
    "number": "This fund's list is not made by a number of places",
}


def levers_of(result: FundResult, formulas: Mapping[str, Formula]) -> Levers:
    """What may be changed of a fund that was shared; `formulas` are those at hand, of which some may not fit it."""
    fund, levels = result.fund, set(result.places.within or {})
    fit = {
        each.id: each
        for each in formulas.values()
        if set(each.inputs) <= set(result.figures)
        and all(step.level in levels for step in each.steps.values() if isinstance(step, Strata) and step.by)
    }
    own = fund.formula if isinstance(fund.formula, str) else ""
    total = result.targets.total
    return Levers(fund, total, fit, own, _values(fund, fund.tree, total))


def _values(fund: Fund, tree: Tree, total: int) -> dict[str, Any]:
    """What is published, by the fields that can be changed under a formula."""
    values = formula_values(tree)
    for name, limit in (("floor", fund.floor), ("cap", fund.cap)):
        bound = _as_bound(limit)
        if bound is not None:
            values[name] = bound
    capacity = next((each.exactly for each in fund.purposes if each.id == CAPACITY), None)
    if capacity is not None:
        values["capacity"] = capacity
    if tree.gives == "weights":
        values["total"] = total
    for designation in fund.designations.values():
        rule = designation.rule
        if isinstance(rule, WorstOnAll):
            values["cutoff"] = Fraction(*rule.share)
        elif isinstance(rule, WorstComposite):
            values["number"] = rule.number
    return values


def _as_bound(limit: Limit | None) -> Bound | None:
    """A floor or cap as one number; None where it is made of several, which a what-if cannot show."""
    if limit is None:
        return Bound()
    if limit.per_resident is not None or (limit.per_place is None) == (limit.of_equal_share is None):
        return None
    return Bound(limit.per_place if limit.per_place is None else int(limit.per_place), limit.of_equal_share)
