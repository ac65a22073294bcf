"""What a map says of each area, in groups that look the same; and the overview of all of them as one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from leastfirst.exchange.map_marks import DECILES, LIST, MarkStyle, standing
from leastfirst.exchange.overview import Drawn, Paper

Groups = Mapping[str, Sequence[str]]
"""The codes of the areas of each kind: a tenth of need ("1" is the greatest), or where they stand towards a list."""
Points = Mapping[str, tuple[float, float]]

# Beneath first: what matters most lies on top.
ORDER = ("not-known", "outside", "near", "borderline", "likely", "listed", "firm", *map(str, range(10, 0, -1)))
STYLES: Mapping[str, MarkStyle] = {**LIST, **{str(i): each for i, each in enumerate(DECILES, 1)}}
DOTTED = ("borderline", "likely", "listed", "firm", "2", "1")
"""Where areas are too small for shapes, dots mark these alone: all others would cover them."""


@dataclass(frozen=True)
class Overview:
    """A picture (SVG), and whether areas are shapes on it or dots."""

    svg: bytes
    as_shapes: bool


def standings(table: pa.Table, designation_id: str) -> list[str]:
    """Where each area stands towards a list: on it and how sure, near it, outside."""
    names = table.column_names
    sure = table[f"{designation_id}_class"].to_pylist() if f"{designation_id}_class" in names else [None] * len(table)
    return [standing(listed, each) for listed, each in zip(table[designation_id].to_pylist(), sure, strict=True)]


def tenths(table: pa.Table, index_id: str) -> list[str]:
    """The tenth of need that each area is in."""
    return ["not-known" if each is None else str(each) for each in table[f"{index_id}_decile"].to_pylist()]


def grouped(table: pa.Table, kinds: Sequence[str]) -> Groups:
    """The codes of the areas of each kind, in the order of the table."""
    groups: dict[str, list[str]] = {}
    for code, kind in zip(table["area_code"].to_pylist(), kinds, strict=True):
        groups.setdefault(kind, []).append(code)
    return groups


def draw(paper: Paper, groups: Groups, shapes: pa.Table, points: Points) -> Overview:
    """Areas as shapes where they are large enough to be seen, else some of them as dots (see `DOTTED`)."""
    wkb = dict(zip(shapes["area_code"].to_pylist(), shapes["geometry"].to_pylist(), strict=True))
    there = [kind for kind in ORDER if kind in groups]
    if paper.shows_shapes(list(wkb.values())):
        drawn = [Drawn(STYLES[kind], shapes=[wkb[code] for code in groups[kind] if code in wkb]) for kind in there]
        return Overview(paper.draw(drawn), True)
    dotted = [kind for kind in there if kind in DOTTED]
    drawn = [Drawn(STYLES[kind], points=[points[code] for code in groups[kind] if code in points]) for kind in dotted]
    return Overview(paper.draw(drawn), False)
