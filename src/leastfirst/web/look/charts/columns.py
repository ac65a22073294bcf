"""Columns by year, each of one part or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from leastfirst.web.look.charts.drawing import figure, from_start, key, kind_of, name_of, patterns, share

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
    name = name_of("columns", title, *(column.label for column in columns))
    step = 100 / max(1, len(columns))
    drawn = format_html_join("", "{}", ((_column(c, i * step, step, full, name),) for i, c in enumerate(columns)))
    kinds = [kind for column in columns for kind, _value in column.parts]
    drawing = format_html(
        '<svg width="100%" height="{h}" role="img" aria-labelledby="{n}-title {n}-desc">'
        '<title id="{n}-title">{t}</title>'
        '<desc id="{n}-desc">{d}</desc>{patterns}{drawn}<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/></svg>',
        h=HEIGHT + 2,
        n=name,
        t=title,
        d=description,
        patterns=patterns(name, kinds),
        drawn=drawn,
        y=HEIGHT + 1,
    )
    highest = columns[sums.index(max(sums))] if columns else None
    top = format_html('<p class="lf-ends"><span>{}: {}</span></p>', highest.label, highest.text) if highest else ""
    ends = (
        format_html('<p class="lf-ends"><span>{}</span><span>{}</span></p>', columns[0].label, columns[-1].label)
        if columns
        else ""
    )
    return figure(title, description, format_html("{}{}{}{}", key(names, name), top, drawing, ends))


def _column(column: Column, at: float, step: float, full: float, name: str) -> SafeString:
    width, y = step * 0.8, float(HEIGHT)
    x = share(from_start(at + step * 0.1, width))
    drawn = []
    for kind, value in column.parts:
        height = HEIGHT * value / full
        y -= height
        drawn.append((kind_of(kind), x, f"{y:.1f}", share(width), f"{height:.1f}", name))
    return format_html(
        "<g><title>{}: {}</title>{}</g>",
        column.label,
        column.text,
        format_html_join(
            "",
            '<rect class="{0} edge" x="{1}%" y="{2}" width="{3}%" height="{4}"/>'
            '<rect x="{1}%" y="{2}" width="{3}%" height="{4}" fill="url(#{5}-{0})"/>',
            drawn,
        ),
    )
