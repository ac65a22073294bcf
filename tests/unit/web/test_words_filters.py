"""The filters that write numbers, money and dates as the reader's language does."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation

from leastfirst.web.words.templatetags import words


@pytest.mark.parametrize(
    ("language", "whole", "decimal", "percent", "money", "ordinal"),
    [
        ("en", "33,755", "2.5", "17%", "£1,234.50", "22nd"),
        ("pl", "33\u00a0755", "2,5", "17%", "1\u00a0234,50\u00a0£", "22."),
    ],
)
def test_figures_are_written_as_the_language_does(
    language: str, whole: str, decimal: str, percent: str, money: str, ordinal: str
) -> None:
    with translation.override(language):
        assert words.whole(33_755) == whole
        assert words.decimal(2.46, 1) == decimal
        assert words.percent(0.168) == percent
        assert words.money(123_450) == money
        assert words.ordinal(22) == ordinal


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (1001, "1,001st")]
)
def test_places_in_an_order_have_their_ending(value: int, text: str) -> None:
    with translation.override("en"):
        assert words.ordinal(value) == text


def test_days_are_written_in_full() -> None:
    with translation.override("en"):
        assert words.date("2026-03-05") == words.date(datetime.date(2026, 3, 5)) == "5 March 2026"
    with translation.override("pl"):
        assert words.date("2026-03-05T10:00:00Z") == "5 marca 2026"


def test_what_is_not_known_stays_empty_and_is_never_zero() -> None:
    for each in (words.whole, words.decimal, words.percent, words.money, words.ordinal, words.date):
        assert each(None) == ""
    assert words.whole(0) == "0"
