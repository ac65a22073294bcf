"""Numbers as people read them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leastfirst.measure.words import choose, sentences, with_commas


@given(st.lists(st.integers(0, 10**10), max_size=8))
def test_a_column_of_numbers_has_commas_where_python_puts_them(numbers: list[int]) -> None:
    assert with_commas(np.array(numbers, dtype=np.int64)).to_pylist() == [f"{number:,}" for number in numbers]


def test_sentences_are_put_together_row_by_row() -> None:
    ranks = with_commas(np.array([1, 33755]))
    side = choose(np.array([True, False]), "in", "out")
    assert sentences("rank ", ranks, ": ", side, ".").to_pylist() == ["rank 1: in.", "rank 33,755: out."]
