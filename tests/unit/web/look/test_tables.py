"""Tables: what stands in them, how they are sorted and paged, what is said of what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation

from leastfirst.web.look.paging import Pages, asked_page
from leastfirst.web.look.rows import cell_html
from leastfirst.web.look.tables import Cell, DataTable, Heading

Draw = Callable[..., str]

TABLE = DataTable(
    caption="Areas, greatest need first",
    headings=[
        Heading("Area", sort="name"),
        Heading("Rank", unit="1 = greatest need", numeric=True, sort="rank"),
        Heading("How sure"),
    ],
    rows=[
        [Cell("Hull 027C", href="/areas/x/"), "3,370", Cell("Borderline", badge="borderline", note="4 in 10")],
        ["Ash <001A>", None, ""],
    ],
    sorted_by="rank",
    here=frozenset({0}),
)


def rows(html: str) -> list[list[str]]:
    """The words of each cell, row by row."""
    found = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in found]
    return [[re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", cell)).strip() for cell in row] for row in cells]


def test_a_table_says_its_direction_and_what_is_not_known(drawn: Draw) -> None:
    html = drawn("{% data_table table %}", table=TABLE)
    head, first, second = rows(html)
    assert head == ["Area (sort by this)", "Rank (sorted from the lowest; turn round) 1 = greatest need", "How sure"]
    assert first == ["Hull 027C", "3,370", "Borderline 4 in 10"]
    assert second == ["Ash &lt;001A&gt;", "not known", ""]
    assert re.search(r"<caption[^>]*>Areas, greatest need first</caption>", html)
    assert '<th scope="row"' in html
    assert html.count("lf-here") == 1


def test_sorting_keeps_the_question_and_begins_at_the_first_page(drawn: Draw) -> None:
    html = drawn("{% data_table table %}", path="/map/lsoa-2021/?district=Hull&page=7&sort=rank", table=TABLE)
    assert 'href="?district=Hull&amp;sort=name"' in html
    assert 'href="?district=Hull&amp;sort=-rank"' in html
    assert html.count('aria-sort="ascending"') == 1
    turned = drawn("{% data_table table %}", table=replace(TABLE, sorted_by="-rank"))
    assert 'href="?sort=rank"' in turned
    assert 'aria-sort="descending"' in turned


def test_a_wide_table_moves_in_a_frame_that_a_keyboard_reaches(drawn: Draw) -> None:
    html = drawn("{% data_table table %}", table=TABLE)
    frame = re.search(r'<div class="lf-scrolls" role="region" aria-labelledby="([^"]+)" tabindex="0">', html)
    assert frame
    assert f'<caption class="govuk-table__caption" id="{frame[1]}">' in html


def test_blocks_say_each_heading_beside_its_cell_and_stay_a_table(drawn: Draw) -> None:
    html = drawn("{% data_table table %}", table=replace(TABLE, blocks=True))
    assert "lf-scrolls" not in html
    assert '<span class="lf-table__label" aria-hidden="true">Rank</span>' in html
    assert html.count("<tr ") == 3
    assert "role=" not in html  # the HTML standard forbids to repeat what the elements say


def test_a_total_stands_last(drawn: Draw) -> None:
    html = drawn("{% data_table table %}", table=replace(TABLE, total=["All", "", ""]))
    assert rows(html)[-1] == ["All", "", ""]
    assert html.count("lf-total") == 1


def test_an_empty_table_says_so(drawn: Draw) -> None:
    html = drawn("{% data_table table %}", table=replace(TABLE, rows=[], empty="No area is called that."))
    assert "<table" not in html
    assert "No area is called that." in html
    assert "There is nothing to show here." in drawn("{% data_table table %}", table=replace(TABLE, rows=[]))


def test_a_row_of_another_length_is_our_mistake(drawn: Draw) -> None:
    with pytest.raises(ValueError, match="has 3 columns, and a row of it 1"):
        drawn("{% data_table table %}", table=replace(TABLE, rows=[["alone"]]))


def test_a_pager_says_where_one_is_and_keeps_the_question(drawn: Draw) -> None:
    html = drawn("{% pager pages %}", path="/map/?sort=-rank&page=3", pages=Pages(3, 33755))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()
    assert text == "Rows 101 to 150 of 33,755 Page 3 of 676 First page Page before Next page Last page"
    assert 'href="?sort=-rank"' in html
    assert '<a href="?sort=-rank&amp;page=2" rel="prev">' in html
    assert '<a href="?sort=-rank&amp;page=4" rel="next">' in html
    assert 'href="?sort=-rank&amp;page=676"' in html


def test_one_page_needs_no_links(drawn: Draw) -> None:
    html = drawn("{% pager pages %}", pages=Pages(1, 12))
    assert "Rows 1 to 12 of 12" in html
    assert "href" not in html
    assert "Rows 0 to 0 of 0" in drawn("{% pager pages %}", pages=Pages(1, 0))


def test_a_pager_counts_as_the_language_does(drawn: Draw) -> None:
    with translation.override("pl"):
        assert "33\N{NO-BREAK SPACE}755" in drawn("{% pager pages %}", pages=Pages(3, 33755))


def test_the_last_page_is_what_is_left() -> None:
    assert (Pages(676, 33755).first, Pages(676, 33755).last) == (33751, 33755)


@pytest.mark.parametrize("asked", ["0", "-1", "x", "1.5", "²", "999999999999"])
def test_a_page_that_is_no_number_is_a_plain_page(asked: str) -> None:
    with pytest.raises(Http404, match="a page that is no number"):
        asked_page(RequestFactory().get("/", {"page": asked}), total=100)


def test_a_page_after_the_last_says_which_the_last_is() -> None:
    with pytest.raises(Http404, match="There is no page 3: the last page is 2"):
        asked_page(RequestFactory().get("/?page=3"), total=100)
    assert asked_page(RequestFactory().get("/?page=2"), total=100).offset == 50
    assert asked_page(RequestFactory().get("/?page="), total=100).offset == 0


def test_a_badge_in_words_of_the_stages_is_marked_as_english() -> None:
    with translation.override("pl"):
        assert '<span lang="en" dir="ltr">holds</span>' in cell_html(Cell("holds", badge="won", english=True))
        assert 'lang="en"' not in cell_html(Cell("trzyma", badge="won"))
