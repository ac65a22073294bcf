"""Numbers, money and shares as the reader's language writes them; what is not known stays None and is never zero."""

from __future__ import annotations

import functools
from decimal import Decimal

from babel import Locale
from babel.numbers import NumberPattern, format_compact_decimal, format_decimal, format_percent, parse_pattern
from django.utils.translation import get_language

# British customs for English; the others as Babel knows them.
_LOCALES = {"en": "en_GB"}


def locale() -> Locale:
    """The customs of the language that is spoken."""
    return _customs((get_language() or "en").split("-")[0])


@functools.cache
def _customs(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@functools.cache
def _pattern(text: str) -> NumberPattern:
    return parse_pattern(text)


def number(value: float | int | None, decimals: int = 0) -> str | None:
    """A number with its thousands set apart, to so many decimals at most."""
    return None if value is None else _number(value or 0, decimals, locale())


# A page holds hundreds of numbers, many of them again and again: ranks, shares, how many areas there are.
@functools.lru_cache(maxsize=10_000)
def _number(value: float | int, decimals: int, here: Locale) -> str:
    return str(_pattern(f"#,##0.{'#' * decimals}" if decimals else "#,##0").apply(value, here))


def money(pence: int | None, sign: str = "£") -> str | None:
    """Whole pence as money: with its pence where there are any."""
    return None if pence is None else _currency(Decimal(pence) / 100, sign, 2 if pence % 100 else 0)


def rounded_money(pence: int | None, sign: str = "£") -> str | None:
    """Money in whole pounds, for charts and headlines; tables beside it hold the pence."""
    return None if pence is None else _currency(Decimal(round(pence / 100)), sign, 0)


def short_money(pence: int | None, sign: str = "£") -> str | None:
    """Money to about three figures, such as £227m, where it stands large; a table beside it holds the pence."""
    if pence is None:
        return None
    amount = Decimal(pence) / 100
    if abs(amount) < 1_000_000:
        return money(pence, sign) if abs(amount) < 10_000 else rounded_money(pence, sign)
    here = locale()
    # Not every language counts in thousands: 227 million are 22.7 crore in Urdu, so the figures are counted as written.
    whole = str(format_compact_decimal(amount, format_type="short", locale=here))
    decimals = max(0, 3 - sum(sign.isdigit() for sign in whole))
    text = str(format_compact_decimal(amount, format_type="short", locale=here, fraction_digits=decimals))
    # Babel writes 227M; in Britain it is 227m and 1.2bn.
    text = text.replace("M", "m").replace("B", "bn") if here.language == "en" else text
    return f"{sign}{text}" if here.currency_formats["standard"].pattern.startswith("¤") else f"{text}\u00a0{sign}"


def change(pence: int | None, sign: str = "£") -> str | None:
    """A difference, with its direction always said: + for more, − for less."""
    if pence is None:
        return None
    shown = money(abs(pence), sign)
    return f"{'+' if pence > 0 else '−' if pence < 0 else ''}{shown}"


def percent(share: float | None, decimals: int = 0) -> str | None:
    """A share from 0 to 1 as a percentage."""
    return None if share is None else _percent(share or 0, decimals, locale())


@functools.lru_cache(maxsize=10_000)
def _percent(share: float, decimals: int, here: Locale) -> str:
    return str(format_percent(share, format=f"#,##0.{'#' * decimals}%" if decimals else "#,##0%", locale=here))


def _currency(amount: Decimal, sign: str, decimals: int) -> str:
    """The sum with its sign where the language puts it; Babel writes GBP for a sign that a country does not use."""
    return _written(amount, sign, decimals, locale())


@functools.lru_cache(maxsize=10_000)
def _written(amount: Decimal, sign: str, decimals: int, here: Locale) -> str:
    pattern = here.currency_formats["standard"].pattern.split(";")[0]
    pattern = pattern.replace("0.00", f"0.{'0' * decimals}" if decimals else "0").replace("¤", f"'{sign}'")
    return str(format_decimal(amount, format=pattern, locale=here))
