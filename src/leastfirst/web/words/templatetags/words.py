"""`{% load words %}`: numbers, shares, money and dates as the reader's language writes them; who has not checked it.

What is not known stays empty, and is never shown as zero.
"""

from __future__ import annotations

import datetime

from babel.dates import format_date
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from leastfirst.web.words import figures
from leastfirst.web.words.languages import NOT_CHECKED, language_of

register = template.Library()


@register.simple_tag
def not_checked() -> SafeString:
    """That no native reader has checked the words of this page, in its language and in English; else nothing."""
    language = language_of(get_language() or "en")
    if language is None or language.is_checked:
        return SafeString("")
    with override("en"):
        in_english = str(NOT_CHECKED)
    return format_html(
        '<aside class="lf-unchecked" aria-label="{}"><div class="govuk-width-container"><p class="lf-small">'
        '{}<br><span lang="en" dir="ltr">{}</span></p></div></aside>',
        gettext("Language"),
        NOT_CHECKED,
        in_english,
    )


@register.filter
def whole(value: float | int | None) -> str:
    """A whole number with its thousands set apart: 33,755."""
    return figures.number(value) or ""


@register.filter
def decimal(value: float | None, places: int = 1) -> str:
    """A number to so many decimals at most: `{{ each.count|decimal:2 }}`."""
    return figures.number(value, places) or ""


@register.filter
def percent(share: float | None, places: int = 0) -> str:
    """A share from 0 to 1 as a percentage."""
    return figures.percent(share, places) or ""


@register.filter
def money(pence: int | None, sign: str = "£") -> str:
    """Whole pence as money: `{{ share.paid_pence|money:share.sign }}`."""
    return figures.money(pence, sign) or ""


@register.filter
def ordinal(value: int | None) -> str:
    """A place in an order: 1st, 2nd in English, `1.` in Polish, the plain number elsewhere."""
    if value is None:
        return ""
    language = (get_language() or "en").split("-")[0]
    if language != "en":
        return f"{whole(value)}." if language == "pl" else whole(value)
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{whole(value)}{ending}"


@register.filter
def date(value: datetime.date | str | None) -> str:
    """A day in full: 5 March 2026. Text is one as ISO 8601 writes it."""
    if not value:
        return ""
    day = datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return str(format_date(day, "long", locale=figures.locale()))
