"""The components of a page as template tags: `{% load look %}`.

Each takes plain words or one of the small values of `look.tables`, `look.charts` and `look.navigation`, and writes HTML
that needs no JavaScript, no inline style and no colour to be understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from leastfirst.web.look import navigation as ways
from leastfirst.web.look.paging import Pages, number
from leastfirst.web.look.rows import badge_html, body_of, head_of
from leastfirst.web.look.tables import DataTable, asking, id_of
from leastfirst.web.words.terms import term as meaning_of

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


@register.inclusion_tag(f"{COMPONENTS}/tabs.html", takes_context=True)
def tabs(context: Context, label: str, *pairs: str) -> dict[str, Any]:
    """Ways to see the same thing, each a page of its own: a label for all, then text and address by turns.

    `{% tabs "Ways to see it" "Map" map_url "Table" table_url %}`
    """
    path = path_of(context)
    texts = zip(pairs[::2], pairs[1::2], strict=True)
    return {"label": label, "links": [ways.Link(text, to, "page" if to == path else "") for text, to in texts]}


@register.inclusion_tag(f"{COMPONENTS}/summary_list.html")
def summary_list(rows: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """Facts as pairs of a word and what is said of it; None is said to be not known."""
    return {"rows": list(rows)}


@register.simple_tag
def badge(text: object, kind: str = "neutral", *, english: bool = False) -> SafeString:
    """A word with the sign of its kind (see `look.marks`), never colour alone."""
    return badge_html(text, kind, in_english=english)


@register.inclusion_tag(f"{COMPONENTS}/data_table.html", takes_context=True)
def data_table(context: Context, table: DataTable) -> dict[str, Any]:
    """A table with its caption; the headings that can be sorted are links that keep the rest of the address."""
    request = context.get("request")
    head = head_of(table, request.GET if request else None)
    return {"table": table, "head": head, "body": body_of(table), "id": id_of(table)}


@register.inclusion_tag(f"{COMPONENTS}/pager.html", takes_context=True)
def pager(context: Context, pages: Pages) -> dict[str, Any]:
    """Which rows these are, and the ways to the others."""
    request = context.get("request")
    query = request.GET if request else None
    on = pages.number < pages.count
    return {
        **{name: number(getattr(pages, name)) for name in ("first", "last", "total", "number", "count")},
        "several": pages.count > 1,
        "to_first": asking(query, page=""),
        "before": asking(query, page=str(pages.number - 1)) if pages.number > 1 else "",
        "after": asking(query, page=str(pages.number + 1)) if on else "",
        "to_last": asking(query, page=str(pages.count)),
    }


@register.simple_block_tag
def note(content: str, kind: str = "plain") -> SafeString:
    """What a reader should not miss; kind: plain, warning, good or chosen.

    `{% note "warning" %}<p>...</p>{% endnote %}`
    """
    return format_html('<div class="lf-note lf-note--{}">{}</div>', kind, content)


@register.simple_block_tag
def opens(content: str, summary: str) -> SafeString:
    """Something that opens on demand, without JavaScript: `{% opens "How we know" %}...{% endopens %}`."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_tag(takes_context=True)
def term(context: Context, name: str, text: str = "") -> SafeString:
    """A term of the field that says what it means when it is pressed; `text` is how it reads in this sentence.

    A popover of HTML itself: it needs no JavaScript and may stand within a sentence, which <details> may not.
    """
    word, meaning = meaning_of(name)
    # Ids are counted by page, also across the templates that it is put together from.
    ids = vars(context.get("request") or context).setdefault("look_term_ids", count(1))
    return format_html(
        '<button type="button" class="lf-term" popovertarget="{id}">{text}</button>'
        '<span class="lf-term__meaning" id="{id}" popover role="note"><strong>{word}:</strong> {meaning}</span>',
        id=f"term-{name}-{next(ids)}",
        text=text or word,
        word=word,
        meaning=meaning,
    )


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
