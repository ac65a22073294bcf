"""The checks of a shared fund, for people to read: every margin added up again, to the penny."""

from __future__ import annotations

from leastfirst.exchange.report.fund_sums import Sums
from leastfirst.exchange.report.page import TableView
from leastfirst.fund import FundResult, checks


def checked(result: FundResult, sums: Sums) -> TableView:
    """Every margin with what it should be and what it is.

    Raises ConservationError or RuntimeError if one does not hold: a page with a wrong sum on it is not written.
    """
    result.routing.check()
    rows = [
        (each.what, *(f"{n:,}" if each.counts else sums.money(n) for n in (each.expected, each.found)))
        for each in checks(result)
    ]
    paid = sums.money(sum(result.paid))
    rows += [
        ("All years make what places are paid", paid, sums.money(sums.by_year.sum())),
        ("All kinds and purposes make what places are paid", paid, sums.money(sums.by_place.sum())),
        ("All pots make what places are paid", paid, sums.money(sums.by_pot.sum())),
    ]
    ties = sum(len(purse.ties) for purse in result.problem.purses)
    rows.append(("Payments that break a string, come too early or pass a cap on a kind or purpose", "0", "0"))
    rows += [("Strings kept", f"{ties:,}", f"{ties:,}")] if ties else []
    return TableView(
        "Every sum of this page was added up again", ("Check", "Should be", "Is"), tuple(rows), frozenset({1, 2})
    )
