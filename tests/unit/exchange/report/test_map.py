"""Maps: kilometres that are kilometres, paths that lead where the shape was, marks that can be seen."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely

from leastfirst.exchange.report.map import Ground, Label, draw_map
from leastfirst.exchange.report.map_marks import Mark
from leastfirst.exchange.report.map_view import View
from leastfirst.exchange.report.projection import path_of, transverse_mercator

SQUARE = shapely.box(0, 0, 100, 100)
GROUND = Ground(np.array([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)], dtype=object))


def drawn(*marks: Mark, **options: object) -> str:
    view = View.around((0, 0, 100, 100), width=640)
    return str(draw_map(GROUND, marks, view, id="map", title="A & B", description="Two", **options))  # type: ignore[arg-type]


def test_a_degree_is_as_long_as_it_should_be() -> None:
    km = transverse_mercator(np.array([[-2.0, 52.0], [-2.0, 53.0], [-1.0, 52.0]]), meridian=-2)
    assert km[1, 1] - km[0, 1] == pytest.approx(111.195, abs=0.001)
    assert km[2, 0] - km[0, 0] == pytest.approx(111.195 * np.cos(np.radians(52)), rel=1e-3)
    assert km[0, 0] == 0


def test_the_length_of_england_is_right_within_half_a_percent() -> None:
    # Land's End to Marshall Meadows is about 686 km in a straight line on the ellipsoid.
    km = transverse_mercator(np.array([[-5.7160, 50.0657], [-2.0337, 55.8106]]), meridian=-2)
    assert float(np.hypot(*(km[1] - km[0]))) == pytest.approx(686, rel=0.005)


def test_a_path_goes_round_the_shape_in_whole_steps() -> None:
    assert path_of([shapely.box(0, 0, 30, 20)]) == "M30 0l0 20-30 0 0-20z"
    assert path_of([shapely.LineString([(0, 0), (0.2, 0.1), (10, -5)])]) == "M0 0l10-5"
    assert path_of([shapely.box(0, 0, 0.2, 0.2)]) == ""


def test_an_area_that_can_be_seen_is_a_shape_and_a_tiny_one_a_dot() -> None:
    large = Mark("Large", "area-1", shapely.box(10, 10, 30, 30), 20, 20)
    tiny = Mark("Tiny", "area-2", shapely.box(60, 60, 60.1, 60.1), 60, 60)
    nowhere = Mark("A point", "area-3", None, 70, 70)
    assert '<g class="areas">' in drawn(large)
    assert '<g class="dots few">' in drawn(tiny)
    assert '<path class="dot"' in drawn(large, nowhere)


def test_a_mark_is_named_and_leads_to_its_row() -> None:
    svg = drawn(Mark("Low & Green <x>", "area-1", SQUARE, 50, 50))
    assert 'href="#area-1"' in svg
    assert "<title>Low &amp; Green &lt;x&gt;</title>" in svg
    assert "A &amp; B" in svg


def test_marks_outside_the_view_are_left_out() -> None:
    assert "area-9" not in drawn(Mark("Far", "area-9", None, 500, 500))


def test_names_never_cover_each_other() -> None:
    svg = drawn(Mark("x", "a", None, 50, 50), labels=[Label(f"Town number {n}", 50, 50) for n in range(12)])
    assert 1 <= len(re.findall("Town number", svg)) < 24


def test_a_border_between_neighbours_is_drawn_once() -> None:
    border = re.search(r'<path class="border" d="([^"]*)"', drawn())
    assert border
    assert border[1].count("M") == 3


@pytest.mark.parametrize("shape", [None, SQUARE])
def test_every_degree_of_certainty_has_a_form_of_its_own(shape: object) -> None:
    kinds = ("firm", "likely", "borderline", "unlikely", "outside")
    svg = drawn(*(Mark(kind, "area-1", shape, 50, 50, kind) for kind in kinds))
    assert all(svg.count(f'<a class="{kind}"') == 1 for kind in kinds)
    if shape is None:
        assert svg.count('class="hole"') == 3
        assert svg.count('class="cross"') == 1


def test_a_mark_that_the_page_does_not_tell_of_is_no_link() -> None:
    svg = drawn(Mark("Nearly", "", None, 50, 50, "outside"))
    assert "href" not in svg
    assert "<title>Nearly</title>" in svg


def test_a_map_is_neither_a_tower_nor_a_strip_and_never_of_nothing() -> None:
    tower, strip = View.around((0, 0, 10, 500), width=640), View.around((0, 0, 500, 10), width=640)
    assert (tower.height, strip.height) == (1024, 256)
    for view, bounds in ((tower, (0, 0, 10, 500)), (strip, (0, 0, 500, 10))):
        west, south, east, north = view.bounds
        assert west < bounds[0]
        assert south < bounds[1]
        assert east > bounds[2]
        assert north > bounds[3]
        assert (west + east, south + north) == pytest.approx((bounds[0] + bounds[2], bounds[1] + bounds[3]))
    point = View.around((7, 7, 7, 7), width=640)
    assert point.height == 640
    assert point.bounds[2] - point.bounds[0] == pytest.approx(3 * 640 / 624)
