"""Words as people read them."""

from __future__ import annotations

import pytest

from leastfirst.ground.words import all_of, capital, counted, in_letters, listed, ordinal, whole_percent


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


def test_capitals_and_small_numbers() -> None:
    assert [capital(words) for words in ("", "a", "the IMD", "£5")] == ["", "A", "The IMD", "£5"]
    assert [in_letters(number) for number in (0, 1, 10, 11, 1225)] == ["no", "one", "ten", "11", "1,225"]
    assert [all_of(number, "wards") for number in (2, 3, 1225)] == ["both wards", "all three wards", "all 1,225 wards"]


def test_a_share_is_told_as_all_or_none_only_where_that_is_nearly_so() -> None:
    shares = (0, 0.0001, 0.004, 0.006, 0.504, 0.996, 0.9999, 1)
    assert [whole_percent(share) for share in shares] == ["0%", "0%", "0.4%", "1%", "50%", "99.6%", "100%", "100%"]
