"""Exact numbers as text that reads back exactly, and the same numbers as people read them."""

from __future__ import annotations

from fractions import Fraction

from leastfirst.ground.exact import to_decimals
from leastfirst.ground.money import pounds

MONEY = "money"
"""The unit of a sum in pounds (or euros); it is written with its sign."""
_PLACES = 18


def exact_text(value: Fraction | int) -> str:
    """A number as a decimal where that ends soon, else as a fraction: `31.42`, `1/3`. `Fraction` reads both."""
    value = Fraction(value)
    if 10**_PLACES % value.denominator:
        return str(value)
    return f"{'-' if value < 0 else ''}{_decimals(value, _PLACES, '')}"


def number_text(value: Fraction) -> str:
    """A number as people read it: "8,123", "10,314.6", "1.2698", "0.0043214".

    Whole numbers in full; from 1,000 one decimal, from 1 four, below that five figures; never zero for what is not.
    """
    size = abs(value)
    decimals = 1 if size >= 1000 else 4
    while 0 < size * 10**decimals < 10**4 and size < 1:
        decimals += 1
    return f"{'−' if value < 0 else ''}{_decimals(to_decimals(value, decimals), decimals, ',')}"


def with_unit(value: Fraction, unit: str, sign: str) -> str:
    """A number with what it counts: "8,123 residents", "£16,955", "1.2698"."""
    if unit == MONEY:
        return sum_text(value * 100, sign)
    return f"{number_text(value)} {unit}".rstrip()


def sum_text(pence: Fraction | int, sign: str) -> str:
    """A sum in pence as pounds, an exact one to the nearest penny."""
    return pounds(int(to_decimals(Fraction(pence), 0)), sign)


def percent_text(share: Fraction, decimals: int = 2) -> str:
    """A share as a percentage: "48.6%", "0.4866%"."""
    value = to_decimals(share * 100, decimals)
    return f"{'−' if value < 0 else ''}{_decimals(value, decimals, ',')}%"


def fixed_percent(share: Fraction, decimals: int) -> str:
    """A share as a percentage with always so many decimals, so that columns line up: "25.0000%"."""
    scaled = int(to_decimals(abs(share) * 100, decimals) * 10**decimals)
    whole, part = divmod(scaled, 10**decimals)
    return f"{'−' if share < 0 else ''}{whole:,}.{part:0{decimals}d}%"


def change_text(change: int, before: int) -> str:
    """A change as a percentage with its sign and one decimal: "+18.1%", "−6.9%"; nothing where there was nothing."""
    return f"{sign_of(change)}{fixed_percent(Fraction(abs(change), before), 1)}" if before else ""


def sign_of(change: int) -> str:
    """The sign of a change, none where nothing changes."""
    return "+" if change > 0 else "−" if change < 0 else ""


def _decimals(value: Fraction, decimals: int, thousands: str) -> str:
    """The size of a number that has at most so many decimals, without zeros at the end."""
    whole, part = divmod(int(abs(value) * 10**decimals), 10**decimals)
    written = f"{whole:,}" if thousands else str(whole)
    return f"{written}.{part:0{decimals}d}".rstrip("0").rstrip(".")
