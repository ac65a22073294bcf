"""The order and the choice of rows that the address of a table asks for; what it cannot have is a plain page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from leastfirst.web.look.tables import SORT

# Longer than any name; more is not looked for.
LONGEST = 100


def asked_order(request: HttpRequest, columns: Collection[str], *, default: str) -> str:
    """The order that the address asks for: a column, with - before it for the greatest first.

    Raises Http404 with a sentence for an order that the table does not have.
    """
    asked = request.GET.get(SORT, "") or default
    if asked.removeprefix("-") not in columns:
        raise Http404(gettext("This table cannot be put in that order. Take the links at the heads of its columns."))
    return asked


def in_columns(order: str, columns: Mapping[str, str], *then: str) -> list[tuple[str, bool]]:
    """The order as columns of a table, each with whether it goes down; `then` settles ties."""
    column = columns[order.removeprefix("-")]
    return [(column, order.startswith("-")), *((each, False) for each in then if each != column)]


def asked_choice(request: HttpRequest, name: str, choices: Collection[str]) -> str:
    """What the address chooses among some values; empty if it chooses nothing. Http404 with a sentence for another."""
    asked = request.GET.get(name, "")
    if asked and asked not in choices:
        raise Http404(gettext("The address asks for rows of a kind that this table does not have."))
    return asked


def asked_text(request: HttpRequest, name: str) -> str:
    """Text to look for in a column, without spaces around it and no longer than any name is."""
    return request.GET.get(name, "").strip()[:LONGEST]
