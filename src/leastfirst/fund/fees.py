"""Fees on top of what places draw, to the penny: Big Local's locally trusted organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leastfirst.definitions.fund import Fee
from leastfirst.ground.errors import DataError
from leastfirst.ground.exact import to_decimals


@dataclass(frozen=True)
class FeeOfYear:
    """What one place draws and returns in a year, the fee on top and what of it is repaid, in whole pence."""

    drawn_pence: int
    returned_pence: int
    fee_pence: int
    repaid_pence: int


def fees(fee: Fee, drawn: Sequence[int], returned: Sequence[int] = ()) -> list[FeeOfYear]:
    """The fee on what one place draws, year by year, and what is repaid of money that it returns.

    Big Local: the locally trusted organisation gets 5% of the money drawn, on top of it, and repays 5% of the money
    returned (Local Trust, Big Local guidance). Odd pennies are carried along, so that the fees of all years together
    are exactly the share of all that was drawn, to the nearest penny.

    Args:
        fee: the shares.
        drawn: pence drawn in each year.
        returned: pence returned in each year; none if left out.

    Raises:
        DataError: if the years of both differ, a sum is below zero, or more is returned than was drawn so far.
    """
    returned = list(returned) or [0] * len(drawn)
    if len(returned) != len(drawn):
        raise DataError(
            f"money is drawn in {len(drawn)} years and returned in {len(returned)}",
            do="give both for each year, 0 where nothing was",
        )
    out: list[FeeOfYear] = []
    all_drawn = all_returned = paid = repaid = 0
    for year, (pence, back) in enumerate(zip(drawn, returned, strict=True), start=1):
        if pence < 0 or back < 0:
            raise DataError(f"year {year} has a sum below zero", do="write money returned as a sum of its own")
        all_drawn, all_returned = all_drawn + pence, all_returned + back
        if all_returned > all_drawn:
            raise DataError(f"by year {year} more was returned than drawn", do="correct the sums")
        due = int(to_decimals(fee.of_drawn * all_drawn, 0))
        back_due = int(to_decimals(fee.of_returned * all_returned, 0))
        out.append(FeeOfYear(pence, back, due - paid, back_due - repaid))
        paid, repaid = due, back_due
    return out
