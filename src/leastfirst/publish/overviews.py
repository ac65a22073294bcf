"""The overview of a map: who is on a list, or where need is greatest, as one picture of the whole country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from leastfirst.exchange.map_marks import DECILES, LIST, NOT_KNOWN, MarkStyle, standing
from leastfirst.exchange.overview import Drawn, Paper

Points = Mapping[str, tuple[float, float]]
DOTTED_DECILES = (1, 2)
"""Where areas are too small for shapes, dots mark these tenths of need only: the others would cover them."""
# Beneath first: what is surest lies on top.
ORDER = ("not-known", "outside", "near", "borderline", "likely", "listed", "firm")


@dataclass(frozen=True)
class Overview:
    """A picture (SVG), and whether areas are shapes on it or dots."""

    svg: bytes
    as_shapes: bool


def draw_list(paper: Paper, table: pa.Table, shapes: pa.Table, points: Points, designation_id: str) -> Overview:
    """Areas on a list by how sure they are on it. Where areas are dots, those outside and near it are not drawn."""
    names = table.column_names
    sure = table[f"{designation_id}_class"].to_pylist() if f"{designation_id}_class" in names else [None] * len(table)
    stands = [standing(listed, each) for listed, each in zip(table[designation_id].to_pylist(), sure, strict=True)]
    groups = {each: LIST[each] for each in ORDER}
    return _draw(paper, table, shapes, points, stands, groups, dotted=ORDER[3:])


def draw_need(paper: Paper, table: pa.Table, shapes: pa.Table, points: Points, index_id: str) -> Overview:
    """Areas by the tenth of need that they are in; 1 is the greatest."""
    tenths = table[f"{index_id}_decile"].to_pylist()
    kinds = ["not-known" if each is None else str(each) for each in tenths]
    groups = {"not-known": NOT_KNOWN, **{str(i): DECILES[i - 1] for i in range(10, 0, -1)}}
    return _draw(paper, table, shapes, points, kinds, groups, dotted=[str(each) for each in reversed(DOTTED_DECILES)])


def _draw(
    paper: Paper,
    table: pa.Table,
    shapes: pa.Table,
    points: Points,
    kinds: Sequence[str],
    groups: Mapping[str, MarkStyle],
    *,
    dotted: Sequence[str],
) -> Overview:
    wkb = dict(zip(shapes["area_code"].to_pylist(), shapes["geometry"].to_pylist(), strict=True))
    codes: dict[str, list[str]] = {}
    for code, kind in zip(table["area_code"].to_pylist(), kinds, strict=True):
        codes.setdefault(kind, []).append(code)
    if paper.shows_shapes(list(wkb.values())):
        drawn = [
            Drawn(style, shapes=[wkb[c] for c in codes.get(kind, ()) if c in wkb]) for kind, style in groups.items()
        ]
        return Overview(paper.draw(drawn), True)
    drawn = [Drawn(groups[kind], points=[points[c] for c in codes.get(kind, ()) if c in points]) for kind in dotted]
    return Overview(paper.draw(drawn), False)
