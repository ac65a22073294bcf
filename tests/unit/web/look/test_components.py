"""What a person reads in each component of a page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation

from leastfirst.web.look.marks import KINDS
from leastfirst.web.words.terms import TERMS

Draw = Callable[..., str]


def words(html: str) -> str:
    """What stands on the page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def test_breadcrumbs_begin_at_home_and_end_where_the_reader_is(drawn: Draw) -> None:
    html = drawn('{% breadcrumbs "Funds" "/funds/" title %}', title="The <big> fund")
    assert words(html) == "Home Funds The &lt;big&gt; fund"
    assert 'href="/funds/"' in html
    assert '<span aria-current="page">The &lt;big&gt; fund</span>' in html
    assert "aria-current" not in drawn('{% breadcrumbs "Funds" "/funds/" %}')


def test_a_summary_list_says_what_is_not_known(drawn: Draw) -> None:
    html = drawn("{% summary_list facts %}", facts=[("Council", "Hull"), ("Lonely", None), ("Pubs", 0)])
    assert words(html) == "Council Hull Lonely not known Pubs 0"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_badge_has_a_sign_and_a_word(drawn: Draw, kind: str) -> None:
    html = drawn("{% badge 'Just so' kind %}", kind=kind)
    assert words(html) == "Just so"
    assert f"lf-badge--{kind}" in html
    assert html.count("<svg") == 1
    assert 'aria-hidden="true"' in html


def test_a_badge_of_a_kind_that_nobody_knows_is_plain(drawn: Draw) -> None:
    assert "lf-badge--neutral" in drawn("{% badge 'Odd' 'no-such-kind' %}")


def test_tabs_are_links_and_say_which_is_shown(drawn: Draw) -> None:
    html = drawn('{% tabs "Ways to see it" "Map" "/map/" "Table" "/map/lsoa-2021/" %}', path="/map/lsoa-2021/")
    assert 'aria-label="Ways to see it"' in html
    assert '<a href="/map/lsoa-2021/" aria-current="page">Table</a>' in html
    assert '<a href="/map/">Map</a>' in html


def test_notes_and_what_opens_hold_what_is_put_into_them(drawn: Draw) -> None:
    html = drawn(
        '{% note "warning" %}<p>Our own reading.</p>{% endnote %}{% opens how %}By counting.{% endopens %}',
        how="How <we> know",
    )
    assert 'class="lf-note lf-note--warning"><p>Our own reading.</p>' in html
    assert words(html) == "Our own reading. How &lt;we&gt; know By counting."
    assert "<details" in html


def test_a_term_says_what_it_means_without_a_script(drawn: Draw) -> None:
    html = drawn('Each {% term "lsoa" "small area" %}, each {% term "lsoa" %}.')
    assert words(html).startswith("Each small area LSOA: A small area of about 1,700 people.")
    assert 'popovertarget="term-lsoa-1"' in html
    assert 'id="term-lsoa-1" popover' in html
    assert 'id="term-lsoa-2" popover' in html, "each has an id of its own"


def test_a_term_that_is_not_there_stops_the_page_where_it_is_written(drawn: Draw) -> None:
    with pytest.raises(KeyError, match="There is no term “lsao”"):
        drawn('{% term "lsao" %}')


def test_every_term_says_it_in_one_or_two_short_sentences() -> None:
    for word, meaning in TERMS.values():
        assert str(word)
        assert str(meaning).endswith(".")
        assert 1 <= str(meaning).count(".") <= 2
        assert len(str(meaning)) < 125


def test_what_the_stages_say_is_marked_as_english_on_other_pages(drawn: Draw) -> None:
    template = "{{ sentence|said }}"
    assert drawn(template, sentence="Rank 1 & 2") == "Rank 1 &amp; 2"
    with translation.override("ur"):
        assert drawn(template, sentence="Rank 1 & 2") == '<span lang="en" dir="ltr">Rank 1 &amp; 2</span>'
    assert drawn(template, sentence=None) == ""


def test_the_search_box_keeps_what_was_typed(drawn: Draw) -> None:
    html = drawn("{% search_box text %}", text='TS3 "8"')
    assert words(html).startswith("Find a place A postcode, or the name of a neighbourhood")
    assert 'value="TS3 &quot;8&quot;"' in html
    assert '<label for="find-a-place">' in html
    assert 'action="/search/"' in html
