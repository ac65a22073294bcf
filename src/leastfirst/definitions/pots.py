"""Pots of money and the strings that their owners tie to them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, model_validator

from leastfirst.definitions.amounts import MoneyField, Number, YearField
from leastfirst.definitions.model import Strict
from leastfirst.ground.periods import check_in_order

MoneyKind = Literal["capital", "revenue"]
KINDS: tuple[MoneyKind, ...] = ("capital", "revenue")
OPEN = "residents-decide"
"""The purpose of all money that is tied to none."""
EITHER = "either"
"""The kind of money that a place may spend as capital or as revenue, where a fund leaves the balance free."""
SlugId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class String(Strict):
    """A condition that the owner of a pot sets; `because` is the owner's reason, in a sentence."""

    because: str = ""


class OnlyKind(String):
    """Capital only, or revenue only."""

    string: Literal["kind"]
    only: MoneyKind


class OnlyPurposes(String):
    """Only for some of the fund's purposes."""

    string: Literal["purposes"]
    only: tuple[SlugId, ...] = Field(min_length=1)


class OnlyPlaces(String):
    """Only in some places: by their own codes, or by the codes of larger areas `within` which they lie."""

    string: Literal["places"]
    only: tuple[str, ...] = Field(min_length=1)
    within: str | None = Field(
        None, description="the level of the codes, such as region or lad; the places' own if not said"
    )


class UseBy(String):
    """Not after this year."""

    string: Literal["use-by"]
    year: YearField


class InItsYear(String):
    """To be spent in the very year that it comes in: nothing is carried over."""

    string: Literal["in-its-year"]


class Matched(String):
    """Each pound must go with so many pounds from other pots, in the same places."""

    string: Literal["matched"]
    by: Number = Field(gt=0, description="pounds of other pots for each pound of this one")


StringKind = TypeVar("StringKind", bound=String)
AnyString = Annotated[OnlyKind | OnlyPurposes | OnlyPlaces | UseBy | InItsYear | Matched, Field(discriminator="string")]


class Pot(Strict):
    """One pot: whose it is, what comes in by year, and its strings.

    `amount` is spread evenly over the years of the fund in which it may be used (all of it in the first year where
    `paid` says so); `amounts` states each year. Without either, the pot holds whatever a formula that gives money asks
    for. Money that comes in one year can be spent later, unless a string says otherwise; never before it comes.
    """

    id: SlugId
    title: str
    owner: str
    amount: MoneyField | None = None
    paid: Literal["evenly", "in-the-first-year"] = "evenly"
    amounts: dict[YearField, MoneyField] | None = None
    strings: tuple[AnyString, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Pot:
        if self.amount is not None and self.amounts is not None:
            raise ValueError(f"the pot '{self.id}' states both an amount and amounts by year: keep one of them")
        if self.amounts is not None:
            check_in_order(list(self.amounts))
        kinds: list[Any] = [each.string for each in self.strings]
        twice = next((kind for kind in kinds if kinds.count(kind) > 1), None)
        if twice:
            raise ValueError(f"the pot '{self.id}' has two strings of the kind '{twice}': write them as one")
        return self

    @property
    def kinds(self) -> tuple[MoneyKind, ...]:
        """The kinds of money that its strings allow."""
        only = self.string(OnlyKind)
        return (only.only,) if only else KINDS

    def string(self, kind: type[StringKind]) -> StringKind | None:
        """Its string of one kind, if it has one."""
        return next((each for each in self.strings if isinstance(each, kind)), None)
