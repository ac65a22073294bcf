"""Who has checked the words of which language: a page says so where nobody has."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils.translation import override

from leastfirst.web.words import languages
from leastfirst.web.words.languages import LANGUAGES, NOT_CHECKED, Language, language_of

ENGLISH = (
    "Nobody who grew up with this language has checked these words yet. There may be mistakes. "
    "The reasons, and the names of lists and funds, are still in English."
)


def test_the_site_speaks_these_languages_and_is_written_in_the_first() -> None:
    assert [(each.code, each.name) for each in LANGUAGES] == list(settings.LANGUAGES)
    assert LANGUAGES[0].code == settings.LANGUAGE_CODE
    assert LANGUAGES[0].is_checked


@pytest.mark.parametrize(
    ("language", "checked"),
    [
        (Language("xx", "X"), False),
        (Language("xx", "X", "A Reader"), False),
        (Language("xx", "X", checked_on=datetime.date(2027, 1, 2)), False),
        (Language("xx", "X", "A Reader", datetime.date(2027, 1, 2)), True),
    ],
)
def test_a_reader_signs_with_name_and_day(language: Language, checked: bool) -> None:
    assert language.is_checked is checked


def test_a_language_is_found_by_its_code() -> None:
    assert language_of("pl") is LANGUAGES[1]
    assert language_of("en-gb") is LANGUAGES[0]
    assert language_of("cy") is None


@pytest.mark.parametrize("code", ["pl", "ur"])
def test_a_page_that_nobody_checked_says_so_in_its_language_and_in_english(
    drawn: Callable[..., str], code: str
) -> None:
    with override(code):
        html = drawn("{% load words %}{% not_checked %}")
        said = str(NOT_CHECKED)
    assert said != ENGLISH
    assert f'{said}<br><span lang="en" dir="ltr">{ENGLISH}</span>' in html


def test_a_page_that_was_checked_says_nothing(drawn: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    signed = Language("pl", "Polski", "A Reader", datetime.date(2027, 1, 2))
    monkeypatch.setattr(languages, "LANGUAGES", (LANGUAGES[0], signed))
    with override("pl"):
        assert drawn("{% load words %}{% not_checked %}") == ""
    with override("en"):
        assert drawn("{% load words %}{% not_checked %}") == ""
