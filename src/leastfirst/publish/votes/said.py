"""Sentences in which strangers' words stand, taken apart: a page escapes both and marks theirs with its language."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from markupsafe import Markup

from leastfirst.exchange.report.page import TableView

Piece = dict[str, str]
Said = str | list[Piece]
_THEIRS = re.compile(r"<bdi[^>]*>(.*?)</bdi>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def pieces(words: Markup | str | None) -> Said | None:
    """A sentence of a report as plain values: a text where all of it is ours, else a list of pieces in their order.

    A piece is `{"text": ...}` where it is ours and `{"name": ...}` where it is a stranger's (a project's name).
    """
    if words is None or not isinstance(words, Markup):
        return words
    found: list[Piece] = []
    # The parts at odd places are those in <bdi>, which `Texts` puts around every word of a stranger and nothing else.
    for at, part in enumerate(_THEIRS.split(str(words))):
        text = unescape(part if at % 2 else _TAG.sub("", part))
        if text:
            found.append({"name" if at % 2 else "text": text})
    if all("text" in each for each in found):
        return "".join(each["text"] for each in found)
    return found


def table_said(table: TableView | None) -> dict[str, Any] | None:
    """A table in words: its caption, heads and rows; `numeric` are the columns that are set to the right."""
    if table is None:
        return None
    return {
        "caption": table.caption,
        "head": list(table.columns),
        "rows": [[pieces(cell) for cell in row] for row in table.rows],
        "numeric": sorted(table.numeric),
        "total": list(table.total),
    }
