"""A what-if: what somebody changed of a fund to see what would happen. It never touches what was published.

Every field has bounds, and what is wrong with it is one sentence. A field that is None is as published, so the same
question always has the same address: `WhatIf.query()`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from leastfirst.definitions.amounts import as_number
from leastfirst.ground.errors import LeastfirstError
from leastfirst.ground.money import pounds

# The fields that a person fills in, in the order of the panel.
FIELDS = ("formula", "weight", "equal_part", "each", "floor", "cap", "capacity", "total", "cutoff", "number")
_LONGEST = 40
_MOST_POUNDS = 100_000_000_000
_FINEST = 10_000


class Bound(NamedTuple):
    """A floor or a cap for each place: pence, or so many times an equal share; neither of them is no bound at all."""

    pence: int | None = None
    of_equal_share: Fraction | None = None

    def __str__(self) -> str:
        if self.pence is not None:
            return pounds(self.pence)
        return "none" if self.of_equal_share is None else plain(self.of_equal_share)


class WhatIfError(LeastfirstError):
    """What is wrong with a what-if: a sentence for each field that a person has to mend, by the field's name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(next(iter(self.problems.values())), do="change it and try again")


def plain(value: Fraction) -> str:
    """An exact number as people type it: "0.25", "1/3"."""
    scaled = value * _FINEST
    return str(value) if scaled.denominator != 1 else f"{float(value):g}"


def percent(value: Fraction) -> str:
    """A share as a percentage without its sign: "5", "12.5", "33.3333"."""
    return f"{float(value * 100):.6g}"


def _number(text: Any, what: str, least: Fraction, most: Fraction) -> Fraction:
    if isinstance(text, Fraction):
        return text
    written = str(text).strip().removesuffix("%").strip()
    try:
        value = as_number(_decimal(written))
    except ValueError:
        raise ValueError(f"{what} must be a number from {plain(least)} to {plain(most)}") from None
    if not least <= value <= most:
        raise ValueError(f"{what} must be from {plain(least)} to {plain(most)}")
    if value.denominator > _FINEST:
        raise ValueError(f"{what} is too fine: write it with fewer figures")
    return value


def _decimal(written: str) -> str:
    """A number below a thousand as English writes it: half of Europe puts a comma where English has a point."""
    return re.sub(r"^(\d{1,3}),(\d{1,4})(%?)$", r"\1.\2\3", written)


def _weight(text: Any) -> Fraction:
    return _number(text, "The weight of need", Fraction(0), Fraction(4))


def _percentage(what: str, least: int, most: int) -> BeforeValidator:
    def read(text: Any) -> Any:
        return text if isinstance(text, Fraction) else _number(text, what, Fraction(least), Fraction(most)) / 100

    return BeforeValidator(read)


def _money(what: str, least: int, most: int) -> BeforeValidator:
    def read(text: Any) -> Any:
        return text if isinstance(text, int) else _pence(text, what, least, most)

    return BeforeValidator(read)


def _pence(text: Any, what: str, least: int, most: int) -> int:
    between = f"from {pounds(least * 100)} to {pounds(most * 100)}"
    written = str(text).strip().removeprefix("£").replace(",", "").strip()
    try:
        value = as_number(written) * 100
    except ValueError:
        raise ValueError(f"{what} must be a sum of money {between}") from None
    if value.denominator != 1:
        raise ValueError(f"{what} must be in whole pence")
    if not least * 100 <= value <= most * 100:
        raise ValueError(f"{what} must be {between}")
    return int(value)


