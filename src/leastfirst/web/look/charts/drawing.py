"""What all charts are put together from: patterns, the frame with its words, places along a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

# Kinds of bar and column: each has a colour and a pattern.
KINDS = ("here", "group", "everyone")


def patterns(name: str, kinds: Iterable[str]) -> SafeString:
    """The patterns of these kinds, in an SVG that takes no room; what is about the place itself is plain."""
    shapes = {
        "group": '<path class="stripe" d="M-2 6L6 -2M2 10L10 2"/>',
        "everyone": '<circle class="dot" cx="4" cy="4" r="1.5"/>',
        "inside": '<path class="hatch" d="M-2 6L6 -2M2 10L10 2"/>',
        "here": "",
    }
    wanted = sorted({kind if kind in shapes else "group" for kind in kinds})
    one = '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">{}</pattern>'
    made = format_html_join("", one, ((name, kind, SafeString(shapes[kind])) for kind in wanted))
    return format_html(
        '<svg class="lf-patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>{}</defs></svg>', made
    )


def figure(title: object, description: object, drawing: SafeString) -> SafeString:
    """A drawing under its title and what it says, in words that everybody reads."""
    said = format_html('<p class="lf-chart__says">{}</p>', description) if description else ""
    return format_html('<figure class="lf-chart"><figcaption>{}</figcaption>{}{}</figure>', title, said, drawing)


def kind_of(kind: str) -> str:
    """The kind, as a class that has a colour."""
    return kind if kind in KINDS else "group"


def from_start(at: float, width: float = 0) -> float:
    """Where something stands from the left, if it is `at` from the start of the line; Urdu starts on the right."""
    return 100 - at - width if get_language_bidi() else at


def share(value: float) -> str:
    """A share of the width as SVG writes it, the same in every language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def name_of(*parts: object) -> str:
    """A name for the parts of a drawing, the same each time the same chart is drawn."""
    return f"{parts[0]}-{crc32(' '.join(map(str, parts)).encode()):08x}"


def key(names: Sequence[tuple[str, object]], name: str) -> SafeString | str:
    """What each kind is called, with a sample; `name` is the chart's, whose patterns it shows."""
    if not names:
        return ""
    sample = (
        '<li><svg viewBox="0 0 22 16" aria-hidden="true" focusable="false"><rect class="{0}" width="22" height="16"/>'
        '<rect width="22" height="16" fill="url(#{1}-{0})"/></svg>{2}</li>'
    )
    return format_html(
        '<ul class="lf-key">{}</ul>', format_html_join("", sample, ((kind_of(k), name, text) for k, text in names))
    )
