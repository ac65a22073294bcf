"""Numbers as .pb files write them, read exactly, and the smallest unit in which all of them are whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]+)?")
MOST_DECIMALS = 6
# Sums over all voters and projects still fit into 64 bits.
MOST = 10**15


def exact(text: str) -> int | Fraction:
    """The number that a text says: whole numbers as int.

    Raises:
        ValueError: with the rest of a sentence, if it is none, is too long or has too many figures after the point.
    """
    written = text.strip()
    if not _NUMBER.fullmatch(written):
        hint = ", with a point and no spaces or signs" if re.search("[0-9]", written) else ""
        raise ValueError(f"'{_short(written)}' is not a number (write it like 1250.50{hint})")
    value = Fraction(written)
    if abs(value) > MOST:
        raise ValueError(f"{_short(written)} is too large: the most is a million thousand million")
    if value.denominator > 1 and 10**MOST_DECIMALS % value.denominator:
        raise ValueError(f"{_short(written)} has more than {MOST_DECIMALS} figures after the point")
    return value.numerator if value.denominator == 1 else value


def whole(text: str) -> int:
    """The whole number, 0 or more, that a text says. Raises ValueError as `exact` does."""
    value = exact(text)
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"'{_short(text)}' is not a whole number of 0 or more")
    return value


def unit_of(values: Iterable[int | Fraction]) -> Fraction:
    """1, or the first of 1/10, 1/100 ... of which all the values are whole numbers."""
    decimals = 0
    for value in values:
        while isinstance(value, Fraction) and 10**decimals % value.denominator:
            decimals += 1
    return Fraction(1, 10**decimals)


def written(value: int | Fraction) -> str:
    """The number in full, without needless figures: 1250.5."""
    value = Fraction(value)
    scale = unit_of([value]).denominator
    if scale == 1:
        return str(value.numerator)
    number = abs(value) * scale
    digits = str(number.numerator).rjust(len(str(scale)), "0")
    places = len(str(scale)) - 1
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
