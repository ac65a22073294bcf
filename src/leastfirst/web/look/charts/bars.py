"""Horizontal bars: a place against groups of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from leastfirst.web.look.charts.drawing import figure, filled, from_start, share
from leastfirst.web.look.rows import escaped

# As in _charts.scss.
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
    rows = SafeString("".join(_bar(bar, full) for bar in bars))
    return figure(title, description, format_html('<ul class="lf-bars">{}</ul>', rows))


def _bar(bar: Bar, full: float) -> SafeString:
    label = escaped(bar.label)
    if bar.value is None:
        unknown = escaped(gettext("not known"))
        return SafeString(f'<li><span>{label}</span> <span class="lf-missing">{unknown}</span></li>')
    width = min(100.0, 100 * bar.value / full)
    drawn = filled(bar.kind, x=share(from_start(0, width)), width=share(width), height=str(HEIGHT))
    # The words beside it say all that the bar shows.
    return SafeString(
        f'<li><span>{label}</span> <span class="lf-bars__value">{escaped(bar.text)}</span>'
        f'<svg class="lf-bars__bar" aria-hidden="true">{drawn}</svg></li>'
    )
