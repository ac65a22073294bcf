"""A rank on the line from 1, the greatest need, with how far it may be off."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from leastfirst.web.look.charts.drawing import figure, from_start, share
from leastfirst.web.look.paging import number

# Samples for the key.
DOT = SafeString('<path class="span" d="M1 8h20"/><circle class="here" cx="11" cy="8" r="6"/>')
DASHES = SafeString('<path class="line" d="M11 0v16"/>')


def interval(
    *,
    rank: int,
    low: int,
    high: int,
    of: int,
    title: object,
    description: object = "",
    line: int | None = None,
    until: int | None = None,
) -> SafeString:
    """A rank on the line from 1, the greatest need, with the interval `low` to `high` that it may as well have.

    `of` is how many areas are ranked; `line` the last rank inside a list, which is hatched up to there. The drawing
    ends at `until`; by default where all that matters is in sight, and it says so when that is not the last rank.
    """
    end = min(of, until or _end(high=max(high, rank), line=line or 0, of=of))

    def at(value: int) -> str:
        return share(from_start(100 * (min(value, end) - 1) / max(1, end - 1)))

    inside = ""
    if line:
        width = 100 * (min(line, end) - 1) / max(1, end - 1)
        inside = format_html(
            '<rect class="inside" x="{x}%" y="14" width="{w}%" height="26"/>'
            '<rect x="{x}%" y="14" width="{w}%" height="26" fill="url(#lf-inside)"/>'
            '<line class="line" x1="{l}%" x2="{l}%" y1="6" y2="48"/>',
            x=share(from_start(0, width)),
            w=share(width),
            l=at(line),
        )
    said = description or gettext(
        "Rank %(rank)s of %(of)s, where 1 is the greatest need. "
        "It could well be anywhere from rank %(low)s to rank %(high)s."
    ) % {"rank": number(rank), "of": number(of), "low": number(low), "high": number(high)}
    drawing = format_html(
        '<svg width="100%" height="54" role="img"><title>{t}</title>'
        '<desc>{d}</desc>{inside}<line class="axis" x1="0" x2="100%" y1="40" y2="40"/>'
        '<line class="span" x1="{low}%" x2="{high}%" y1="27" y2="27"/>'
        '<line class="whisker" x1="{low}%" x2="{low}%" y1="19" y2="35"/>'
        '<line class="whisker" x1="{high}%" x2="{high}%" y1="19" y2="35"/>'
        '<circle class="here edge" cx="{rank}%" cy="27" r="7"/></svg>',
        t=title,
        d=said,
        inside=inside,
        low=at(low),
        high=at(high),
        rank=at(rank),
    )
    last = (
        gettext("%(of)s: least need") % {"of": number(of)}
        if end == of
        else gettext("%(end)s, of %(of)s") % {"end": number(end), "of": number(of)}
    )
    ends = format_html('<p class="lf-ends"><span>{}</span><span>{}</span></p>', gettext("1: greatest need"), last)
    samples = format_html(
        '<ul class="lf-key">{}{}</ul>', _sample(DOT, gettext("The rank, and how far it may be off")), _line_sample(line)
    )
    return figure(title, said, format_html('<div class="lf-rank">{}{}{}</div>', drawing, ends, samples))


def _line_sample(line: int | None) -> SafeString | str:
    return _sample(DASHES, gettext("The last rank inside the list: %(line)s") % {"line": number(line)}) if line else ""


def _sample(shape: SafeString, text: object) -> SafeString:
    drawing = '<li><svg viewBox="0 0 22 16" aria-hidden="true" focusable="false">{}</svg>{}</li>'
    return format_html(drawing, shape, text)


def _end(*, high: int, line: int, of: int) -> int:
    """Where the drawing ends: at the last rank, unless all that matters is in the first fifth of them."""
    matters = max(high, line)
    return matters * 2 if matters * 5 <= of else of
