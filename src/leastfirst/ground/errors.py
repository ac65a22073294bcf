"""The errors that a person can mend: what is wrong, where, and what to do.

Anything that is not a `LeastfirstError` is a bug and should crash.
"""

from __future__ import annotations


class LeastfirstError(Exception):
    """One clear sentence for the person at the keyboard.

    `what` says what is wrong, `where` names the file, row, area code or field, `do` says what to do about it. The
    command line prints the sentence without a traceback and exits with status 2.
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = what.rstrip(". ")
        self.where = where
        self.do = do.rstrip(". ")
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole message: `WHERE: WHAT; DO.`"""
        start = f"{self.where}: " if self.where else ""
        end = f"; {self.do}" if self.do else ""
        return f"{start}{self.what}{end}."

    def __str__(self) -> str:
        return self.sentence


class DataError(LeastfirstError):
    """A table or a data pack is missing, damaged or does not say what it should."""


class AreaCodeError(DataError):
    """An area code is malformed, unknown, repeated, or of another level or vintage than it should be."""


class ConservationError(DataError):
    """A join or a lookup would lose or invent people or pounds."""


class InfeasibleError(DataError):
    """Constraints that contradict each other; `do` names the smallest change under which they could all hold."""


class DefinitionError(LeastfirstError):
    """A definition (recipe, designation, pack) is not valid YAML, or says something that cannot be done."""


class OutputError(LeastfirstError):
    """A result could not be written; nothing was left half-written."""
