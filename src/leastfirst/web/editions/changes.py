"""What is new in an edition, in words, held against the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leastfirst.publish import About

KINDS = {
    "designations": ("list of places", "lists of places"),
    "funds": ("fund", "funds"),
    "votes": ("vote", "votes"),
    "geographies": ("map", "maps"),
}


def what_changed(before: Mapping[str, Any] | None, now: About) -> tuple[str, ...]:
    """A sentence for each thing that is new, gone or made anew. `before` is what the last edition said of itself."""
    if before is None:
        return ("This is the first edition on this site.",)
    sentences = []
    if before.get("definition") != now.definition:
        sentences.append(f"The site now shows {now.title}; before, it showed {before.get('title', 'something else')}.")
    old_pack = (before.get("pack_id"), before.get("pack_version"))
    if old_pack != (now.pack_id, now.pack_version):
        sentences.append(f"The figures come from new data: {now.pack_title}, version {now.pack_version}.")
    for name, (one, many) in KINDS.items():
        old, new = set(before.get(name, ())), set(getattr(now, name))
        sentences += told("New", one, many, sorted(new - old)) + told("No longer here", one, many, sorted(old - new))
    if before.get("code_version") != now.code_version:
        sentences.append(f"It was worked out by version {now.code_version} of leastfirst.")
    return tuple(sentences) or ("Figures or words were worked out again. The lists, funds and votes are the same.",)


def told(start: str, one: str, many: str, ids: list[str]) -> list[str]:
    """One sentence that names them, or none."""
    return [f"{start}: {one if len(ids) == 1 else many} {', '.join(ids)}."] if ids else []
