"""The map of a shared fund: its places by pounds for each resident, in at most five classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from leastfirst.exchange.report.fund_sums import Sums, groups, level_called, levels_of
from leastfirst.exchange.report.map import Ground, Label, draw_map
from leastfirst.exchange.report.map_data import (
    Points,
    Shapes,
    as_array,
    bounds_of,
    flat_of,
    points_of,
    shapes_of,
    where,
)
from leastfirst.exchange.report.map_marks import CLASSES, Mark, small_marks
from leastfirst.exchange.report.map_view import View
from leastfirst.fund import FundResult
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import counted

WIDTH = 640
LABELS = 16
PER_HEAD = "pounds for each resident"
CORNER = 1 / 3
"""Places that lie within this part of the map, both ways, are shown from nearer."""
FEW = 600
"""So many dots are drawn large."""


@dataclass(frozen=True)
class Class:
    """A class of the map: the kind of its marks, the range in words, and how many places are in it."""

    kind: str
    words: str
    places: int


@dataclass(frozen=True)
class FundMap:
    """The map of a fund; `drawing` is None where its places have no place on a map."""

    drawing: Markup | None
    as_dots: bool
    classes: tuple[Class, ...]
    of: str
    left_out: int
    notes: tuple[str, ...]
    lines: str = ""
    few: bool = True

    @property
    def said(self) -> str:
        """How a mark says what its place gets; where all get the same, that each is a place."""
        form = "Each dot is a place" if self.as_dots else "Each place is a shape"
        if len(self.classes) < 2:
            return f"{form}."
        more = "the more it gets for each resident" if self.of == PER_HEAD else "the more it gets"
        return f"{form}; the {'larger the dot' if self.as_dots else 'denser its pattern'}, {more}."


def draw_fund_map(result: FundResult, sums: Sums, inputs: Inputs, listed: frozenset[int]) -> FundMap:
    """Draw the places that the tables locate. Places that are `listed` on the page are links to their row."""
    fund = result.fund
    geography = fund.geography
    if geography is None or not result.places.areas:
        return _none(f"The {fund.called} of this fund are names without a place on a map, so there is no map.")
    areas = f"areas-{geography}"
    flat = flat_of(inputs, (fund.outline, fund.boundaries), areas)
    if flat is None:
        return _none("These data hold no boundaries and no points, so there is no map.")
    shapes, outlines = shapes_of(inputs, fund.boundaries, flat), shapes_of(inputs, fund.outline, flat)
    notes = [
        f"The data have no table of {what}, so the map does without."
        for what, asked, there in (("outlines", fund.outline, outlines), ("boundaries", fund.boundaries, shapes))
        if asked and not there
    ]
    of, of_place, classes = classes_of(result, sums)
    marks = _marks(result, sums, shapes, points_of(inputs, areas, flat), of_place, listed)
    if not marks:
        return _none(*notes, "No place of this fund has a place on a map.")
    larger = as_array(outlines.values())
    view = View.around(_shown(larger if len(larger) else as_array(shapes.values()), [*marks.values()]), width=WIDTH)
    as_dots = small_marks(list(marks.values()), view)
    drawing = draw_map(
        Ground(larger),
        list(marks.values()),
        view,
        id="map",
        title=f"Map of {counted(len(marks), fund.called_one, fund.called)} by {of}",
        description=f"{'; '.join(f'{each.words}: {each.places:,}' for each in classes)}. Every place stands in "
        + ("the list on this page." if len(listed) == len(result.places) else "the file places.csv."),
        labels=_labels(result, marks),
        as_dots=as_dots,
    )
    outline = inputs[fund.outline].meta.geography if fund.outline and len(larger) else None
    lines = f"Thin lines are {level_called(outline.level, plural=True)}." if outline else ""
    return FundMap(
        drawing, as_dots, classes, of, len(result.places) - len(marks), tuple(notes), lines, len(marks) < FEW
    )


def _shown(areas: NDArray[Any], marks: list[Mark]) -> tuple[float, float, float, float]:
    """What the map shows: all areas; or, of a fund of one corner of them, those of the areas that its places lie in."""
    import shapely

    everything = bounds_of(areas, marks)
    if not len(areas):
        return everything
    west, south, east, north = bounds_of(as_array(()), marks)
    wide, tall = everything[2] - everything[0], everything[3] - everything[1]
    if max((east - west) / wide, (north - south) / tall) > CORNER:
        return everything
    points = shapely.points([(mark.x, mark.y) for mark in marks])
    held = areas[[bool(shapely.intersects(area, points).any()) for area in areas]]
    near = bounds_of(held, marks)
    # Marks may lie outside every area, and shapes are larger than their middles.
    shapes = as_array([mark.shape for mark in marks if mark.shape is not None])
    ends = [near, (west, south, east, north), *([bounds_of(shapes, marks)] if len(shapes) else [])]
    lows, highs = (np.array([each[i : i + 2] for each in ends]) for i in (0, 2))
    return (*lows.min(axis=0).tolist(), *highs.max(axis=0).tolist())


def _none(*notes: str) -> FundMap:
    return FundMap(None, True, (), "", 0, notes)


def classes_of(result: FundResult, sums: Sums) -> tuple[str, list[int], tuple[Class, ...]]:
    """What the classes are of, the class of each place, and the classes with their ranges, the smallest first.

    The bounds are those of five groups of equal size, rounded to two figures; groups that fall together are one.
    """
    people = sums.residents
    head = people is not None and all(people)
    values = [pence / each for pence, each in zip(result.paid, people, strict=True)] if head and people else result.paid
    at = np.array(values, dtype=np.float64)
    bounds = sorted({float(f"{each:.2g}") for each in np.quantile(at, [0.2, 0.4, 0.6, 0.8])})
    if not head and at.max() - at.min() <= 1:
        bounds = []  # an odd penny is no class
    place_class = np.searchsorted(bounds, at, side="right")
    used = [each for each in range(len(bounds) + 1) if (place_class == each).any()]
    # Fewer classes are spread over the five forms, so that the largest always has the strongest.
    kinds = {each: CLASSES[_form(i, len(used))] for i, each in enumerate(used)}
    classes = [Class(kinds[each], _range(bounds, each, at, sums), int((place_class == each).sum())) for each in used]
    forms = [CLASSES.index(kinds[each]) for each in place_class.tolist()]
    return PER_HEAD if head else "what each place gets", forms, tuple(classes)


def _form(i: int, n: int) -> int:
    return len(CLASSES) - 1 if n == 1 else round(i * (len(CLASSES) - 1) / (n - 1))


def _range(bounds: Sequence[float], at: int, values: np.ndarray, sums: Sums) -> str:
    low, high = (sums.whole(round(float(each))) for each in (values.min(), values.max()))
    if not bounds or low == high:
        return f"{low} to {high}" if low != high else low
    if at == 0:
        return f"under {sums.whole(round(bounds[0]))}"
    if at == len(bounds):
        return f"{sums.whole(round(bounds[-1]))} and more"
    return f"{sums.whole(round(bounds[at - 1]))} to under {sums.whole(round(bounds[at]))}"


def _marks(
    result: FundResult, sums: Sums, shapes: Shapes, points: Points, forms: Sequence[int], listed: frozenset[int]
) -> dict[int, Mark]:
    """A mark for each place that has a shape or a point; one of several areas is drawn as one shape."""
    people, places = sums.residents, result.places
    marks: dict[int, Mark] = {}
    for i, codes in enumerate(places.areas):
        found = [there for code in codes if (there := where(code, shapes, points)) is not None]
        if not found:
            continue
        head = f", {sums.per_head(result.paid[i], people[i])} for each resident" if people else ""
        title = f"{places.names[i]}: {sums.whole(result.paid[i])}{head}"
        link = f"place-{places.codes[i]}" if i in listed else ""
        marks[i] = Mark(title, link, *_together(found), CLASSES[forms[i]])
    return marks


def _together(found: list[tuple[object, float, float]]) -> tuple[object, float, float]:
    import shapely

    if len(found) == 1:
        return found[0]
    shapes = [shape for shape, _, _ in found if shape is not None]
    x, y = np.mean([[x, y] for _, x, y in found], axis=0).tolist()
    return (shapely.union_all(shapes) if shapes else None), x, y


def _labels(result: FundResult, marks: dict[int, Mark]) -> list[Label]:
    """The districts that get most, each named at the middle of its marks; places themselves where there are few."""
    levels = levels_of(result)
    level = levels[-2] if len(levels) > 1 else levels[0] if levels else ""
    if not level:
        return [Label(result.places.names[i], mark.x, mark.y) for i, mark in list(marks.items())[:LABELS]]
    found = [group for group in groups(result, level, list(marks)) if group.code]
    found.sort(key=lambda group: (-sum(result.paid[i] for i in group.places), group.code))
    labels = []
    for group in found[:LABELS]:
        x, y = np.median([[marks[i].x, marks[i].y] for i in group.places], axis=0)
        labels.append(Label(group.name.partition(",")[0], float(x), float(y)))
    return labels
