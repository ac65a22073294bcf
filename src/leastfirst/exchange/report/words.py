"""Words as reports put them: a capital at the start, small numbers in letters, all of some things."""

from __future__ import annotations

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def capital(words: str) -> str:
    """With a capital at the start."""
    return words[:1].upper() + words[1:]


def number(n: int) -> str:
    """Up to ten in letters, then in figures."""
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def all_of(n: int, called: str) -> str:
    """All of two or more things: `both places`, `all three strings`, `all 226 wards`."""
    return f"both {called}" if n == 2 else f"all {number(n)} {called}"
