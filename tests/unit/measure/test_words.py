"""Numbers as people read them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.measure.words import choose, counted, listed, ordinal, sentences, with_commas


@given(st.lists(st.integers(0, 10**10), max_size=8))
def test_a_column_of_numbers_has_commas_where_python_puts_them(numbers: list[int]) -> None:
    assert with_commas(np.array(numbers, dtype=np.int64)).to_pylist() == [f"{number:,}" for number in numbers]


def test_sentences_are_put_together_row_by_row() -> None:
    ranks = with_commas(np.array([1, 33755]))
    side = choose(np.array([True, False]), "in", "out")
    assert sentences("rank ", ranks, ": ", side, ".").to_pylist() == ["rank 1: in.", "rank 33,755: out."]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")),
        *((111, "111th"), (1262, "1,262nd"), (33_713, "33,713th")),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_counts_and_lists() -> None:
    assert (counted(1, "ward"), counted(1225, "ward"), counted(2, "city", "cities")) == (
        "1 ward",
        "1,225 wards",
        "2 cities",
    )
    assert [listed(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
