"""How each language of the site writes figures: a table that a reader of the language can check line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from leastfirst.web.words import figures
from leastfirst.web.words.templatetags import words

# Spaces in figures may not be broken at a line's end; here they are written as plain ones.
TABLE: list[tuple[Callable[..., object], tuple[object, ...], str, str, str]] = [
    # function, what is given,           English,      Polish,           Urdu
    (figures.number, (0,), "0", "0", "0"),
    (figures.number, (33_755,), "33,755", "33 755", "33,755"),
    (figures.number, (1_234.567, 2), "1,234.57", "1 234,57", "1,234.57"),
    (figures.number, (0.5, 1), "0.5", "0,5", "0.5"),
    (figures.number, (2.0, 1), "2", "2", "2"),
    (figures.money, (0,), "£0", "0 £", "£0"),
    (figures.money, (5,), "£0.05", "0,05 £", "£0.05"),
    (figures.money, (123_456,), "£1,234.56", "1 234,56 £", "£1,234.56"),
    (figures.money, (1_200_000_000,), "£12,000,000", "12 000 000 £", "£12,000,000"),
    (figures.rounded_money, (123_456,), "£1,235", "1 235 £", "£1,235"),
    (figures.short_money, (99_900,), "£999", "999 £", "£999"),
    (figures.short_money, (22_700_000_000,), "£227m", "227 mln £", "£22.7 کروڑ"),
    (figures.short_money, (123_456_789_012,), "£1.23bn", "1,23 mld £", "£1.23 ارب"),
    (figures.change, (5_000,), "+£50", "+50 £", "+£50"),
    (figures.change, (-5_000,), "−£50", "−50 £", "−£50"),
    (figures.percent, (0.1234, 1), "12.3%", "12,3%", "12.3%"),
    (figures.percent, (1.0,), "100%", "100%", "100%"),
    (words.ordinal, (22,), "22nd", "22.", "22"),
    (words.date, ("2026-05-02",), "2 May 2026", "2 maja 2026", "2 مئی، 2026"),
]


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0].__name__}{line[1]}")
@pytest.mark.parametrize(("language", "column"), [("en", 2), ("pl", 3), ("ur", 4)])
def test_figures_are_written_as_the_language_does(line: tuple[Any, ...], language: str, column: int) -> None:
    function, given, expected = line[0], line[1], line[column]
    with override(language):
        assert str(function(*given)).replace("\u00a0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
@pytest.mark.parametrize("function", ["number", "money", "rounded_money", "short_money", "change", "percent"])
def test_what_is_not_known_is_never_zero(function: str, language: str) -> None:
    with override(language):
        assert getattr(figures, function)(None) is None


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_digits_are_the_same_in_every_language(language: str) -> None:
    with override(language):
        assert {sign for sign in figures.number(9_876_543_210) or "" if sign.isdigit()} == set("0123456789")
