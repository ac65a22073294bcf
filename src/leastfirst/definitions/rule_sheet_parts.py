"""The parts of a rule sheet that are more than one word: ties, bonds between projects, money set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints, model_validator

from leastfirst.definitions.amounts import Share, as_number
from leastfirst.definitions.model import Strict

# A number without quotes would be taken for a number by YAML, which reads 012 as 10: ids stand in quotes.
ProjectId = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Reason = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
TieRule = Literal["lower-cost", "higher-cost", "more-votes"]


def twice(ids: Sequence[str]) -> str | None:
    """The first id that stands there a second time, or None."""
    return next((each for i, each in enumerate(ids) if each in ids[:i]), None)


class Ties(Strict):
    """Who goes first when the rule finds two projects equal: one order, declared before the vote, for the whole count.

    What `order` leaves equal is settled by the lot, and what the lot does not name by the project's id. A lot is either
    the list of ids in the order in which they were drawn in public, or a `seed`: any words that were announced, from
    which everybody can work out the same order (the sha256 of the seed, a line feed and the id; the smallest first).
    """

    order: tuple[TieRule, ...] = ("lower-cost", "more-votes")
    lot: tuple[ProjectId, ...] = ()
    seed: str = ""

    @model_validator(mode="after")
    def _one_order(self) -> Ties:
        if again := twice(self.order):
            raise ValueError(f"'{again}' stands twice in the order")
        if {"lower-cost", "higher-cost"} <= set(self.order):
            raise ValueError("lower cost and higher cost cannot both go first")
        if again := twice(self.lot):
            raise ValueError(f"project '{again}' is drawn twice")
        if self.lot and self.seed:
            raise ValueError("a lot is drawn once: say either 'lot' or 'seed'")
        return self

    def key(self, project: str, *, cost: int | Fraction, votes: int) -> tuple[Any, ...]:
        """What to sort projects by: the smallest goes first, and no two projects are equal.

        Ids that are whole numbers go by their size and before all other ids, which go by their characters.
        """
        by = {"lower-cost": cost, "higher-cost": -cost, "more-votes": -votes}
        drawn: tuple[int, int | str] = (1, "")
        if self.seed:
            drawn = (0, sha256(f"{self.seed}\n{project}".encode()).hexdigest())
        elif project in self.lot:
            drawn = (0, self.lot.index(project))
        number = int(project) if re.fullmatch("[0-9]{1,18}", project) else None
        by_id = (1, 0, project) if number is None else (0, number, project)
        return (*(by[each] for each in self.order), drawn, by_id)


class Exclusion(Strict):
    """A project that is on the ballot but cannot be elected, and why."""

    project: ProjectId
    reason: Reason


class Incompatible(Strict):
    """Projects of which at most one can be elected, such as two uses of one plot."""

    projects: tuple[ProjectId, ...] = Field(min_length=2)
    reason: Reason

    @model_validator(mode="after")
    def _differ(self) -> Incompatible:
        if again := twice(self.projects):
            raise ValueError(f"project '{again}' is named twice")
        return self


class Dependent(Strict):
    """A project that can be elected only after all that it needs have been."""

    project: ProjectId
    needs: tuple[ProjectId, ...] = Field(min_length=1)
    reason: Reason


class PartFunding(Strict):
    """The first project that no longer fits gets what is left, if that is at least `minimum` of its cost."""

    minimum: Share

    @model_validator(mode="after")
    def _some(self) -> PartFunding:
        if not 0 < self.minimum < 1:
            raise ValueError("the minimum is more than nothing and less than the whole cost")
        return self


class Part(Strict):
    """Some of the budget: a share of it (`30%`), or an amount of the vote's currency (`50000`)."""

    value: Fraction
    of_budget: bool

    def most(self, budget: int, unit: Fraction) -> int:
        """In minor units of the vote, rounded down, as a cap is."""
        return floor(self._exact(budget, unit))

    def least(self, budget: int, unit: Fraction) -> int:
        """In minor units of the vote, rounded up, as a floor is."""
        return ceil(self._exact(budget, unit))

    def _exact(self, budget: int, unit: Fraction) -> Fraction:
        return self.value * budget if self.of_budget else self.value / unit

    def __str__(self) -> str:
        value = self.value * 100 if self.of_budget else self.value
        number = f"{int(value):,}" if value.denominator == 1 else decimal(value)
        return f"{number}%" if self.of_budget else number


def decimal(value: Fraction) -> str:
    """A number as people write it, where decimals can say it exactly: 0.5, otherwise 1/3."""
    short = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return short if Fraction(short) == value else str(value)


def _part(value: Any) -> Any:
    if isinstance(value, Part | dict):
        return value
    number, share = as_number(value), isinstance(value, str) and value.strip().endswith("%")
    if number < 0 or (share and number > 1):
        raise ValueError(f"'{value}' is not a part of a budget (write 30%, or an amount such as 50000)")
    return Part(value=number, of_budget=share)


def _more_than_nothing(value: Fraction) -> Fraction:
    if value <= 0:
        raise ValueError("a step is more than nothing")
    return value


PartField = Annotated[Part, BeforeValidator(_part), PlainSerializer(str, return_type=str)]
Step = Annotated[
    Fraction, BeforeValidator(as_number), AfterValidator(_more_than_nothing), PlainSerializer(str, return_type=str)
]


class Reserved(Strict):
    """A sub-budget, such as capital or one area: the projects in it together get at least, or at most, so much.

    Exactly one of `category`, `target` and `projects` says which projects are in it. Money under `at_least` is set
    apart: projects outside cannot have it, and it stays unspent if those inside cost less.
    """

    called: Reason
    category: str = ""
    target: str = ""
    projects: tuple[ProjectId, ...] = ()
    at_least: PartField | None = None
    at_most: PartField | None = None

    @model_validator(mode="after")
    def _says_enough(self) -> Reserved:
        if sum(map(bool, (self.category, self.target, self.projects))) != 1:
            raise ValueError("say which projects are in it by one of 'category', 'target' and 'projects'")
        if self.at_least is None and self.at_most is None:
            raise ValueError("say 'at_least', 'at_most' or both")
        if again := twice(self.projects):
            raise ValueError(f"project '{again}' is named twice")
        low, high = self.at_least, self.at_most
        if low and high and low.of_budget == high.of_budget and low.value > high.value:
            raise ValueError(f"at least {low} and at most {high} cannot both hold")
        return self

    def holds(self, project: str, *, category: Sequence[str] = (), target: Sequence[str] = ()) -> bool:
        """Whether a project with this id, in these categories and for these targets, is in it."""
        if self.projects:
            return project in self.projects
        return self.category in category if self.category else self.target in target
