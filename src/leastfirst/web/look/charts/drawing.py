"""What all charts are put together from: bars with a pattern, the frame with its words, places along a line."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

# Kinds of bar and column: each has a colour and a pattern.
KINDS = ("here", "group", "everyone")


def filled(kind: str, *, x: str, width: str, height: str, y: str = "0", edge: bool = False) -> SafeString:
    """A bar in the colour of its kind, and its pattern above; what is about the place itself is plain.

    `x` and `width` are shares of the whole width in percent, `y` and `height` pixels. The patterns stand once on each
    page: look/patterns.html.
    """
    kind = kind if kind in KINDS else "group"
    # A page may have hundreds of these, and nothing in them comes from outside.
    place = f'x="{x}%" y="{y}" width="{width}%" height="{height}"'
    bar = f'<rect class="{kind}{" edge" if edge else ""}" {place}/>'
    return SafeString(bar if kind == "here" else f'{bar}<rect {place} fill="url(#lf-{kind})"/>')


def figure(title: object, description: object, drawing: SafeString) -> SafeString:
    """A drawing under its title and what it says, in words that everybody reads."""
    said = format_html('<p class="lf-chart__says">{}</p>', description) if description else ""
    return format_html('<figure class="lf-chart"><figcaption>{}</figcaption>{}{}</figure>', title, said, drawing)


def from_start(at: float, width: float = 0) -> float:
    """Where something stands from the left, if it is `at` from the start of the line; Urdu starts on the right."""
    return 100 - at - width if get_language_bidi() else at


def share(value: float) -> str:
    """A share of the width as SVG writes it, the same in every language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def key(names: Sequence[tuple[str, object]]) -> SafeString | str:
    """What each kind is called, with a sample of it."""
    if not names:
        return ""
    sample = '<li><svg viewBox="0 0 22 16" aria-hidden="true">{}</svg>{}</li>'
    shown = ((filled(kind, x="0", width="100", height="16"), text) for kind, text in names)
    return format_html('<ul class="lf-key">{}</ul>', format_html_join("", sample, shown))
