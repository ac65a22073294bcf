"""A page as a visitor reads it: its words without tags, its links, and what it cost the edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from django.test import Client

from leastfirst.web.editions.current import current

_SILENT = re.compile(r"<(script|style|svg|head)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_CELL = re.compile(r"<(?:th|td)\b[^>]*>(.*?)</(?:th|td)>", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """One answer: `html` as it was sent, `text` as it is read, `queries` asked of the edition."""

    html: str
    text: str
    queries: int

    @property
    def links(self) -> list[str]:
        """Where its links lead, in order."""
        return [unescape(each) for each in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', self.html)]

    @property
    def title(self) -> str:
        """What stands at the top of the window."""
        return words(re.findall(r"<title>(.*?)</title>", self.html, re.DOTALL)[0])

    @property
    def h1(self) -> list[str]:
        """The words of each h1."""
        return [words(each) for each in re.findall(r"<h1\b[^>]*>(.*?)</h1>", self.html, re.DOTALL)]

    def rows(self, caption: str) -> list[list[str]]:
        """The cells of the rows of the table with that caption, as they are read, without its head."""
        tables = re.findall(r"<table\b.*?</table>", self.html, re.DOTALL)
        found = [
            table for table in tables if words(re.findall(r"<caption.*?</caption>", table, re.DOTALL)[0]) == caption
        ]
        assert found, f"no table is called “{caption}”"
        body = re.findall(r"<tbody.*?</tbody>", found[0], re.DOTALL)[0]
        return [
            [words(re.sub(r'<span class="lf-table__label".*?</span>', "", cell)) for cell in _CELL.findall(row)]
            for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL)
        ]


def read(client: Client, address: str, status: int = 200) -> Page:
    """Ask for a page that must answer with that status."""
    up = current().edition()
    before = up.queries if up else 0
    answer = client.get(address)
    html = answer.content.decode()
    assert answer.status_code == status, f"{address}: {answer.status_code}"
    return Page(html, words(_SILENT.sub(" ", html)), (up.queries if up else 0) - before)


def words(html: str) -> str:
    """HTML as words on one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).replace("\u00a0", " ").split())
