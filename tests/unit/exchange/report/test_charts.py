"""Charts: one image with one description, in the page's own colours, nothing cut off."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ElementTree

import pytest

from leastfirst.exchange.report.charts import Bar, Cell, Line, Row, bars, curves, grid, points
from leastfirst.exchange.report.drawing import STEPS, Drawing

BARS = [Bar("Yorkshire and The Humber", 0.077, "7.7%"), Bar("London", 0.001, "0.1%")]
LONG = "Whether a good domain can make up for a bad one, in community need, as the publishers have it"
CHARTS: dict[str, Drawing] = {
    "bars": bars(BARS, alternative="What it shows", id="a"),
    "long": bars([Bar(LONG, 1, "1"), Bar(LONG, 2, "2")], alternative="What it shows", id="l", long_names=True),
    "grid": grid(
        [Cell(c, r, (c + r) % 9, f"{c},{r}", c == r == 1) for c in range(1, 11) for r in range(1, 11)],
        corner=1,
        x="deprivation",
        y="need",
        alternative="What it shows",
        id="b",
    ),
    "points": points(
        [Row("Income", 5, 9), Row("Health deprivation and disability", 30, None)],
        x="Place",
        middle="half-way",
        alternative="What it shows",
        id="c",
    ),
    "curves": curves(
        [Line(f"level {n}", ((0, 0), (0.1, 0.5), (0.3, 0.9))) for n in range(3)],
        mark=("this list", 0.1, 0.2),
        x="Money",
        y="Reached",
        alternative="What it shows",
        id="d",
    ),
}
DRAWN = {f"{name}, {kind}": getattr(chart, kind) for name, chart in CHARTS.items() for kind in ("wide", "phone")}


def words(name: str) -> list[str | None]:
    return [each.text for each in ElementTree.fromstring(str(DRAWN[name])).iter() if each.tag.endswith("text")]


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_one_image_with_one_description(name: str) -> None:
    root = ElementTree.fromstring(str(DRAWN[name]))
    assert root.get("role") == "img"
    assert root[0].text == "What it shows"
    assert not [each for each in root.iter() if each is not root and each.get("role")]


@pytest.mark.parametrize("name", DRAWN)
def test_colours_follow_the_page_and_fonts_are_not_named(name: str) -> None:
    svg = str(DRAWN[name])
    assert "var(--ink)" in svg
    assert "font-family" not in svg
    assert not re.findall(r'(?:fill|stroke)="#', svg)


def test_every_row_and_column_of_a_grid_has_its_number() -> None:
    found = words("grid, wide")
    assert all(found.count(str(n)) == 2 for n in range(1, 11))
    assert "10,10" in found


def test_numbers_on_a_phone_have_no_commas_so_that_they_fit() -> None:
    assert "1010" in words("grid, phone")


def test_the_two_layouts_of_a_chart_have_ids_of_their_own() -> None:
    ids = [
        each.get("id") for svg in DRAWN.values() for each in ElementTree.fromstring(str(svg)).iter() if each.get("id")
    ]
    assert len(ids) == len(set(ids)) == len(DRAWN)


def test_two_rows_of_one_name_stay_two_rows() -> None:
    for kind in ("wide", "phone"):
        svg = str(DRAWN[f"long, {kind}"])
        assert svg.count('fill="var(--chosen)"') == 2
        assert svg.count("Whether a good domain") == 2


def test_the_names_of_curves_that_end_together_do_not_cover_each_other() -> None:
    ends = re.findall(r'translate\([\d.]+,([\d.]+)\)" font-size="13px"[^>]*>level', str(DRAWN["curves, wide"]))
    places = sorted(float(each) for each in ends)
    assert len(places) == 3
    assert min(after - before for before, after in itertools.pairwise(places)) >= 15


def test_a_step_beyond_the_darkest_is_the_darkest() -> None:
    svg = grid([Cell(1, 1, 99, "x")], corner=None, x="a", y="b", alternative="c", id="d")
    assert f"var(--step-{len(STEPS) - 1})" in svg.wide


def test_a_chart_is_the_same_every_time() -> None:
    assert bars(BARS, alternative="What it shows", id="a") == CHARTS["bars"]
