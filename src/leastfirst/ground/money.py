"""Money in words and back: whole pence inside, pounds where people read and write."""

from __future__ import annotations

import re
from fractions import Fraction

from leastfirst.ground.exact import to_decimals

# "p" for pence belongs to the pound; other currencies have no such short form here.
_PENCE = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)p")
_AMOUNT = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?")


def pounds(pence: int, sign: str = "£") -> str:
    """A sum as people write it: "£1,234.56", whole pounds as "£1,234", less than nothing as "-£5".

    Args:
        pence: whole pence (or cents), of any size.
        sign: the currency's sign, written in front.
    """
    whole, part = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{sign}{whole:,}{f'.{part:02d}' if part else ''}"


def short_pounds(pence: int, sign: str = "£") -> str:
    """A sum to three figures in few letters: "£1.93bn", "£80.2m", "£512,000"; below £1,000 as `pounds` has it."""
    whole = pence / 100
    for size, letters in ((10**12, "tn"), (10**9, "bn"), (10**6, "m")):
        if whole >= size * 0.9995:
            return f"{sign}{float(f'{whole / size:.3g}'):,g}{letters}"
    return f"{sign}{float(f'{whole:.3g}'):,.0f}" if whole >= 1000 else pounds(pence, sign)


def nearest_penny(sum_in_pounds: Fraction) -> int:
    """The whole pence nearest to an exact sum in pounds, half pennies away from nothing."""
    return int(to_decimals(sum_in_pounds, 2) * 100)


def parse_money(text: str, *, sign: str = "£") -> int:
    """The whole pence that someone wrote: "£237,370", "£1,250.50" or "125050p"; with the sign "€", cents of "€700".

    Args:
        text: the sum with its sign. Commas may part the thousands; pence need both their figures.
        sign: the currency that is expected.

    Raises:
        ValueError: with one plain sentence, if there is no sign or another currency's, the sum is below zero, is no
            number, or is finer than a penny.
    """
    written = text.strip()
    say = f"{written!r} is not a sum of money"
    if written.startswith(("-", "−", f"{sign}-", f"{sign}−")):
        raise ValueError(f"{written!r} is less than nothing: a sum of money is 0 or more")
    if sign == "£" and (in_pence := _PENCE.fullmatch(written)):
        return int(in_pence[1].replace(",", ""))
    if _AMOUNT.fullmatch(written):
        lacks = "does not say whether it is pounds or pence" if sign == "£" else "has no currency"
        raise ValueError(f"{written!r} {lacks}: write {sign}{written}")
    if not written.startswith(sign):
        raise ValueError(f"{say} in {sign}: write it like {sign}1,250.50")
    amount = _AMOUNT.fullmatch(written.removeprefix(sign).lstrip(" "))
    if amount is None:
        raise ValueError(f"{say}: write it like {sign}1,250.50")
    part = amount["part"] or "00"
    if len(part) == 1:
        raise ValueError(f"{written!r} has one figure after the point: write {written}0")
    if len(part) > 2:
        raise ValueError(f"{written!r} is finer than a penny: give at most two figures after the point")
    return int(amount["whole"].replace(",", "")) * 100 + int(part)
