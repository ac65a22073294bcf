"""The components of a page as template tags: `{% load look %}`.

Each takes plain words or one of the small values of `look.tables`, `look.charts` and `look.navigation`, and writes HTML
that needs no JavaScript, no inline style and no colour to be understood.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from leastfirst.web.look import navigation as ways

register = template.Library()
COMPONENTS = "look/components"


@register.simple_tag
def home_address() -> str:
    """The first page in the language that is spoken."""
    return ways.home_address()


@register.inclusion_tag(f"{COMPONENTS}/languages.html", takes_context=True)
def language_links(context: Context) -> dict[str, Any]:
    """The same page in the other languages of the site."""
    return {"links": ways.language_links(context.get("request"))}


@register.inclusion_tag(f"{COMPONENTS}/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """The main parts of the site, the one that the reader is in marked."""
    return {"links": ways.links(ways.MAIN, path_of(context))}


@register.inclusion_tag(f"{COMPONENTS}/footer_links.html", takes_context=True)
def footer_links(context: Context) -> dict[str, Any]:
    """Accessibility, privacy, status, sources."""
    return {"links": ways.links(ways.FOOTER, path_of(context))}


@register.inclusion_tag(f"{COMPONENTS}/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """The way here: text and address by turns, the home page left out; a last text without an address is this page.

    `{% breadcrumbs "Funds" funds_url fund.title %}`
    """
    texts, hrefs = pairs[::2], (*pairs[1::2], "")
    home = ways.Link(ways.MAIN[0][0], ways.home_address())
    return {"links": [home, *(ways.Link(text, href) for text, href in zip(texts, hrefs, strict=False))]}


@register.inclusion_tag(f"{COMPONENTS}/search_box.html")
def search_box(text: str = "", *, id: str = "find-a-place") -> dict[str, Any]:
    """The search for a place, with what was typed before."""
    try:
        action = reverse("home:search")
    except NoReverseMatch:
        action = f"{ways.home_address()}search/"
    return {"text": text, "id": id, "action": action}


@register.filter
def said(sentence: object) -> SafeString | str:
    """A sentence that the stages say in English, marked as English where the page is not."""
    if sentence is None or sentence == "":
        return ""
    if (get_language() or "en").startswith("en"):
        return format_html("{}", sentence)
    return format_html('<span lang="en" dir="ltr">{}</span>', sentence)


@register.simple_tag
def in_english() -> SafeString:
    """The attributes of an element whose whole content is English: `<div {% in_english %}>`."""
    return SafeString('lang="en" dir="ltr"')


def path_of(context: Context) -> str:
    """The path that was asked for; empty where a template is rendered without a request."""
    request = context.get("request")
    return request.path if request else ""
