"""Overviews: what a map shows of a country as one small picture, and the marks that say it without colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import shapely

from leastfirst.exchange.map_marks import DECILES, LIST, NOT_KNOWN, standing
from leastfirst.exchange.overview import Drawn, Paper, dot_swatch, swatch

WEST, EAST = (shapely.to_wkb(shapely.box(x, 53, x + 1, 54)) for x in (1, 2))
SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("listed", "sure", "stands"),
    [
        (True, "firm", "firm"),
        (True, "likely", "likely"),
        (True, "borderline", "borderline"),
        (True, "unlikely", "borderline"),
        (True, None, "listed"),
        (False, "firm", "near"),
        (False, "borderline", "near"),
        (False, "unlikely", "outside"),
        (False, None, "outside"),
        (None, None, "not-known"),
    ],
)
def test_where_an_area_stands_towards_a_list(listed: bool | None, sure: str | None, stands: str) -> None:
    assert standing(listed, sure) == stands


def test_tenths_of_need_get_lighter_in_grey_too_and_the_greatest_need_has_patterns() -> None:
    shades = [luminance(each.colour) for each in DECILES]
    assert shades == sorted(shades)
    assert [each.pattern for each in DECILES[:3]] == ["crossed", "lines", "plain"]


def test_what_a_list_says_is_told_apart_without_colour() -> None:
    on_it = [LIST[each].pattern for each in ("firm", "likely", "borderline")]
    assert len(set(on_it)) == 3
    assert LIST["near"].pattern != LIST["outside"].pattern
    assert NOT_KNOWN.pattern != "plain"


def test_a_picture_has_the_land_its_areas_and_no_style_sheet() -> None:
    paper = Paper([WEST, EAST])
    drawn = paper.draw([Drawn(LIST["outside"], shapes=[WEST]), Drawn(LIST["likely"], shapes=[EAST])])
    picture = ElementTree.fromstring(drawn)
    fills = [each.get("fill") for each in picture.iter(f"{SVG}path")]
    assert LIST["outside"].colour in fills
    assert "url(#p1)" in fills
    assert [each.get("id") for each in picture.iter(f"{SVG}pattern")] == ["p1"]
    assert b"style" not in drawn
    assert b"script" not in drawn


def test_dots_stand_where_their_points_are() -> None:
    paper = Paper([WEST, EAST])
    drawn = paper.draw([Drawn(LIST["firm"], points=[(1.02, 53.5), (2.98, 53.5)])]).decode()
    wide = float(re.search(r'viewBox="0 0 (\d+) ', drawn)[1])  # type: ignore[index]
    steps = re.search(r'd="(m[^"]+h0)"', drawn)[1]  # type: ignore[index]
    first, second = (int(each) for each in re.findall(r"m(-?\d+)", steps))
    assert first < wide * 0.1
    assert first + second > wide * 0.9


def test_only_areas_that_can_be_seen_are_shapes() -> None:
    paper = Paper([WEST, EAST])
    assert paper.shows_shapes([WEST, EAST])
    assert not paper.shows_shapes([shapely.to_wkb(shapely.box(1.5, 53.5, 1.501, 53.501))])


def test_the_legend_shows_the_same_colours_and_patterns() -> None:
    drawn = swatch(LIST["borderline"], id="mine")
    assert 'id="mine"' in drawn
    assert LIST["borderline"].colour in drawn
    assert LIST["borderline"].over in drawn
    assert "pattern" not in swatch(LIST["firm"], id="other")
    # A full dot matters most; a pattern is a smaller dot inside.
    assert dot_swatch(LIST["firm"]).count("<circle") == 1
    assert dot_swatch(LIST["likely"]).count("<circle") == 2
