"""Words as people read them: a capital at the start, counts, lists, ordinals, shares of a whole."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def capital(words: str) -> str:
    """With a capital at the start."""
    return words[:1].upper() + words[1:]


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 ward`, `225 wards`; the plural is the singular with an s unless it is given."""
    return f"{number:,} {one if number == 1 else (many or one + 's')}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 1,262nd."""
    last = number % 100 if number % 100 in (11, 12, 13) else number % 10
    return f"{number:,}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def in_letters(number: int) -> str:
    """Up to ten in letters, then in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def all_of(number: int, called: str) -> str:
    """All of two or more things: `both places`, `all three strings`, `all 226 wards`."""
    return f"both {called}" if number == 2 else f"all {in_letters(number)} {called}"


def whole_percent(share: float) -> str:
    """A share (0 to 1) as a whole percentage; with a decimal place where it would else be 0% or 100% and is not."""
    whole, finer = f"{share:.0%}", f"{share:.1%}"
    return finer if whole in ("0%", "100%") and 0 < share < 1 and finer not in ("0.0%", "100.0%") else whole
