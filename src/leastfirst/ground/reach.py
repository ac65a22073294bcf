"""Reach: who is reached, and who else, when a budget of people is spent on the worst areas first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leastfirst.ground.columns import Values


@dataclass(frozen=True)
class Curve:
    """The walk down a list of areas, worst first: how many people, people in need and areas have been passed.

    Areas of equal value are one step, so that the order of their codes does not matter. Each of the three starts at 0.
    """

    people: Values
    in_need: Values
    areas: Values

    @classmethod
    def down(cls, worst: Values, people: Values, in_need: Values) -> Curve:
        """The walk down m areas by `worst` (higher is worse); those whose value is missing come into no list."""
        known = np.flatnonzero(~np.isnan(worst) & (people > 0))
        order = known[np.argsort(-worst[known], kind="stable")]
        ends = np.append(np.flatnonzero(np.diff(worst[order])), len(order) - 1) if len(order) else order
        sums = [np.cumsum(each[order])[ends] for each in (people, in_need, np.ones(len(people)))]
        return cls(*(np.concatenate([[0.0], each]) for each in sums))

    def reached(self, budget: Values) -> Values:
        """How many people in need are reached with budgets of people; the last area is reached in part."""
        found: Values = np.interp(budget, self.people, self.in_need)
        return found

    def targeted(self, budget: Values) -> Values:
        """How many people are targeted: the budget, or all whom the list holds if they are fewer."""
        return np.asarray(np.minimum(budget, self.people[-1]))

    def areas_at(self, budget: Values) -> Values:
        """In how many areas they live, the last one counted in full."""
        found: Values = np.ceil(np.round(np.interp(budget, self.people, self.areas), 9))
        return found