def _bound(what: str, least: Fraction, most: Fraction) -> BeforeValidator:
    def read(text: Any) -> Any:
        if isinstance(text, Bound):
            return text
        written = str(text).strip()
        if written.lower() == "none":
            return Bound()
        if written.startswith("£"):
            return Bound(pence=_pence(written, what, 0, _MOST_POUNDS))
        share = written.endswith("%")
        try:
            value = as_number(_decimal(written))
        except ValueError:
            raise ValueError(
                f"{what} must be a part of an equal share, such as 1/3, or pounds with their sign, such as £50,000"
            ) from None
        if not least <= value <= most:
            shown = [f"{percent(each)}%" if share else plain(each) for each in (least, most)]
            raise ValueError(
                f"{what} must be from {shown[0]} to {shown[1]} times an equal share, or pounds with their £"
            )
        if value.denominator > _FINEST:
            raise ValueError(f"{what} is too fine: write it with fewer figures")
        return Bound(of_equal_share=value)

    return BeforeValidator(read)


def _whole(text: Any) -> int:
    if isinstance(text, int):
        return text
    value = _number(str(text).replace(",", ""), "The number of places", Fraction(1), Fraction(1_000))
    if value.denominator != 1:
        raise ValueError("The number of places must be a whole number")
    return int(value)


class WhatIf(BaseModel):
    """What is changed of a fund; None is as published.

    `formula`: another formula, by id. `weight`: how much need counts, 1 as the formula says, 2 twice as sharply, 0 not
    at all. `equal_part`: the part of the fund that goes out in equal parts, where the formula has one. `each`: what
    every place gets, in pence, where the formula gives money. `floor`, `cap`: for each place. `capacity`: the part
    that is kept for getting ready. `total`: all money, in pence. `cutoff`, `number`: who is on the list, by the worst
    share of areas or by their number.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    fund: str
    formula: str | None = None
    weight: Annotated[Fraction | None, BeforeValidator(_weight)] = None
    equal_part: Annotated[Fraction | None, _percentage("The part that is shared equally", 0, 100)] = None
    each: Annotated[int | None, _money("The sum for each place", 1, 1_000_000_000)] = None
    floor: Annotated[Bound | None, _bound("The floor", Fraction(0), Fraction(1))] = None
    cap: Annotated[Bound | None, _bound("The cap", Fraction(1), Fraction(100))] = None
    capacity: Annotated[Fraction | None, _percentage("The share for capacity", 0, 50)] = None
    total: Annotated[int | None, _money("The total", 1_000, _MOST_POUNDS)] = None
    cutoff: Annotated[Fraction | None, _percentage("The cut-off", 1, 30)] = None
    number: Annotated[int | None, BeforeValidator(_whole)] = None

    @property
    def changes(self) -> dict[str, str]:
        """What differs from the published fund, as a person would type it, in the order of the panel."""
        return {name: written(name, value) for name in FIELDS if (value := getattr(self, name)) is not None}

    def query(self) -> list[tuple[str, str]]:
        """The names and values of its address: the same what-if always gives the same ones."""
        return list(self.changes.items())


def written(field: str, value: Any) -> str:
    """A value of a field as a person would type it."""
    if field in ("equal_part", "capacity", "cutoff"):
        return percent(value)
    if field in ("each", "total"):
        return pounds(value)
    return plain(value) if isinstance(value, Fraction) else str(value)


def read_what_if(fund: str, given: Mapping[str, str]) -> WhatIf:
    """A what-if from what was typed; empty fields are as published, and names that mean nothing here are passed over.

    Raises WhatIfError with a sentence for each field that cannot be used.
    """
    typed = {name: given[name].strip() for name in FIELDS if given.get(name, "").strip()}
    long = {
        name: "What was typed is too long: write it shorter" for name, text in typed.items() if len(text) > _LONGEST
    }
    if long:
        raise WhatIfError(long)
    try:
        return WhatIf.model_validate({"fund": fund, **typed})
    except ValidationError as error:
        raise WhatIfError({str(each["loc"][0]): _sentence(each) for each in error.errors()}) from None


def _sentence(error: Any) -> str:
    return str(error["ctx"]["error"]) if "ctx" in error and "error" in error["ctx"] else "This cannot be used"
