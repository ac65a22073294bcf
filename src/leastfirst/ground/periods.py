"""Periods: the years in which money comes and goes, as a funder writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import total_ordering
from itertools import pairwise


@total_ordering
@dataclass(frozen=True)
class Year:
    """A financial year from April to March (`2026-27`) or a calendar year (`2026`); `begins` is when it starts."""

    begins: int
    financial: bool = True

    @classmethod
    def parse(cls, text: str) -> Year:
        """Read `2026-27` or `2026`; raises ValueError in a plain sentence."""
        match = re.fullmatch(r"((?:19|20|21)[0-9]{2})(?:-([0-9]{2}))?", text.strip())
        if not match:
            raise ValueError(f"'{text}' is not a year (write a financial year as 2026-27, a calendar year as 2026)")
        begins = int(match[1])
        if match[2] is not None and int(match[2]) != (begins + 1) % 100:
            raise ValueError(f"'{text}' is not a year: {begins} is followed by {(begins + 1) % 100:02d}")
        return cls(begins, match[2] is not None)

    def __str__(self) -> str:
        return f"{self.begins}-{(self.begins + 1) % 100:02d}" if self.financial else str(self.begins)

    def __lt__(self, other: Year) -> bool:
        return (self.begins, self.financial) < (other.begins, other.financial)


def years_between(first: Year, last: Year) -> tuple[Year, ...]:
    """All years from the first to the last; raises ValueError if they are out of order or of two kinds."""
    if first.financial != last.financial:
        raise ValueError(
            f"{first} and {last} are years of two kinds (use financial years or calendar years throughout)"
        )
    if last < first:
        raise ValueError(f"the years are out of order: {last} comes before {first}")
    return tuple(Year(begins, first.financial) for begins in range(first.begins, last.begins + 1))


def check_in_order(years: Sequence[Year]) -> None:
    """Raise ValueError unless each year comes after the one before it."""
    for before, after in pairwise(years):
        if before.financial != after.financial:
            raise ValueError(f"{before} and {after} are years of two kinds (use one kind throughout)")
        if not before < after:
            raise ValueError(f"the years are out of order: {after} stands after {before}")
