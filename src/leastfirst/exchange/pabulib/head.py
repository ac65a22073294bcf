"""The META section: what the vote is about, its budget, and the limits of a ballot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from leastfirst.decide import VoteType
from leastfirst.exchange.pabulib.faults import Faults
from leastfirst.exchange.pabulib.numbers import exact, whole

# The words of the format, and ours. "scored" is what the papers say, "scoring" what the files do.
VOTE_TYPES: dict[str, VoteType] = {
    "approval": "approval",
    "choose-1": "choose-1",
    "ordinal": "ordinal",
    "cumulative": "cumulative",
    "scoring": "scored",
    "scored": "scored",
}
_SUCH_AS = {"num_projects": "12", "num_votes": "345", "budget": "60000", "vote_type": "approval"}
REQUIRED = tuple(_SUCH_AS)
# The format asks for these as well; a vote can be counted without them.
USUAL = ("description", "country", "unit", "instance", "rule", "date_begin", "date_end")
_WHOLE = ("num_projects", "num_votes", "min_length", "max_length")
_AMOUNTS = (
    "budget",
    "min_sum_cost",
    "max_sum_cost",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "default_score",
)
_PAIRS = ("length", "sum_cost", "points", "sum_points")

T = TypeVar("T", bound=int | Fraction)


@dataclass
class Head:
    """The keys of META as they are met, with their lines, and the numbers among them."""

    said: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int | Fraction] = field(default_factory=dict)

    def take(self, line: int, key: str, value: str, faults: Faults) -> None:
        """Add a row."""
        key = key.strip()
        if not key:
            faults.add(line, "a value stands there without its key", "name it, or take the line out")
            return
        if key in self.said:
            faults.add(line, f"'{key}' is said a second time (first on line {self.lines[key]})", "keep one of them")
            return
        self.said[key], self.lines[key] = value, line
        if key in _WHOLE:
            self._number(line, key, value, whole, faults)
        elif key in _AMOUNTS:
            self._number(line, key, value, exact, faults)
        elif key == "vote_type" and value.strip() not in VOTE_TYPES:
            faults.add(
                line, f"'{value.strip()}' is not a type of vote", f"write one of {', '.join(list(VOTE_TYPES)[:5])}"
            )

    def _number(self, line: int, key: str, value: str, read: Callable[[str], T], faults: Faults) -> None:
        try:
            number = read(value)
        except ValueError as error:
            # A limit that is left empty says that there is none.
            if key in REQUIRED or value.strip():
                faults.add(line, f"{key}: {error}", "mend the number")
            return
        if number < 0 or (key == "budget" and number == 0):
            least = "more than nothing" if key == "budget" else "0 or more"
            faults.add(line, f"{key} is {value.strip()}", f"give {least}")
            return
        self.numbers[key] = number

    def finish(self, line: int, faults: Faults, notes: Faults) -> None:
        """What is missing and what contradicts itself; `line` is that of the section's heading."""
        for key in REQUIRED:
            if key not in self.said:
                faults.add(line, f"META does not say '{key}'", f"add a line such as {key};{_SUCH_AS[key]}")
        if missing := [key for key in USUAL if key not in self.said]:
            notes.add(line, f"META does not say {', '.join(missing)}", "add them before you publish the file")
        for name in _PAIRS:
            low, high = self.numbers.get(f"min_{name}"), self.numbers.get(f"max_{name}")
            if low is not None and high is not None and low > high:
                faults.add(
                    self.lines[f"max_{name}"],
                    f"min_{name} is more than max_{name}: no ballot can hold to both",
                    "mend one",
                )
        function = self.said.get("scoring_fn", "").strip()
        if self.vote_type == "ordinal" and function and function.lower() != "borda":
            notes.add(self.lines["scoring_fn"], f"the scoring_fn '{function}' is not known: ranks are counted by Borda")

    @property
    def vote_type(self) -> VoteType:
        """The type of vote; approval as long as it is not known, so that the rest can be checked."""
        return VOTE_TYPES.get(self.said.get("vote_type", "").strip(), "approval")
