"""A fund shared out in whole pence, with the record of every penny."""

from __future__ import annotations

from fractions import Fraction

import pytest

from leastfirst.ground.apportion import Rounding, largest_remainder, remainders, sainte_lague, share_out
from leastfirst.ground.errors import DataError


def test_floors_and_caps_hold_to_the_penny() -> None:
    shared = share_out([1, 1, 1, 7], 100, floors=[0, 0, 31, 0], caps=[None, None, None, 40])
    assert shared.pence == [15, 14, 31, 40]
    assert shared.filled.held == ["", "", "floor", "cap"]
    assert shared.got_penny == [True, False, False, False]
    assert shared.pennies == 1
    assert shared.rounding(0) == Rounding(Fraction(29, 2), 14, Fraction(1, 2), got_penny=True, queue=1)
    assert shared.rounding(1) == Rounding(Fraction(29, 2), 14, Fraction(1, 2), got_penny=False, queue=2)
    assert shared.rounding(3) == Rounding(Fraction(40), 40, Fraction(0), got_penny=False, queue=None)


def test_without_bounds_it_is_the_method_itself() -> None:
    weights = [5, 3, 1, 12, 0]
    shared = share_out(weights, 11, order=[4, 3, 2, 1, 0])
    assert shared.pence == largest_remainder(weights, 11, order=[4, 3, 2, 1, 0])
    assert [shared.rounding(at) for at in range(5)] == remainders(weights, 11, order=[4, 3, 2, 1, 0])
    other = share_out(weights, 11, method="sainte-lague")
    assert other.pence == sainte_lague(weights, 11)
    assert other.rounding(0).queue is None


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(DataError) as caught:
        share_out([1], 1, method="d-hondt")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "there is no method of rounding called 'd-hondt'; use 'largest-remainder' or 'sainte-lague'."
    )
