"""Numbers and money as the reader's language writes them; what is not known is never zero."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from leastfirst.web.words import figures


@pytest.mark.parametrize(
    ("language", "pence", "shown"),
    [
        ("en", 123_456_789, "£1,234,567.89"),
        ("en", 1_234_500, "£12,345"),
        ("en", 5, "£0.05"),
        ("en", 0, "£0"),
        ("pl", 123_456_789, "1 234 567,89 £"),
        ("ur", 1_234_500, "£12,345"),
    ],
)
def test_money_is_told_to_the_penny(language: str, pence: int, shown: str) -> None:
    with override(language):
        assert (figures.money(pence) or "").replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("pence", "shown"),
    [
        (22_700_000_000, "£227m"),
        (259_029_165, "£2.59m"),
        (127_000_000_000, "£1.27bn"),
        (1_234_567, "£12,346"),
        (999, "£9.99"),
        (0, "£0"),
    ],
)
def test_large_sums_are_told_to_three_figures(pence: int, shown: str) -> None:
    assert figures.short_money(pence) == shown


def test_large_sums_in_polish() -> None:
    with override("pl"):
        assert (figures.short_money(22_700_000_000) or "").replace("\u00a0", " ") == "227 mln £"


def test_a_difference_always_says_its_direction() -> None:
    assert figures.change(150) == "+£1.50"
    assert figures.change(-150) == "−£1.50"
    assert figures.change(0) == "£0"


def test_other_currencies_keep_their_sign() -> None:
    assert figures.money(123_400, "€") == "€1,234"


def test_shares_and_numbers() -> None:
    assert figures.percent(0.1234, 1) == "12.3%"
    assert figures.percent(1.0) == "100%"
    assert figures.number(33_755) == "33,755"
    assert figures.number(2.5, 2) == "2.5"


def test_a_number_is_kept_in_the_language_that_it_was_written_in() -> None:
    for _again in range(2):
        for language, shown in (("en", "1,234,567"), ("pl", "1\u00a0234\u00a0567"), ("en", "1,234,567")):
            with override(language):
                assert figures.number(1_234_567) == shown
    assert figures.number(-0.0) == figures.number(0) == "0"


def test_what_is_not_known_is_never_zero() -> None:
    told = (figures.money, figures.rounded_money, figures.short_money, figures.change, figures.percent, figures.number)
    assert [each(None) for each in told] == [None] * 6
