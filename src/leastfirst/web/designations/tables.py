"""What the document of a list says, as tables."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number

Record = dict[str, Any]


def class_words(kind: str | None) -> str:
    """What a class of certainty is called."""
    words = {
        "firm": _("firm"),
        "likely": _("likely"),
        "borderline": _("borderline"),
        "unlikely": _("unlikely"),
    }
    return words.get(kind or "", kind or "")


def figures(shown: Record) -> list[tuple[str, str]]:
    """The few numbers that say most: how many and who, of how many."""
    counts = shown["counts"]
    found = [
        (number(counts["designated"]), _("are on the list")),
        (number(shown["residents"]), _("people live there")),
        (number(counts["assessed"]), _("areas were looked at")),
    ]
    unknown = counts["areas"] - counts["assessed"]
    if unknown:
        found.append((number(unknown), _("could not be looked at: a figure is missing")))
    return [(figure, words) for figure, words in found if figure is not None]


def classes(shown: Record) -> DataTable:
    """How sure each place on the list is, and how many off it come near."""
    rows = shown["certainty"]["classes"]
    return DataTable(
        caption=_("How sure it is who belongs on the list"),
        headings=[
            Heading(_("How sure")),
            Heading(_("What that means")),
            Heading(_("On the list"), numeric=True),
            Heading(_("People there"), numeric=True),
            Heading(_("Not on the list"), numeric=True),
        ],
        rows=[
            [
                Cell(class_words(each["class"]), badge=each["class"]),
                Cell(english(each["meaning"])),
                number(each["designated"]),
                number(each["residents"]),
                _("all others") if each["not_designated"] is None else number(each["not_designated"]),
            ]
            for each in rows
        ],
        total=[
            _("All areas"),
            "–",
            number(sum(each["designated"] for each in rows)),
            number(sum(each["residents"] for each in rows)),
            "–",
        ],
        blocks=True,
    )
