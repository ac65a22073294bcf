"""What is wrong with a .pb file: every fault with its line, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from leastfirst.ground.errors import DataError

SHOWN = 20
# A file of millions of faulty lines must not fill the memory with them; beyond this they are only counted.
KEPT = 1000


class Fault(NamedTuple):
    """What is wrong on a line (counted from 1; 0 for the file as a whole), and what to do about it."""

    line: int
    what: str
    do: str = ""

    @property
    def sentence(self) -> str:
        """The whole message: `line N: WHAT; DO.`"""
        start = f"line {self.line}: " if self.line else ""
        return f"{start}{self.what}{f'; {self.do}' if self.do else ''}."


class PabulibError(DataError):
    """A .pb file that cannot be counted. `faults` holds the first faults by line, `more` how many there are beyond."""

    def __init__(self, faults: Iterable[Fault], *, more: int = 0, where: str = "") -> None:
        self.faults = tuple(faults)
        self.more = more
        number = len(self.faults) + more
        shown = [f"  {fault.sentence}" for fault in self.faults[:SHOWN]]
        if number > SHOWN:
            shown.append(f"  ... and {number - SHOWN:,} more")
        faulty = "1 fault" if number == 1 else f"{number:,} faults"
        super().__init__(
            f"{faulty} in the file of the vote", where=where, do="mend every line named:\n" + "\n".join(shown)
        )

    @property
    def sentence(self) -> str:
        """The whole message, a line for each fault shown."""
        start = f"{self.where}: " if self.where else ""
        return f"{start}{self.what}; {self.do}."


class Faults:
    """Faults as they are found."""

    def __init__(self) -> None:
        self._kept: list[Fault] = []
        self.number = 0

    def add(self, line: int, what: str, do: str = "") -> None:
        """Write one down."""
        self.number += 1
        if len(self._kept) < KEPT:
            self._kept.append(Fault(line, what, do))

    def in_order(self) -> tuple[Fault, ...]:
        """Those that were kept, by line."""
        return tuple(sorted(self._kept, key=lambda fault: fault.line))

    def refuse(self, where: str) -> None:
        """Raise PabulibError if there is any."""
        if self.number:
            raise PabulibError(self.in_order(), more=self.number - len(self._kept), where=where)
