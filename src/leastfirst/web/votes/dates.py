"""When a vote was held, as its file says it: a day, or a year alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leastfirst.web.words.templatetags.words import date

# As Pabulib writes a day: 31.03.2024.
_DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")


def held(dates: Sequence[str]) -> str:
    """From when to when, in the words of the reader's language; what is no date stays as the file has it."""
    return " – ".join(dict.fromkeys(_shown(each) for each in dates if each))


def _shown(text: str) -> str:
    found = _DAY.fullmatch(text)
    if not found:
        return text
    day, month, year = found.groups()
    try:
        return date(f"{year}-{month}-{day}")
    except ValueError:
        return text
