"""Gather every sentence of the interface that is marked for translation, with the places where it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract

TOP = Path(__file__).resolve().parents[2]
WEB = TOP / "src" / "leastfirst" / "web"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
NOTE = "Translators:"


def gathered() -> Catalog:
    """Every marked sentence of the templates and modules of `web`, in the order of their files; no date, so that the
    same sources give the same bytes."""
    catalogue = Catalog(project="leastfirst", charset="utf-8")
    for path in sorted(WEB.rglob("*")):
        if path.suffix not in (".py", ".html", ".txt", ".xml") or "static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        found = _of_template(text, str(path)) if path.suffix != ".py" else _of_python(text)
        for line, message, comments, context in found:
            place = (path.relative_to(TOP).as_posix(), line)
            catalogue.add(message, locations=[place], auto_comments=comments, context=context)
    return catalogue


def _of_python(text: str) -> Iterator[tuple[int, Any, list[str], str | None]]:
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=[NOTE])


def _of_template(text: str, origin: str) -> Iterator[tuple[int, Any, list[str], str | None]]:
    from django.utils.translation.template import templatize

    # Django turns a template into something like Python with all else blanked out; only its indentation is in the way.
    like_python = "\n".join(line.lstrip() for line in templatize(text, origin=origin).split("\n"))
    yield from _of_python(like_python)
