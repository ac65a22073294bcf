"""What must be true of every share: it adds up, treats alike alike, and keeps its promises.

The places of these tests are small enough to read when one fails, and their weights include ties, zeros and numbers
that no float can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leastfirst.ground.apportion import (
    Method,
    Shared,
    controlled_rounding,
    damp,
    fill,
    largest_remainder,
    sainte_lague,
    share_out,
)
from tests import apportion_reference as slow

Share = Callable[..., list[int]]
WEIGHT = st.one_of(st.integers(0, 6), st.integers(0, 1000), st.integers(10**30, 10**30 + 3))
TOTAL = st.one_of(st.integers(0, 30), st.integers(0, 10**6), st.integers(10**15, 10**15 + 10))
METHODS = get_args(Method)
each_method = pytest.mark.parametrize("method", METHODS)
each_share = pytest.mark.parametrize("share", [largest_remainder, sainte_lague])


@dataclass(frozen=True)
class Case:
    """Places with floors and caps that the total can meet."""

    weights: list[int]
    total: int
    floors: list[int]
    caps: list[int]
    order: list[int]

    @property
    def n(self) -> int:
        return len(self.weights)

    def share(self, method: Method) -> Shared:
        return share_out(self.weights, self.total, floors=self.floors, caps=self.caps, order=self.order, method=method)

    def taken(self, at: Sequence[int]) -> Case:
        """The same places in another order, or only some of them."""
        return Case(
            [self.weights[i] for i in at],
            self.total,
            [self.floors[i] for i in at],
            [self.caps[i] for i in at],
            [self.order[i] for i in at],
        )

    @property
    def most(self) -> int:
        return sum(
            cap if weight else floor for weight, floor, cap in zip(self.weights, self.floors, self.caps, strict=True)
        )


@st.composite
def cases(draw: st.DrawFn, least: int = 1) -> Case:
    n = draw(st.integers(least, 6))
    weights = draw(st.lists(WEIGHT, min_size=n, max_size=n).filter(any))
    order = draw(st.permutations(range(n)))
    total = draw(TOTAL)
    # Parts of the total, so that bounds bite at any size; together at most all of it, and at least all of it.
    parts = draw(st.lists(st.integers(0, 4), min_size=n, max_size=n))
    floors = [total * part // (4 * n) for part in parts]
    wide = draw(st.lists(st.integers(0, 8), min_size=n, max_size=n))
    caps = [floor + -(-total * part // n) for floor, part in zip(floors, wide, strict=True)]
    case = Case(weights, total, floors, caps, order)
    assume(case.most >= total)
    return case


@st.composite
def plain(draw: st.DrawFn, least: int = 1) -> Case:
    """The same without bounds."""
    n = draw(st.integers(least, 7))
    weights = draw(st.lists(WEIGHT, min_size=n, max_size=n).filter(any))
    total = draw(TOTAL)
    return Case(weights, total, [0] * n, [total] * n, draw(st.permutations(range(n))))


@each_method
@given(case=cases())
def test_it_adds_up_within_floors_and_caps(method: Method, case: Case) -> None:
    shared = case.share(method)
    assert sum(shared.pence) == case.total
    assert all(floor <= pence <= cap for floor, pence, cap in zip(case.floors, shared.pence, case.caps, strict=True))


@given(case=cases())
def test_largest_remainder_is_the_exact_share_rounded_down_or_up(case: Case) -> None:
    shared = case.share("largest-remainder")
    for at, pence in enumerate(shared.pence):
        rounding = shared.rounding(at)
        assert rounding.exact == shared.filled.amount(at)
        assert pence == rounding.floor + rounding.got_penny
        assert rounding.floor + rounding.remainder == rounding.exact
        assert rounding.got_penny == (rounding.queue is not None and rounding.queue <= shared.pennies)


@given(case=cases())
def test_filling_is_what_the_slow_fixed_point_says(case: Case) -> None:
    filled = fill(case.weights, case.total, floors=case.floors, caps=case.caps)
    expected = slow.fill(case.weights, case.total, case.floors, case.caps)
    assert [filled.amount(at) for at in range(case.n)] == expected


@each_method
@given(case=cases(), data=st.data())
def test_another_order_of_the_places_changes_nothing(method: Method, case: Case, data: st.DataObject) -> None:
    moved = data.draw(st.permutations(range(case.n)))
    pence = case.share(method).pence
    assert case.taken(moved).share(method).pence == [pence[at] for at in moved]


@each_method
@given(case=cases(), factor=st.integers(1, 10**20))
def test_only_proportions_count(method: Method, case: Case, factor: int) -> None:
    scaled = replace(case, weights=[weight * factor for weight in case.weights])
    assert scaled.share(method).pence == case.share(method).pence
    spread = replace(case, order=[position * 7 - 3 for position in case.order])
    assert spread.share(method).pence == case.share(method).pence


@each_share
@given(case=plain(least=2))
def test_more_need_never_gets_less_and_equal_need_within_a_penny(share: Share, case: Case) -> None:
    pence = share(case.weights, case.total, order=case.order)
    for a in range(case.n):
        for b in range(case.n):
            if case.weights[a] > case.weights[b]:
                assert pence[a] >= pence[b]
            if case.weights[a] == case.weights[b]:
                assert abs(pence[a] - pence[b]) <= 1
                assert (pence[a] >= pence[b]) or case.order[a] > case.order[b]


@each_method
@given(case=cases(), at=st.integers(0, 5), more=st.integers(1, 10**31))
def test_a_place_whose_need_grows_never_loses(method: Method, case: Case, at: int, more: int) -> None:
    at %= case.n
    weights = [weight + more * (here == at) for here, weight in enumerate(case.weights)]
    needier = replace(case, weights=weights)
    assert needier.share(method).pence[at] >= case.share(method).pence[at]


@each_method
@given(case=cases(least=2), gone=st.integers(0, 5))
def test_removing_a_place_never_lowers_the_others(method: Method, case: Case, gone: int) -> None:
    """With the same total. Exactly so before rounding; by rounding a place loses at most a penny."""
    kept = [at for at in range(case.n) if at != gone % case.n]
    fewer = case.taken(kept)
    assume(any(fewer.weights) and fewer.most >= fewer.total)
    before, after = case.share(method), fewer.share(method)
    for now, then in enumerate(kept):
        assert after.filled.amount(now) >= before.filled.amount(then)
        if method == "largest-remainder":
            assert after.pence[now] >= before.pence[then] - 1
        else:
            assert after.pence[now] >= before.pence[then]


@given(case=cases(), more=st.integers(1, 50))
def test_sainte_lague_with_more_money_nobody_gets_less(case: Case, more: int) -> None:
    richer = replace(case, total=case.total + more)
    assume(richer.most >= richer.total)
    before, after = case.share("sainte-lague").pence, richer.share("sainte-lague").pence
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(rows=plain(), columns=plain(), total=TOTAL)
def test_a_table_meets_every_margin_and_each_cell_is_within_a_penny(rows: Case, columns: Case, total: int) -> None:
    by_row = largest_remainder(rows.weights, total)
    by_column = largest_remainder(columns.weights, total)
    table = controlled_rounding(by_row, by_column)
    assert table.sum(axis=1).tolist() == by_row
    assert table.sum(axis=0).tolist() == by_column
    for at, row in enumerate(by_row):
        for to, column in enumerate(by_column):
            assert abs(int(table[at, to]) * total - row * column) < (total or 1)


@given(
    data=st.data(),
    n=st.integers(1, 5),
    years=st.integers(1, 5),
    fall=st.fractions(0, 1, max_denominator=20),
    rise=st.fractions(0, 2, max_denominator=20),
)
def test_damped_years_add_up_and_keep_the_pace(
    data: st.DataObject, n: int, years: int, fall: Fraction, rise: Fraction
) -> None:
    sums = st.lists(st.one_of(st.integers(0, 40), st.integers(0, 10**12)), min_size=n, max_size=n)
    before, targets = data.draw(sums), [data.draw(sums) for _ in range(years)]
    damped = damp(targets, before, max_fall=fall, max_rise=rise)
    had = [Fraction(pence, sum(before) or 1) for pence in before]
    for year in range(years):
        total = sum(targets[year])
        assert sum(damped.pence[year]) == total
        shares = [damped.share(year, at) for at in range(n)]
        for at, share in enumerate(shares):
            assert abs(damped.pence[year][at] - share * total) < 1
            if had[at]:
                # Exactly for shares, so within a penny for the pence.
                assert had[at] * (1 - fall) <= share <= had[at] * (1 + rise)
            elif total:
                assert damped.pence[year][at] <= targets[year][at]
        if damped.moved_pence[year] == 0:
            assert damped.pence[year] == targets[year]
        had = shares
