"""What is worse in the places of a list than in other places, dimension by dimension, in words, bars and a table."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.publish import Edition
from leastfirst.web.look.charts import Bar, bars
from leastfirst.web.look.tables import Cell, DataTable, Heading
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number, percent

Record = dict[str, Any]
# The kinds of mark for the groups, in their order: the list itself, other deprived places, everywhere.
MARKS = ("here", "group", "everyone")
DRAWN = 1
"""So many indicators of each dimension are drawn; the table beside them holds all."""


def compared(edition: Edition, shown: Record) -> Record | None:
    """The comparison of a list's places with others; None where the edition has none for it."""
    table_id = f"compared-{shown['id']}"
    said = edition.document("comparison", shown["id"]) if table_id in edition.tables else None
    if said is None:
        return None
    rows = edition.rows(table_id, counted=False).rows
    dimensions = [
        _dimension(said, each, [row for row in rows if row["dimension"] == each["id"]]) for each in said["dimensions"]
    ]
    return {**said, "shown": [each for each in dimensions if each is not None]}


def _dimension(said: Record, dimension: Record, rows: list[Record]) -> Record | None:
    if not rows:
        return None
    charts = (chart for row in rows if (chart := _chart(said, row)) is not None)
    return {
        **dimension,
        "name": dimension["id"][:1].upper() + dimension["id"][1:],
        "charts": list(islice(charts, DRAWN)),
        "table": _table(said, dimension, rows),
        "readings": [row["reading"] for row in rows if row["reading"]],
    }


def value_words(row: Record, value: float | None) -> str | None:
    """A value in its unit: shares as percentages, all else as a number."""
    return percent(value, 1) if row["kind"] == "share" else number(value, 2)


def _chart(said: Record, row: Record) -> SafeString | None:
    """The groups side by side; none for a value that may lie below zero, which bars from zero cannot show."""
    values = [row[f"{group['id']}_value"] for group in said["groups"]]
    if any(value is None or value < 0 for value in values):
        return None
    return bars(
        [
            Bar(english(group["called"][:1].upper() + group["called"][1:]), value, value_words(row, value), mark)
            for group, value, mark in zip(said["groups"], values, MARKS, strict=False)
        ],
        title=english(row["title"]),
        description=english(row["reading"]),
    )


def _table(said: Record, dimension: Record, rows: list[Record]) -> DataTable:
    verdicts = {"worse": _("clearly worse"), "better": _("clearly better"), "unclear": _("no clear difference")}
    others = said["groups"][1:]
    headings = [
        Heading(_("What is measured")),
        *(
            Heading(english(group["called"][:1].upper() + group["called"][1:]), numeric=True)
            for group in said["groups"]
        ),
        *(Heading(format_html(_("Against {}"), english(group["called"]))) for group in others),
    ]
    shown = []
    for row in rows:
        found = said["indicators"].get(row["indicator"], {}).get("verdicts", [])
        shown.append(
            [
                Cell(english(row["title"]), note=english(row["unit"] or "")),
                *(value_words(row, row[f"{group['id']}_value"]) for group in said["groups"]),
                *(verdicts.get(each, each) for each in [*found, *[""] * len(others)][: len(others)]),
            ]
        )
    return DataTable(english(dimension["id"][:1].upper() + dimension["id"][1:]), headings, shown, blocks=True)
