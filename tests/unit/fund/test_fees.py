"""Fees on top: Big Local's 5% of what is drawn, and 5% of what is returned paid back, to the penny over the years."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leastfirst.definitions.fund import Fee, load_fund
from leastfirst.fund import fees, fees_table
from leastfirst.ground.errors import DataError
from tests.made_up_funds import fund, pot, shared

BIG_LOCAL = load_fund("big-local").fee or pytest.fail("Big Local has a fee")


def test_big_local_pays_5_per_cent_on_top_and_takes_5_per_cent_of_returns_back() -> None:
    # £100,000.10 drawn: £5,000.005 is due, and paid as £5,000.01; then £10 more brings 50p, and the half penny is
    # not paid twice. £20.30 returned: £1.015 is due back, as £1.02.
    years = fees(BIG_LOCAL, [10_000_010, 1_000, 0], [0, 0, 2_030])
    assert [each.fee_pence for each in years] == [500_001, 50, 0]
    assert [each.repaid_pence for each in years] == [0, 0, 102]
    assert [each.drawn_pence for each in years] == [10_000_010, 1_000, 0]
    assert [each.returned_pence for each in years] == [0, 0, 2_030]


def test_odd_pennies_are_carried_along() -> None:
    # 5% of 10p is half a penny: every second year a penny.
    assert [each.fee_pence for each in fees(BIG_LOCAL, [10] * 6)] == [1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize("drawn", [[1, 2, 3, 4, 5, 6, 7], [33_333] * 15, [115_000_000], [0, 0, 999_999_999_999]])
def test_all_years_together_are_the_share_of_all_that_was_drawn(drawn: list[int]) -> None:
    paid = sum(each.fee_pence for each in fees(BIG_LOCAL, drawn))
    assert abs(paid - Fraction(sum(drawn), 20)) <= Fraction(1, 2)
    back = sum(each.repaid_pence for each in fees(BIG_LOCAL, drawn, drawn))
    assert back == paid


REFUSED = [
    ([100], [200], "by year 1 more was returned than drawn; correct the sums."),
    ([-1], [0], "year 1 has a sum below zero; write money returned as a sum of its own."),
    ([5, 5], [0, -1], "year 2 has a sum below zero; write money returned as a sum of its own."),
    ([5, 5], [1], "money is drawn in 2 years and returned in 1; give both for each year, 0 where nothing was."),
]


@pytest.mark.parametrize(("drawn", "returned", "said"), REFUSED)
def test_sums_that_cannot_be_are_refused(drawn: list[int], returned: list[int], said: str) -> None:
    with pytest.raises(DataError) as caught:
        fees(BIG_LOCAL, drawn, returned)
    assert str(caught.value) == said


def test_the_table_of_fees_has_a_row_for_each_place_and_year() -> None:
    fee = Fee.model_validate({"title": "Fee", "of_drawn": "5%", "of_returned": "5%"})
    places = {"ash": {}, "birch": {}}
    made = fund(places, [pot("£100", paid="in-the-first-year")], years="2026-27 to 2027-28", profile="even")
    assert fees_table(shared(made)) is None
    table = fees_table(shared(made.model_copy(update={"fee": fee})))
    assert table is not None
    assert table.to_pylist()[0] == {
        "place_code": "ash",
        "place_name": "Ash",
        "year": "2026-27",
        "drawn_pence": 2500,
        "fee_pence": 125,
    }
    assert sum(table["fee_pence"].to_pylist()) == 500
    assert sum(table["drawn_pence"].to_pylist()) == 10_000
