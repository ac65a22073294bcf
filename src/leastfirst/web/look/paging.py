"""Long tables are shown page by page, each with an address of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from leastfirst.web.look.tables import PAGE
from leastfirst.web.words import figures

SIZE = 50


@dataclass(frozen=True)
class Pages:
    """Page `number` (from 1) of a table of `total` rows, `size` to a page."""

    number: int
    total: int
    size: int = SIZE

    @property
    def count(self) -> int:
        """How many pages there are; an empty table has one."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The first row of the page, counted from 1; 0 when the table is empty."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The last row of the page, counted from 1."""
        return min(self.offset + self.size, self.total)


def asked_number(request: HttpRequest) -> int:
    """The page that the address asks for, 1 if it names none; Http404 with a sentence for what is no page number."""
    text = request.GET.get(PAGE) or "1"
    # Nine digits are more pages than any table has, and nothing that a database stumbles over.
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise Http404(gettext("The address asks for a page that is no number. Take the pages from 1 on."))
    return int(text)


def asked_page(request: HttpRequest, *, total: int, size: int = SIZE) -> Pages:
    """The page that the address asks for; Http404 with a sentence when there is no such page."""
    pages = Pages(asked_number(request), total, size)
    if pages.number > pages.count:
        sentence = gettext("There is no page %(number)s: the last page is %(count)s.")
        raise Http404(sentence % {"number": number(pages.number), "count": number(pages.count)})
    return pages


def number(value: int) -> str:
    """A whole number that is known, as the reader's language writes it."""
    return str(figures.number(value))
