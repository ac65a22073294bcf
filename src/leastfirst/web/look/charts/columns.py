"""Columns by year, each of one part or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from leastfirst.web.look.charts.drawing import figure, filled, from_start, key, share

HEIGHT = 160


@dataclass(frozen=True)
class Column:
    """One column, such as a year: its label, and its parts from the bottom as (kind, value), with the sum in words."""

    label: object
    parts: Sequence[tuple[str, float]]
    text: object


def columns(
    columns: Sequence[Column], *, title: object, description: object, names: Sequence[tuple[str, object]] = ()
) -> SafeString:
    """Columns from zero, such as years, each of one part or more; `names` says what each kind of part is called.

    The highest sum is said at the top, the first and the last label below; the table beside it says them all.
    """
    sums = [sum(value for _kind, value in column.parts) for column in columns]
    full = max(sums, default=0) or 1
    step = 100 / max(1, len(columns))
    drawn = format_html_join("", "{}", ((_column(c, i * step, step, full),) for i, c in enumerate(columns)))
    drawing = format_html(
        '<svg width="100%" height="{h}" role="img"><title>{t}</title>'
        '<desc>{d}</desc>{drawn}<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/></svg>',
        h=HEIGHT + 2,
        t=title,
        d=description,
        drawn=drawn,
        y=HEIGHT + 1,
    )
    highest = columns[sums.index(max(sums))] if columns else None
    top = ""
    if highest:
        told = gettext("Highest: %(label)s, %(sum)s") % {"label": highest.label, "sum": highest.text}
        top = format_html('<p class="lf-ends"><span>{}</span></p>', told)
    ends = (
        format_html('<p class="lf-ends"><span>{}</span><span>{}</span></p>', columns[0].label, columns[-1].label)
        if columns
        else ""
    )
    return figure(title, description, format_html("{}{}{}{}", key(names), top, drawing, ends))


def _column(column: Column, at: float, step: float, full: float) -> SafeString:
    width, y = step * 0.8, float(HEIGHT)
    x = share(from_start(at + step * 0.1, width))
    parts = []
    for kind, value in column.parts:
        height = HEIGHT * value / full
        y -= height
        parts.append((filled(kind, x=x, width=share(width), y=f"{y:.1f}", height=f"{height:.1f}", edge=True),))
    return format_html("<g><title>{}: {}</title>{}</g>", column.label, column.text, format_html_join("", "{}", parts))
