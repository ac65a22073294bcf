"""Charts: one image with one description, in the page's own colours, nothing cut off."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from leastfirst.exchange.report.charts import STEPS, Bar, Cell, Row, bars, grid, points

BARS = [Bar("Yorkshire and The Humber", 0.077, "7.7%"), Bar("London", 0.001, "0.1%")]
DRAWN = {
    "bars": bars(BARS, alternative="What it shows", id="a"),
    "grid": grid(
        [Cell(c, r, (c + r) % 9, f"{c}·{r}", c == r == 1) for c in range(1, 11) for r in range(1, 11)],
        corner=1,
        x="Across",
        y="Down",
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
}


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
    words = [each.text for each in ElementTree.fromstring(str(DRAWN["grid"])).iter() if each.tag.endswith("text")]
    assert all(words.count(str(n)) == 2 for n in range(1, 11))
    assert "10·10" in words


def test_a_step_beyond_the_darkest_is_the_darkest() -> None:
    svg = grid([Cell(1, 1, 99, "x")], corner=None, x="a", y="b", alternative="c", id="d")
    assert f"var(--step-{len(STEPS) - 1})" in svg


def test_a_chart_is_the_same_every_time() -> None:
    assert bars(BARS, alternative="What it shows", id="a") == DRAWN["bars"]
