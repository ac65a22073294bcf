"""The charts of a list: each shows numbers of the table beside it."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leastfirst.web.designations.tables import class_words
from leastfirst.web.look.charts import Bar, bars
from leastfirst.web.look.told import english
from leastfirst.web.words.figures import number, percent

Record = dict[str, Any]
# The budget at which scales are drawn side by side: money for a tenth of all residents.
TENTH = 0.1


def classes(shown: Record) -> SafeString:
    """How many places on the list are firm, likely, borderline, unlikely."""
    rows = [each for each in shown["certainty"]["classes"] if each["designated"]]
    return bars(
        [Bar(class_words(each["class"]), each["designated"], number(each["designated"])) for each in rows],
        title=_("Places on the list, by how sure that is"),
    )


def moves(shown: Record) -> SafeString | None:
    """What moves the list, by how many places come on to it or drop off."""
    said = shown["certainty"]["moves"]
    rows = [each for each in said["rows"] if each["places_moved"] is not None]
    if not rows:
        return None
    return bars(
        [
            Bar(english(each["title"][:1].upper() + each["title"][1:]), each["places_moved"], _places(each))
            for each in sorted(rows, key=lambda each: -each["places_moved"])
        ],
        title=_("Places that come on to the list or drop off it, when one thing alone is drawn anew"),
        description=english(said["finding"]),
    )


def _places(row: Record) -> str:
    moved, error = number(row["places_moved"], 1), number(row["places_error"], 1)
    return f"{moved} ± {error}" if error is not None else str(moved)


def scale(shown: Record) -> SafeString | None:
    """How many of the people in need each scale of targeting reaches, with money for a tenth of all residents."""
    found = shown["scale"]
    # Each level once: by the first way to sum its small areas up, which is the usual one.
    by_level: dict[str, Record] = {}
    for each in found["rows"]:
        if each["budget_share"] is not None and abs(each["budget_share"] - TENTH) < 1e-9:
            by_level.setdefault(each["level"], each)
    rows = list(by_level.values())
    if len(rows) < 2:
        return None
    return bars(
        [Bar(english(_level(each)), each["reached_share"], percent(each["reached_share"])) for each in rows],
        title=_("People in need who are reached, with money for a tenth of all residents"),
        description=english(found["finding"]),
        highest=1,
    )


def _level(row: Record) -> str:
    level = str(row["level"])
    return level.upper() if level in ("lsoa", "msoa", "oa") else {"lad": "district"}.get(level, level)
