"""Words that strangers wrote, made safe to show: escaped, marked with their language, kept within their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from leastfirst.decide import Election

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Texts:
    """How the names and texts of one vote are written on its page; `language` is empty where it is English or unknown.

    Each text stands in an element of its own that no sign in it can reach out of, so that a name written from right to
    left, or one made to look so, leaves the rest of the line as it is.
    """

    names: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, election: Election) -> Texts:
        """The names of the projects of an election, by id, in the language that its file states."""
        stated = dict(election.meta).get("language", "").strip()
        language = stated if _LANGUAGE.fullmatch(stated) and not stated.lower().startswith("en") else ""
        return cls({project.id: project.name for project in election.projects}, language)

    def text(self, words: str) -> Markup:
        """Words of the file."""
        lang = Markup(' lang="{}"').format(self.language) if self.language else Markup("")
        return Markup("<bdi{}>{}</bdi>").format(lang, clean(words))

    def name(self, project: str) -> Markup:
        """The name of a project, by its id."""
        return self.text(self.names[project])

    def sentence(self, words: str) -> Markup:
        """One of our sentences in which names of projects stand in single quotes."""
        said = str(escape(clean(words)))
        # The longest first, as one name may hold another.
        for name in sorted(set(self.names.values()), key=len, reverse=True):
            said = said.replace(str(escape(f"'{clean(name)}'")), f"“{self.text(name)}”")
        return Markup(said)

    def listed(self, projects: list[str], most: int = 40) -> Markup:
        """Several names, parted by semicolons, as names may hold commas."""
        more = f"; and {len(projects) - most:,} more" if len(projects) > most else ""
        return Markup("; ").join(self.name(each) for each in projects[:most]) + more


def clean(words: str) -> str:
    """A text on one line, without signs that control a terminal or a page: each of them becomes �."""
    flat = " ".join(words.split())
    return "".join("�" if unicodedata.category(each) in ("Cc", "Cs") else each for each in flat)


def texts_of(texts: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """What a file says of a project beyond its cost, by column."""
    return dict(texts)
