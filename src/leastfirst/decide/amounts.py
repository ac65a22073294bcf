"""Amounts of a vote for people and for JSON: in its currency, exact and rounded."""

from __future__ import annotations

from fractions import Fraction

from leastfirst.decide.election import Election
from leastfirst.ground.exact import to_decimals

_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def exact(minor: int | Fraction, election: Election) -> str:
    """An amount of minor units in the currency, exactly: "12", "25/3"."""
    return str(Fraction(minor) * election.unit)


def number(minor: int | Fraction, election: Election) -> int | float:
    """An amount of minor units in the currency, to hundredths: whole where it is whole."""
    value = to_decimals(Fraction(minor) * election.unit, 2)
    return value.numerator if value.denominator == 1 else float(value)


def money(minor: int | Fraction, election: Election) -> str:
    """An amount as people write it: "£1,234.50", "1,234 PLN"; rounded to hundredths."""
    value = to_decimals(Fraction(minor) * election.unit, 2)
    digits = f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.2f}"
    currency = election.currency.strip()
    if currency.upper() in _SIGNS:
        return f"{_SIGNS[currency.upper()]}{digits}"
    return f"{digits} {currency}".strip()


def percent(part: int | Fraction, whole: int | Fraction) -> float:
    """A part of a whole in per cent, to one decimal; 0 of nothing is 0."""
    return float(to_decimals(Fraction(part) * 100 / whole, 1)) if whole else 0.0


def voters(n: int) -> str:
    """So many voters: "1 voter", "1,234 voters"."""
    return f"{n:,} voter{'' if n == 1 else 's'}"
