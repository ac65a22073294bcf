"""Find by name or postcode: the same first, then what starts so, then what holds the words, then what is nearly so.

The work is bounded whatever is typed: at most 80 signs are read, at most some hundred rows are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leastfirst.engines import names_on_sqlite as names
from leastfirst.ground.area_codes import AreaCode
from leastfirst.ground.errors import AreaCodeError
from leastfirst.publish.search.adding import NUMBERED
from leastfirst.publish.search.postcodes import Written, read_postcode
from leastfirst.publish.search.spelling import fold, slips

if TYPE_CHECKING:
    from leastfirst.engines.on_sqlite import ReadOnly

MOST = 50
_LOOKED_AT = 200
_RESCORED = 60
_TRIGRAMS = 8
_FURTHER = 2
_CODE = re.compile(r"[A-Za-z0-9 ]{8,14}")

Stem = tuple[str, str]


@dataclass(frozen=True)
class Hit:
    """One thing that was found: `kind` is area, list, fund, vote or project.

    `code` is the area's code or the id of the thing; `what` says in words what it is; `district` where it lies (empty
    for a district itself and for what is no area).
    """

    kind: str
    geography: str
    code: str
    name: str
    what: str
    district: str


@dataclass(frozen=True)
class PostcodeFound:
    """A postcode as people write it, and the areas it lies in: one for a whole postcode, none if it is not known."""

    postcode: str
    whole: bool
    areas: tuple[Hit, ...]


def find(file: ReadOnly, text: str, *, limit: int = 10) -> list[Hit]:
    """What a text means: a code, a postcode or a name, the best first, the same answer each time.

    Names may be in any case and without accents, with their district before or after, and with a slip or two; near
    ones come only if nothing else is found. A text in which nothing can be sought finds nothing.
    """
    limit = max(0, min(limit, MOST))
    if coded := _by_code(file, text, limit):
        return coded
    found = find_postcode(file, text, limit=limit)
    if found and found.areas:
        return list(found.areas[:limit])
    wanted = fold(text)
    if len(wanted) < 2:
        return []
    entries = names.starting(file, wanted, limit=_LOOKED_AT)
    if len(entries) < limit:
        entries += _holding(file, wanted)
    return _hits(entries or _near(file, wanted), limit)


def find_postcode(file: ReadOnly, text: str, *, limit: int = 10) -> PostcodeFound | None:
    """The areas of a postcode, or of all that begin so; None if the text is not written like a postcode."""
    readings = read_postcode(text)
    if not readings or not names.has_postcodes(file):
        return None
    for reading in readings:
        if codes := _areas_of(file, reading, limit):
            hits = {hit.code: hit for hit in _hits(names.by_code(file, codes, limit=4 * len(codes)), 4 * len(codes))}
            return PostcodeFound(reading.words, reading.whole, tuple(hits[code] for code in codes if code in hits))
    return PostcodeFound(readings[0].words, readings[0].whole, ())


def _areas_of(file: ReadOnly, reading: Written, limit: int) -> list[str]:
    if reading.whole:
        code = names.area_of_postcode(file, reading.key)
        return [] if code is None else [code]
    return names.areas_of_outcode(file, reading.outcode, first=reading.incode, limit=limit)


def _by_code(file: ReadOnly, text: str, limit: int) -> list[Hit]:
    if not _CODE.fullmatch(text.strip()):
        return []
    try:
        code = AreaCode.parse(text.replace(" ", "")).code
    except AreaCodeError:
        return []
    return _hits(names.by_code(file, [code], limit=limit), limit)


def _holding(file: ReadOnly, wanted: str) -> list[tuple[Any, ...]]:
    """Entries whose name, with its district, has every word of the text at the start of a word."""
    words = wanted.split()
    asked = [word for word in words if len(word) > 1]
    if not asked:
        return []

    def left_over(stem: Stem) -> int | None:
        own, around = stem[0].split(), stem[1].split()
        met = [[each for each in (*own, *around) if each.startswith(word)] for word in words]
        if not all(met) or not any(each.startswith(word) for word in words for each in own):
            return None
        return sum(not any(each.startswith(word) for word in words) for each in own)

    return _ranked(file, names.holding(file, asked, limit=_LOOKED_AT), left_over)


def _near(file: ReadOnly, wanted: str) -> list[tuple[Any, ...]]:
    """Entries whose name differs by a slip or two; a number at its end must be right."""
    numbered = NUMBERED.fullmatch(wanted)
    name, number = (numbered[1], f" {numbered[2]}") if numbered else (wanted, "")
    most = 1 if len(name) < 6 else 2 if len(name) < 12 else 3
    words = len(name.split())

    def differs(stem: Stem) -> int:
        own, around = stem
        start = " ".join(own.split()[:words])
        whole = min(slips(name, form, most) for form in (own, f"{own} {around}", f"{around} {own}"))
        # A name that only begins so stands behind one that is nearly the same as a whole.
        return min(2 * whole, 2 * slips(name, start, most) + 1)

    found = {stem: differs(stem) for stem in names.near(file, name, trigrams=_TRIGRAMS, limit=_RESCORED)}
    # What is clearly further off than the best is nothing that was meant.
    limit = min([2 * most + 1, *(by + _FURTHER for by in found.values())])
    return _ranked(file, found, lambda stem: found[stem] if found[stem] <= limit else None, number=number)


def _ranked(
    file: ReadOnly, stems: Iterable[Stem], differs: Callable[[Stem], int | None], *, number: str = ""
) -> list[tuple[Any, ...]]:
    """The entries of the stems that `differs` lets pass, the least different first."""
    kept = {stem: by for stem in stems if (by := differs(stem)) is not None}
    if not kept:
        return []
    keys = sorted({own + number for own, _ in kept})
    entries = names.same(file, keys, limit=_LOOKED_AT)
    if number:
        best = {own + number: by for (own, _), by in sorted(kept.items(), key=lambda item: -item[1])}
        return sorted(entries, key=lambda entry: best[entry[0]])
    # The same name in another district may not be what was meant: only stems that passed count.
    passed = [entry for entry in entries if (entry[0], entry[-1]) in kept]
    return sorted(passed, key=lambda entry: kept[entry[0], entry[-1]])


def _hits(entries: Iterable[tuple[Any, ...]], limit: int) -> list[Hit]:
    """The entries as hits, each thing once."""
    found: dict[tuple[str, str, str], Hit] = {}
    for _, _, kind, geography, code, name, what, district, _ in entries:
        found.setdefault((kind, geography, code), Hit(kind, geography, code, name, what, district))
    return list(found.values())[:limit]
