"""What the sections of the text share: one place's record, the facts of its fund, and sums in its currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from leastfirst.fund.why.numbers import percent_text
from leastfirst.ground.money import pounds


@dataclass(frozen=True)
class Told:
    """One place's record with the facts of its fund, about to be told."""

    record: Mapping[str, Any]
    facts: Mapping[str, Any]

    @property
    def sign(self) -> str:
        """The currency sign."""
        return str(self.facts["fund"]["sign"])

    def money(self, pence: int) -> str:
        """A sum as people write it."""
        return pounds(pence, self.sign)

    def column(self, pence: int) -> str:
        """A sum with its pence always, so that columns line up."""
        return f"{self.sign}{pence // 100:,}.{pence % 100:02d}"

    def places(self) -> str:
        """All places of the fund, in the fund's words: "all 226 left-behind neighbourhoods"."""
        n, fund = self.facts["places"], self.facts["fund"]
        if n < 3:
            return f"the only {fund['called_one']}" if n == 1 else f"both {fund['called']}"
        return f"all {n:,} {fund['called']}"


def share_text(share: Fraction) -> str:
    """A share of the fund: two decimals from 1%, four below."""
    return percent_text(share, 2 if share >= Fraction(1, 100) else 4)
