"""Amounts as people write them: whole pence, exact numbers, years; what is none is said in a sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leastfirst.definitions.amounts import Money, as_money, as_number
from leastfirst.ground.periods import Year, check_in_order, years_between

NUMBERS: list[tuple[object, Fraction]] = [
    ("3/4", Fraction(3, 4)),
    (" 3 / 4 ", Fraction(3, 4)),
    ("4.25%", Fraction(17, 400)),
    ("0.1", Fraction(1, 10)),
    (0.1, Fraction(1, 10)),  # one tenth, and not the nearest binary number
    (1e-7, Fraction(1, 10_000_000)),
    ("1e5", Fraction(100_000)),
    (2, Fraction(2)),
    (-2, Fraction(-2)),
    ("082%", Fraction(41, 50)),
    (Fraction(1, 3), Fraction(1, 3)),
]


@pytest.mark.parametrize(("written", "number"), NUMBERS)
def test_numbers_are_exact(written: object, number: Fraction) -> None:
    assert as_number(written) == number


@pytest.mark.parametrize("written", ["", "a half", "1/0", "1,000", True, None, "nan", "inf", "1e999999", "٣", "1/2/3"])
def test_what_is_no_number_is_said(written: object) -> None:
    with pytest.raises(ValueError, match=r"is not a number \(write 3/4, 4.25% or 0.5\)$"):
        as_number(written)


def test_money_keeps_its_sign() -> None:
    assert (as_money("£1,250.50"), as_money("£1,250.50").sign) == (125050, "£")
    assert (as_money("125050p"), as_money("125050p").sign) == (125050, "£")
    assert (as_money("€700"), as_money("€700").sign) == (70000, "€")
    assert as_money(Money(5, "€")).sign == "€"


MONEY: list[tuple[object, str]] = [
    (1000, "write money with its sign, such as £1,250.50 or 125050p, not 1000"),
    (10.5, "write money with its sign, such as £1,250.50 or 125050p, not 10.5"),
    ("-£5", "'-£5' is less than nothing: a sum of money is 0 or more"),
    ("-€5", "'-€5' is less than nothing: a sum of money is 0 or more"),
    ("£5.001", "'£5.001' is finer than a penny: give at most two figures after the point"),
    ("£5.5", "'£5.5' has one figure after the point: write £5.50"),
    ("€5p", "'€5p' is not a sum of money: write it like €1,250.50"),
    ("$5", "'$5' is not a sum of money in £: write it like £1,250.50"),
]


@pytest.mark.parametrize(("written", "said"), MONEY)
def test_what_is_no_money_is_said(written: object, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole sentence is compared below
        as_money(written)
    assert str(caught.value) == said


def test_years_are_written_as_funders_write_them() -> None:
    assert str(Year.parse("2026-27")) == "2026-27"
    assert str(Year.parse("1999-00")) == "1999-00"
    assert str(Year.parse("2026")) == "2026"
    assert [str(year) for year in years_between(Year.parse("2026-27"), Year.parse("2028-29"))] == [
        "2026-27",
        "2027-28",
        "2028-29",
    ]


@pytest.mark.parametrize("written", ["", "soon", "26-27", "2026-2027", "2026/27", "2026-28", "1850", "٢٠٢٦"])
def test_what_is_no_year_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="is not a year"):
        Year.parse(written)


def test_years_stand_in_order_and_are_of_one_kind() -> None:
    check_in_order([Year(2026), Year(2028)])
    with pytest.raises(ValueError, match=r"^the years are out of order: 2026-27 stands after 2026-27$"):
        check_in_order([Year(2026), Year(2026)])
    with pytest.raises(ValueError, match=r"^2026-27 and 2027 are years of two kinds \(use one kind throughout\)$"):
        check_in_order([Year(2026), Year(2027, financial=False)])
    with pytest.raises(ValueError, match="comes before"):
        years_between(Year(2027), Year(2026))
