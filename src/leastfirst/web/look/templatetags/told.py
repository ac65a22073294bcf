"""`{% load told %}`: what the stages say, and the files in which they say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString

from leastfirst.publish import Edition, TableAbout
from leastfirst.web.look import told
from leastfirst.web.look.addresses import address

register = template.Library()


@register.filter
def sentence(said: told.Said, language: str = "") -> SafeString:
    """A sentence of the stages, strangers' words in it in their own language: `{{ each.why|sentence:language }}`."""
    return told.sentence(said, language)


@register.filter
def stranger(name: str, language: str = "") -> SafeString:
    """A name that a stranger gave: `{{ project.name|stranger:language }}`."""
    return told.name_of(name, language)


@register.inclusion_tag("look/components/downloads.html")
def downloads(edition: Edition, tables: Iterable[str]) -> dict[str, Any]:
    """Tables of the edition with the files in which each is offered whole: `{% downloads request.edition tables %}`."""
    shown = []
    for table_id in tables:
        about = edition.tables.get(table_id)
        if about is not None:
            shown.append({"about": about, "page": address("data:table", table_id), "files": _files(edition, about)})
    return {"tables": shown}


def _files(edition: Edition, about: TableAbout) -> list[tuple[str, str]]:
    from leastfirst.web.data.addresses import files_of

    try:
        return [(ending, at) for ending, at in files_of(edition, about).items() if ending != "csv-metadata.json"]
    except NoReverseMatch:
        return []
