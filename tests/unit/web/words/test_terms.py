"""The field's terms: each that a page uses is explained in place, in words that need no explaining themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.utils.translation import override

from leastfirst.web.words.terms import TERMS, term
from tools.words.gather import WEB

USED = re.compile(r'{%\s*term\s+"([^"]+)"')
# Terms that pages name by a variable; see areas/kinds.py.
BY_KIND = {"lsoa", "msoa", "ward", "lad", "area"}


def used() -> Iterator[tuple[str, str]]:
    """Every term that a template names, with the template."""
    for path in sorted(WEB.rglob("*.html")):
        for name in USED.findall(path.read_text(encoding="utf-8")):
            yield name, path.name


def test_every_term_that_a_page_uses_is_explained() -> None:
    found = list(used())
    assert len(found) >= 10
    assert [each for each in found if each[0] not in TERMS] == []
    assert set(TERMS) >= BY_KIND


def test_a_term_that_is_not_known_is_answered_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"There is no term “zone”\. There are: area, "):
        term("zone")


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
@pytest.mark.parametrize("name", sorted(TERMS))
def test_a_meaning_is_one_or_two_short_sentences_and_no_other_word_for_the_same(name: str, language: str) -> None:
    with override(language):
        word, meaning = (str(each) for each in TERMS[name])
    assert meaning[-1] in ".۔"
    assert len(re.findall(r"[.۔](?:\s|$)", meaning)) <= 2
    assert len(meaning.split()) <= 30
    assert word
    assert meaning.rstrip(".۔").lower() != word.lower()


@pytest.mark.parametrize("name", ["rank", "decile"])
def test_which_end_is_the_greatest_need_is_always_said(name: str) -> None:
    assert "1 has the greatest need" in str(TERMS[name][1])


def test_a_term_opens_its_meaning_without_javascript_in_the_language_of_the_page(drawn: Callable[..., str]) -> None:
    with override("pl"):
        html = drawn('{% term "rank" %}')
    assert 'popovertarget="term-rank-1">pozycja</button>' in html
    assert "<strong>pozycja:</strong> Miejsce w kolejności wszystkich obszarów." in html
