"""The parts of a fund: what bounds a place's sum, who can take part, how fast shares change, purposes, fees."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from leastfirst.definitions.amounts import MoneyField, Number, Share, YearField
from leastfirst.definitions.formula import Tree
from leastfirst.definitions.model import Strict
from leastfirst.definitions.pots import OPEN, MoneyKind, SlugId
from leastfirst.ground.periods import Year, years_between


def _years(value: Any) -> Any:
    if isinstance(value, str | int):
        first, to, last = str(value).partition(" to ")
        return years_between(Year.parse(first), Year.parse(last)) if to else (Year.parse(first),)
    return value


def written_out(value: Any) -> str:
    """Which of two ways something was written: as a word or as keys and values: a fault is told of that one."""
    return "keys" if isinstance(value, dict | Tree) else "word"


Years = Annotated[tuple[YearField, ...], BeforeValidator(_years), Field(min_length=1)]


class Limit(Strict):
    """A floor or a cap over the whole life of the fund: the sum of what it says, rounded down to a penny.

    `of_equal_share`: so many times what each place would get, if all got the same.
    """

    per_place: MoneyField | None = None
    per_resident: MoneyField | None = None
    of_equal_share: Number | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _says_something(self) -> Limit:
        if self.per_place is None and self.per_resident is None and self.of_equal_share is None:
            raise ValueError("say per_place, per_resident, of_equal_share or several of them")
        return self


class Eligible(Strict):
    """Which of the places can take part, by their number of residents; and at most how many, greatest need first."""

    residents_at_least: int | None = Field(None, ge=0)
    residents_at_most: int | None = Field(None, ge=0)
    number_at_most: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> Eligible:
        low, high = self.residents_at_least, self.residents_at_most
        if low is not None and high is not None and low > high:
            raise ValueError(f"no place has at least {low} and at most {high} residents")
        return self


class Damping(Strict):
    """Pace of change: by how much of last year's share a place's share may fall or rise in a year.

    `before` is the formula by which the fund was shared so far, or what each place had, in money, by its code.
    """

    max_fall: Share
    max_rise: Number = Field(ge=0)
    before: Annotated[
        Annotated[str, Tag("word")] | Annotated[dict[str, MoneyField], Tag("keys")], Discriminator(written_out)
    ]


class Purpose(Strict):
    """A purpose inside one kind of money: exactly or at most this share of what need asks for in a place.

    `exactly` is a ring-fence, such as the share for capacity building. Where strings keep a place from all that need
    asks for, so may they keep a purpose from its share.
    """

    id: SlugId
    title: str
    kind: MoneyKind
    exactly: Share | None = None
    at_most: Share | None = None
    years: Years | None = Field(
        None,
        description="paid evenly over these years; if not said, so that all money together follows the profile",
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Purpose:
        if (self.exactly is None) == (self.at_most is None):
            raise ValueError(f"the purpose '{self.id}' needs either `exactly` or `at_most`")
        if self.id == OPEN:
            raise ValueError(f"'{OPEN}' is the name of money that is tied to no purpose: call this one otherwise")
        return self


class Fee(Strict):
    """A fee on top of what places draw, as Big Local pays its locally trusted organisations.

    `of_drawn` is paid on top of money drawn, `of_returned` is repaid of money returned.
    """

    title: str
    of_drawn: Share
    of_returned: Share
