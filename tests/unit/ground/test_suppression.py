"""Counts so small that they could point at a person are not shown; zero and missing are shown as what they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.ground.errors import DataError
from leastfirst.ground.suppression import suppress_small, suppressed_shares


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 5, 1200], ["12", "5", "1,200"]),
        ([0, None, 6], ["0", "missing", "6"]),
        ([3, 2, 60], ["suppressed", "suppressed", "60"]),
        # One hidden count could be worked out from the total, so the next smallest is hidden with it.
        ([3, 20, 60], ["suppressed", "suppressed", "60"]),
        ([3, 0, 60], ["suppressed", "0", "suppressed"]),
        # What is missing cannot be taken off the total, so nothing can be worked out.
        ([3, None, 60], ["suppressed", "missing", "60"]),
        ([], []),
    ],
)
def test_small_counts_are_hidden_with_a_partner(counts: list[int | None], shown: list[str]) -> None:
    assert [str(each) for each in suppress_small(counts)] == shown


def test_where_no_total_is_shown_no_partner_is_needed() -> None:
    assert [str(each) for each in suppress_small([3, 20], total_is_shown=False)] == ["suppressed", "20"]
    assert [str(each) for each in suppress_small([3, 20], below=3)] == ["3", "20"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), max_size=12), st.integers(1, 10))
def test_no_small_count_is_ever_shown(counts: list[int | None], below: int) -> None:
    for count, shown in zip(counts, suppress_small(counts, below=below), strict=True):
        assert shown.suppressed or shown.value == count
        assert not (shown.suppressed and shown.value is not None)
        if count is not None and 0 < count < below:
            assert shown.suppressed
        if not count:
            assert not shown.suppressed


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        suppress_small([4, -1])
    assert str(caught.value) == "position 2: the count -1 is negative; give counts of 0 or more."


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([1, 1, 50], [True, True, True]),  # two hidden counts that add up to 2 are 1 and 1
        ([4, 4, 50, 60], [True, True, True, False]),  # ... and to 8, with 4 the most that is hidden, 4 and 4
        ([2, 3, 50], [True, True, False]),  # 5 may be 1 and 4, 2 and 3
        ([3, 0, 0], [True, True, False]),  # the total itself would give it away
    ],
)
def test_the_total_does_not_give_the_hidden_counts_away(counts: list[int], hidden: list[bool]) -> None:
    assert [each.suppressed for each in suppress_small(counts)] == hidden


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=12), st.integers(1, 10))
def test_many_shares_at_once_are_those_of_each_pair_of_parts(parts: list[tuple[int, int]], below: int) -> None:
    top = np.array([inside for inside, _ in parts], dtype=float)
    bottom = np.array([inside + outside for inside, outside in parts], dtype=float)
    one_by_one = [suppress_small(pair, below=below)[0].suppressed for pair in parts]
    assert suppressed_shares(top, bottom, below=below).tolist() == one_by_one


def test_a_missing_share_is_missing_and_not_hidden() -> None:
    few = suppressed_shares(np.array([np.nan, 3.0, 0.4, 0.6]), np.array([9.0, np.nan, 50.0, 50.0]))
    assert few.tolist() == [False, False, False, True]
