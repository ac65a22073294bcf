"""The larger areas by which the rows of a table can be chosen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from leastfirst.publish import Edition

LEVELS = ("lad", "region")


def larger_areas(edition: Edition, table_id: str) -> dict[str, list[tuple[str, str]]]:
    """The districts and regions in a table as (code, name), by name; a level with one of them is no choice."""
    names = edition.table(table_id).names
    found = {
        level: sorted(edition.choices(table_id, f"{level}_code", f"{level}_name"), key=lambda each: each[1])
        for level in LEVELS
        if f"{level}_name" in names
    }
    return {level: values for level, values in found.items() if len(values) > 1}


def level_label(level: str) -> str:
    """What the field of a level is called."""
    return {"lad": _("District"), "region": _("Region")}[level]
