"""What a check found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from leastfirst.decide.by_sheet import Counted
from leastfirst.decide.rules.standing import Standing


@dataclass(frozen=True)
class Check:
    """A property of an outcome: `holds` is None if it was not found out, and `words` say why not.

    `counter_example` holds what shows that it fails, as plain JSON values; `witness` what shows that it holds, where
    that is not seen at once.
    """

    name: str
    holds: bool | None
    words: str
    counter_example: dict[str, Any] = field(default_factory=dict)
    witness: str = ""

    def as_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        said: dict[str, Any] = {"holds": self.holds, "words": self.words}
        if self.counter_example:
            said["counter_example"] = self.counter_example
        if self.witness:
            said["witness"] = self.witness
        return said


def may_still_be_elected(counted: Counted) -> list[int]:
    """The projects that were not elected and that the rule sheet does not bar after those that were.

    Each has a supporter: what nobody chose is never elected.
    """
    standing = Standing(counted.election, counted.rules)
    for project in counted.outcome.elected:
        standing.elect(project)
    return [int(j) for j in np.flatnonzero(standing.open())]
