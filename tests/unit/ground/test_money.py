"""Money in words: what people read, and what they write."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.money import nearest_penny, parse_money, pounds


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (0, "£0"),
        (1, "£0.01"),
        (10, "£0.10"),
        (100, "£1"),
        (123_456, "£1,234.56"),
        (23_737_000, "£237,370"),
        (-550, "-£5.50"),
        (10**15, "£10,000,000,000,000"),
    ],
)
def test_money_in_words(pence: int, words: str) -> None:
    assert pounds(pence) == words


def test_the_nearest_penny_takes_halves_away_from_nothing() -> None:
    sums = {"1/3": 33, "2/3": 67, "1.005": 101, "1.00499": 100, "-0.005": -1, "0": 0, "12345678901.234": 1234567890123}
    assert {said: nearest_penny(Fraction(said)) for said in sums} == sums


def test_another_currency_has_another_sign() -> None:
    assert pounds(70_000, "€") == "€700"
    assert parse_money("€700", sign="€") == 70_000
    assert parse_money("€0.05", sign="€") == 5


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£237,370", 23_737_000),
        ("£1,250.50", 125_050),
        ("125050p", 125_050),
        ("125,050p", 125_050),
        (" £20000000 ", 2_000_000_000),
        ("£ 5", 500),
        ("£0", 0),
        ("0p", 0),
        ("£0.07", 7),
    ],
)
def test_money_as_people_write_it(text: str, pence: int) -> None:
    assert parse_money(text) == pence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1250", "'1250' does not say whether it is pounds or pence: write £1250"),
        ("£1.005", "'£1.005' is finer than a penny: give at most two figures after the point"),
        ("£1.5", "'£1.5' has one figure after the point: write £1.50"),
        ("-£5", "'-£5' is less than nothing: a sum of money is 0 or more"),
        ("£-5", "'£-5' is less than nothing: a sum of money is 0 or more"),
        ("-5p", "'-5p' is less than nothing: a sum of money is 0 or more"),
        ("€700", "'€700' is not a sum of money in £: write it like £1,250.50"),
        ("12.5p", "'12.5p' is not a sum of money in £: write it like £1,250.50"),
        ("£1,25", "'£1,25' is not a sum of money: write it like £1,250.50"),
        ("£", "'£' is not a sum of money: write it like £1,250.50"),
        ("£2bn", "'£2bn' is not a sum of money: write it like £1,250.50"),
        ("£٣", "'£٣' is not a sum of money: write it like £1,250.50"),
        ("", "'' is not a sum of money in £: write it like £1,250.50"),
    ],
)
def test_what_is_no_sum_of_money_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="'") as caught:
        parse_money(text)
    assert str(caught.value) == sentence


def test_cents_need_their_sign_too() -> None:
    with pytest.raises(ValueError, match="'700' has no currency: write €700"):
        parse_money("700", sign="€")
    with pytest.raises(ValueError, match=r"'700p' is not a sum of money in €: write it like €1,250\.50"):
        parse_money("700p", sign="€")


@given(st.integers(0, 10**18))
def test_what_is_written_can_be_read_back(pence: int) -> None:
    assert parse_money(pounds(pence)) == pence
