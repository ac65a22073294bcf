"""The languages of the site's interface, and who has checked the words of each: nobody yet, and every page says so.

A native reader signs off here: see CONTRIBUTING.md. No other file needs a change.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    """A language: its code, its own name for itself, and which native reader checked its words on which day."""

    code: str
    name: str
    checked_by: str = ""
    checked_on: datetime.date | None = None

    @property
    def is_checked(self) -> bool:
        """Whether a native reader has put a name and a day to its words."""
        return bool(self.checked_by and self.checked_on)


# The first is the one that the site is written in. A language without the name of its reader is shown as not checked.
LANGUAGES = (
    Language("en", "English", "those who wrote it", datetime.date(2026, 11, 22)),
    Language("pl", "Polski"),
    Language("ur", "اردو"),
)
NOT_CHECKED: Promise = _(
    "Nobody who grew up with this language has checked these words yet. There may be mistakes. "
    "The reasons, and the names of lists and funds, are still in English."
)


def language_of(code: str) -> Language | None:
    """The language with that code, such as `pl`; None where the site does not speak it."""
    return next((each for each in LANGUAGES if each.code == code.split("-")[0]), None)
