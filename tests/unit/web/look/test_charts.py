"""Charts: they say in words what they show, are drawn to scale, and do not hang on colour or on one direction."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.utils import translation

from leastfirst.web.look.charts import Bar, Column, bars, columns, interval

BARS = [
    Bar("Hull 027C", 40, "40%"),
    Bar("Left-behind places", 20, "20%", "group"),
    Bar("England", 10, "10%", "everyone"),
    Bar("Wales", None, ""),
]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def drawn_bars(html: str) -> list[tuple[str, float, float]]:
    found = re.findall(r'<rect class="(here|group|everyone)" x="([\d.]+)%" y="0" width="([\d.]+)%"', html)
    return [(kind, float(x), float(width)) for kind, x, width in found]


def test_bars_are_as_long_as_their_values_and_say_them() -> None:
    html = bars(BARS, title="No qualification", description="More than elsewhere.")
    assert drawn_bars(html) == [("here", 0, 100), ("group", 0, 50), ("everyone", 0, 25)]
    assert words(html) == (
        "No qualification More than elsewhere. Hull 027C 40% Left-behind places 20% England 10% Wales not known"
    )


def test_bars_of_several_charts_can_share_a_scale() -> None:
    assert drawn_bars(bars(BARS, title="t", highest=80))[0] == ("here", 0, 50)


def test_bars_begin_at_the_right_on_a_page_that_is_read_from_there() -> None:
    with translation.override("ur"):
        assert drawn_bars(bars(BARS, title="t"))[1:] == [("group", 50, 50), ("everyone", 75, 25)]


def test_every_kind_but_the_place_itself_has_a_pattern_that_the_page_holds(drawn: Callable[..., str]) -> None:
    html = bars(BARS, title="t") + interval(rank=3, low=1, high=5, of=9, line=4, title="t")
    used = set(re.findall(r"url\(#([^)]+)\)", html))
    assert used == {"lf-group", "lf-everyone", "lf-inside"}
    for base in ("base", "embed_base"):
        page = drawn(f'{{% include "look/{base}.html" %}}')
        assert [page.count(f'<pattern id="{name}"') for name in used] == [1, 1, 1]


def test_bars_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="bars below zero"):
        bars([Bar("a", -1, "-1")], title="t")


def test_a_chart_is_escaped_and_has_nothing_inline() -> None:
    html = bars([Bar("<b>", 1, "<i>")], title="<u>", description="<s>")
    html += columns([Column("<b>", [("here", 1)], "<i>")], title="<u>", description="<s>", names=[("here", "<em>")])
    html += interval(rank=1, low=1, high=2, of=3, title="<u>", description="<s>")
    assert not re.search(r"<(b|i|u|s|em)>", html)
    assert "style=" not in html
    assert "<script" not in html


def places(html: str) -> dict[str, float]:
    dot = re.search(r'<circle class="here edge" cx="([\d.]+)%"', html)
    span = re.search(r'<line class="span" x1="([\d.]+)%" x2="([\d.]+)%"', html)
    line = re.search(r'<line class="line" x1="([\d.]+)%"', html)
    assert dot
    assert span
    return {
        "rank": float(dot[1]),
        "low": float(span[1]),
        "high": float(span[2]),
        **({"line": float(line[1])} if line else {}),
    }


def test_a_rank_stands_between_the_ends_of_its_interval_and_after_the_line_it_is_outside_of() -> None:
    at = places(interval(rank=3400, low=2900, high=4100, line=3375, of=33755, title="Rank"))
    order = [at["low"], at["line"], at["rank"], at["high"]]
    assert all(a < b for a, b in pairwise(order))
    assert at["high"] < 100


def test_a_rank_says_its_direction_in_words_and_to_screen_readers() -> None:
    html = interval(rank=68, low=20, high=150, line=3375, of=33755, title="Deprivation rank")
    said = "Rank 68 of 33,755, where 1 is the greatest need. It could well be anywhere from rank 20 to rank 150."
    assert words(html).count(said) == 2, "to read, and as the description of the drawing"
    assert "1: greatest need" in words(html)
    assert "6,750, of 33,755" in words(html), "the line does not end at the last rank, and says so"
    assert "The last rank inside the list: 3,375" in words(html)
    assert f'role="img"><title>Deprivation rank</title><desc>{said}</desc>' in html
    assert " id=" not in html, "the same chart may stand twice on a page"


def test_a_rank_in_the_middle_is_shown_among_all() -> None:
    html = interval(rank=20000, low=16000, high=24000, of=33755, title="Rank")
    assert "33,755: least need" in words(html)
    assert places(html)["rank"] == pytest.approx(59.25, abs=0.01)


def test_the_greatest_need_is_on_the_right_in_urdu() -> None:
    with translation.override("ur"):
        assert places(interval(rank=1, low=1, high=1, of=100, title="Rank"))["rank"] == 100


def test_columns_are_to_scale_and_stand_on_each_other() -> None:
    years = [
        Column("2026-27", [("here", 60), ("group", 20)], "£80"),
        Column("2027-28", [("here", 40)], "£40"),
    ]
    html = columns(years, title="By year", description="It falls.", names=[("here", "Capital"), ("group", "Revenue")])
    parts = re.findall(r'<rect class="(\w+) edge" x="([\d.]+)%" y="([\d.]+)" width="[\d.]+%" height="([\d.]+)"', html)
    assert [(kind, float(y), float(height)) for kind, _x, y, height in parts] == [
        ("here", 40, 120),
        ("group", 0, 40),
        ("here", 80, 80),
    ]
    assert "<title>2027-28: £40</title>" in html
    assert words(html).startswith("By year It falls. Capital Revenue Highest: 2026-27, £80")


def test_no_columns_are_no_crash() -> None:
    assert words(columns([], title="By year", description="Nothing yet.")).startswith("By year Nothing yet.")
