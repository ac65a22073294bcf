"""The words of a page with the language that each stands in, as a screen reader hears them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SAID_ALOUD = ("aria-label", "title", "alt", "placeholder")
# Four words in a row, of Latin letters alone, with nothing but spaces between them.
RUN = re.compile(r"(?<!\S)[A-Za-z’']+(?: [A-Za-z’']+){3,}")
# Words by which English is told from Polish, which has the same letters in many of its words.
ENGLISH = re.compile(r"\b(the|of|and|is|are|was|were|with|it|not|for|that|this|from|which|who|what|each|every|or)\b")


@dataclass(frozen=True)
class Words:
    """Some words, the language that they are marked with, and the elements that they stand in, outermost first."""

    text: str
    language: str
    within: tuple[str, ...]

    @property
    def english(self) -> list[str]:
        """The runs of four and more English words among them."""
        runs = [found.group() for found in RUN.finditer(self.text)]
        return [each for each in runs if self.language != "pl" or ENGLISH.search(each)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[Words] = []

    def note(self, text: str, language: str) -> None:
        words = " ".join(text.split())
        if words:
            self.found.append(Words(words, language, tuple(tag for tag, _language in self.open)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        for each in SAID_ALOUD:
            self.note(given.get(each) or "", language)
        if tag == "meta" and given.get("name") == "description":
            self.note(given.get("content") or "", language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.note(data, self.open[-1][1])


def words_of(html: str) -> Iterator[Words]:
    """Every text of a page, and what is said aloud of its elements."""
    reader = _Reader()
    reader.feed(html)
    yield from reader.found
