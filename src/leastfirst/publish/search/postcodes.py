"""Postcodes as people write them: in any case, with or without the space, whole or only the first half."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Source: the form of UK postcodes, BS 7666. Letters and digits are told apart, which combinations exist is not.
_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_WHOLE = re.compile(rf"({_OUTCODE})([0-9][A-Z]{{2}})")
_START = re.compile(rf"({_OUTCODE})(?: ([0-9]?[A-Z]?))?")


@dataclass(frozen=True)
class Written:
    """A postcode as it was written: `outcode` is the first half, `incode` as much of the second as there is."""

    outcode: str
    incode: str

    @property
    def whole(self) -> bool:
        """Whether nothing of it is missing."""
        return len(self.incode) == 3

    @property
    def key(self) -> str:
        """Without the space: `TS54AB`."""
        return self.outcode + self.incode

    @property
    def words(self) -> str:
        """With one space: `TS5 4AB`."""
        return f"{self.outcode} {self.incode}".strip()


def read_postcode(text: str) -> list[Written]:
    """What postcode a text may be: one if it is clear, two if the space is missing and either is meant, else none.

    `TS54` is the outcode TS54, or what begins TS5 4: the likelier reading comes first.
    """
    if len(text) > 40:
        return []
    spaced = " ".join("".join(sign if sign.isalnum() else " " for sign in text.upper()).split())
    packed = spaced.replace(" ", "")
    if not packed.isascii():
        return []
    if whole := _WHOLE.fullmatch(packed):
        return [Written(whole[1], whole[2])]
    readings = []
    if start := _START.fullmatch(spaced):
        readings.append(Written(start[1], start[2] or ""))
    if " " not in spaced and (cut := re.fullmatch(rf"({_OUTCODE})([0-9][A-Z]?)", packed)):
        readings.append(Written(cut[1], cut[2]))
    return list(dict.fromkeys(readings))
