"""What the stages say, as pages show it: their tables, and sentences in which strangers' words stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from leastfirst.web.look.tables import Cell, DataTable, Heading

Said = str | Sequence[Mapping[str, str]] | None


def table_told(
    view: Mapping[str, Any] | None, *, language: str = "", id: str = "", blocks: bool = True
) -> DataTable | None:
    """A table that a stage says in words, as it stands in a document of the edition; None where there is none.

    `language` is that of the strangers' words in it, such as the names of projects.
    """
    if view is None:
        return None
    numeric = set(view["numeric"])
    head = view.get("columns") or view["head"]
    return DataTable(
        caption=english(view["caption"]),
        headings=[Heading(english(text), numeric=at in numeric) for at, text in enumerate(head)],
        rows=[[_cell(cell, language) for cell in row] for row in view["rows"]],
        total=[_cell(cell, language) for cell in view["total"]],
        id=id,
        blocks=blocks,
    )


def _cell(said: Said, language: str) -> Cell:
    # An empty cell of a stage's table says nothing on purpose; it is not a figure that is missing.
    return Cell("–") if said in ("", None) else Cell(sentence(said, language))


def english(words: Any) -> SafeString:
    """Words of the stages, marked as English where the page is not."""
    if (get_language() or "en").startswith("en"):
        return conditional_escape(words)
    return format_html('<span lang="en" dir="ltr">{}</span>', words)


def sentence(said: Said, language: str = "") -> SafeString:
    """A sentence of the stages: text that is all ours, or pieces of which those called `name` are a stranger's."""
    if said is None or isinstance(said, str):
        return english(said or "")
    whole = format_html_join("", "{}", ((_piece(each, language),) for each in said))
    return english(whole)


def _piece(piece: Mapping[str, str], language: str) -> SafeString | str:
    return name_of(piece["name"], language) if "name" in piece else piece["text"]


def name_of(name: str, language: str = "") -> SafeString:
    """A name that a stranger gave, in its own language if that is known, and in its own direction."""
    if language:
        return format_html('<bdi lang="{}">{}</bdi>', language, name)
    return format_html("<bdi>{}</bdi>", name)


def unbroken(text: str | None) -> SafeString | None:
    """A few signs that no line may part, such as a difference and its plus; what is not known stays so."""
    return None if text is None else format_html('<span class="lf-unbroken">{}</span>', text)
