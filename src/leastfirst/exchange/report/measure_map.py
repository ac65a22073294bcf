"""The maps of a designation: the whole country, and close-ups of the districts with most residents in chosen areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from leastfirst.exchange.report.certainty import Certainty
from leastfirst.exchange.report.map import Flat, Ground, Label, draw_map
from leastfirst.exchange.report.map_data import as_array, bounds_of, flat_of, points_of, shapes_of, where
from leastfirst.exchange.report.map_marks import Mark, small_marks
from leastfirst.exchange.report.map_view import View
from leastfirst.exchange.report.places import Group, Places
from leastfirst.ground.area_codes import level_words
from leastfirst.ground.tables import Inputs
from leastfirst.ground.words import counted
from leastfirst.measure import DesignationResult

WIDTH, CLOSE_UP = 640, (300, 240)
CLOSE_UPS = 6
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
FEW_AREAS = 1500
"""Up to so many areas, the borders of all of them are drawn where they can be seen."""


@dataclass(frozen=True)
class CloseUp:
    """One district from nearer, with what was chosen in it."""

    group: Group
    drawing: Markup


@dataclass(frozen=True)
class Maps:
    """The maps of a report; `drawing` is None where the data have neither boundaries nor points."""

    drawing: Markup | None
    as_dots: bool
    close_ups: tuple[CloseUp, ...]
    left_out: int
    notes: tuple[str, ...]
    lines: str = ""

    @property
    def close_ups_called(self) -> str:
        """What the close-ups are of: `the six districts with the most of these residents`."""
        number = _NUMBERS.get(len(self.close_ups), str(len(self.close_ups)))
        which = f"the {number} districts" if len(self.close_ups) > 1 else "the district"
        return f"{which} with the most of these residents"


def draw_maps(result: DesignationResult, places: Places, inputs: Inputs, certainty: Certainty | None = None) -> Maps:
    """Draw what the tables allow, and note what is missing; with certainty, the marks say how sure each area is."""
    designation = result.designation
    areas = f"areas-{result.areas.geography}"
    flat = flat_of(inputs, (designation.outline, designation.boundaries), areas)
    if flat is None:
        return Maps(None, True, (), result.count, ("These data hold no boundaries and no points, so there is no map.",))
    shapes, outlines = shapes_of(inputs, designation.boundaries, flat), shapes_of(inputs, designation.outline, flat)
    marks = _marks(result, places, inputs, flat, shapes, certainty)
    outside = _outside(result, places, inputs, flat, shapes, certainty)
    notes = [
        f"The data have no table of {what}, so the map does without."
        for what, there in (("outlines", outlines), ("boundaries", shapes))
        if not there
    ]
    if not marks:
        return Maps(None, True, (), result.count, (*notes, "No chosen area has a place on a map."))
    larger = as_array(outlines.values())
    everything = larger if len(larger) else as_array(shapes.values())
    view = View.around(bounds_of(everything, list(marks.values())), width=WIDTH)
    as_dots = small_marks(list(marks.values()), view)
    borders = as_array(shapes.values()) if not as_dots and len(shapes) <= FEW_AREAS else as_array(())
    called = f"{counted(result.count, designation.called_one, designation.called)}"
    drawing = draw_map(
        Ground(larger, borders),
        [*outside, *marks.values()],
        view,
        id="map",
        title=f"Map of {places.nation} with {called}",
        description=_description(places, as_dots),
        labels=_labels(places, marks),
        as_dots=as_dots,
    )
    close_ups = tuple(_close_ups(places, marks, outside, outlines, larger)) if as_dots else ()
    lines = _lines(result, inputs, outlined=len(larger) > 0, bordered=len(borders) > 0)
    return Maps(drawing, as_dots, close_ups, result.count - len(marks), tuple(notes), lines)


def _lines(result: DesignationResult, inputs: Inputs, *, outlined: bool, bordered: bool) -> str:
    """What the lines on the map are."""
    areas = level_words(result.areas.geography.level, plural=True)
    outline = inputs[result.designation.outline].meta.geography if outlined and result.designation.outline else None
    districts = level_words(outline.level, plural=True) if outline else "larger areas"
    if outlined and bordered:
        return f"Dark lines are {districts}, faint ones {areas}."
    return f"Thin lines are {districts}." if outlined else f"Thin lines are {areas}." if bordered else ""


def _marks(
    result: DesignationResult,
    places: Places,
    inputs: Inputs,
    flat: Flat,
    shapes: dict[str, Any],
    certainty: Certainty | None,
) -> dict[int, Mark]:
    """A mark for each chosen area that has a shape or a point, by its position, in the order of the list."""
    points = points_of(inputs, f"areas-{result.areas.geography}", flat)
    marks: dict[int, Mark] = {}
    for i in np.flatnonzero(result.designated).tolist():
        code = places.codes[i]
        there = where(code, shapes, points)
        if there is None:
            continue
        sure = certainty.of[i] if certainty else None
        title = f"{places.called(i)}, {places.district[i][1]}: {places.people[i]:,.0f} residents"
        title += f" ({sure.words})" if sure else ""
        marks[i] = Mark(title, f"area-{code}", *there, sure.kind if sure else "")
    return marks


def _outside(
    result: DesignationResult,
    places: Places,
    inputs: Inputs,
    flat: Flat,
    shapes: dict[str, Any],
    certainty: Certainty | None,
) -> list[Mark]:
    """A mark for each area that is not on the list but could well be; those that the page lists are links."""
    if certainty is None:
        return []
    points = points_of(inputs, f"areas-{result.areas.geography}", flat)
    listed = set(certainty.listed_outside)
    marks = []
    for i in sorted(certainty.outside):
        code, sure = places.codes[i], certainty.of[i]
        there = where(code, shapes, points)
        if there is not None and sure is not None:
            title = f"Not on the list: {places.called(i)}, {places.district[i][1]} ({sure.words})"
            marks.append(Mark(title, f"near-{code}" if i in listed else "", *there, "outside"))
    return marks


def _labels(places: Places, marks: dict[int, Mark]) -> list[Label]:
    """The districts with most residents in chosen areas, each named at the middle of its marks."""
    by_district: dict[str, list[Mark]] = {}
    for i, mark in marks.items():
        by_district.setdefault(places.district[i][0], []).append(mark)
    labels = []
    for group in places.districts()[:16]:
        found = by_district.get(group.code)
        if found:
            x, y = np.median([[mark.x, mark.y] for mark in found], axis=0)
            labels.append(Label(group.short, float(x), float(y)))
    return labels


def _close_ups(
    places: Places, marks: dict[int, Mark], outside: list[Mark], outlines: dict[str, Any], larger: Any
) -> list[CloseUp]:
    import shapely

    made = []
    for group in places.districts()[:CLOSE_UPS]:
        mine = [mark for i, mark in marks.items() if places.district[i][0] == group.code]
        within = outlines.get(group.code)
        if not mine or (within is None and all(mark.shape is None for mark in mine)):
            continue
        shapes = as_array([within] if within is not None else [mark.shape for mark in mine if mark.shape is not None])
        view = View.around(bounds_of(shapes, mine), width=CLOSE_UP[0], height=CLOSE_UP[1], margin=10)
        near = larger[shapely.intersects(larger, shapely.box(*view.bounds))] if len(larger) else larger
        drawing = draw_map(
            Ground(near),
            [*outside, *marks.values()],
            view,
            id=f"map-{group.code}",
            title=f"Map of {group.short}",
            description=f"{group.chosen:,} chosen areas with {group.residents:,} residents. They stand in the list.",
            within=within,
            as_dots=False,
        )
        made.append(CloseUp(group, drawing))
    return made


def _description(places: Places, as_dots: bool) -> str:
    mark = "a dot" if as_dots else "a filled shape"
    most = ", ".join(f"{group.short} ({group.chosen:,})" for group in places.districts()[:5])
    return f"Each chosen area is {mark}. Most lie in {most}. Every area stands in the list on this page."
