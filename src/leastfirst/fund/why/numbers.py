"""Exact numbers as text that reads back exactly, and the same numbers as people read them."""

from __future__ import annotations

from fractions import Fraction

from leastfirst.ground.exact import to_decimals
from leastfirst.ground.money import pounds

MONEY = "money"
"""The unit of a sum in pounds (or euros); it is written with its sign."""
_PLACES = 18
_LONG = 10


def exact_text(value: Fraction | int) -> str:
    """A number as a decimal where that ends soon, else as a fraction: `31.42`, `1/3`. `Fraction` reads both."""
    if value.denominator == 1 or 10**_PLACES % value.denominator:
        return str(value)
    whole, part = divmod(abs(value.numerator) * 10**_PLACES // value.denominator, 10**_PLACES)
    return f"{'-' if value < 0 else ''}{whole}.{part:0{_PLACES}d}".rstrip("0")


def number_text(value: Fraction) -> str:
    """A number as people read it: "8,123", "10,314.6", "1.2698", "0.0043214".

    Whole numbers in full; from 1,000 one decimal, from 1 four, below that five figures; never zero for what is not.
    """
    top, bottom = abs(value.numerator), value.denominator
    decimals = 1 if top >= 1000 * bottom else 4
    while 0 < top < bottom and top * 10**decimals < 10**4 * bottom:
        decimals += 1
    return _decimals(value, decimals).rstrip("0").rstrip(".") if bottom > 1 else _decimals(value, 0)


def long_text(value: Fraction) -> str:
    """A number with ten figures, so that a product of two agrees with a calculator's to the pound up to a billion."""
    whole = abs(value.numerator) // value.denominator
    decimals = max(0, _LONG - len(str(whole)))
    written = _decimals(value, decimals)
    return written.rstrip("0").rstrip(".") if decimals else written


def with_unit(value: Fraction, unit: str, sign: str) -> str:
    """A number with what it counts: "8,123 residents", "£16,955", "1.2698"."""
    if unit == MONEY:
        return sum_text(value * 100, sign)
    return f"{number_text(value)} {unit}".rstrip()


def sum_text(pence: Fraction | int, sign: str) -> str:
    """A sum in pence as pounds, an exact one to the nearest penny."""
    return pounds(int(to_decimals(Fraction(pence), 0)), sign)


def percent_text(share: Fraction, decimals: int = 2) -> str:
    """A share as a percentage without zeros at the end: "48.6%", "0.4866%"."""
    written = _decimals(share * 100, decimals)
    return f"{written.rstrip('0').rstrip('.') if decimals else written}%"


def fixed_percent(share: Fraction, decimals: int) -> str:
    """A share as a percentage with always so many decimals, so that columns line up: "25.0000%"."""
    return f"{_decimals(share * 100, decimals)}%"


def change_text(change: int, before: int) -> str:
    """A change as a percentage with its sign and one decimal: "+18.1%", "−6.9%"; nothing where there was nothing."""
    return f"{sign_of(change)}{fixed_percent(Fraction(abs(change), before), 1)}" if before else ""


def sign_of(change: int) -> str:
    """The sign of a change, none where nothing changes."""
    return "+" if change > 0 else "−" if change < 0 else ""


def _decimals(value: Fraction, decimals: int) -> str:
    """A number with so many decimals, halves away from zero, in whole numbers because there are many to write."""
    scale = 10**decimals
    whole, part = divmod((2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator), scale)
    return f"{'−' if value < 0 else ''}{whole:,}{f'.{part:0{decimals}d}' if decimals else ''}"


def equal_share_text(times: Fraction) -> str:
    """A bound that is so many times what each would get if all got the same."""
    return f"{times} of an equal share" if times < 1 else f"{number_text(times)} times an equal share"
