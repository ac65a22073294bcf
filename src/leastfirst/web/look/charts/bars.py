"""Horizontal bars: a place against groups of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from leastfirst.web.look.charts.drawing import figure, from_start, kind_of, name_of, patterns, share

HEIGHT = 18


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, how long (in the unit of the chart; None is not known), the value in words, its kind."""

    label: object
    value: float | None
    text: object
    kind: str = "here"


def bars(bars: Sequence[Bar], *, title: object, description: object = "", highest: float | None = None) -> SafeString:
    """Horizontal bars from zero, with label and value above each.

    `highest` is the value of a full bar, to keep several charts to one scale; else it is the highest of these. A bar
    whose value is not known is not drawn, and the words say so. Negative values are not for this chart: ValueError.
    """
    values = [bar.value for bar in bars if bar.value is not None]
    if any(value < 0 for value in values):
        raise ValueError(f"The chart “{title}” has bars below zero.")
    full = highest or max(values, default=0) or 1
    name = name_of("bars", title, *(bar.label for bar in bars))
    rows = format_html_join("", "{}", ((_bar(bar, full, name),) for bar in bars))
    drawn = patterns(name, (bar.kind for bar in bars))
    return figure(title, description, format_html('{}<ul class="lf-bars">{}</ul>', drawn, rows))


def _bar(bar: Bar, full: float, name: str) -> SafeString:
    if bar.value is None:
        unknown = format_html('<span class="lf-missing">{}</span>', gettext("not known"))
        return format_html('<li><span class="lf-bars__label">{}</span> {}</li>', bar.label, unknown)
    width = min(100.0, 100 * bar.value / full)
    start = from_start(0, width)
    drawing = format_html(
        '<svg class="lf-bars__bar" width="100%" height="{h}" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" height="{h}"/>'
        '<rect class="{kind}" x="{x}%" width="{w}%" height="{h}"/>'
        '<rect x="{x}%" width="{w}%" height="{h}" fill="url(#{name}-{kind})"/></svg>',
        h=HEIGHT,
        kind=kind_of(bar.kind),
        x=share(start),
        w=share(width),
        name=name,
    )
    words = '<li><span class="lf-bars__label">{}</span> <span class="lf-bars__value">{}</span>{}</li>'
    return format_html(words, bar.label, bar.text, drawing)
