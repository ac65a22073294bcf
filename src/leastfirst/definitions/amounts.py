"""Amounts as definitions write them: money with its sign, shares as fractions or percentages, years."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from leastfirst.ground.money import parse_money
from leastfirst.ground.periods import Year

SIGNS = ("£", "€")
# At most two figures in an exponent: a short text must not unfold into a number of a billion digits.
_NUMBER = re.compile(
    r"\s*(-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?|-?[0-9]+\s*/\s*0*[1-9][0-9]*)\s*(%?)\s*", re.ASCII
)


class Money(int):
    """Whole pence (or cents), which remembers the sign that it was written with."""

    sign: str

    def __new__(cls, pence: int, sign: str = "£") -> Money:
        """So many pence, written with this sign."""
        made = super().__new__(cls, pence)
        made.sign = sign
        return made


def as_money(value: Any) -> Money:
    """Read `£1,250.50`, `125050p` or `€700`; raises ValueError in a plain sentence."""
    if isinstance(value, Money):
        return value
    if not isinstance(value, str):
        raise ValueError(f"write money with its sign, such as £1,250.50 or 125050p, not {value!r}")
    sign = "€" if value.strip().startswith(("€", "-€")) else "£"
    return Money(parse_money(value, sign=sign), sign)


def as_number(value: Any) -> Fraction:
    """Read an exact number: `3/4`, `4.25%`, `0.5`, `2`; raises ValueError in a plain sentence.

    A decimal counts as it is written: 0.1 is one tenth, not the nearest binary number.
    """
    if isinstance(value, Fraction):
        return value
    text = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
    match = _NUMBER.fullmatch(text)
    if not match:
        raise ValueError(f"'{value}' is not a number (write 3/4, 4.25% or 0.5)")
    return Fraction(match[1].replace(" ", "")) / (100 if match[2] else 1)


def _share(value: Fraction) -> Fraction:
    if not 0 <= value <= 1:
        raise ValueError(f"a share lies between 0 and 1, and {value} does not")
    return value


def _year(value: Any) -> Year:
    return value if isinstance(value, Year) else Year.parse(str(value))


def _written(value: Fraction) -> str:
    return str(value)


MoneyField = Annotated[Money, BeforeValidator(as_money)]
Number = Annotated[Fraction, BeforeValidator(as_number), PlainSerializer(_written, return_type=str)]
Share = Annotated[
    Fraction, BeforeValidator(as_number), AfterValidator(_share), PlainSerializer(_written, return_type=str)
]
YearField = Annotated[Year, BeforeValidator(_year), PlainSerializer(str, return_type=str)]
