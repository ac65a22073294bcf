"""Positions: distances as geodesy has them, cells that miss no neighbour, the British National Grid as published."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.british_grid import to_osgb36, to_wgs84
from leastfirst.ground.errors import DataError
from leastfirst.ground.positions import Grid, in_space, straight_line_mm2
from tests.distances import ahead, geodesic_m

LATITUDE = st.floats(-60, 60)
LONGITUDE = st.floats(-170, 170)


def line_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    x, y, z = in_space(np.array([a[0], b[0]]), np.array([a[1], b[1]]))
    return math.sqrt(sum(int(each[1] - each[0]) ** 2 for each in (x, y, z))) / 1000


@given(LATITUDE, LONGITUDE, st.floats(0, 360), st.sampled_from([1.0, 500.0, 1609.0, 10_000.0]))
def test_a_point_is_within_the_radius_just_when_the_geodesic_says_so(
    latitude: float, longitude: float, bearing: float, radius_m: float
) -> None:
    here = (latitude, longitude)
    limit_m = math.sqrt(straight_line_mm2(radius_m)) / 1000
    assert line_m(here, ahead(*here, bearing, radius_m - 0.01)) <= limit_m
    assert line_m(here, ahead(*here, bearing, radius_m + 0.01)) > limit_m


def test_at_a_hundred_kilometres_the_radius_is_off_by_less_than_a_metre() -> None:
    for bearing in (0, 45, 90):
        here = (52.0, -1.0)
        limit_m = math.sqrt(straight_line_mm2(100_000)) / 1000
        assert line_m(here, ahead(*here, bearing, 99_999)) <= limit_m < line_m(here, ahead(*here, bearing, 100_001))


def test_the_distances_that_these_tests_use_are_those_of_geodesy() -> None:
    # Flinders Peak to Buninyong: 54,972.271 m. Source: Geoscience Australia, GDA94 technical manual, section 4.1.
    flinders_peak = (-(37 + 57 / 60 + 3.7203 / 3600), 144 + 25 / 60 + 29.5244 / 3600)
    buninyong = (-(37 + 39 / 60 + 10.1561 / 3600), 143 + 55 / 60 + 35.3839 / 3600)
    assert geodesic_m(flinders_peak, buninyong) == pytest.approx(54_972.271, abs=0.002)
    assert geodesic_m((52, -1), ahead(52, -1, 33, 5000)) == pytest.approx(5000, abs=1e-3)


@given(LATITUDE, LONGITUDE, st.floats(0, 360), st.floats(0, 1), st.sampled_from([10.0, 1609.0, 100_000.0]))
def test_what_is_within_the_radius_lies_in_the_nine_cells_around(
    latitude: float, longitude: float, bearing: float, part: float, radius_m: float
) -> None:
    there = ahead(latitude, longitude, bearing, part * radius_m)
    grid = Grid.of(radius_m, max(abs(latitude), abs(there[0])))
    cells = grid.cell(np.array([latitude, there[0]]), np.array([longitude, there[1]]))
    assert int(cells[1] - cells[0]) in Grid.steps()


def test_near_a_pole_there_is_no_grid() -> None:
    with pytest.raises(DataError, match="too near to a pole"):
        Grid.of(1609, 89)


def test_the_national_grid_follows_the_ordnance_surveys_worked_example() -> None:
    latitude, longitude = to_osgb36(np.array([651_409.903]), np.array([313_177.270]))
    # 52 39 27.2531 N, 1 43 4.5177 E (A guide to coordinate systems in Great Britain, annexe C).
    assert math.degrees(latitude[0]) == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
    assert math.degrees(longitude[0]) == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)


def test_the_national_grid_agrees_with_proj_on_its_way_to_wgs84() -> None:
    pyproj = pytest.importorskip("pyproj")
    easting = np.array([134_000.0, 430_000.0, 530_000.0, 651_409.9, 300_000.0])
    northing = np.array([25_000.0, 300_000.0, 180_000.0, 313_177.3, 1_000_000.0])
    towgs84 = "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489"
    plane = f"+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy {towgs84} +units=m"
    across = pyproj.Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    longitude, latitude = across.transform(easting, northing)
    ours = to_wgs84(easting, northing)
    assert np.allclose(ours[0], latitude, atol=1e-6)  # 0.1 m
    assert np.allclose(ours[1], longitude, atol=1e-6)
