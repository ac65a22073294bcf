"""The legend of a map in words: each mark with its colour, its pattern, and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leastfirst.exchange.map_marks import DECILES, LIST, NOT_KNOWN
from leastfirst.exchange.overview import as_plain, dot_swatch, swatch
from leastfirst.publish.maps.overviews import DOTTED
from leastfirst.web.maps.shown import Measure

LIST_WORDS: dict[str, Promise] = {
    "firm": _("On the list, and firm: on it at least 9 times in 10 when we test it"),
    "likely": _("On the list, likely: on it at least 5 times in 10"),
    "borderline": _("On the list, but borderline: on it less often than that"),
    "listed": _("On the list"),
    "near": _("Not on the list, but near: on it at least once in 10 times"),
    "outside": _("Not on the list"),
    "not-known": _("Not looked at, or not known"),
}


@dataclass(frozen=True)
class Entry:
    """A mark and what it means. `dot` is the mark that stands for it where areas are tiny."""

    swatch: SafeString
    text: str
    dot: SafeString | None = None


def legend(measure: Measure, *, sure: bool = True) -> list[Entry]:
    """Every mark of a measure, the most important first. Without `sure`, nobody worked out how sure the list is."""
    if measure.kind == "need":
        marks = {str(i): (style, _tenth(i)) for i, style in enumerate(DECILES, 1)}
        marks["not-known"] = (NOT_KNOWN, gettext("Not known"))
    else:
        left_out = {"listed"} if sure else {"firm", "likely", "borderline", "near"}
        marks = {name: (LIST[name], str(text)) for name, text in LIST_WORDS.items() if name not in left_out}
    return [
        Entry(
            swatch=SafeString(swatch(style, id=f"mark-{name}")),
            text=text,
            dot=SafeString(dot_swatch(style)) if name in DOTTED else None,
        )
        for name, (style, text) in marks.items()
    ]


def styles(measure: Measure) -> dict[str, Mapping[str, Any]]:
    """The marks of a measure as the script of the map takes them."""
    if measure.kind == "need":
        return {**{str(i): as_plain(each) for i, each in enumerate(DECILES, 1)}, "not-known": as_plain(NOT_KNOWN)}
    return {name: as_plain(each) for name, each in LIST.items()}


def _tenth(i: int) -> str:
    if i == 1:
        return gettext("1: the tenth with the greatest need")
    return gettext("10: the tenth with the least need") if i == 10 else str(i)
