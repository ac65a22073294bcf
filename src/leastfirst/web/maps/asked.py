"""Which rows of a table of areas an address asks for, and in which order. What it cannot mean is said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leastfirst.web.look.ordering import asked_choice, asked_order, asked_text, in_columns
from leastfirst.web.maps.shown import Level

NAME, DISTRICT = "name", "district"
YES_NO: dict[str, Promise] = {"yes": _("on the list"), "no": _("not on the list")}
CLASSES: dict[str, Promise] = {
    "firm": _("firm"),
    "likely": _("likely"),
    "borderline": _("borderline"),
    "unlikely": _("unlikely"),
}
DECILES = tuple(str(each) for each in range(1, 11))


@dataclass(frozen=True)
class Filter:
    """One question of the form beside a table: its name in the address, the column behind it, and its answers.

    `about` is the title of the list or the index, in English; `chosen` is empty where any answer will do.
    """

    name: str
    column: str
    label: str
    choices: Sequence[tuple[str, str | Promise]]
    about: str = ""
    chosen: str = ""

    @property
    def wanted(self) -> str | int | bool:
        """What the column holds in the rows that are asked for."""
        if self.choices == tuple(YES_NO.items()):
            return self.chosen == "yes"
        return int(self.chosen) if self.chosen in DECILES else self.chosen


@dataclass(frozen=True)
class Asked:
    """What rows are asked for: equal to `where`, with text as in `matching`, in the order of `order_by`."""

    where: Mapping[str, Any]
    matching: Mapping[str, str]
    order_by: Sequence[tuple[str, bool]]
    sorted_by: str
    filters: Sequence[Filter]
    name: str = ""


def read_asked(level: Level, request: HttpRequest, *, columns: Mapping[str, str]) -> Asked:
    """Read filters and order from an address. `columns` are those of the table that rows can be sorted by.

    Raises Http404 with a sentence for an answer that a filter does not have and an order that the table does not know.
    """
    filters = [_answered(each, request) for each in _filters(level, columns)]
    usual = f"{level.indices[0].id}_rank" if level.indices else "area_name"
    sorted_by = asked_order(request, columns, default=usual)
    name = asked_text(request, NAME)
    return Asked(
        where={each.column: each.wanted for each in filters if each.chosen},
        matching={"area_name": name} if name else {},
        order_by=in_columns(sorted_by, columns, "area_code"),
        sorted_by=sorted_by,
        filters=filters,
        name=name,
    )


def _answered(filter: Filter, request: HttpRequest) -> Filter:
    chosen = asked_choice(request, filter.name, [value for value, _text in filter.choices])
    return Filter(filter.name, filter.column, filter.label, filter.choices, filter.about, chosen)


def _filters(level: Level, columns: Mapping[str, str]) -> list[Filter]:
    made = []
    if len(level.districts) > 1 and not level.is_district:
        made.append(Filter(DISTRICT, "lad_code", gettext("District"), level.districts))
    for each in level.indices:
        name = f"{each.id}_decile"
        made.append(Filter(name, name, gettext("Decile of need"), tuple((i, i) for i in DECILES), each.title))
    for each in level.lists:
        made.append(Filter(each.id, each.id, gettext("List"), tuple(YES_NO.items()), each.title))
        name = f"{each.id}_class"
        if name in columns:
            made.append(Filter(name, name, gettext("How sure"), tuple(CLASSES.items()), each.title))
    return made
