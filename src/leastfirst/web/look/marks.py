"""The small signs beside words: they say by their shape what colour says to those who see it."""

from __future__ import annotations

from django.utils.safestring import SafeString

# Each is drawn in a square of 16. The kinds are those of the reports: a full disc is sure, a hollow one is not.
SHAPES = {
    "chosen": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "firm": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "likely": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="3.5"/>',
    "borderline": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "unlikely": '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<circle cx="8" cy="8" r="2" fill="currentColor"/>',
    "outside": '<path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>',
    "won": '<path d="M2.5 8.5l3.7 3.8 7.3-8.6" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "lost": '<path d="M3 8h10" stroke="currentColor" stroke-width="2.6"/>',
    "published": '<path d="M2.5 8.5l3.7 3.8 7.3-8.6" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "decided": '<path d="M2.5 8.5l3.7 3.8 7.3-8.6" fill="none" stroke="currentColor" stroke-width="2.6"/>',
    "inferred": '<path d="M8 1.5l7 12.5H1z" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path d="M8 6v4M8 11.4v1.2" stroke="currentColor" stroke-width="1.8"/>',
    "recalled": '<path d="M8 1.5l7 12.5H1z" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path d="M8 6v4M8 11.4v1.2" stroke="currentColor" stroke-width="1.8"/>',
    "example": '<path d="M4 13.5V3.2L12.5 8.3z" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "neutral": '<path d="M8 2l6 6-6 6-6-6z" fill="none" stroke="currentColor" stroke-width="1.8"/>',
}
KINDS = frozenset(SHAPES)


def mark(kind: str) -> SafeString:
    """The sign of that kind as SVG, silent to screen readers; the plain one for a kind that has none of its own."""
    shape = SHAPES.get(kind, SHAPES["neutral"])
    return SafeString(f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>')
